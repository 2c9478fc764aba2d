"""A figure in the making: what its words allow, before subject, period and place are known."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ..frozen import quick
from ..lang.numerals import Amount
from ..records import FigureKind, Mask, Period, Status
from ..sets import ANY, Interval, Number, Values, exact, ratio
from .tails import Tail


@quick
@dataclass(frozen=True, slots=True)
class Draft:
    """Half-open `start`, `end` in the text; the other fields as in `records.Figure`."""

    start: int
    end: int
    kind: FigureKind
    status: Status
    value: Number | None = None
    stated: Interval = Interval()
    values: Values = ANY
    unit: str | None = None
    dimension: str = ""
    scale: int = 1
    digit: Number | None = None
    qualifier: str = ""
    mask: Mask | None = None
    edtf: str | None = None
    period: Period | None = None
    bare: bool = False  # no unit of its own: one may be inherited

    @classmethod
    def between(cls, start: int, tail: Tail, low: Number, high: Number, word: str) -> Draft:
        """A figure of which only bounds are said; whole numbers where the unit and the bounds are whole."""
        whole = tail.whole and isinstance(low, int) and isinstance(high, int)
        stated = Interval.of(low, high, step=1 if whole else None)
        return cls(
            start, tail.end, tail.kind, Status.APPROXIMATE, None, stated, Values((stated,)), tail.unit, tail.dimension,
            qualifier=word,
        )  # fmt: skip


def allowed(value: Number, sense: str, coarse: Number, *, whole: bool) -> Interval:
    """The numbers that a bent wording allows, ends closed; `coarse` is the weight of the last digit that is not 0.

    余, 多: above the number, not reaching the next one in its last place; behind the unit (3年多) a part of one unit.
    近: from nine tenths up to the number.
    约, 左右: ten percent both ways. 不足, 超过: the number itself is not allowed where only whole numbers exist.
    """
    step = 1 if whole else None
    below = value - 1 if whole else value
    above = value + 1 if whole else value
    low: Number | None
    high: Number | None
    match sense:
        case "over":
            low, high = above, exact(value + coarse) - (1 if whole else 0)
        case "more":
            step, low, high = None, value, exact(value + coarse)
        case "near" | "about":
            tenth = abs(Fraction(value)) / 10
            low, high = exact(value - tenth), below if sense == "near" else exact(value + tenth)
        case "above":
            low, high = above, None
        case "at_least" | "up_from":
            low, high = value, None
        case "below":
            low, high = 0, below
        case "at_most":
            low, high = 0, value
        case _:
            raise KeyError(sense)
    return Interval.of(low, high, step=step)


def rounded(value: Number, digit: Number, *, whole: bool) -> Values:
    """What may stand behind a number printed to `digit`: half of it both ways, whole numbers only if `whole`.

    A `whole` number is whole itself: at least it is inside.
    """
    under = 2 * value.denominator * digit.denominator
    at, half = 2 * value.numerator * digit.denominator, digit.numerator * value.denominator
    if not whole:
        return Values((Interval(ratio(at - half, under), ratio(at + half, under)),))
    low, high = -((half - at) // under), (at + half) // under
    return Values((Interval(low, high, step=None if low == high else 1),))


_ANY_COUNT, _ANY_AMOUNT = Interval(0, None, step=1), Interval(0, None)


def unknown(*, whole: bool) -> Interval:
    """Any number from 0."""
    return _ANY_COUNT if whole else _ANY_AMOUNT


_CALENDAR = ("day", "week", "month", "year", "age")


def printed(start: int, amount: Amount, tail: Tail, sense: str, word: str) -> Draft:
    """A number with its unit and at most one bending word, before it or (`tail.sense`) behind."""
    value, digit, coarse = amount.value, amount.digit, amount.coarse
    if tail.scale != 1:
        value, digit, coarse = (exact(n * tail.scale) for n in (value, digit, coarse))
    if tail.sense in ("over", "more") or not sense:
        sense, word = tail.sense, tail.word
    in_wholes = tail.whole or tail.dimension in _CALENDAR or tail.unit is None
    scale = amount.scale * tail.scale
    in_wholes = in_wholes and isinstance(value, int)
    whole = in_wholes and (not amount.decimals or (tail.whole and scale > 1))  # 1.2万余人次 counts whole persons
    if sense:
        stated = allowed(value, sense, digit if sense == "more" else coarse, whole=whole)
        values, status = Values.of((stated,)), Status.APPROXIMATE
    else:
        stated, status = Interval(value, value), Status.STATED
        in_full = tail.kind is FigureKind.COUNT and scale == 1 and not amount.decimals
        values = Values((stated,)) if in_full else rounded(value, digit, whole=tail.whole and isinstance(value, int))
    return Draft(
        start, tail.end, tail.kind, status, value, stated, values, tail.unit, tail.dimension, scale, digit, word,
        bare=tail.bare,
    )  # fmt: skip
