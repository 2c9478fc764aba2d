"""The feasible range of each masked figure that relations narrow.

Where a contradiction touches the figures behind a range, each of its explanations gives a range of its own and the
answer is their union: 1 or 2, not one of them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ..records import Change, Conflict, Feasible, Figure, FigureKind, Relation
from ..sets import Interval, Values
from .certificate import RangeProofs
from .components import components, names
from .protected import protected
from .ranges import Inconsistent, Range, ranges
from .readings import freed, is_soft
from .system import System

SCENARIOS = 64
"""Combinations of explanations looked at one by one; beyond that every figure in doubt is set free, which is sound."""

WORDS = (FigureKind.NAME, FigureKind.DATE, FigureKind.PERIOD)


@dataclass(frozen=True, slots=True)
class Scenario:
    """One way in which all contradictions near a component might be mended."""

    relations: tuple[Relation, ...]
    values: Mapping[str, Values]


@dataclass(frozen=True, slots=True)
class Union:
    """What one figure may be under some scenarios, the relations behind it, and one proof per scenario."""

    values: Values
    relations: frozenset[str] = frozenset()
    exact: bool = True
    proofs: tuple[str, ...] = ()  # one per scenario; an empty text where there is none

    @classmethod
    def of(cls, proofs: RangeProofs | None, v: int, found: Range) -> Union:
        """Under one scenario, with a proof if `proofs` can give one."""
        proof = ""
        if proofs is not None and found.exact and found.values != proofs.system.domains[v].values:
            proof = proofs.of(v, found.values)
        return cls(found.values, found.relations, found.exact, (proof,))

    @property
    def certificate(self) -> str:
        """All proofs, a blank line between two scenarios; empty if one is missing."""
        return "\n\n".join(self.proofs) if all(self.proofs) else ""

    def __or__(self, other: Union) -> Union:
        """Under either."""
        return Union(
            self.values | other.values,
            self.relations | other.relations,
            self.exact and other.exact,
            tuple(dict.fromkeys((*self.proofs, *other.proofs))),
        )


def feasible(
    consistent: Sequence[Relation],
    conflicts: Sequence[Conflict],
    relations: Mapping[str, Relation],
    figures: Mapping[str, Figure],
    precisions: Sequence[Mapping[str, Values]],
    only: Collection[str] | None = None,
) -> dict[str, Feasible]:
    """By figure id, in the order of the figures; `only` those, and then without proofs, if given.

    `consistent`: hard relations outside every contradiction. `precisions`: what each figure may be, strictest reading
    of rounding first; a wider one is used only where the stricter leaves nothing. Soft figures (约) narrow nothing.
    """
    soft = {f.id: freed(f) for f in figures.values() if is_soft(f)}
    stages = [{**values, **soft} for values in precisions]
    values = stages[0]
    in_conflict = [relations[i] for c in conflicts for i in c.relations if relations[i].hard]
    hard = [*consistent, *in_conflict]
    place = {r.id: k for k, r in enumerate(hard)}
    found: dict[str, Feasible] = {}
    for group in components(hard, lambda n: n not in values or not values[n].is_point):
        inside = dict.fromkeys(n for r in group for n in names(r))
        wanted = [n for n in inside if (only is None or n in only) and n in figures and _shown(figures[n])]
        guarded = _guarded(group, figures) if wanted else set()
        wanted = [n for n in wanted if n not in guarded]
        if not wanted:
            continue
        united: dict[str, Union] = {}
        for stage in stages:
            united = united or _united(
                _scenarios(group, inside, conflicts, relations, figures, stage), wanted, only is None
            )
        for name, kept in united.items():
            known = set(values[name].parts)
            narrowed = kept.values if known.issuperset(kept.values.parts) else kept.values & values[name]
            if narrowed != values[name] and not narrowed.is_empty:
                by = tuple(sorted(kept.relations & place.keys(), key=place.__getitem__))
                found[name] = Feasible(_runs(narrowed), by, kept.exact, kept.certificate)
    return {f: found[f] for f in figures if f in found}


def _shown(figure: Figure) -> bool:
    return figure.masked and figure.kind not in WORDS and not protected(figure)


def _guarded(group: Sequence[Relation], figures: Mapping[str, Figure]) -> set[str]:
    """Figures in one relation with a protected one: of 涉案未成年人20人，其中女童**人 the part counts minors too."""
    return {
        name
        for relation in group
        if any(protected(figures[n]) for n in names(relation) if n in figures)
        for name in names(relation)
    }


def _scenarios(
    group: Sequence[Relation],
    inside: Mapping[str, None],
    conflicts: Sequence[Conflict],
    relations: Mapping[str, Relation],
    figures: Mapping[str, Figure],
    values: Mapping[str, Values],
) -> list[Scenario]:
    """The group under every combination of explanations of the contradictions that touch it."""
    members = {r.id for r in group}
    near = [c for c in conflicts if members & set(c.relations) or _suspects(c) & inside.keys()]
    found = [Scenario(tuple(group), values)]
    for conflict in near:
        found = [_mended(s, explanation) for s in found for explanation in conflict.explanations] or found
        if len(found) > SCENARIOS:
            doubted = {n for c in near for i in c.relations for n in names(relations[i])}
            free = {n: freed(figures[n]) for n in doubted if n in figures and not figures[n].masked}
            calm = tuple(r for r in group if not any(r.id in c.relations for c in near))
            return [Scenario(calm, {**values, **free})]
    return found


def _suspects(conflict: Conflict) -> set[str]:
    return {change.figure for explanation in conflict.explanations for change in explanation if change.figure}


def _mended(scenario: Scenario, explanation: tuple[Change, ...]) -> Scenario:
    """The scenario with the figures changed and without the relations given up."""
    given_up = {change.relation for change in explanation if change.relation}
    changed = {change.figure: change.new for change in explanation if change.figure}
    kept = tuple(r for r in scenario.relations if r.id not in given_up)
    return Scenario(kept, {**scenario.values, **changed})


def _united(scenarios: Sequence[Scenario], wanted: Sequence[str], proved: bool) -> dict[str, Union]:
    """The union over the scenarios that are possible at all."""
    found: dict[str, Union] = {}
    for scenario in scenarios:
        system = System(scenario.relations, scenario.values)
        places = {v: name for name in wanted if (v := system.position(name)) is not None}
        try:
            here = ranges(system, list(places))
        except Inconsistent:
            continue
        proofs = RangeProofs(system) if proved else None
        unions = {places[v]: Union.of(proofs, v, r) for v, r in here.items()}
        for name in wanted:
            new = unions.get(name) or Union(scenario.values[name], proofs=("",))
            found[name] = found[name] | new if name in found else new
    return found


def _runs(values: Values) -> Values:
    """Neighbouring whole numbers as one stretch: 1 and 2 as [1, 2]."""
    parts: list[Interval] = []
    for part in values:
        last = parts[-1] if parts else None
        whole = isinstance(part.lo, int) and (part.is_point or part.step == 1)
        if (
            whole
            and last is not None
            and isinstance(last.hi, int)
            and part.lo == last.hi + 1
            and last.step in (None, 1)
        ):
            parts[-1] = Interval(last.lo, part.hi, step=1)
        else:
            parts.append(part)
    return Values(tuple(parts))
