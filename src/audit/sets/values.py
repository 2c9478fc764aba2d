"""A union of a few intervals: the values a wording allows, and the sets that everybody names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .interval import EMPTY, Interval
from .number import Number


@dataclass(frozen=True, slots=True)
class Values:
    """A union of intervals, sorted, none empty, none inside or touching another of the same lattice."""

    parts: tuple[Interval, ...] = ()

    @classmethod
    def of(cls, parts: Iterable[Interval]) -> Values:
        """The union, in its one normal form."""
        kept = [p for p in parts if not p.is_empty]
        if len(kept) < 2:
            return cls(tuple(kept))
        merged: list[Interval] = []
        for part in sorted(kept, key=_order):
            new = part
            while (hit := next((i for i, old in enumerate(merged) if _joined(old, new) is not None), None)) is not None:
                old = merged.pop(hit)
                new = _joined(old, new) or new
            merged.append(new)
        merged.sort(key=_order)
        return cls(tuple(merged))

    @property
    def is_empty(self) -> bool:
        """No number is allowed: a contradiction."""
        return not self.parts

    @property
    def is_point(self) -> bool:
        """Exactly one number is allowed."""
        return len(self.parts) == 1 and self.parts[0].is_point

    @property
    def point(self) -> Number | None:
        """The one number that is allowed, or None."""
        return self.parts[0].lo if self.is_point else None

    @property
    def hull(self) -> Interval:
        """The smallest single interval around everything (with the common step, if all parts share a lattice)."""
        if not self.parts:
            return EMPTY
        if len(self.parts) == 1:
            return self.parts[0]
        lows, highs = [p.lo for p in self.parts], [p.hi for p in self.parts]
        lo = None if None in lows else min(x for x in lows if x is not None)
        hi = None if None in highs else max(x for x in highs if x is not None)
        first = self.parts[0]
        step = first.step
        if step is None or any(p.step != step or (p.anchor - first.anchor) % step for p in self.parts):
            lo_open = all(p.lo_open for p in self.parts if p.lo == lo)
            hi_open = all(p.hi_open for p in self.parts if p.hi == hi)
            return Interval(lo, hi, lo_open and lo is not None, hi_open and hi is not None)
        return Interval.of(lo, hi, step=step, anchor=first.anchor)

    def __contains__(self, value: Number) -> bool:
        return any(value in part for part in self.parts)

    def __iter__(self) -> Iterator[Interval]:
        return iter(self.parts)

    def __and__(self, other: Values) -> Values:
        return Values.of(a & b for a in self.parts for b in other.parts)

    def within(self, lo: Number | None, hi: Number | None) -> Values:
        """The values from `lo` to `hi`, both included; None is unbounded."""
        above = [p for p in self.parts if lo is None or p.hi is None or p.hi >= lo]
        kept = [p for p in above if hi is None or p.lo is None or p.lo <= hi]
        if all(lo is None or (p.lo is not None and p.lo >= lo) for p in kept) and all(
            hi is None or (p.hi is not None and p.hi <= hi) for p in kept
        ):
            return Values(tuple(kept))  # no part is cut, so their normal form is still one
        return self & Values((Interval(lo, hi),))

    def __or__(self, other: Values) -> Values:
        return Values.of((*self.parts, *other.parts))

    def minus(self, other: Values) -> Values:
        """What is left of `self` outside `other` (see `Interval.minus` for lattices)."""
        left = list(self.parts)
        for part in other.parts:
            left = [piece for whole in left for piece in whole.minus(part)]
        return Values.of(left)

    def __le__(self, other: Values) -> bool:
        """Every number here is allowed there."""
        return self.minus(other).is_empty

    def __ge__(self, other: Values) -> bool:
        return other <= self

    def scaled(self, factor: Number) -> Values:
        """Every number times `factor` (not 0)."""
        return Values.of(p.scaled(factor) for p in self.parts)

    def __add__(self, other: Values) -> Values:
        return Values.of(a + b for a in self.parts for b in other.parts)

    def __str__(self) -> str:
        return " ∪ ".join(map(str, self.parts)) or "∅"


def _order(part: Interval) -> tuple[bool, Number, bool, bool, Number, bool, Number]:
    no_lo, no_hi = part.lo is not None, part.hi is None
    return (no_lo, part.lo or 0, part.lo_open, no_hi, part.hi or 0, not part.hi_open, part.step or 0)


def _joined(a: Interval, b: Interval) -> Interval | None:
    """One interval for two that overlap or touch; None where they must stay apart."""
    a, b = sorted((a, b), key=_order)
    if a.is_point and b.step is not None and not b.is_point:
        a = Interval(a.lo, a.hi, step=b.step)
    elif b.is_point and a.step is not None and not a.is_point:
        b = Interval(b.lo, b.hi, step=a.step)
    if a.step != b.step:
        inside = a if (a & b) == b else b if (a & b) == a else None
        return inside
    if a.step is not None and ((a.anchor - b.anchor) % a.step or (a.lo is None and b.hi is None and a.anchor % a.step)):
        return None
    if a.hi is not None and b.lo is not None:
        reach = a.hi if a.step is None else a.hi + a.step
        if b.lo > reach or (a.step is None and b.lo == reach and a.hi_open and b.lo_open):
            return None
    if a.hi is None or b.hi is None:
        hi, hi_open = None, False
    elif a.hi == b.hi:
        hi, hi_open = a.hi, a.hi_open and b.hi_open
    else:
        hi, hi_open = (a.hi, a.hi_open) if a.hi > b.hi else (b.hi, b.hi_open)
    lo_open = a.lo_open and (b.lo_open or b.lo != a.lo)
    if a.step is not None:
        return Interval.of(a.lo, hi, step=a.step, anchor=a.anchor)
    return Interval(a.lo, hi, lo_open, hi_open)


NOTHING = Values()
ANY = Values((Interval(),))
COUNT = Values((Interval(0, None, step=1),))
"""Any whole number from 0: what a masked count may be."""


def exactly(value: Number) -> Values:
    """The one number."""
    return Values((Interval(value, value),))


def between(lo: Number | None, hi: Number | None, *, step: Number | None = None) -> Values:
    """Both ends included; None is unbounded."""
    return Values.of((Interval.of(lo, hi, step=step),))


def at_least(value: Number) -> Values:
    """不低于, 以上."""
    return Values((Interval(value, None),))


def at_most(value: Number) -> Values:
    """不超过, 以内."""
    return Values((Interval(None, value),))
