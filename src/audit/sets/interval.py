"""One stretch of exact numbers, continuous or on a lattice."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

from ..frozen import quick
from .number import Number, exact, plain


@quick
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
        if self.lo is None or self.hi is None:
            return False
        return (self.lo is self.hi or self.lo == self.hi) and not (self.lo_open or self.hi_open)

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
