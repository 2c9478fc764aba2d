"""Goals: the 对照表 of the year, the attainment interval, next year's plan."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ...assess import Review, not_applied
from ...lang.words import word
from ...records import Goal, Report, Verdict
from ...run import Audit
from ..amounts import interval, measurability, target
from ..comparison import Line, lines, outcome, review_words
from ..markup import (
    Fragment,
    Html,
    badge,
    bullets,
    joined,
    paragraph,
    phrase,
    quoted,
    section,
    side_by_side,
    table,
    tag,
    unbroken,
)
from ..places import placed

if TYPE_CHECKING:
    from ...plot import Picture

MEASURABILITY = ("amount", "checkable", "masked", "nothing")
"""Kinds of plan items, from what can be judged next year to what cannot."""


def goals(audit: Audit, language: str) -> Fragment:
    """The 对照表: every goal of the year with target, outcome, evidence, verdict, why, and the reviewer's verdict."""
    found = audit.facts
    keys = ("goal", "target", "reached", "evidence_place", "verdict_why", "review_verdict", "reviewer")
    rows = [_line(found.report, line, language) for line in lines(audit, language)]
    told = (*found.assessment.notes, *not_applied(found.report.name, found.assessment, audit.reviews))
    notes = [note[0 if language == "zh" else 1] for note in told]
    body = table([phrase(key, language) for key in keys], rows) if rows else paragraph(phrase("goals_none", language))
    return section(phrase("comparison", language), body, *(paragraph(note, "note") for note in notes))


def attainment_picture(audit: Audit, language: str) -> Picture | None:
    """The interval of goals reached, as one bar from 0 to 100 %; None where no goal can be judged."""
    from ...plot import Range, range_bars

    bounds = audit.facts.assessment.attainment
    if bounds is None:
        return None
    report = audit.facts.report
    bar = Range(f"{report.district or report.name} {report.year or ''}".strip(), bounds[0] * 100, bounds[1] * 100)
    alt = f"{phrase('attainment', language)} {interval(bounds)}"
    return range_bars([bar], axis=phrase("attainment_axis", language), alt=alt, limits=(0, 100))


def plan(audit: Audit, language: str) -> Fragment:
    """Next year's plan: only what can be measured of it, and this year's figure to measure it against."""
    found = audit.facts
    pairs = zip(found.assessment.goals, found.assessment.verdicts, strict=True)
    planned = [(goal, verdict) for goal, verdict in pairs if goal.horizon == "next"]
    if not planned:
        return section(phrase("plan", language), paragraph(phrase("plan_none", language)))
    counts = Counter(measurability(goal) for goal, _ in planned)
    counted = [badge(kind, f"{phrase(f'plan_{kind}', language)} {counts[kind]}") for kind in MEASURABILITY]
    planned.sort(key=lambda pair: MEASURABILITY.index(measurability(pair[0])))
    named = sum(bool(goal.responsible) for goal, _ in planned)
    keys = ("planned", "measurability", "target", "due", "responsible", "base", "place")
    body = table([phrase(key, language) for key in keys], [_planned(audit, *pair, language) for pair in planned])
    owners = phrase("plan_owners", language, total=len(planned), named=named)
    notes = (paragraph(owners, "note"), paragraph(phrase("plan_note", language), "note"))
    return section(phrase("plan", language), paragraph(side_by_side(counted)), body, *notes)


def _line(report: Report, line: Line, language: str) -> tuple[object, ...]:
    evidence = [
        joined("“", quoted(report.text, *span, around=6), "” ", tag("small", placed(report, span, language)))
        for span in line.evidence
    ]
    why = line.verdict.why_zh if language == "zh" else line.verdict.why_en
    return (
        joined(line.goal.indicator or line.goal.text, tag("small", f" {line.origin} {line.goal.id}")),
        unbroken(line.target),
        line.outcome,
        bullets(evidence) if evidence else None,
        joined(_badge(line.verdict.verdict.value, language), tag("div", why, class_="why")),
        _review(line.review, language),
        line.review.by if line.review else Html("　"),
    )


def _badge(verdict: str, language: str) -> Html:
    return badge(verdict, word("verdict", verdict, language))


def _review(review: Review | None, language: str) -> Html:
    if review is None:
        return Html("　")
    _, *reasons = review_words(review, language)
    return joined(_badge(review.new.value, language), tag("div", "；".join(reasons), class_="why"))


def _planned(audit: Audit, goal: Goal, verdict: Verdict, language: str) -> tuple[object, ...]:
    kind = measurability(goal)
    base = outcome(audit.facts, goal, verdict, language) if kind == "amount" else None
    return (
        goal.text,
        badge(kind, phrase(f"plan_{kind}", language)),
        unbroken(target(goal, language)),
        unbroken(goal.due.isoformat()) if goal.due else None,
        goal.responsible or None,
        base,
        placed(audit.facts.report, goal.span, language) if goal.span else goal.place,
    )
