"""What each figure may be, under one way of reading masks, one way of rounding, and with or without soft figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from fractions import Fraction

from ..records import Figure, FigureKind, Product, Relation, Status
from ..sets import COUNT, Interval, Number, Values, between, exact
from .system import NONNEGATIVE


class MaskReading(StrEnum):
    """What the length of a mask says: nothing, or the number of digits."""

    ANY = "any"
    DIGITS = "digits"


class Rounding(StrEnum):
    """How a printed number with dropped digits may have come about."""

    HALF_UP = "half_up"  # within half of the last printed digit
    TRUNCATED = "truncated"  # the rest cut off
    FORCED = "forced"  # one unit of the last digit off, so that shares add up to 100
    EITHER = "either"  # rounded or cut off, we do not know which: what several relations together must leave room for


SOFT = ("约", "左右", "大约", "约为", "近", "上下", "大概", "大致")
"""Wordings whose numbers are no promise (DOMAIN: ±10 %, soft). 余, 多, 以上, 超过 do promise their side."""


def is_soft(figure: Figure) -> bool:
    """An approximation that may not carry a contradiction or a range by itself."""
    return figure.status is Status.APPROXIMATE and any(word in figure.qualifier for word in SOFT)


def readings(
    figures: Iterable[Figure], masks: MaskReading = MaskReading.ANY, rounding: Rounding = Rounding.HALF_UP
) -> dict[str, Values]:
    """Value sets by figure id."""
    return {f.id: reading(f, masks, rounding) for f in figures}


def reading(figure: Figure, masks: MaskReading, rounding: Rounding) -> Values:
    """What one figure may be."""
    if figure.masked:
        return _by_length(figure) if masks is MaskReading.DIGITS else figure.values
    if rounding is not Rounding.HALF_UP and is_rounded(figure):
        return _widened(figure, rounding)
    return figure.values


def averages(relations: Iterable[Relation], figures: Mapping[str, Figure]) -> dict[str, Figure]:
    """The figures again, averages no longer whole: 平均每天10169件 is printed rounded, 每人2份 is not.

    An approximate rate (约180人次 a course) is no whole number either.
    """
    found = dict(figures)
    for relation in relations:
        found.update(_decimal_masks([figures[i] for i in relation.figures if i in figures], "均" in relation.cue))
        for c in relation.constraints:
            figure = figures.get(c.factor) if isinstance(c, Product) and not c.shift else None
            if figure is None or figure.kind is FigureKind.PERCENT or figure.masked:
                continue
            hull, half = figure.values.hull, Fraction(figure.digit or 1) / 2
            if figure.status is Status.APPROXIMATE:
                found[figure.id] = replace(figure, values=_loose(figure))
            elif "均" in relation.cue and figure.values.is_point and hull.lo is not None:
                found[figure.id] = replace(figure, values=between(exact(hull.lo - half), exact(hull.lo + half)))
    return found


def _loose(figure: Figure) -> Values:
    """约5株 is no whole number: within a tenth, or half of the last printed digit."""
    hull, value = figure.values.hull, figure.value
    if value is None or not is_soft(figure) or hull.lo is None or hull.hi is None:
        return between(hull.lo, hull.hi)
    slack = max(Fraction(value) / 10, Fraction(figure.digit or 0) / 2)
    return between(min(hull.lo, exact(value - slack)), max(hull.hi, exact(value + slack)))


def _decimal_masks(members: Sequence[Figure], average: bool) -> dict[str, Figure]:
    """Masked figures beside others of their unit that are printed to finer digits (2.62人, 比**人减少0.48人)."""
    found = {}
    for figure in members:
        hull = figure.values.hull
        if not figure.masked or hull.step is None or hull.lo != 0 or hull.hi is not None:
            continue
        alike = [f for f in members if f.unit and f.unit == figure.unit and f.kind is figure.kind]
        finer = any(f.digit is not None and f.digit < hull.step for f in alike)
        if finer or (average and figure is members[0]):
            found[figure.id] = replace(figure, values=NONNEGATIVE)
    return found


def is_rounded(figure: Figure) -> bool:
    """Printed with fewer digits than it has: its value set is wider than the printed number."""
    return (
        figure.status is Status.STATED
        and figure.value is not None
        and figure.digit is not None
        and not figure.values.is_point
    )


def _widened(figure: Figure, rounding: Rounding) -> Values:
    value, digit, hull = figure.value, figure.digit, figure.values.hull
    assert value is not None and digit is not None and hull.lo is not None and hull.hi is not None
    cut = max(hull.hi, value + digit)
    lo, hi = {
        Rounding.TRUNCATED: (max(hull.lo, value), cut),
        Rounding.FORCED: (hull.lo - digit, hull.hi + digit),
        Rounding.EITHER: (hull.lo, cut),
    }[rounding]
    return Values.of((Interval.of(lo, hi, step=hull.step, anchor=hull.anchor),))


def _by_length(figure: Figure) -> Values:
    """The values with as many digits as characters; a gap, or a mask of unknown length, says nothing."""
    if figure.mask is None or figure.status is Status.GAP:
        return figure.values
    length = figure.mask.span.end - figure.mask.span.start
    if figure.status is Status.PARTIAL:
        hull = figure.values.hull
        if hull.lo is None:
            return figure.values
        length += len(str(int(hull.lo / figure.scale)))
    if length <= 0:
        return figure.values
    least = 0 if length == 1 else 10 ** (length - 1)
    step = figure.values.hull.step
    window = between(least * figure.scale, (10**length - 1) * figure.scale, step=1 if step is None else step)
    narrowed = figure.values & window
    return figure.values if narrowed.is_empty else narrowed


def freed(figure: Figure) -> Values:
    """What the figure might say if its printed number is wrong: any count, or any quantity."""
    if figure.kind is FigureKind.COUNT and (figure.values.hull.step == 1 or _whole(figure.values.point)):
        return COUNT
    hull = figure.values.hull
    return NONNEGATIVE if hull.lo is None or hull.lo >= 0 else Values((Interval(),))


def _whole(value: Number | None) -> bool:
    return isinstance(value, int)


def without(values: Mapping[str, Values], figures: Iterable[Figure]) -> dict[str, Values]:
    """The same value sets with some figures set free."""
    return {**values, **{f.id: freed(f) for f in figures}}
