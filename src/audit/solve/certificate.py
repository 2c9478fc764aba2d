"""Proofs that a short program checks without any solver (tests/solve/checker.py does, in plain exact arithmetic).

A certificate is lines of text:

    value F5 0..* step 1               what F5 may be: from 0, no upper end, whole numbers; parts joined by |
    row R1.1: 0 <= 1 F1 + -1 F2 <= 0   a relation's constraint, * where it has no limit
    row R3.1: F7 = (F6 * 1/100 + 0) * F8
    row C1 = 1/2 R1.1 + -1 R2.1        a sum of rows: holds because they hold
    F5 <= 11 by R1.1                   follows from the row and what the other members can be by now
    suppose F5 in 0..3                 a case; up to its clash everything is said under it, afterwards it is excluded
    clash at F2 by R1.1                the row leaves F2 no value
    clash by C1                        the row cannot hold whatever its members are
    so F5 >= 4                         the case was at the lower end; 4 is the next value that F5 may have
    claim F5 in 1..2                   what was to be shown
    witness F1=38 F2=27 F5=1           one solution, as the proof that an end is reached
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..records import Relation
from ..sets import Interval, Number, Values
from .components import is_tree
from .exact import Relaxation
from .propagate import LOWER, UPPER, Box, Clash
from .search import LARGE, PATIENCE, Search
from .system import LinearRow, Row, System, quotient

LONGEST, MOST_CASES = 2000, 150
"""Lines and cases of one certificate; a longer one is not written, and the empty text says so."""


def refutation(core: Sequence[Relation], values: Mapping[str, Values]) -> str:
    """Why the relations cannot all hold; empty if the proof would be too long to be of use."""
    proof = Proof(System(core, values))
    return proof.text() if proof.refute_all() else ""


def range_proof(system: System, v: int, found: Values) -> str:
    """Why `v` lies within the hull of `found`, with a solution at each finite end; empty if too long or too large."""
    proof = Proof(system)
    hull = found.hull
    if proof.box.open > LARGE or not proof.confine(v, hull) or not all(proof.witness(v, end) for end in _ends(hull)):
        return ""
    return proof.text()


def _ends(hull: Interval) -> list[Number]:
    return [end for end in dict.fromkeys((hull.lo, hull.hi)) if end is not None]


class Proof:
    """Derives again, in a fresh box, what was found before, and writes down each step."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.box = Box(system)
        self.steps: list[str] = []
        self.used: set[int] = set()  # rows that some step names
        self.nodes = 0
        self.relaxation: Relaxation | None = None

    # --- proving -------------------------------------------------------------------------------------------------

    def refute_all(self) -> bool:
        """Shows that there is no solution."""
        clash = self.box.propagate()
        if clash is not None:
            self._derived(self._needed(clash.reasons))
            self._clash(clash)
            return True
        self._derived(range(len(self.box.trail)))
        return self._refute()

    def confine(self, v: int, hull: Interval) -> bool:
        """Shows that `v` lies within the hull."""
        if self.box.propagate() is not None:
            return False
        lo, hi = self.box.ends[LOWER][v], self.box.ends[UPPER][v]
        if (lo, hi) == (hull.lo, hull.hi):
            self._derived(self._needed(self.box.made(v, LOWER) + self.box.made(v, UPPER)))
        else:
            self._derived(range(len(self.box.trail)))
            domain = self.system.domains[v]
            outside = []
            if lo != hull.lo and hull.lo is not None:
                outside.append((lo, domain.before(hull.lo)))
            if hi != hull.hi and hull.hi is not None:
                outside.append((domain.after(hull.hi), hi))
            if not domain.discrete or not all(self._excluded(v, *case) for case in outside):
                return False
        self.steps.append(f"claim {self.system.names[v]} in {_stretch(hull.lo, hull.hi)}")
        return True

    def witness(self, v: int, value: Number) -> bool:
        """Writes down a solution with that value."""
        start = len(self.box.trail)
        point = None if self.box.assume(v, value, value) else Search(self.box).witness()
        self.box.undo(start)
        if point is not None:
            self.steps.append("witness " + " ".join(f"{n}={x}" for n, x in zip(self.system.names, point, strict=True)))
        return point is not None

    def _excluded(self, v: int, lo: Number | None, hi: Number | None) -> bool:
        """Shows that no solution has `lo <= v <= hi`, a stretch at one end, and narrows the box accordingly."""
        self.steps.append(f"suppose {self.system.names[v]} in {_stretch(lo, hi)}")
        start = len(self.box.trail)
        lowest = lo == self.box.ends[LOWER][v]
        clash = self.box.assume(v, lo, hi)
        self._derived(range(start, len(self.box.trail)))
        if clash is not None:
            self._clash(clash)
        elif not self._refute():
            return False
        self.box.undo(start)
        domain = self.system.domains[v]
        new = domain.after(hi) if lowest and hi is not None else domain.before(lo) if lo is not None else None
        if new is None:
            return False
        self.steps.append(f"so {self.system.names[v]} {'>=' if lowest else '<='} {new}")
        start = len(self.box.trail)
        self._last = self.box.assume(v, new, None) if lowest else self.box.assume(v, None, new)
        self._derived(range(start, len(self.box.trail)))
        return True

    def _refute(self) -> bool:
        """Shows that the box, which propagation leaves open, holds no solution: by cases, on whole numbers."""
        self.nodes += 1
        if self.nodes > MOST_CASES or len(self.steps) > LONGEST:
            return False
        if self._summed_up():
            return True
        v = Search(self.box).choice()
        lo = None if v is None else self.box.ends[LOWER][v]
        if v is None or lo is None or not self.system.domains[v].discrete:
            return False
        hi = self.box.ends[UPPER][v]
        cut = self.system.domains[v].down(2 * lo + 16 if hi is None else quotient(lo + hi, 2))
        if not self._excluded(v, lo, lo if cut is None or cut < lo else cut):
            return False
        if self._last is None:
            return self._refute()
        self._clash(self._last)
        return True

    def _summed_up(self) -> bool:
        """Shows it by adding rows up, at the beginning and once the cases have become many."""
        if 1 < self.nodes <= PATIENCE or is_tree(self.system):
            return False
        start = len(self.box.trail)
        self.relaxation = self.relaxation or Relaxation(self.system)
        clash = self.relaxation.cut(self.box, self.relaxation.refutation(self.box))
        self._derived(range(start, len(self.box.trail)))
        if clash is not None:
            self._clash(clash)
        return clash is not None

    _last: Clash | None = None

    # --- writing -------------------------------------------------------------------------------------------------

    def _needed(self, reasons: Iterable[int]) -> list[int]:
        """The moves that a conclusion rests on, in order."""
        seen = set(reasons)
        todo = list(seen)
        while todo:
            for i in self.box.trail[todo.pop()].reasons:
                if i not in seen:
                    seen.add(i)
                    todo.append(i)
        return sorted(seen)

    def _derived(self, moves: Iterable[int]) -> None:
        for i in moves:
            move = self.box.trail[i]
            if move.row >= 0:
                self.used.add(move.row)
                sign = ">=" if move.side == LOWER else "<="
                self.steps.append(f"{self.system.names[move.variable]} {sign} {move.value} by {self._name(move.row)}")

    def _clash(self, clash: Clash) -> None:
        by = ""
        if clash.row >= 0:  # else a case without any value
            self.used.add(clash.row)
            by = f" by {self._name(clash.row)}"
        at = "" if clash.variable is None else f" at {self.system.names[clash.variable]}"
        self.steps.append(f"clash{at}{by}")

    def _name(self, k: int) -> str:
        row = self.system.rows[k]
        if isinstance(row, LinearRow) and row.parts:
            return f"C{k}"
        before = sum(r.relation == row.relation for r in self.system.rows[:k])
        return f"{row.relation}.{before + 1}"

    def text(self) -> str:
        """The certificate: values and rows that the steps use, then the steps."""
        witnessed = any(step.startswith("witness") for step in self.steps)
        rows = set(range(len(self.system.rows))) if witnessed else set(self.used)
        for k in tuple(rows):
            row = self.system.rows[k]
            rows |= {part for _, part in row.parts} if isinstance(row, LinearRow) else set()
        variables = sorted({v for k in rows for v in self.system.rows[k].variables})
        values = [f"value {self.system.names[v]} {_written(self.system.domains[v].values)}" for v in variables]
        plain = [k for k in sorted(rows) if not _parts(self.system.rows[k])]
        sums = [k for k in sorted(rows) if _parts(self.system.rows[k])]
        return "\n".join([*values, *(self._row(k) for k in [*plain, *sums]), *self.steps])

    def _row(self, k: int) -> str:
        row, names = self.system.rows[k], self.system.names
        if not isinstance(row, LinearRow):
            factor = f"({names[row.factor]} * {row.scale} + {row.shift})"
            return f"row {self._name(k)}: {names[row.claim]} = {factor} * {names[row.base]}"
        if row.parts:
            return f"row {self._name(k)} = " + " + ".join(f"{a} {self._name(part)}" for a, part in row.parts)
        body = " + ".join(f"{a} {names[v]}" for a, v in row.terms)
        return f"row {self._name(k)}: {_end(row.lo)} <= {body} <= {_end(row.hi)}"


def _parts(row: Row) -> bool:
    return isinstance(row, LinearRow) and bool(row.parts)


def _end(value: Number | None) -> str:
    return "*" if value is None else str(value)


def _stretch(lo: Number | None, hi: Number | None) -> str:
    return f"{_end(lo)}..{_end(hi)}"


def _written(values: Values) -> str:
    return " | ".join(_stretch(p.lo, p.hi) + (f" step {p.step}" if p.step is not None else "") for p in values)
