"""Small random systems of relations, and what brute force finds in them."""

from __future__ import annotations

from itertools import product

from hypothesis import strategies as st

from audit.records import Linear, Product, Relation, Span
from audit.sets import Values, between

GAPS = between(1, 1) | between(4, 4)
WINDOWS = [between(lo, hi, step=1) for lo, hi in ((0, 4), (0, 3), (2, 2), (1, 3))]


@st.composite
def systems(draw: st.DrawFn) -> tuple[list[Relation], dict[str, Values]]:
    names = [f"x{i}" for i in range(draw(st.integers(1, 6)))]
    values = {n: draw(st.sampled_from([*WINDOWS, GAPS])) for n in names}
    relations = []
    for k in range(draw(st.integers(1, 5))):
        chosen = draw(st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True))
        if len(chosen) >= 3 and draw(st.integers(0, 4)) == 0:
            row: Linear | Product = Product(*chosen[:3], scale=1, shift=draw(st.integers(0, 1)))
        else:
            terms = tuple((draw(st.sampled_from([1, -1, 1, -1, 2, -3])), n) for n in chosen)
            lo = draw(st.none() | st.integers(-3, 6))
            row = Linear(terms, lo, lo if draw(st.booleans()) else draw(st.none() | st.integers(0, 9)))
        relations.append(Relation(f"R{k}", "total", "", (), (), Span(k, k), (row,)))
    return relations, values


def members(values: Values) -> list[int]:
    return [x for x in range(10) if x in values]


def satisfied(row: Linear | Product, point: dict[str, int]) -> bool:
    if isinstance(row, Product):
        return point[row.claim] == (point[row.factor] * row.scale + row.shift) * point[row.base]
    total = sum(a * point[n] for a, n in row.terms)
    return (row.lo is None or row.lo <= total) and (row.hi is None or total <= row.hi)


def brute_force(relations: list[Relation], values: dict[str, Values]) -> dict[str, set[int]] | None:
    names = list(values)
    found: dict[str, set[int]] = {n: set() for n in names}
    for numbers in product(*(members(values[n]) for n in names)):
        point = dict(zip(names, numbers, strict=True))
        if all(satisfied(row, point) for r in relations for row in r.constraints if isinstance(row, Linear | Product)):
            for n, x in point.items():
                found[n].add(x)
    return found if found[names[0]] else None
