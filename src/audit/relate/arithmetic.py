"""Does a reading fit the figures? Patterns ask this to choose between readings; `solve` gives the verdict.

Only hulls are looked at: enough to choose, never to prove.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from ..records import Figure, FigureKind, Status
from ..sets import Interval, Number


def hull(figure: Figure) -> Interval:
    """What arithmetic may use of the figure."""
    return figure.values.hull


def known(figures: Iterable[Figure]) -> bool:
    """Every value is printed, without 约 or a mask."""
    stated = Status.STATED  # looked up once: a member of an enumeration is slow to reach
    return all(f.status is stated and f.value is not None for f in figures)


def total(figures: Iterable[Figure]) -> Interval:
    """The sum of what they may be."""
    added = Interval(0, 0)
    for figure in figures:
        added = added + hull(figure)
    return added


def meet(a: Interval, b: Interval) -> bool:
    """Some number is in both, whatever their lattices."""
    below = a.hi is not None and b.lo is not None and a.hi < b.lo
    above = b.hi is not None and a.lo is not None and b.hi < a.lo
    return not below and not above


def adds_up(whole: Figure, parts: Sequence[Figure]) -> bool:
    """The parts can make the whole; not by having every rounded figure half a digit off at once."""
    return meet(hull(whole), total(parts)) and not at_the_edge(whole, parts)


def at_the_edge(whole: Figure, parts: Sequence[Figure]) -> bool:
    """Rounded figures that miss by just as much as all their halves together: only the last of them can be off so."""
    figures = [whole, *parts]
    if len(figures) < 3 or not known(figures) or any(not f.digit or f.values.is_point for f in figures):
        return False
    missing = Fraction(whole.value or 0) - sum(Fraction(f.value or 0) for f in parts)
    return abs(missing) == sum(Fraction(f.digit or 0) / 2 for f in figures)


def exceeds(whole: Figure, parts: Sequence[Figure]) -> bool:
    """The parts are more than the whole, whatever the blanks."""
    high = hull(whole).hi
    if high is None:
        return False
    least: Number = 0
    for part in parts:
        low = hull(part).lo
        if low is None:
            return False
        least += low
    return least > high


def exactly(whole: Figure, parts: Sequence[Figure]) -> bool:
    """The printed values are known and the parts make the whole: evidence by itself."""
    return known([whole, *parts]) and adds_up(whole, parts)


def hundred(claim: Figure) -> int:
    """How many of the claim make the whole: 100 for per cent, 1000 for ‰, 1 for fractions and times."""
    if claim.kind is not FigureKind.PERCENT:
        return 1
    return FINER.get(claim.unit or "", 100)


FINER = {"‰": 1000, "‱": 10_000}


def some_share(claim: Figure, base: Figure) -> bool:
    """Some whole number of the base has the share that is claimed, rounded or cut off."""
    allowed, whole = hull(claim), hull(base)
    if None in (allowed.lo, allowed.hi, whole.lo, whole.hi) or whole.lo != whole.hi or not whole.lo:
        return True
    assert allowed.lo is not None and allowed.hi is not None
    most = max(allowed.hi, (claim.value or 0) + (claim.digit or 0))
    least = -(Fraction(-allowed.lo * whole.lo, hundred(claim)) // 1)
    return least * hundred(claim) <= most * whole.lo


def share(claim: Figure, part: Interval, base: Interval, *, every: Number = 0, cut: bool = True) -> bool:
    """`part` is `claim` hundredths of `base` (or so much for `every`), the claim rounded or cut off."""
    every = every or hundred(claim)
    if None in (part.lo, part.hi, base.lo, base.hi) or not base.lo or claim.values.is_empty:
        return True
    assert part.lo is not None and part.hi is not None and base.hi is not None
    allowed = hull(claim)
    lo, hi = allowed.lo, allowed.hi
    if cut and claim.status is Status.STATED and claim.value is not None and claim.digit:
        hi = claim.value + claim.digit  # 99.868 printed as 99.86: cut off, not rounded
    if lo is not None and _beyond(every * part.hi, base.lo, lo) < 0:
        return False
    over = -1 if hi is None else _beyond(every * part.lo, base.hi, hi)
    return over < 0 or (over == 0 and hi == allowed.hi)


def _beyond(amount: Number, base: Number, limit: Number) -> Number:
    """Above 0 where amount / base is more than the limit, below 0 where it is less; nothing is divided."""
    apart = amount * limit.denominator - limit.numerator * base  # whole numbers, where the counts are
    return apart if base > 0 else -apart
