"""The fast fractions are the standard library's, only faster; a stretch of a value set is its intersection."""

from __future__ import annotations

import copy
import operator
import pickle
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.sets import Interval, Values, exact
from audit.sets.rational import Ratio

SLOW = st.fractions(-9, 9, max_denominator=12)
FAST = SLOW.map(lambda x: Ratio(x.numerator, x.denominator))
OPERATORS = [
    operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.mod,
    operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne,
]  # fmt: skip


def outcome(operation: Callable[[Any, Any], Any], a: Any, b: Any) -> Any:
    try:
        found = operation(a, b)
    except ZeroDivisionError:
        return "by nought"
    return repr(found), hash(found)


@pytest.mark.parametrize("operation", OPERATORS, ids=lambda operation: operation.__name__)
@given(FAST, st.one_of(FAST, SLOW, st.integers(-5, 5), st.just(0.5)))
def test_calculates_as_any_other(operation: Callable[[Any, Any], Any], a: Ratio, b: Any) -> None:
    plain = Fraction(b) if isinstance(b, Fraction) else b
    assert outcome(operation, a, b) == outcome(operation, Fraction(a), plain)
    assert outcome(operation, b, a) == outcome(operation, plain, Fraction(a))


@given(FAST)
def test_is_the_same_number_in_every_other_way(a: Ratio) -> None:
    plain = Fraction(a)
    assert (repr(a), str(a), hash(a)) == (repr(plain), str(plain), hash(plain))
    assert (repr(-a), repr(abs(a))) == (repr(-plain), repr(abs(plain)))
    assert pickle.loads(pickle.dumps(a)) == copy.deepcopy(a) == plain


def test_stays_fast() -> None:
    half = exact("0.5")
    assert {type(x) for x in (half, half + 1, 1 - half, Fraction(1, 3) * half, 1 / half, -half)} == {Ratio}


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    lo, hi = draw(st.none() | st.integers(-9, 9)), draw(st.none() | st.integers(-9, 9))
    return Interval.of(lo, hi, draw(st.booleans()), draw(st.booleans()), draw(st.none() | st.integers(1, 4)))


@given(st.lists(intervals(), max_size=4).map(Values.of), st.none() | st.integers(-9, 9), st.none() | st.integers(-9, 9))
def test_what_lies_within_two_ends(values: Values, lo: int | None, hi: int | None) -> None:
    whole = values & Values.of((Interval(lo, hi),))
    found = values.within(lo, hi)
    assert all((x in found) == (x in whole) for x in (Fraction(n, 2) for n in range(-30, 31)))
