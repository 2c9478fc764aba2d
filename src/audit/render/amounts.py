"""Numbers, shares and sets of values in the words that people use."""

from __future__ import annotations

from ..records import Figure, Goal
from ..sets import Interval, Values, plain
from .markup import phrase


def share(value: float | None) -> str:
    """A share as whole per cent; only a true 100 % or 0 % reads so."""
    if value is None:
        return "–"
    if 0 < value < 0.005 or 0.995 < value < 1:
        return f"{value:.2%}"
    return f"{value:.0%}"


def interval(bounds: tuple[float, float] | None) -> str:
    """An interval of shares; one number only where its ends are at most five points apart."""
    if bounds is None:
        return "–"
    low, high = bounds
    return share((low + high) / 2) if high - low <= 0.05 else f"[{share(low)}, {share(high)}]"


def allowed(values: Values, figure: Figure, language: str) -> str:
    """What a figure may be, with its unit: `≥ 6场`, `41–49天`, `任意数`."""
    if len(values.parts) > 1:
        return f"{values}{figure.unit or ''}"
    if figure.masked and values.is_point:
        return phrase("pinned", language)  # a range, never a point: nobody fills in the number for the district
    hull = values.hull
    if hull.hi is None and hull.lo in (None, 0):
        return phrase("any_number", language)
    return _written(hull, figure.unit or "")


def target(goal: Goal, language: str) -> str:
    """A goal's target with its unit: `≥ 500户`, 完成; empty where there is none."""
    if goal.measure == "yes_no" and goal.target is not None:
        return phrase("target_yes" if 1 in goal.target else "target_no", language)
    return _written(goal.target.hull, goal.unit or "") if goal.target else ""


def _written(hull: Interval, unit: str) -> str:
    if hull.lo is not None and hull.hi is not None:
        low, high = plain(hull.lo), plain(hull.hi)
        return f"{low}{unit}" if low == high else f"{low}–{high}{unit}"
    if hull.lo is not None:
        return f"{'>' if hull.lo_open else '≥'} {plain(hull.lo)}{unit}"
    return f"{'<' if hull.hi_open else '≤'} {plain(hull.hi)}{unit}" if hull.hi is not None else ""


def measurability(goal: Goal) -> str:
    """What a plan item lets one judge later: its `amount`, only whether it was done, nothing; or its number is masked.

    `amount` | `checkable` | `masked` | `nothing`.
    """
    if goal.target is not None:
        hull = goal.target.hull
        return "masked" if hull.hi is None and hull.lo in (None, 0) else "amount"
    return "nothing" if goal.measure == "qualitative" else "checkable"
