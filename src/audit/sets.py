"""A figure is the set of values its wording allows. This file is that set and its algebra; it imports nothing of ours.

`Interval` is one stretch of exact numbers, continuous or on a lattice (`step`); `Values` is a union of a few of them.
Numbers are exact: `int` where whole, else `Fraction`; never float, never a rounding context.

>>> at_least(90) >= exactly(95)          # a result inside the target
True
>>> exactly(38) & exactly(37)            # a contradiction
Values(parts=())
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import gcd, lcm

Number = int | Fraction


def exact(value: int | str | Decimal | Fraction) -> Number:
    """The exact number of a decimal string, `Decimal`, `int` or `Fraction`; whole numbers as `int`.

    Raises `ValueError` for text that is no number and `TypeError` for a float, which would not be exact.
    """
    if isinstance(value, float):
        raise TypeError(f"a float is not exact: {value!r}; give its decimal text")
    fraction = value if isinstance(value, Fraction) else Fraction(value)
    return fraction.numerator if fraction.denominator == 1 else fraction


def plain(value: Number, digits: int = 6) -> str:
    """Decimal text without exponent or trailing zeros; a fraction without finite decimal text is cut to `digits`."""
    if isinstance(value, int):
        return str(value)
    rest = value.denominator
    twos = fives = 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    places = max(twos, fives) if rest == 1 else digits
    scaled = abs(value) * 10**places
    whole = scaled.numerator // scaled.denominator
    if 2 * (scaled - whole) > 1:
        whole += 1
    text = str(whole).rjust(places + 1, "0")
    text = f"{text[:-places]}.{text[-places:]}".rstrip("0").rstrip(".") if places else text
    return f"-{text}" if value < 0 and text != "0" else text


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers from `lo` to `hi`; `None` is unbounded, an open end is not included.

    With a `step` only the numbers of a lattice through the finite ends count (through 0 if both are unbounded); such
    ends are closed and on the lattice. Build lattices with `Interval.of`, which tightens the ends.
    """

    lo: Number | None = None
    hi: Number | None = None
    lo_open: bool = False
    hi_open: bool = False
    step: Number | None = None

    @classmethod
    def of(
        cls,
        lo: Number | None = None,
        hi: Number | None = None,
        lo_open: bool = False,
        hi_open: bool = False,
        step: Number | None = None,
        anchor: Number = 0,
    ) -> Interval:
        """The interval, its ends moved inward onto the lattice `anchor + k*step` if there is a step.

        A lattice without a finite end that misses 0 has no form here: it widens to all numbers.
        """
        if step is None or (lo is None and hi is None and anchor % step):
            return cls(lo, hi, lo_open and lo is not None, hi_open and hi is not None)
        if lo is not None:
            up = -((anchor - lo) // step) * step + anchor
            if up < lo:
                up += step
            lo = exact(Fraction(up + step if lo_open and up == lo else up))
        if hi is not None:
            down = (hi - anchor) // step * step + anchor
            hi = exact(Fraction(down - step if hi_open and down == hi else down))
        return cls(lo, hi, step=None if lo is not None and lo == hi else step)

    @property
    def anchor(self) -> Number:
        """A number of the lattice."""
        return self.lo if self.lo is not None else self.hi if self.hi is not None else 0

    @property
    def is_empty(self) -> bool:
        """No number is inside."""
        if self.lo is None or self.hi is None:
            return False
        return self.lo > self.hi or (self.lo == self.hi and (self.lo_open or self.hi_open))

    @property
    def is_point(self) -> bool:
        """Exactly one number is inside."""
        return self.lo is not None and self.lo == self.hi and not self.is_empty

    def __contains__(self, value: Number) -> bool:
        if self.lo is not None and (value < self.lo or (self.lo_open and value == self.lo)):
            return False
        if self.hi is not None and (value > self.hi or (self.hi_open and value == self.hi)):
            return False
        return self.step is None or (value - self.anchor) % self.step == 0

    def __and__(self, other: Interval) -> Interval:
        lo, lo_open = _inner(self.lo, self.lo_open, other.lo, other.lo_open, above=True)
        hi, hi_open = _inner(self.hi, self.hi_open, other.hi, other.hi_open, above=False)
        if self.step is None and other.step is None:
            return Interval(lo, hi, lo_open, hi_open)
        if self.step is None or other.step is None:
            lattice = self if other.step is None else other
            return Interval.of(lo, hi, lo_open, hi_open, lattice.step, lattice.anchor)
        common = _common_lattice(self.anchor, self.step, other.anchor, other.step)
        return EMPTY if common is None else Interval.of(lo, hi, lo_open, hi_open, common[1], common[0])

    def minus(self, other: Interval) -> list[Interval]:
        """Pieces whose union holds every number of `self` not in `other`.

        Exact unless `other` is a lattice that does not hold the whole of `self`'s own: then nothing is taken away.
        """
        both = self & other
        if both.is_empty:
            return [self]
        if other.step is not None and not both.is_point and (self.step is None or both.step != self.step):
            return [self]
        anchor, step = self.anchor, self.step
        below = above = EMPTY
        if both.lo is not None:
            below = Interval.of(self.lo, both.lo, self.lo_open, not both.lo_open, step, anchor)
        if both.hi is not None:
            above = Interval.of(both.hi, self.hi, not both.hi_open, self.hi_open, step, anchor)
        return [piece for piece in (below, above) if not piece.is_empty]

    def __add__(self, other: Interval) -> Interval:
        """Every sum of a number here and a number there (a superset where two different lattices meet)."""
        lo = None if self.lo is None or other.lo is None else self.lo + other.lo
        hi = None if self.hi is None or other.hi is None else self.hi + other.hi
        if self.is_point or other.is_point:
            step = other.step if self.is_point else self.step
        else:
            step = None if self.step is None or other.step is None else _gcd(self.step, other.step)
        if step is not None:
            anchor = self.anchor + other.anchor
            return Interval.of(lo, hi, step=step, anchor=anchor)
        return Interval(lo, hi, self.lo_open or other.lo_open, self.hi_open or other.hi_open)

    def scaled(self, factor: Number) -> Interval:
        """Every number times `factor` (not 0)."""
        lo = None if self.lo is None else exact(Fraction(self.lo * factor))
        hi = None if self.hi is None else exact(Fraction(self.hi * factor))
        step = None if self.step is None else exact(abs(Fraction(self.step * factor)))
        if factor > 0:
            return Interval(lo, hi, self.lo_open, self.hi_open, step)
        return Interval(hi, lo, self.hi_open, self.lo_open, step)

    def __str__(self) -> str:
        if self.is_point and self.lo is not None:
            return plain(self.lo)
        if self.is_empty:
            return "∅"
        left = "(-∞" if self.lo is None else ("(" if self.lo_open else "[") + plain(self.lo)
        right = "+∞)" if self.hi is None else plain(self.hi) + (")" if self.hi_open else "]")
        return f"{left}, {right}"


EMPTY = Interval(1, 0)


def _inner(
    a: Number | None, a_open: bool, b: Number | None, b_open: bool, *, above: bool
) -> tuple[Number | None, bool]:
    """The tighter of two ends."""
    if a is None or b is None:
        return (b, b_open) if a is None else (a, a_open)
    if a == b:
        return a, a_open or b_open
    return (a, a_open) if (a > b) == above else (b, b_open)


def _gcd(a: Number, b: Number) -> Number:
    x, y = Fraction(a), Fraction(b)
    return exact(Fraction(gcd(x.numerator * y.denominator, y.numerator * x.denominator), x.denominator * y.denominator))


def _common_lattice(a: Number, s: Number, b: Number, t: Number) -> tuple[Number, Number] | None:
    """A number and the step of the lattice that `a + k*s` and `b + k*t` share, or None."""
    scale = lcm(*(Fraction(x).denominator for x in (a, s, b, t)))
    ai, si, bi, ti = (int(x * scale) for x in (a, s, b, t))
    common = gcd(si, ti)
    if (bi - ai) % common:
        return None
    k = (bi - ai) // common * pow(si // common, -1, ti // common) % (ti // common)
    return exact(Fraction(ai + k * si, scale)), exact(Fraction(si // common * ti, scale))


@dataclass(frozen=True, slots=True)
class Values:
    """A union of intervals, sorted, none empty, none inside or touching another of the same lattice."""

    parts: tuple[Interval, ...] = ()

    @classmethod
    def of(cls, parts: Iterable[Interval]) -> Values:
        """The union, in its one normal form."""
        merged: list[Interval] = []
        for part in sorted((p for p in parts if not p.is_empty), key=_order):
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
