"""Proofs that a short program checks without any solver (tests/solve/checker.py does, in plain exact arithmetic).

A certificate is lines of text:

    value F5 0 to inf step 1 or 7 to 7 step 1    what F5 may be; inf: no end; step 0: any number between the ends
    row R1.1 1 F1 + -1 F2 within 0 to inf        a relation's constraint
    product R3.1 F7 is 1/100 × ( F6 + 0 ) × F8
    so F5 <= 11 not >= 12 by 1 R1.1              the row cannot hold from 12 on, and nothing is allowed in between
    so F5 <= 11 not >= 12 by 1/2 R1.1 + -1 R2.1  the sum of the rows cannot
    suppose F5 <= 3 else >= 4                    a case; up to its clash everything is said under it, then the other is
    clash by 1 R1.1                              the row, or sum of rows, cannot hold, whatever its members are by now
    witness F1 38 F2 27 F5 1                     one solution, as the proof that an end is reached
    claim F5 1 to 2                              what is shown by now
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..records import Relation
from ..sets import Interval, Number, Values
from .components import is_tree
from .exact import Relaxation
from .propagate import LOWER, UPPER, Box, Clash, Move
from .search import LARGE, PATIENCE, Search
from .system import Domain, LinearRow, Row, System, quotient

LONGEST, MOST_CASES = 2000, 150
"""Lines and cases of one certificate; a longer one is not written, and the empty text says so."""


def refutation(core: Sequence[Relation], values: Mapping[str, Values]) -> str:
    """Why the relations cannot all hold; empty if the proof would be too long to be of use."""
    proof = Proof(Box(System(core, values)), {})
    return proof.text() if proof.refute_all() else ""


class RangeProofs:
    """Proofs about one system, each begun in the same propagated box."""

    def __init__(self, system: System) -> None:
        self.system = system
        self._rows = -1
        self._given: dict[tuple[int, ...], list[str]] = {}

    def _begin(self) -> None:
        if self._rows != len(self.system.rows):  # not begun, or a proof has added rows up
            self._rows = len(self.system.rows)
            self._box = Box(self.system)
            self._hopeless = self._box.open > LARGE or self._box.propagate() is not None

    def of(self, v: int, found: Values) -> str:
        """Why `v` lies within the hull of `found`, with a solution at each finite end; empty if too long or large."""
        self._begin()
        if self._hopeless:
            return ""
        start, hull = len(self._box.trail), found.hull
        proof = Proof(self._box, self._given)
        finite = [end for end in dict.fromkeys((hull.lo, hull.hi)) if end is not None]
        shown = proof.confine(v, hull) and all(proof.witness(v, end) for end in finite)
        self._box.undo(start)
        if not shown:
            return ""
        proof.steps.append(f"claim {self.system.names[v]} {_ends(hull.lo, hull.hi)}")
        return proof.text()


class Proof:
    """Derives again, in a box of its own, what was found before, and writes down each step."""

    def __init__(self, box: Box, given: dict[tuple[int, ...], list[str]]) -> None:
        self.system = box.system
        self.box = box
        self.given = given  # what earlier proofs began with, by the rows they used
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
        """Shows that `v` lies within the hull, in a box that is propagated."""
        lo, hi = self.box.ends[LOWER][v], self.box.ends[UPPER][v]
        if (lo, hi) == (hull.lo, hull.hi):
            self._derived(self._needed(self.box.made(v, LOWER) + self.box.made(v, UPPER)))
        else:
            self._derived(range(len(self.box.trail)))
            return all(self._reached(v, side, end) for side, end in ((LOWER, hull.lo), (UPPER, hull.hi)))
        return True

    def _reached(self, v: int, side: int, end: Number | None) -> bool:
        """Shows that `v` ends there on that side: what lies beyond is excluded as one case."""
        outermost, domain = self.box.ends[side][v], self.system.domains[v]
        if outermost == end or end is None:
            return outermost == end
        if not domain.discrete:
            return False
        case = (outermost, domain.before(end)) if side == LOWER else (domain.after(end), outermost)
        return self._excluded(v, *case)

    def witness(self, v: int, value: Number) -> bool:
        """Writes down a solution with that value."""
        start = len(self.box.trail)
        point = None if self.box.assume(v, value, value) else Search(self.box).witness()
        self.box.undo(start)
        if point is not None:
            self.steps.append("witness " + " ".join(f"{n} {x}" for n, x in zip(self.system.names, point, strict=True)))
        return point is not None

    def _excluded(self, v: int, lo: Number | None, hi: Number | None) -> bool:
        """Shows that no solution has `lo <= v <= hi`, a stretch at one end, and narrows the box accordingly."""
        domain = self.system.domains[v]
        lowest = lo == self.box.ends[LOWER][v]
        new = domain.after(hi) if lowest and hi is not None else domain.before(lo) if lo is not None else None
        if new is None:
            return False
        name, case, other = self.system.names[v], *((f"<= {hi}", ">=") if lowest else (f">= {lo}", "<="))
        self.steps.append(f"suppose {name} {case} else {other} {new}")
        start = len(self.box.trail)
        clash = self.box.assume(v, lo, hi)
        self._derived(range(start, len(self.box.trail)))
        if clash is not None:
            self._clash(clash)
        elif not self._refute():
            return False
        self.box.undo(start)
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
                signs = (">=", "<=") if move.side == LOWER else ("<=", ">=")
                beyond = _beyond(self.system.domains[move.variable], move)
                name = self.system.names[move.variable]
                self.steps.append(f"so {name} {signs[0]} {move.value} not {signs[1]} {beyond} by {self._by(move.row)}")

    def _clash(self, clash: Clash) -> None:
        self.steps.append(f"clash by {self._by(clash.row)}")

    def _by(self, k: int) -> str:
        """The row, or the rows whose sum it is, each with its multiplier."""
        row = self.system.rows[k]
        parts = row.parts if isinstance(row, LinearRow) and row.parts else ((1, k),)
        self.used.update(part for _, part in parts)
        if _crossed(row):  # its members cancel out, its limits do not
            return f"1 {self._name(k)}.low + -1 {self._name(k)}.high"
        return " + ".join(f"{a} {self._name(part)}" for a, part in parts)

    def _name(self, k: int) -> str:
        row = self.system.rows[k]
        before = sum(r.relation == row.relation for r in self.system.rows[:k])
        return f"{row.relation}.{before + 1}"

    def text(self) -> str:
        """The certificate: values and rows that the steps use, then the steps."""
        witnessed = any(step.startswith("witness") for step in self.steps)
        stated = [k for k, row in enumerate(self.system.rows) if not (isinstance(row, LinearRow) and row.parts)]
        rows = tuple(stated if witnessed else sorted(self.used))
        if rows not in self.given:
            variables = sorted({v for k in rows for v in self.system.rows[k].variables})
            values = [f"value {self.system.names[v]} {_written(self.system.domains[v].values)}" for v in variables]
            self.given[rows] = [*values, *map(self._row, rows)]
        return "\n".join([*self.given[rows], *self.steps])

    def _row(self, k: int) -> str:
        row, names, name = self.system.rows[k], self.system.names, self._name(k)
        if not isinstance(row, LinearRow):
            factor = f"( {names[row.factor]} + {quotient(row.shift, row.scale)} )"
            return f"product {name} {names[row.claim]} is {row.scale} × {factor} × {names[row.base]}"
        body = " + ".join(f"{a} {names[v]}" for a, v in row.terms)
        if _crossed(row):
            ends = (("low", _ends(row.lo, None)), ("high", _ends(None, row.hi)))
            return "\n".join(f"row {name}.{side} {body} within {limits}" for side, limits in ends)
        return f"row {name} {body} within {_ends(row.lo, row.hi)}"


def _crossed(row: Row) -> bool:
    """Its limits exclude each other."""
    return isinstance(row, LinearRow) and row.lo is not None and row.hi is not None and row.lo > row.hi


def _beyond(domain: Domain, move: Move) -> Number:
    """The nearest allowed number that the move excludes; of a continuous quantity the end itself."""
    upward = move.side == UPPER
    if not domain.discrete:
        ends = [p.lo if upward else p.hi for p in domain.parts] if move.jumped else []
        excluded = [x for x in ends if x is not None and (x > move.value if upward else x < move.value)]
        return (min(excluded) if upward else max(excluded)) if excluded else move.value
    next_one = domain.after(move.value) if upward else domain.before(move.value)
    return move.value if next_one is None else next_one


def _ends(lo: Number | None, hi: Number | None) -> str:
    return f"{'-inf' if lo is None else lo} to {'inf' if hi is None else hi}"


def _written(values: Values) -> str:
    return " or ".join(f"{_ends(p.lo, p.hi)} step {_step(p)}" for p in values)


def _step(part: Interval) -> Number:
    """Distance of neighbouring values; 1 for a single number, 0 for any number (a wider set, and so a sound one)."""
    return 1 if part.is_point else 0 if part.step is None or part.lo is None else part.step
