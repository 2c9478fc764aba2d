"""Sums through a quantity that the text implies: 1.14万÷（2.14万－1.14万）＝114％ ≠ 1.14％."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from ..records import Figure, Linear, Product, Relation
from ..sets import Number, exact, plain
from .printed import shown
from .system import magnitude

Shown = tuple[str, Number | None]
"""A quantity as it is written, and its printed value if every figure in it is shown."""


def share(relation: Relation, figures: Mapping[str, Figure]) -> tuple[Product, Shown, Shown] | None:
    """The share that a relation states through implied quantities: the product, its claim and its base, written out.

    None for relations without implied quantities, or whose implied quantity no sum defines.
    """
    products = [c for c in relation.constraints if isinstance(c, Product)]
    products = [c for c in products if not c.shift] or products  # the share before what follows from it
    implied = {name for name, _ in relation.unknowns}
    if len(products) != 1 or not implied & {products[0].claim, products[0].base}:
        return None
    sums = {n: c for c in relation.constraints if isinstance(c, Linear) and c.lo == c.hi == 0 for _, n in c.terms}
    both = []
    for name in (products[0].claim, products[0].base):
        if name in figures:
            both.append(_printed(figures[name]))
        elif name in implied and name in sums:
            both.append(_solved(name, sums[name], figures))
        else:
            return None
    return products[0], both[0], both[1]


def _printed(figure: Figure) -> Shown:
    return shown(figure), None if figure.masked else figure.value


def _solved(name: str, row: Linear, figures: Mapping[str, Figure]) -> Shown:
    """`name` out of a sum that is 0: （412－21）."""
    own = next(a for a, n in row.terms if n == name)
    terms = sorted(((exact(Fraction(-a) / own), n) for a, n in row.terms if n != name), key=lambda term: term[0] < 0)
    text = ""
    value: Fraction | None = Fraction(0)
    for a, n in terms:
        written, number = _printed(figures[n]) if n in figures else ("**", None)
        times = "" if magnitude(a) == 1 else f"{plain(magnitude(a))}×"
        text += ("－" if a < 0 else "＋" if text else "") + times + written
        value = None if value is None or number is None else value + a * Fraction(number)
    return f"（{text}）", None if value is None else exact(value)
