"""How a goal is measured: an amount that can be delivered in part, a rate with a threshold, a yes or no, not at all."""

from __future__ import annotations

from ..lang.units import unit
from ..sets import Number

_SCALES = {"万": 10**4, "亿": 10**8, "百": 100, "千": 1000}
_RATES = ("%", "％", "‰", "百分点", "个百分点")


def scaled_unit(text: str) -> tuple[str, Number] | None:
    """The unit without 万 or 亿, and what they multiply; None for a word that is no unit."""
    if text in _RATES:
        return ("%" if text == "％" else text), 1
    if unit(text).dimension:
        return text, 1
    scale, rest = _SCALES.get(text[:1]), text[1:]
    if text.startswith("万亿"):
        scale, rest = 10**12, text[2:]
    if scale is not None and rest and unit(rest).dimension:
        return rest, scale
    return None


def dimension(text: str | None) -> str:
    """What the unit measures; a rate is a dimension of its own."""
    if not text:
        return ""
    return "rate" if text in _RATES else unit(text).dimension


def measure_of(indicator: str, unit_text: str | None, modifier: str) -> str:
    """`rate`, `amount`, `frequency`, `yes_no` or `qualitative`."""
    if modifier in ("yes_no", "qualitative", "frequency"):
        return modifier
    return "rate" if dimension(unit_text) == "rate" else "amount"
