"""Is a range really without end? A direction in which every relation keeps holding, however far one goes, says so."""

from __future__ import annotations

from ..records import Linear, Product, Relation, Span
from ..sets import Values, at_least, exactly
from .propagate import LOWER, UPPER, Box
from .search import Search
from .system import LinearRow, Row, System

ZERO, ONE = exactly(0), exactly(1)


def unbounded(box: Box, v: int, side: int) -> bool:
    """There is such a direction for `v` (given that there is any solution); False if none was found.

    A direction moves only variables without an end on that side, and sums whose ends are fixed do not move at all. A
    product row follows its claim and base while its factor stays where it is, so it needs a factor that is fixed.
    """
    system = box.system
    values: dict[str, Values] = {}
    for u in range(len(system.domains)):
        lo, hi = box.ends[LOWER][u], box.ends[UPPER][u]
        if u == v:
            values[str(u)] = ONE if side == UPPER else exactly(-1)
        elif lo is None and hi is None:
            values[str(u)] = Values.of((at_least(0).parts[0], at_least(0).scaled(-1).parts[0]))
        else:
            values[str(u)] = ZERO if lo is not None and hi is not None else at_least(0).scaled(1 if hi is None else -1)
    rows = tuple(c for row in system.rows for c in (_direction(box, row),) if c is not None)
    if any(isinstance(row, Product) and not box.fixed(int(row.factor)) for row in rows):
        return False
    for row in rows:
        if isinstance(row, Product):
            end = box.ends[LOWER][int(row.factor)]
            assert end is not None
            values[row.factor] = exactly(end)
    cone = Box(System((Relation("", "", "", (), (), Span(0, 0), rows),), values))
    return cone.propagate() is None and Search(cone).witness() is not None


def _direction(box: Box, row: Row) -> Linear | Product | None:
    """The row for differences between solutions; None if it is about fixed numbers only."""
    if all(box.fixed(v) for v in row.variables):
        return None
    if isinstance(row, LinearRow):
        terms = tuple((a, str(v)) for a, v in row.terms)
        return Linear(terms, None if row.lo is None else 0, None if row.hi is None else 0)
    return Product(str(row.claim), str(row.factor), str(row.base), row.scale, row.shift)
