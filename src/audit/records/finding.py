"""What the rules see and what they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .figure import Extraction, Figure
from .goal import Assessment, GoalSource
from .relation import Bounds, Holds, Relation
from .report import Report, Span


class Severity(StrEnum):
    """The users' own grades: 必须更正, 需核实（可说明）, 提示."""

    MUST_FIX = "must_fix"
    QUERY = "query"
    ADVICE = "advice"


class Outcome(StrEnum):
    """What a check concluded; the names are SARIF's `result.kind`."""

    PASS = "pass"
    FAIL = "fail"
    OPEN = "open"  # cannot be checked: a figure is masked
    REVIEW = "review"  # a person must decide


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on one place of one report. `args` fill the rule's message; `severity` None means the rule's own."""

    rule: str
    span: Span
    outcome: Outcome = Outcome.FAIL
    args: Mapping[str, str | int] = field(default_factory=dict)
    related: tuple[Span, ...] = ()
    severity: Severity | None = None
    confidence: float = 1.0
    fingerprint: str = ""  # filled by check: rule + quoted words + section path, never offsets


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the rules may look at. One report, through every stage but the last."""

    report: Report
    extraction: Extraction
    relations: tuple[Relation, ...]
    bounds: Bounds
    assessment: Assessment
    prior: Facts | None = None
    peers: tuple[Report, ...] = ()  # other districts' reports of the same run, for shared text

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The report's figures, in text order."""
        return self.extraction.figures

    @property
    def contradictions(self) -> tuple[tuple[str, ...], ...]:
        """Ids of the relations behind each contradiction: every conflict, then each other relation that is false."""
        conflicts = [conflict.relations for conflict in self.bounds.conflicts]
        named = {id for relations in conflicts for id in relations}
        verdicts = ((r.id, self.bounds.holds.get(r.id, r.holds)) for r in self.relations)
        return (*conflicts, *((id,) for id, holds in verdicts if holds is Holds.FALSE and id not in named))

    @property
    def sheet_used(self) -> bool:
        """Some goal of the target sheet is this report's."""
        return any(goal.source is GoalSource.SHEET for goal in self.assessment.goals)

    def figure(self, id: str) -> Figure:
        """The figure of that id; ids are `F` and the position from 1."""
        return self.extraction.figures[int(id[1:]) - 1]
