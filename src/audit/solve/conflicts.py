"""Smallest sets of relations that cannot all hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..records import Relation
from ..sets import Values
from .components import components, is_tree
from .propagate import Box
from .search import LARGE, Search
from .system import System


def refuted(relations: Sequence[Relation], values: Mapping[str, Values]) -> frozenset[str] | None:
    """The relations that a refutation rests on; None if they can all hold, or if that could not be settled."""
    box = Box(System(relations, values))
    clash = box.propagate()
    if clash is not None:
        return frozenset(box.relations(clash.reasons, clash.row))
    if (is_tree(box.system) and not box.stopped) or box.open > LARGE:
        return None
    if any(not d.discrete and not box.fixed(v) for v, d in enumerate(box.system.domains)):
        return None  # a contradiction that hangs on digits nobody printed is none to report
    search = Search(box)
    if search.witness() is not None or not search.settled:
        return None
    return frozenset(r.id for r in relations)


def smallest(relations: Sequence[Relation], values: Mapping[str, Values]) -> tuple[Relation, ...] | None:
    """Relations that cannot all hold, none of which can be left out; None if there is no contradiction.

    Later relations are left out first, so that what the text says first stays in the explanation.
    """
    core = refuted(relations, values)
    if core is None:
        return None
    kept = [r for r in relations if r.id in core]
    for relation in reversed(kept[:]):
        rest = [r for r in kept if r is not relation]
        smaller = refuted(rest, values)
        if smaller is not None:
            kept = [r for r in rest if r.id in smaller]
    return tuple(kept)


def all_conflicts(
    relations: Sequence[Relation], values: Mapping[str, Values]
) -> tuple[list[tuple[Relation, ...]], list[Relation]]:
    """Contradictions that share no relation, and the relations left over, which can all hold together.

    Every relation is one that can hold alone, so a group of one has nothing to contradict it.
    """
    found: list[tuple[Relation, ...]] = []
    left: list[Relation] = []
    for group in components(relations, lambda name: name not in values or not values[name].is_point):
        rest = list(group)
        if len(group) == 1:
            left.append(group[0])
            continue
        while (core := smallest(rest, values)) is not None:
            found.append(core)
            settled = {r.id for r in core}
            rest = [r for r in rest if r.id not in settled]
        left.extend(rest)
    return found, left
