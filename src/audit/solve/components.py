"""Relations that have to be looked at together: connected by the figures they share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ..records import Linear, Relation
from .system import LinearRow, System


def names(relation: Relation) -> tuple[str, ...]:
    """Every figure id and implied quantity in a relation's constraints, in reading order, once."""
    found: dict[str, None] = {}
    for c in relation.constraints:
        found.update(dict.fromkeys(n for _, n in c.terms) if isinstance(c, Linear) else {})
        found.update({} if isinstance(c, Linear) else dict.fromkeys((c.claim, c.factor, c.base)))
    return tuple(found)


def components(relations: Sequence[Relation], joins: Callable[[str], bool]) -> list[tuple[Relation, ...]]:
    """Groups of relations linked by shared figures for which `joins` is true; in the order of the relations."""
    parent = list(range(len(relations)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    first: dict[str, int] = {}
    for i, relation in enumerate(relations):
        for name in names(relation):
            if joins(name):
                a, b = root(first.setdefault(name, i)), root(i)
                parent[max(a, b)] = min(a, b)
    groups: dict[int, list[Relation]] = {}
    for i, relation in enumerate(relations):
        groups.setdefault(root(i), []).append(relation)
    return [tuple(group) for group in groups.values()]


def is_tree(system: System) -> bool:
    """Propagation alone gives the exact ends: no cycle through open variables, plain sums, value sets without gaps.

    Two rows may share at most one open variable and the rows and variables form a forest; every coefficient is 1 or
    -1; every open variable takes one unbroken stretch of values, all whole numbers or all continuous.
    """
    loose = [d.lo is None or d.lo != d.hi for d in system.domains]
    parent = list(range(len(system.domains) + len(system.rows)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    kinds = {d.whole for d, is_open in zip(system.domains, loose, strict=True) if is_open}
    if len(kinds) > 1 or any(len(d.parts) > 1 for d in system.domains):
        return False
    for k, row in enumerate(system.rows):
        if not isinstance(row, LinearRow) or not _plain(row, (a for a, v in row.terms if loose[v])):
            return False
        if kinds == {True} and any(not isinstance(system.domains[v].lo, int) for _, v in row.terms if not loose[v]):
            return False
        for v in row.variables:
            if loose[v]:
                a, b = root(v), root(len(system.domains) + k)
                if a == b:
                    return False
                parent[a] = b
    return True


def _plain(row: LinearRow, coefficients: Iterable[object]) -> bool:
    whole = all(x is None or isinstance(x, int) for x in (row.lo, row.hi))
    return whole and all(a in (1, -1) for a in coefficients)
