"""Exact numbers: `int` where whole, else `Fraction`; never float, never a rounding context."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

Number = int | Fraction


def exact(value: int | str | Decimal | Fraction) -> Number:
    """The exact number of a decimal string, `Decimal`, `int` or `Fraction`; whole numbers as `int`.

    Raises `ValueError` for text that is no number and `TypeError` for a float, which would not be exact.
    """
    if type(value) is int:
        return value
    if isinstance(value, float):
        raise TypeError(f"a float is not exact: {value!r}; give its decimal text")
    fraction = value if isinstance(value, Fraction) else Fraction(value)
    return fraction.numerator if fraction.denominator == 1 else fraction


def ratio(over: int, under: int) -> Number:
    """`over` / `under`, exact; whole numbers as `int`."""
    return Fraction(over, under) if over % under else over // under


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
    whole, left = divmod(abs(value.numerator) * 10**places, value.denominator)
    if 2 * left > value.denominator:
        whole += 1
    text = str(whole).rjust(places + 1, "0")
    text = f"{text[:-places]}.{text[-places:]}".rstrip("0").rstrip(".") if places else text
    return f"-{text}" if value < 0 and text != "0" else text
