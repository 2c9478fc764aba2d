"""The 对照表 of a report: goal, target, outcome, evidence with its place, verdict, reviewer.

One line per goal of the year under review; next year's plan is no part of it. `docx` and `xlsx` give it as files for
signing and for filling in, `audit.render.report.goals` shows the same lines in the notebook.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..assess import Review, reviewed
from ..assess.reviews import reason_words
from ..lang.words import word, words
from ..records import Facts, Figure, FigureKind, Goal, GoalSource, Report, Span, Verdict
from ..run import Audit
from ..sets import plain
from . import docx as written
from . import xlsx as workbook
from .amounts import allowed, target
from .markup import phrase
from .places import path, quote
from .titles import called

DOCX_WIDTHS = (1.1, 4.6, 2.3, 3.2, 5.4, 5.0, 2.4, 2.0)
"""Centimetres: number, goal, target, outcome, evidence, verdict and why, reviewer's verdict, reviewer."""
XLSX_WIDTHS = (10, 7, 6, 12, 34, 24, 12, 12, 20, 40, 14, 12, 40, 12, 26, 12, 14)
REVIEWED_COLUMN = 13
"""Index of the column that a reviewer fills in from a list."""


@dataclass(frozen=True, slots=True)
class Line:
    """One goal held against what the report shows; all texts are in the language asked for, none is escaped.

    `evidence` are the stretches of the report, best first. `review` is a person's verdict where one stands; the
    machine's stays in `verdict`.
    """

    goal: Goal
    verdict: Verdict
    origin: str
    target: str
    outcome: str
    evidence: tuple[Span, ...]
    review: Review | None = None


def lines(audit: Audit, language: str) -> tuple[Line, ...]:
    """One line per goal of the year under review: what is scored first, each group in the assessment's order."""
    found = audit.facts
    stands = reviewed(found.report.name, found.assessment, audit.reviews).standing
    made = [
        Line(
            goal=goal,
            verdict=verdict,
            origin=_origin(found, goal, language),
            target=target(goal, language),
            outcome=outcome(found, goal, verdict, language) if goal.scored else "",
            evidence=tuple(dict.fromkeys(e.span for e in verdict.evidence)),
            review=stands.get(goal.id),
        )
        for goal, verdict in zip(found.assessment.goals, found.assessment.verdicts, strict=True)
        if goal.horizon == "current"
    ]
    return tuple(sorted(made, key=lambda line: not line.goal.scored))


def outcome(found: Facts, goal: Goal, verdict: Verdict, language: str) -> str:
    """What the report says was reached, and what the provider named in the target sheet says; empty for neither."""
    compared = [found.figure(e.figure) for e in verdict.evidence if e.figure]
    derived = goal.measure in ("rate", "coverage") and len(compared) == 2 and compared[0].kind is FigureKind.COUNT
    said = [" ÷ ".join(_reported(found, f, language) for f in compared[: 2 if derived else 1])] if compared else []
    if goal.official is not None:
        amount = f"{plain(goal.official)}{goal.unit or ''}"
        said.append(phrase("official", language, amount=amount, provider=goal.provider or "–"))
    return ("；" if language == "zh" else "; ").join(said)


def _reported(found: Facts, figure: Figure, language: str) -> str:
    """The figure in the report's words; for a masked one also what it can still be."""
    said = figure.span.of(found.report.text).replace("\n", " ")
    feasible = found.bounds.feasible.get(figure.id)
    if not figure.masked:
        return said
    if feasible is None:
        return phrase("masked_figure", language, quote=said)
    return phrase("masked_range", language, quote=said, range=allowed(feasible.values, figure, language))


def _origin(found: Facts, goal: Goal, language: str) -> str:
    """Where the goal was stated: row of the sheet, place in last year's or in this report."""
    if goal.source is GoalSource.SHEET:
        place = phrase("sheet_place", language, place=goal.place)
        return f"{place} · {phrase('veto', language)}" if goal.veto else place
    if goal.source is GoalSource.PRIOR_PLAN:
        return phrase("prior_place", language, place=_prior_place(found, goal, language))
    key = "own_place" if goal.scored else "own_place_unscored"
    return phrase(key, language, place=path(found.report, goal.span, language) if goal.span else goal.place)


