"""What each figure can still be, and what cannot all be true."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from ..records import Bounds, Extraction, Feasible, Figure, Holds, Relation
from ..sets import Values
from .alternatives import with_readings
from .components import names
from .conflicts import all_conflicts
from .contradictions import explained
from .feasible import feasible
from .protected import protected
from .readings import MaskReading, Rounding, averages, reading, readings
from .verdicts import forced_shares, outcome
from .wording import Outcome, why

__all__ = ["MaskReading", "protected", "solve"]


def solve(extraction: Extraction, relations: tuple[Relation, ...], *, masks: MaskReading = MaskReading.ANY) -> Bounds:
    """Exact feasible ranges, verdicts on relations, contradictions with every smallest explanation.

    `masks` is how the length of a mask is read; it is kept in `Bounds.reading` and belongs beside every finding.
    """
    named = {n for r in relations for n in (*r.figures, *names(r))}
    figures = averages(relations, {f.id: f for f in extraction.figures if f.id in named})
    forced = forced_shares(relations, figures)
    outcomes = {r.id: outcome(r, figures, forced=r.id in forced, masks=masks) for r in relations}
    stated = [r for r in relations if r.constraints and r.holds is None]
    alone = [(r,) for r in stated if outcomes[r.id].holds is Holds.FALSE]
    standing = [r for r in stated if outcomes[r.id].holds is not Holds.FALSE]

    lenient = readings(figures.values(), masks, Rounding.FORCED if forced else Rounding.EITHER)
    together, consistent = all_conflicts(standing, lenient)
    cores = sorted([*alone, *together], key=lambda core: (core[0].span, core[0].id))
    conflicts = explained(cores, stated, figures, lenient)

    hard = [r for r in consistent if r.hard]
    printed = _printed(figures, relations, outcomes, masks)
    by_id = {r.id: r for r in relations}
    usual = feasible(hard, conflicts, by_id, figures, (printed, lenient))

    loose = {r for found in usual.values() if not found.exact for r in found.relations}

    def ranges(under: Sequence[Relation], values: Mapping[str, Values], only: Collection[str]) -> dict[str, Feasible]:
        return feasible(under, conflicts, by_id, figures, (values,), only)

    return Bounds(
        feasible=with_readings(usual, hard, figures, printed, ranges),
        holds={r.id: outcomes[r.id].holds for r in relations},
        why={r.id: why(r, outcomes[r.id], figures) for r in relations},
        conflicts=conflicts,
        reading=masks.value,
        unfinished=tuple(r.id for r in relations if not outcomes[r.id].settled or r.id in loose),
    )


def _printed(
    figures: Mapping[str, Figure], relations: tuple[Relation, ...], outcomes: dict[str, Outcome], masks: MaskReading
) -> dict[str, Values]:
    """Half of the last printed digit, except for figures of relations that only hold under another rounding."""
    otherwise = {
        figure: Rounding.FORCED if outcomes[r.id].rounding is Rounding.FORCED else Rounding.EITHER
        for r in relations
        if outcomes[r.id].rounding is not Rounding.HALF_UP
        for figure in r.figures
    }
    return {f.id: reading(f, masks, otherwise.get(f.id, Rounding.HALF_UP)) for f in figures.values()}
