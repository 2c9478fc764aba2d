"""Does a relation hold, looked at alone: for all values of its members, for none, or for some."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from ..records import Figure, Holds, Linear, Product, Relation, Status
from ..sets import Number, Values
from .components import is_tree, names
from .propagate import Box
from .readings import MaskReading, Rounding, is_rounded, reading
from .search import Search
from .system import LinearRow, System, quotient
from .wording import Outcome, gap

EDGES = (Rounding.HALF_UP, Rounding.TRUNCATED)
"""Ways to drop digits whose intervals are open at one end."""


def outcome(
    relation: Relation, figures: Mapping[str, Figure], *, forced: bool = False, masks: MaskReading = MaskReading.ANY
) -> Outcome:
    """The verdict on one relation, and the rounding under which it holds. `forced`: shares were made to add up to 100.

    TRUE where every value satisfies it, or where all members are shown and their printed precision lets it hold;
    FALSE where no value does, under any rounding; UNKNOWN where a masked or approximate member leaves it open.
    """
    if relation.holds is not None or _comes_out(relation, figures):
        return Outcome(relation.holds or Holds.TRUE)
    members = _members(relation, figures)
    if not relation.constraints:
        return Outcome(Holds.UNKNOWN)
    for mode, only in _modes(relation, members, forced):
        system = System((relation,), _values(members, masks, mode, only))
        if mode is Rounding.HALF_UP and _certain(system):
            return Outcome(Holds.TRUE)
        possible = satisfiable(system)
        if possible is None:
            return Outcome(Holds.UNKNOWN, settled=False)
        if possible and not (mode in EDGES and _at_the_edge(relation, members, mode)):
            return Outcome(_open(relation, members), mode)
    return Outcome(Holds.FALSE)


def _comes_out(relation: Relation, figures: Mapping[str, Figure]) -> bool:
    """Sums of exact numbers, or one share of them, that come out, as most do: there is nothing to propagate."""
    first, *others = relation.constraints or (None,)
    if first is None or any(n not in figures or figures[n].masked for n in names(relation)):
        return False
    if isinstance(first, Product):
        return not others and _share_fits(first, figures)
    return all(isinstance(c, Linear) and _sum_fits(c, figures) for c in relation.constraints)


def _sum_fits(row: Linear, figures: Mapping[str, Figure]) -> bool:
    total: Number = 0
    for a, name in row.terms:
        point = figures[name].values.point
        if point is None:
            return False
        total += a * point
    return (row.lo is None or row.lo <= total) and (row.hi is None or total <= row.hi)


def _share_fits(row: Product, figures: Mapping[str, Figure]) -> bool:
    claim, base = figures[row.claim].values.point, figures[row.base].values.point
    shares = figures[row.factor].values.parts
    if claim is None or not base or base < 0 or claim < 0 or len(shares) != 1:
        return False
    lo, hi, share = shares[0].lo, shares[0].hi, quotient(quotient(claim, base) - row.shift, row.scale)
    return shares[0].step is None and lo is not None and hi is not None and lo <= share <= hi


def _at_the_edge(relation: Relation, members: Sequence[Figure], mode: Rounding) -> bool:
    """A sum that comes out only if every figure is as far off as it can be, and one further: 2.75 prints as 2.8."""
    held = {f.id: f for f in members}
    for c in relation.constraints:
        if not isinstance(c, Linear) or c.lo != c.hi or len(c.terms) < 3 or any(n not in held for _, n in c.terms):
            continue
        miss = gap(c, held)
        if not miss or any(f.status is not Status.STATED for f in members):
            continue
        room = {1: Fraction(0), -1: Fraction(0)}
        for a, n in c.terms:
            digit = abs(Fraction(a)) * Fraction(held[n].digit or 0) if is_rounded(held[n]) else Fraction(0)
            for side in room:
                cut = digit if a * side > 0 else Fraction(0)
                room[side] += digit / 2 if mode is Rounding.HALF_UP else cut
        if miss >= room[-1] or -miss >= room[1]:
            return True
    return False


def _members(relation: Relation, figures: Mapping[str, Figure]) -> list[Figure]:
    return [figures[name] for name in names(relation) if name in figures]


def _modes(relation: Relation, members: Sequence[Figure], forced: bool) -> list[tuple[Rounding, frozenset[str] | None]]:
    """How the printed digits may have come about, most usual first, and which members it applies to (None: all).

    A writer rounds or cuts off throughout, or cuts off only a rate worked out from the others; never a mixture.
    """
    modes: list[tuple[Rounding, frozenset[str] | None]] = [(Rounding.HALF_UP, None)]
    if any(is_rounded(f) for f in members):
        claims = _claims(relation)
        sums = all(isinstance(c, Linear) for c in relation.constraints)  # whole and parts come from one ledger
        modes += [(Rounding.TRUNCATED, None)] if sums else [(Rounding.TRUNCATED, claims), (Rounding.TRUNCATED, None)]
        modes += [(Rounding.FORCED, claims)] if forced else []
    return modes


def _claims(relation: Relation) -> frozenset[str]:
    """The figures that were worked out from the others: shares and rates."""
    return frozenset(c.factor for c in relation.constraints if isinstance(c, Product))


def _values(
    members: Sequence[Figure], masks: MaskReading, mode: Rounding, only: frozenset[str] | None
) -> dict[str, Values]:
    usual = Rounding.HALF_UP
    return {f.id: reading(f, masks, mode if only is None or f.id in only else usual) for f in members}


def _open(relation: Relation, members: Sequence[Figure]) -> Holds:
    """It can hold and need not: undecided, unless only printed precision and wording such as 约 leave room."""
    if any(f.masked for f in members):
        return Holds.UNKNOWN
    equations = all(isinstance(c, Product) or c.lo == c.hi for c in relation.constraints)
    loose = any(f.status is Status.APPROXIMATE for f in members)
    return Holds.TRUE if equations or not loose else Holds.UNKNOWN


def satisfiable(system: System) -> bool | None:
    """Some values satisfy every row; None if the search was stopped before it knew."""
    box = Box(system)
    if box.propagate() is not None:
        return False
    if is_tree(system) and not box.stopped:
        return True
    search = Search(box)
    if search.witness() is not None:
        return True
    return False if search.settled else None


def _certain(system: System) -> bool:
    """Every combination of values satisfies every row."""
    for row in system.rows:
        if isinstance(row, LinearRow):
            if not _within(system, row):
                return False
        elif not _points(system, row.variables) or not row.holds([d.lo or 0 for d in system.domains]):
            return False
    return True


def _points(system: System, variables: Sequence[int]) -> bool:
    return all(system.domains[v].values.is_point for v in variables)


def _within(system: System, row: LinearRow) -> bool:
    for sign, limit in ((1, row.hi), (-1, None if row.lo is None else -row.lo)):
        if limit is None:
            continue
        total: Number = 0
        for a, v in row.terms:
            end = system.domains[v].hi if a * sign > 0 else system.domains[v].lo
            if end is None:
                return False
            total += sign * a * end
        if total > limit:
            return False
    return True


def forced_shares(relations: Sequence[Relation], figures: Mapping[str, Figure]) -> frozenset[str]:
    """Relations that state one of several shares of one whole whose parts and printed shares both add up.

    Only there may a single share be a unit of its last digit off: it was moved so that the column shows 100 %.
    """
    groups: dict[tuple[str, Number], list[tuple[str, Product]]] = {}
    for relation in relations:
        for c in relation.constraints:
            if isinstance(c, Product) and not c.shift:
                groups.setdefault((c.base, c.scale), []).append((relation.id, c))
    found: set[str] = set()
    for (base, scale), shares in groups.items():
        whole = figures.get(base)
        parts = {c.claim: figures.get(c.claim) for _, c in shares}
        printed = {c.factor: figures.get(c.factor) for _, c in shares}
        if whole is None or len(shares) < 2 or len(printed) != len(shares):
            continue
        counts = [f.value for f in parts.values() if f is not None and f.value is not None]
        shown = [f.value for f in printed.values() if f is not None and f.value is not None]
        complete = len(counts) == len(parts) and len(shown) == len(printed)
        if complete and sum(shown) * Fraction(scale) == 1 and sum(counts) == whole.value:
            found.update(id for id, _ in shares)
    return frozenset(found)
