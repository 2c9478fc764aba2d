"""One report laid out for judging its goals, and what every way of judging shares."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..records import (
    Bounds,
    Evidence,
    EvidenceLevel,
    Extraction,
    Figure,
    FigureKind,
    Goal,
    GoalVerdict,
    Relation,
    Report,
    Span,
    Verdict,
)
from .evidence import Place, places
from .passages import Clause, lay_out
from .results import Result
from .why import Why, say, verdict_words

_OUTCOME = re.compile(r"率|占|达到|增长|下降|减少|收入")


@dataclass(frozen=True, slots=True)
class Case:
    """One report as the judge sees it."""

    report: Report
    extraction: Extraction
    bounds: Bounds
    relations: tuple[Relation, ...]
    places: tuple[Place, ...]
    clauses: tuple[Clause, ...]
    own: frozenset[str]  # figures that state goals
    beside: Mapping[str, Result]  # result that stands beside an embedded goal, by goal id

    @classmethod
    def of(
        cls,
        report: Report,
        extraction: Extraction,
        bounds: Bounds,
        relations: tuple[Relation, ...],
        own: frozenset[str],
        beside: Mapping[str, Result],
    ) -> Case:
        """Lay the report out for matching."""
        laid = tuple(c for c in lay_out(report, extraction) if c.section != "plan")
        return cls(report, extraction, bounds, relations, tuple(places(report, extraction)), laid, own, beside)

    def clause_of(self, figure: Figure) -> Span:
        """The clause that a figure stands in, itself if it stands in a table."""
        at = bisect_right(self.clauses, figure.span.start, key=lambda c: c.span.start) - 1
        own = self.clauses[at].span if at >= 0 else figure.span
        return own if own.covers(figure.span) else figure.span


def evidence_of(figure: Figure, case: Case, reason: str) -> Evidence:
    """The figure as evidence, on its rung of the ladder."""
    level = EvidenceLevel.OUTCOME if is_outcome(figure, case) else EvidenceLevel.OUTPUT
    return Evidence(figure.span, level, figure.id, reason)


def is_outcome(figure: Figure, case: Case) -> bool:
    """A rate, or a clause that speaks of an effect."""
    words = case.clause_of(figure).of(case.report.text)
    return figure.kind is FigureKind.PERCENT or bool(_OUTCOME.search(words))


def nothing(goal: Goal) -> Verdict:
    """Nothing in the report answers the goal."""
    verdict = GoalVerdict.NO_EVIDENCE
    return plain_verdict(goal, verdict, say("no_evidence", indicator=goal.indicator, verdict=verdict_words(verdict)))


def worded(
    goal: Goal, verdict: GoalVerdict, name: str, words: Mapping[str, str | Why], evidence: Sequence[Evidence]
) -> Verdict:
    """The verdict with the sentence of that name as its reason."""
    why = say(name, **{**words, "verdict": verdict_words(verdict)})
    return Verdict(goal.id, verdict, tuple(evidence), why.zh, why.en)


def plain_verdict(goal: Goal, verdict: GoalVerdict, why: Why, evidence: Sequence[Evidence] = ()) -> Verdict:
    """The verdict with its reason."""
    return Verdict(goal.id, verdict, tuple(evidence), why.zh, why.en)
