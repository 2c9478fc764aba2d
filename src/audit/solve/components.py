"""Relations that have to be looked at together: connected by the figures they share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..records import Linear, Relation
from .system import LinearRow, System


def names(relation: Relation) -> tuple[str, ...]:
    """Every figure id and implied quantity in a relation's constraints, in reading order, once."""
    found: list[str] = []
    for c in relation.constraints:
        found += [n for _, n in c.terms] if isinstance(c, Linear) else (c.claim, c.factor, c.base)
    return tuple(dict.fromkeys(found))


def components(relations: Sequence[Relation], joins: Callable[[str], bool]) -> list[tuple[Relation, ...]]:
    """Groups of relations linked by shared figures for which `joins` is true; in the order of the relations."""
    parent = list(range(len(relations)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    sharing: dict[str, list[int]] = {}
    for i, relation in enumerate(relations):
        for name in names(relation):
            sharing.setdefault(name, []).append(i)
    for name, (first, *others) in sharing.items():
        if others and joins(name):
            for i in others:
                a, b = root(first), root(i)
                parent[max(a, b)] = min(a, b)
    groups: dict[int, list[Relation]] = {}
    for i, relation in enumerate(relations):
        groups.setdefault(root(i), []).append(relation)
    return [tuple(group) for group in groups.values()]


def is_tree(system: System) -> bool:
    """Propagation alone gives the exact ends: no cycle through open variables, and value sets without gaps.

    The rows and open variables form a forest, so that whatever one row needs of a variable disturbs no other row.
    Within a row the ends are reached if all open variables are continuous, or if all are whole numbers in a plain sum
    (coefficients 1 and -1). A single row may hold one whole number among continuous ones: its own ends are reached.
    """
    loose = [d.lo is None or d.lo != d.hi for d in system.domains]
    open_domains = [d for d, is_open in zip(system.domains, loose, strict=True) if is_open]
    if any(len(d.parts) > 1 for d in open_domains):
        return False
    whole = sum(d.whole for d in open_domains)
    if whole + sum(not d.discrete for d in open_domains) < len(open_domains):
        return False  # a lattice that is not the whole numbers
    if whole and not (len(system.rows) == 1 and whole == 1) and not _plain_sums(system, loose, whole):
        return False
    return _forest(system, loose)


def _plain_sums(system: System, loose: Sequence[bool], whole: int) -> bool:
    """Sums of whole numbers and nothing else."""
    if whole < sum(loose):
        return False
    for row in system.rows:
        if not isinstance(row, LinearRow) or any(a not in (1, -1) for a, v in row.terms if loose[v]):
            return False
        known = [row.lo, row.hi, *(a * (system.domains[v].lo or 0) for a, v in row.terms if not loose[v])]
        if any(x is not None and not isinstance(x, int) for x in known):
            return False
    return True


def _forest(system: System, loose: Sequence[bool]) -> bool:
    """No way leads round in a circle from row to row through open variables."""
    parent = list(range(len(system.domains) + len(system.rows)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for k, row in enumerate(system.rows):
        for v in row.variables:
            if loose[v]:
                a, b = root(v), root(len(system.domains) + k)
                if a == b:
                    return False
                parent[a] = b
    return True
