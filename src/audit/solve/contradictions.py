"""Each contradiction with its explanations, its proof, and whether it stands under every reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from ..records import Conflict, Figure, Relation
from ..sets import Values
from .certificate import refutation
from .components import components, names
from .conflicts import refuted
from .corrections import explanations
from .readings import MaskReading, Rounding, freed, is_soft, readings

Core = tuple[Relation, ...]
"""Relations that cannot all hold, none of which can be left out."""


def explained(
    cores: Sequence[Core], relations: Sequence[Relation], figures: Mapping[str, Figure], values: Mapping[str, Values]
) -> tuple[Conflict, ...]:
    """A `Conflict` for each core, in the same order."""
    at_fault = frozenset(r.id for r in chain(*cores))
    found = []
    for core in cores:
        strictest = _strictest([figures[n] for r in core for n in names(r) if n in figures])
        around = _around(core, relations, values)
        others = at_fault - {r.id for r in core}
        quiet = [r for r in around if r.id not in others]
        found.append(
            Conflict(
                relations=tuple(r.id for r in core),
                explanations=explanations(core, around, quiet, figures, values),
                must_fix=all(r.hard for r in core) and refuted(core, strictest) is not None,
                certificate=refutation(core, values),
            )
        )
    return tuple(found)


def _strictest(figures: Sequence[Figure]) -> dict[str, Values]:
    """The widest sets that any reading allows: what is impossible there is impossible under all of them."""
    wide = readings(figures, MaskReading.ANY, Rounding.EITHER)
    return {**wide, **{f.id: freed(f) for f in figures if is_soft(f)}}


def _around(core: Core, relations: Sequence[Relation], values: Mapping[str, Values]) -> list[Relation]:
    """The core and every relation that a change of its figures can reach, directly or through open figures."""
    suspects = {name for relation in core for name in names(relation)}
    groups = components(relations, lambda n: n in suspects or n not in values or not values[n].is_point)
    inside = {r.id for r in core}
    reached = {r.id for group in groups if any(r.id in inside for r in group) for r in group}
    return [r for r in relations if r.id in reached]
