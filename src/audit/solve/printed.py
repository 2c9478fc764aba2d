"""Numbers as people read them: in the scale and unit of the figure they belong to."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache

from ..records import Figure, FigureKind
from ..sets import Number, exact, plain, ratio

MASK = "**"
SIGNS = str.maketrans({"＋": " + ", "－": " - ", "＝": " = ", "÷": " / ", "×": " × ", "％": "%", "（": "(", "）": ")"})
WEIGHTS = {10**12: "万亿", 10**8: "亿", 10**4: "万", 1: ""}
SCALED = re.compile(r"(\d+(?:\.\d+)?)(万亿|亿|万)")


def number(value: Number, like: Figure | None, *, digits: int = 2) -> str:
    """A number written the way `like` is printed: its scale (万, 亿) and per cent sign; at most `digits` decimals."""
    if isinstance(value, int) and (like is None or (like.scale == 1 and like.kind is FigureKind.COUNT)):
        return str(value)
    scale = like.scale if like is not None and like.scale in WEIGHTS else 1
    if like is not None and like.digit is not None and like.digit < scale:
        digits = max(digits, _decimals(like.digit, scale))
    scaled = value if scale == 1 else exact(Fraction(value) / scale)
    return shortened(scaled, digits) + WEIGHTS[scale] + _sign(like)


@cache
def _decimals(digit: Number, scale: Number) -> int:
    """How many decimals a number has whose last digit counts so much."""
    return len(plain(exact(Fraction(digit) / scale)).partition(".")[2])


def _sign(like: Figure | None) -> str:
    """％, or ‰ where the figure is printed so."""
    if like is None or like.kind is not FigureKind.PERCENT:
        return ""
    return like.unit if like.unit in ("‰", "‱") else "％"


def shortened(value: Number, digits: int) -> str:
    """Decimal text with at most `digits` decimals, half up."""
    if isinstance(value, int):
        return str(value)
    over, under = value.numerator, value.denominator
    whole = (2 * abs(over) * 10**digits + under) // (2 * under)
    return plain(ratio(whole if over >= 0 else -whole, 10**digits))


def shown(figure: Figure | None) -> str:
    """The figure as the text shows it."""
    if figure is None or figure.masked or figure.value is None:
        return MASK if figure is None or figure.masked else str(figure.values)
    return number(figure.value, figure, digits=6)


def english(text: str) -> str:
    """The same sum in Western signs."""
    return SCALED.sub(_written_out, text).translate(SIGNS).replace("  ", " ")


def _written_out(match: re.Match[str]) -> str:
    weight = next(w for w, name in WEIGHTS.items() if name == match[2])
    above, _, below = match[1].partition(".")
    whole, _, rest = plain(ratio(int(above + below) * weight, 10 ** len(below))).partition(".")
    return f"{int(whole):,}" + ("." + rest if rest else "")
