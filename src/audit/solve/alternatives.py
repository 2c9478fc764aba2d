"""Ranges under other readings of the same words, beside the usual one and named: never instead of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from ..records import Feasible, Figure, Linear, Reading, Relation
from ..sets import Values, at_least
from .components import names
from .wording import PAIR, phrase

Ranges = Callable[[Sequence[Relation], Mapping[str, Values], Collection[str]], dict[str, Feasible]]
"""The ranges of some figures, given hard relations and what each figure may be."""


def with_readings(
    usual: dict[str, Feasible],
    hard: Sequence[Relation],
    figures: Mapping[str, Figure],
    values: Mapping[str, Values],
    ranges: Ranges,
) -> dict[str, Feasible]:
    """The usual ranges, each with those readings under which it would be another one."""
    found = dict(usual)
    for words, relations, allowed, wanted in _readings(hard, figures, values):
        for name, other in ranges(relations, allowed, [n for n in wanted if n in usual]).items():
            known = found[name]
            if other.values not in (known.values, *(r.values for r in known.readings)):
                found[name] = replace(known, readings=(*known.readings, Reading(*words, other.values)))
    return found


def _readings(
    hard: Sequence[Relation], figures: Mapping[str, Figure], values: Mapping[str, Values]
) -> list[tuple[PAIR, Sequence[Relation], Mapping[str, Values], Collection[str]]]:
    """Every other reading: its name, the relations and value sets under it, the figures it is about."""
    found: list[tuple[PAIR, Sequence[Relation], Mapping[str, Values], Collection[str]]] = []
    for relation in hard:
        for other in relation.alternatives:
            instead = replace(relation, constraints=other.constraints)
            relations = [instead if r is relation else r for r in hard]
            found.append(((other.zh, other.en), relations, values, [n for n in names(instead) if n in figures]))
    listed = [r for r in hard if _lists_parts(r)]
    parts = {n: values[n] & at_least(1) for r in listed for n in r.figures[1:] if n in figures and figures[n].masked}
    wholes = [r.figures[0] for r in listed if r.figures[0] in figures and figures[r.figures[0]].masked]
    if parts and wholes:
        found.append((phrase("reading", "listed"), hard, {**values, **parts}, wholes))
    return found


def _lists_parts(relation: Relation) -> bool:
    """A whole and two or more parts that are named one by one: what is named has happened at least once."""
    return (
        relation.kind in ("total", "part")
        and len(relation.figures) > 2
        and any(isinstance(c, Linear) for c in relation.constraints)
    )