def _prior_place(found: Facts, goal: Goal, language: str) -> str:
    """The place in last year's outline; the name and offset as given where that report is not at hand."""
    _, _, offset = goal.place.rpartition(":")
    if found.prior is None or not offset.isdigit():
        return goal.place
    return path(found.prior.report, Span(int(offset), int(offset) + 1), language)


def docx(audit: Audit, language: str) -> bytes:
    """The table for signing: A4 landscape, its head on every page, lines for three signatures."""
    report = audit.facts.report
    keys = ("number", "goal", "target", "reached", "evidence_place", "verdict_why", "review_verdict", "reviewer")
    rows = [_written(n, line, report, language) for n, line in enumerate(lines(audit, language), 1)]
    title = phrase("comparison_of", language, report=called(report, language))
    blank = "＿" * 8
    return written.document(
        title,
        written.table([phrase(key, language) for key in keys], rows, DOCX_WIDTHS),
        *([] if rows else [written.paragraph(phrase("goals_none", language))]),
        written.paragraph(phrase("question", language), small=True),
        written.paragraph(phrase("sha256_line", language, sha256=report.sha256), small=True),
        *(written.paragraph(phrase(key, language, blank=blank)) for key in ("checked_by", "reviewed_by", "led_by")),
        landscape=True,
        language=language,
    )


def _written(n: int, line: Line, report: Report, language: str) -> tuple[str, ...]:
    evidence = [f"“{quote(report.text, span, around=8)}”（{path(report, span, language)}）" for span in line.evidence]
    verdict = word("verdict", line.verdict.verdict.value, language)
    why = line.verdict.why_zh if language == "zh" else line.verdict.why_en
    review = [*review_words(line.review, language), *([line.review.by] if line.review else [])]
    *review, reviewer = review or [""]
    return (
        str(n),
        f"{line.goal.indicator or line.goal.text}\n{line.origin}\n{line.goal.id}",
        line.target or "–",
        line.outcome or "–",
        "\n".join(evidence) or "–",
        f"{verdict}\n{why}",
        "\n".join(review),
        reviewer,
    )


def review_words(review: Review | None, language: str) -> list[str]:
    """A reviewer's verdict, the reason, the reviewer's own words; nothing without a review."""
    if review is None:
        return []
    return [word("verdict", review.new.value, language), reason_words(review.reason, language), review.text]


def xlsx(audits: Sequence[Audit], language: str) -> bytes:
    """The table of one or more reports for filling in: head and goal stay in view, verdicts are picked from a list."""
    keys = (
        *("district", "year", "number", "goal_id", "goal", "origin", "target", "due", "reached"),
        *("evidence", "place", "verdict", "why", "review_verdict", "review_words", "reviewer", "review_date"),
    )
    rows = [
        _filled(n, line, audit.facts.report, language)
        for audit in audits
        for n, line in enumerate(lines(audit, language), 1)
    ]
    sheet = workbook.Sheet(
        name=phrase("comparison", language),
        head=tuple(phrase(key, language) for key in keys),
        rows=tuple(rows),
        widths=XLSX_WIDTHS,
        frozen="F2",
        choices={REVIEWED_COLUMN: tuple(words("verdict", language).values())},
    )
    return workbook.workbook(sheet)


def _filled(n: int, line: Line, report: Report, language: str) -> tuple[str | int | None, ...]:
    review = review_words(line.review, language) or ["", "", ""]
    return (
        report.district or report.name,
        report.year,
        n,
        line.goal.id,
        line.goal.indicator or line.goal.text,
        line.origin,
        line.target,
        line.goal.due.isoformat() if line.goal.due else "",
        line.outcome,
        "\n".join(f"“{quote(report.text, span, around=8)}”" for span in line.evidence),
        "\n".join(path(report, span, language) for span in line.evidence),
        word("verdict", line.verdict.verdict.value, language),
        line.verdict.why_zh if language == "zh" else line.verdict.why_en,
        review[0],
        "；".join(filter(None, review[1:])),
        line.review.by if line.review else "",
        line.review.time.date().isoformat() if line.review else "",
    )


def files(audit: Audit, language: str) -> dict[str, bytes]:
    """`对照表.docx` and `对照表.xlsx` of one report; the same report gives the same bytes."""
    name = phrase("comparison", language)
    return {f"{name}.docx": docx(audit, language), f"{name}.xlsx": xlsx([audit], language)}
