"""Records as plain rows, one function per verb of the command line; JSON Lines, CSV and tables print the same rows.

Field names, order and conventions are a contract that other programs read; change them nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..assess import Review, reviewed
from ..assess.reviews import reason_words
from ..check import rules, severity
from ..lang.words import word
from ..records import Extraction, Facts, Figure, FigureKind, Finding, Holds, Outcome, Relation, Report, Span
from ..sets import Number, plain

Row = dict[str, Any]

COLUMNS: dict[str, tuple[str, ...]] = {
    "figures": (
        "report", "start", "end", "text", "kind", "status", "value", "low", "high", "unit", "edtf", "subject",
    ),
    "ledger": ("report", "start", "end", "text", "reason"),
    "relations": ("report", "kind", "members", "holds", "why"),
    "check": (
        "report", "rule", "name", "severity", "outcome", "start", "end", "text", "message", "related",
    ),
    "goals": (
        "report", "start", "end", "text", "horizon", "indicator", "target", "due", "evidence", "verdict", "why",
    ),
}  # fmt: skip

SHOWN: dict[str, tuple[str, ...]] = {
    "figures": ("report", "text", "kind", "status", "value", "low", "high", "unit", "edtf", "subject"),
    "ledger": ("report", "text", "reason"),
    "relations": ("report", "kind", "holds", "why"),
    "check": ("report", "rule", "severity", "outcome", "text", "message"),
    "goals": ("report", "goal", "indicator", "verdict", "why", "review", "due"),
}
"""The columns that a table for a person shows; programs get those of the contract."""


def figure_rows(report: Report, extraction: Extraction) -> Iterator[Row]:
    """One row per figure, masked names included."""
    for f in extraction.figures:
        yield _row("figures", report, f.span) | _figure(f)


def ledger_rows(report: Report, extraction: Extraction) -> Iterator[Row]:
    """Every numeral and placeholder that is no figure, with the reason; those not understood say `unread`."""
    aside = [(s.span, s.reason) for s in extraction.set_aside]
    unread = [(span, "unread") for span in extraction.unread]
    for span, reason in sorted(aside + unread):
        yield _row("ledger", report, span) | {"reason": reason}


def relation_rows(facts: Facts, language: str) -> Iterator[Row]:
    """One row per relation, members whole or claim first."""
    for r in facts.relations:
        holds = facts.bounds.holds.get(r.id, r.holds or Holds.UNKNOWN)
        yield {
            "report": facts.report.name,
            "kind": r.kind,
            "members": [list(m) for m in r.members],
            "holds": {Holds.TRUE: True, Holds.FALSE: False, Holds.UNKNOWN: "unknown"}[holds],
            "why": relation_why(facts, r, language),
        }


def relation_why(facts: Facts, relation: Relation, language: str) -> str:
    """The arithmetic that decides a relation, else the pattern's own words."""
    own = (relation.why_zh, relation.why_en)
    zh, en = facts.bounds.why.get(relation.id, own)
    return zh if language == "zh" else en


def finding_rows(facts: Facts, findings: Iterable[Finding], language: str, *, passes: bool = False) -> Iterator[Row]:
    """One row per finding, passed checks only on request."""
    for f in findings:
        if f.outcome is Outcome.PASS and not passes:
            continue
        entry = rules[f.rule]
        yield _row("check", facts.report, f.span) | {
            "rule": f.rule,
            "name": entry.name,
            "severity": severity(f).value,
            "outcome": f.outcome.value,
            "message": entry.message(f, language),
            "related": [list(s) for s in f.related],
        }


def goal_rows(facts: Facts, language: str, reviews: Iterable[Review] = ()) -> Iterator[Row]:
    """One row per goal with its verdict; a goal that stands nowhere in this text (sheet, earlier report) has 0, 0.

    `review` is a person's verdict where one of `reviews` stands; `verdict` stays the machine's.
    """
    standing = reviewed(facts.report.name, facts.assessment, reviews).standing
    for goal, verdict in zip(facts.assessment.goals, facts.assessment.verdicts, strict=True):
        target = None
        if goal.target is not None:
            hull = goal.target.hull
            target = {"low": _text(hull.lo), "high": _text(hull.hi), "unit": goal.unit}
        row = _row("goals", facts.report, goal.span or Span(0, 0))
        yield row | {
            "goal": goal.id,
            "text": goal.text,
            "horizon": goal.horizon,
            "indicator": goal.indicator,
            "target": target,
            "due": goal.due.isoformat() if goal.due else None,
            "evidence": [list(e.span) for e in verdict.evidence],
            "verdict": verdict.verdict.value,
            "why": verdict.why_zh if language == "zh" else verdict.why_en,
            "review": _review(standing.get(goal.id), language),
        }


def _review(review: Review | None, language: str) -> str:
    """已达到（主管部门书面确认：……，周敏）."""
    if review is None:
        return ""
    verdict, reason = word("verdict", review.new.value, language), reason_words(review.reason, language)
    if language == "zh":
        return f"{verdict}（{reason}：{review.text}，{review.author}）"
    return f"{verdict} ({reason}: {review.text}, {review.author})"


def _row(verb: str, report: Report, span: Span) -> Row:
    row: Row = dict.fromkeys(COLUMNS[verb])
    row |= {"report": report.name, "start": span.start, "end": span.end, "text": span.of(report.text)}
    return row


def _figure(f: Figure) -> Row:
    low, high = (None, None) if f.kind in _UNMEASURED else (_text(f.stated.lo), _text(f.stated.hi))
    return {
        "kind": f.kind.value,
        "status": f.status.value,
        "value": _text(f.value),
        "low": low,
        "high": high,
        "unit": f.unit,
        "edtf": f.edtf,
        "subject": f.subject,
    }


_UNMEASURED = (FigureKind.DATE, FigureKind.PERIOD, FigureKind.NAME)


def _text(value: Number | None) -> str | None:
    return None if value is None else plain(value)
