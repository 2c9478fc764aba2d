"""Verdict by sets: what the report allows against what the target allows."""

from __future__ import annotations

from fractions import Fraction

from ..records import Bounds, Change, Figure, GoalVerdict, Status
from ..sets import Number, Values, exact, exactly
from .evidence import is_shown

_PARTLY = ("amount", "coverage", "frequency")  # what can be delivered in part; a rate is reached or not


def compare(values: Values, target: Values, measure: str) -> GoalVerdict:
    """`values` inside `target`: met; outside: partly met or not met; both: not verifiable.

    An amount that falls short of a lower limit but is more than nothing is partly met.
    """
    if values.is_empty:
        return GoalVerdict.NOT_VERIFIABLE  # contradictory statements decide nothing
    if values <= target:
        return GoalVerdict.MET
    if not (values & target).is_empty:
        return GoalVerdict.NOT_VERIFIABLE
    low = target.hull.lo
    short = low is not None and values.hull.hi is not None and values.hull.hi <= low
    some = values.hull.lo is not None and values.hull.lo > 0
    return GoalVerdict.PARTLY_MET if measure in _PARTLY and short and some else GoalVerdict.NOT_MET


def possible(figure: Figure, bounds: Bounds) -> Values:
    """What the figure can be: as printed where it is shown, else what its wording and the relations leave open."""
    if is_shown(figure):
        stated = Values.of([figure.stated])
        return exactly(figure.value) if figure.status is Status.STATED and figure.value is not None else stated
    feasible = bounds.feasible.get(figure.id)
    return feasible.values if feasible is not None else figure.values


def rivals(figure: Figure, bounds: Bounds) -> tuple[Values, ...]:
    """Other values that a contradiction in the report would have the figure take; empty where there is none."""
    return tuple(dict.fromkeys(c.new for c in _disputes(figure, bounds) if not c.new.is_empty))


def disputed(figure: Figure, bounds: Bounds) -> bool:
    """The figure stands in a contradiction."""
    return bool(_disputes(figure, bounds))


def _disputes(figure: Figure, bounds: Bounds) -> list[Change]:
    """Changes of the figure that would mend a contradiction; one with a lawful reading disputes nothing."""
    return [
        change
        for conflict in bounds.conflicts
        if conflict.must_fix
        for explanation in conflict.explanations
        for change in explanation
        if change.figure == figure.id
    ]


def agreed(verdicts: set[GoalVerdict]) -> GoalVerdict | None:
    """The one verdict that every reading gives, or None."""
    return next(iter(verdicts)) if len(verdicts) == 1 else None


def share(values: Values, target: Values) -> Number | None:
    """How much of the target is delivered, in per cent, where both are one number."""
    done, wanted = values.point, target.hull.lo
    return None if done is None or not wanted else exact(Fraction(done) * 100 / wanted)
