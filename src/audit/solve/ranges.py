"""What each open figure can still be: propagation, and where it leaves an end loose, the exact search."""

from __future__ import annotations

from dataclasses import dataclass

from ..sets import Number, Values
from .components import is_tree
from .exact import Relaxation
from .propagate import LOWER, UPPER, Box
from .rays import unbounded
from .search import LARGE, Search
from .system import LinearRow, System, quotient


@dataclass(frozen=True, slots=True)
class Range:
    """Smallest and largest value of one variable, the relations behind them, a witness at each finite end."""

    values: Values
    relations: frozenset[str]
    exact: bool = True


class Inconsistent(Exception):
    """The system has no solution; `relations` cannot all hold. Internal: becomes a `Conflict`, never leaves solve."""

    def __init__(self, relations: set[str]) -> None:
        super().__init__(", ".join(sorted(relations)))
        self.relations = relations


def ranges(system: System, wanted: list[int]) -> dict[int, Range]:
    """The exact range of every wanted variable; raises `Inconsistent` if there is no solution at all."""
    box = Box(system)
    clash = box.propagate()
    if clash is not None:
        raise Inconsistent(box.relations(clash.reasons, clash.row))
    if is_tree(system) and not box.stopped:
        return {v: _range(box, v, set(), True) for v in wanted}
    if box.open > LARGE:
        return {v: _range(box, v, set(), False) for v in wanted}
    return _searched(box, wanted)


def _range(box: Box, v: int, more: set[str], exact: bool) -> Range:
    lo, hi = box.ends[LOWER][v], box.ends[UPPER][v]
    relations = box.relations(box.made(v, LOWER) + box.made(v, UPPER))
    return Range(box.system.domains[v].values.within(lo, hi), frozenset(relations | more), exact)


def _searched(box: Box, wanted: list[int]) -> dict[int, Range]:
    """Confirms every finite end with a witness, or moves it inward to one that has a witness."""
    probe = Probe(box)
    found = {}
    for v in wanted:
        lo, hi = probe.end(v, LOWER), probe.end(v, UPPER)
        plain = _range(box, v, set(), True)
        kept = plain.values.within(lo, hi)
        occupied = Values(tuple(p for p in kept if len(kept.parts) == 1 or probe.reaches(v, p.lo, p.hi)))
        found[v] = Range(occupied, plain.relations | frozenset(probe.used), probe.proved)
        probe.used, probe.proved = set(), True
    return found


class Probe:
    """Asks a propagated box whether a variable reaches a stretch of values, and keeps every solution it met."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self.solutions: list[list[Number]] = []
        self.used: set[str] = set()  # relations that forbid what was refuted since the last reset
        self.proved = True  # no question since the last reset was left unsettled
        self.relaxation: Relaxation | None = None

    def reaches(self, v: int, lo: Number | None, hi: Number | None) -> bool:
        """Some solution has `lo <= v <= hi`; True as well if that could not be settled."""
        if any((lo is None or point[v] >= lo) and (hi is None or point[v] <= hi) for point in self.solutions):
            return True
        start = len(self.box.trail)
        clash = self.box.assume(v, lo, hi)
        search = Search(self.box, relaxation=self.relaxation)
        point = None
        if clash is not None:
            self.used |= self.box.relations(clash.reasons, clash.row)
        else:
            point = search.witness()
            self.used |= search.used if point is None else set()
        self.box.undo(start)
        if point is not None:
            self.solutions.append(point)
        elif not search.settled:
            self.proved = False
            return True
        return point is not None

    def end(self, v: int, side: int) -> Number | None:
        """The outermost value that some solution reaches (the propagated end where that could not be settled)."""
        bound = self.box.ends[side][v]
        if not self.box.system.domains[v].discrete:
            self.proved = False  # the end of a rounded quantity among others: sound, nobody needs it sharper
            return bound
        if bound is None:
            if unbounded(self.box, v, side):
                return None
            bound = self._combined(v, side)
            if bound is None:
                self.proved = False
                return None
        if self.reaches(v, bound, bound):
            return bound
        if not self.reaches(v, self.box.ends[LOWER][v], self.box.ends[UPPER][v]):
            raise Inconsistent(self.used)
        bound = self._combined(v, side)
        assert bound is not None  # it was not None before, and bounds only narrow
        if self.reaches(v, bound, bound):
            return bound
        return self._halved(v, side, bound)

    def _combined(self, v: int, side: int) -> Number | None:
        """The end after rows have been combined; the box keeps what follows."""
        sums = sum(isinstance(row, LinearRow) for row in self.box.system.rows)
        if sums < 2 or is_tree(self.box.system):
            return self.box.ends[side][v]
        if self.relaxation is None:
            self.relaxation = Relaxation(self.box.system)
        clash = self.relaxation.cut(self.box, self.relaxation.bound(self.box, v, side))
        if clash is not None:
            raise Inconsistent(self.box.relations(clash.reasons, clash.row))
        return self.box.ends[side][v]

    def _halved(self, v: int, side: int, bound: Number) -> Number | None:
        """Moves a discrete end inward until a solution reaches it, halving what is in doubt."""
        domain = self.box.system.domains[v]
        step = domain.after if side == LOWER else domain.before
        outer = step(bound)
        while outer is not None:
            best = self._best(v, side)
            if best is None or outer == best:
                return outer
            middle = quotient(outer + best, 2)
            near = (domain.down(middle) if side == LOWER else domain.up(middle)) or outer
            near = max(near, outer) if side == LOWER else min(near, outer)
            if not self.reaches(v, *((outer, near) if side == LOWER else (near, outer))):
                outer = step(near)
            elif self._best(v, side) == best:  # unsettled: stay with what is certain
                return outer
        return outer

    def _best(self, v: int, side: int) -> Number | None:
        values = [point[v] for point in self.solutions]
        return (min(values) if side == LOWER else max(values)) if values else None
