"""The algebra of value sets, against brute force over a small window of numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.sets import ANY, COUNT, NOTHING, Interval, Values, at_least, at_most, between, exact, exactly, plain

WINDOW = [Fraction(n, 2) for n in range(-30, 31)]  # halves, so that open ends and gaps show
ends = st.none() | st.integers(-10, 10)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    step = draw(st.none() | st.integers(1, 4))
    return Interval.of(draw(ends), draw(ends), draw(st.booleans()), draw(st.booleans()), step, draw(st.integers(-3, 3)))


values = st.lists(intervals(), max_size=3).map(Values.of)


def seen(v: Values | Interval) -> set[Fraction]:
    return {x for x in WINDOW if x in v}


@given(st.lists(intervals(), max_size=4))
def test_union_holds_what_its_parts_hold(parts: list[Interval]) -> None:
    assert seen(Values.of(parts)) == set().union(*(seen(p) for p in parts))


@given(values, values)
def test_intersection_holds_what_both_hold(a: Values, b: Values) -> None:
    assert seen(a & b) == seen(a) & seen(b)


@given(values, values)
def test_what_is_left_lies_outside_and_loses_nothing(a: Values, b: Values) -> None:
    assert seen(a) - seen(b) <= seen(a.minus(b)) <= seen(a)


@given(values, values)
def test_inside_is_never_claimed_wrongly(a: Values, b: Values) -> None:
    if a <= b:
        assert seen(a) <= seen(b)


@given(values, values)
def test_a_set_lies_inside_every_union_with_it_and_holds_every_intersection(a: Values, b: Values) -> None:
    assert a & b <= a
    if all(p.step is None for p in (*a, *b)):
        assert a <= a | b


@given(values)
def test_normal_form_is_stable_and_its_hull_covers_it(a: Values) -> None:
    assert Values.of(a.parts) == a
    assert seen(a) <= seen(a.hull)
    assert not any(p.is_empty for p in a)


@given(values, st.integers(-3, 3).filter(bool))
def test_scaling_moves_every_number(a: Values, factor: int) -> None:
    assert {x for x in WINDOW if x / factor in a} == seen(a.scaled(factor))


@given(intervals(), intervals())
def test_sums_hold_every_pairwise_sum(a: Interval, b: Interval) -> None:
    assert {x + y for x in seen(a) for y in seen(b)} <= {
        Fraction(n, 2) for n in range(-120, 121) if Fraction(n, 2) in a + b
    }


@given(st.integers(-10, 10), st.integers(-10, 10))
def test_sum_of_two_points_is_their_sum(a: int, b: int) -> None:
    assert exactly(a) + exactly(b) == exactly(a + b)


def test_a_result_inside_the_target_an_overlap_and_a_contradiction() -> None:
    assert at_least(90) >= exactly(95)
    assert not at_least(90) >= COUNT
    assert not (COUNT & at_least(90)).is_empty
    assert (exactly(38) & exactly(37)) == NOTHING
    assert between(1, 3) <= at_most(3) <= ANY


def test_whole_numbers_tighten_ends_that_lie_between() -> None:
    assert between(Fraction(1, 2), Fraction(7, 2), step=1) == between(1, 3, step=1)
    assert (COUNT & between(Fraction(5, 2), Fraction(11, 4))).is_empty


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("3.50", "3.5"),
        ("-0.25", "-0.25"),
        ("100", "100"),
        ("1e3", "1000"),
        (Fraction(1, 3), "0.333333"),
        (Fraction(2, 3), "0.666667"),
    ],
)
def test_plain_text(value: str | Fraction, text: str) -> None:
    assert plain(exact(value)) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**16), max_value=10**16))
def test_decimal_text_and_back(value: object) -> None:
    number = exact(str(value))
    assert exact(plain(number)) == number


def test_a_float_is_refused_because_it_is_not_exact() -> None:
    with pytest.raises(TypeError, match="not exact"):
        exact(16.4)  # type: ignore[arg-type]
