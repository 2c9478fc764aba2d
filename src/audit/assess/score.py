"""The measures of goals: verifiability V and the attainment interval [L, U]."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from ..records import Goal, GoalVerdict, Verdict

DECIDED = (GoalVerdict.MET, GoalVerdict.PARTLY_MET, GoalVerdict.NOT_MET)
OPEN = (GoalVerdict.NOT_VERIFIABLE, GoalVerdict.NO_EVIDENCE)

Weighed = tuple[tuple[Goal, Verdict], ...]


def counted(goals: Iterable[Goal], verdicts: Iterable[Verdict]) -> Weighed:
    """The goals that enter a score: scored, with weight, measurable and due."""
    return tuple(
        (g, v) for g, v in zip(goals, verdicts, strict=True) if g.scored and g.weight and v.verdict in DECIDED + OPEN
    )


def verifiability(pairs: Weighed) -> float | None:
    """Share, by weight, of the measurable goals that can be decided from what is shown."""
    return _share(pairs, DECIDED)


def attainment(pairs: Weighed, *, lenient: bool = True) -> tuple[float, float] | None:
    """Lowest and highest share of goals reached; strict: what is not reported counts as not reached."""
    low = _share(pairs, (GoalVerdict.MET,))
    high = _share(pairs, (GoalVerdict.MET, *OPEN) if lenient else (GoalVerdict.MET, GoalVerdict.NOT_VERIFIABLE))
    return None if low is None or high is None else (low, high)


def sensitivity(pairs: Weighed) -> tuple[float, float] | None:
    """Lowest and highest L when any one goal's weight is halved or raised by half."""
    lows = [
        low
        for n in range(len(pairs))
        for factor in (Fraction(1, 2), Fraction(3, 2))
        if (low := _share(pairs, (GoalVerdict.MET,), changed=(n, factor))) is not None
    ]
    return (min(lows), max(lows)) if lows else None


def _share(
    pairs: Weighed, verdicts: tuple[GoalVerdict, ...], changed: tuple[int, Fraction] = (-1, Fraction(1))
) -> float | None:
    weights = [g.weight * (changed[1] if n == changed[0] else 1) for n, (g, _) in enumerate(pairs)]
    total = sum(weights)
    if not total:
        return None
    return float(Fraction(sum(w for w, (_, v) in zip(weights, pairs, strict=True) if v.verdict in verdicts)) / total)
