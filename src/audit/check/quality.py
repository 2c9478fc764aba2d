"""Quality Q: how complete, consistent, traceable and measurable a report is. Never mixed with V and attainment.

Four shares, each with everything of its kind below the line, so that hiding something never makes it look better:

* complete: figures shown / figures
* consistent: relations shown to hold / relations
* traceable: figures shown that no failed check of grade must_fix or query touches / figures
* measurable: goals the report itself states with a number shown, a date or a frequency / goals it states

Q is their mean; a share of nothing is left out. Whether a goal was reached plays no part.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from ..records import Facts, FigureKind, Finding, GoalSource, GoalVerdict, Holds, Outcome, Severity
from ..sets import ANY
from . import severity

_STATED = (GoalSource.EMBEDDED, GoalSource.PLAN)  # the superior's goals are not this report's to word


@dataclass(frozen=True, slots=True)
class Quality:
    """The four shares of Q; None where there is nothing of the kind."""

    complete: Fraction | None
    consistent: Fraction | None
    traceable: Fraction | None
    measurable: Fraction | None

    @property
    def index(self) -> float | None:
        """Q: the mean of the shares there are."""
        shares = (self.complete, self.consistent, self.traceable, self.measurable)
        known = [share for share in shares if share is not None]
        return float(sum(known, Fraction()) / len(known)) if known else None


def quality(facts: Facts, findings: Iterable[Finding]) -> Quality:
    """The four shares of one report."""
    figures = [f for f in facts.figures if f.kind is not FigureKind.NAME]
    shown = [f for f in figures if not f.masked]
    asked = [f.span for f in findings if f.outcome is Outcome.FAIL and severity(f) is not Severity.ADVICE]
    clear = sum(not any(span.meets(f.span) for span in asked) for f in shown)
    holding = sum(facts.bounds.holds.get(r.id, r.holds) is Holds.TRUE for r in facts.relations)
    stated, measurable = _measurable(facts)
    return Quality(
        _share(len(shown), len(figures)),
        _share(holding, len(facts.relations)),
        _share(clear, len(figures)),
        _share(measurable, stated),
    )


def _measurable(facts: Facts) -> tuple[int, int]:
    """Goals that the report states, and those of them that can be judged when due."""
    pairs = zip(facts.assessment.goals, facts.assessment.verdicts, strict=True)
    own = [(g, v) for g, v in pairs if g.source in _STATED]
    return len(own), sum(v.verdict is not GoalVerdict.NOT_MEASURABLE and g.target != ANY for g, v in own)


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None
