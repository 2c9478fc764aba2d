"""A witness for a system, or the certainty that there is none: propagation, then exact branching.

Trees of sums need no branching at all; a few branches settle what subtotals that overlap, gaps in partial masks and
shares of whole numbers leave open. Where that takes long, linear programming proposes rows that prune (exact.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..sets import Number
from .components import is_tree
from .exact import Relaxation
from .propagate import LOWER, UPPER, Box, Clash
from .system import magnitude, quotient

BRANCHES = 400
"""Nodes of one search; what is not settled by then is reported as unsettled, never guessed."""

PATIENCE = 30
"""Nodes after which the linear-programming solver is asked to help; sums in reports hardly ever need it."""


LARGE = 120
"""Open variables of one component beyond which propagation has the last word: its ranges are sound, not proved exact.
No report comes near; a table of a thousand masked cells does, and must not take an hour."""

Branch = tuple[Number | None, Number | None, int]
"""A stretch that one variable is confined to: lower end, upper end, variable."""


@dataclass(slots=True)
class Search:
    """One depth-first search. `settled` is False after it ran into its limit."""

    box: Box
    left: int = BRANCHES
    settled: bool = True
    used: set[str] = field(default_factory=set)  # relations that some refuted branch rests on
    relaxation: Relaxation | None = None

    def witness(self) -> list[Number] | None:
        """Numbers that satisfy everything exactly; None: there are none (or the limit was reached)."""
        start = len(self.box.trail)
        levels: list[tuple[int, Iterator[Branch]]] = []
        point = self._deeper(levels)
        while point is None and levels:
            length, branches = levels[-1]
            self.box.undo(length)
            if self._entered(length, branches):
                point = self._deeper(levels)
            else:
                levels.pop()
        self.box.undo(start)
        return point

    def _deeper(self, levels: list[tuple[int, Iterator[Branch]]]) -> list[Number] | None:
        """The solution, if every variable has one value by now; else one more level to branch on."""
        v = self.choice()
        if v is not None:
            levels.append((len(self.box.trail), iter(self._branches(v))))
            return None
        point = [x if x is not None else 0 for x in self.box.ends[LOWER]]
        if self.box.system.accepts(point):
            return point
        self.settled = False  # a closed end that the value set leaves open, or a corner that rounding never reaches
        return None

    def _entered(self, length: int, branches: Iterator[Branch]) -> bool:
        """The next branch that propagation does not refute is assumed; False if there is none."""
        for lo, hi, v in branches:
            if self.left <= 0:
                self.settled = False
                return False
            self.left -= 1
            clash = self.box.assume(v, lo, hi) or self._pruned()
            if clash is None:
                return True
            self.used |= self.box.relations(clash.reasons, clash.row)
            self.box.undo(length)
        return False

    def _pruned(self) -> Clash | None:
        """What linear programming finds wrong with this node, once the search has become long."""
        if self.left > BRANCHES - PATIENCE or is_tree(self.box.system):
            return None
        if self.relaxation is None:
            self.relaxation = Relaxation(self.box.system)
        return self.relaxation.cut(self.box, self.relaxation.refutation(self.box))

    def choice(self) -> int | None:
        """The open variable to branch on: whole numbers before continuous ones, the narrowest first."""
        best: tuple[bool, bool, bool, Number, int] | None = None
        lows, highs = self.box.ends
        for v, domain in enumerate(self.box.system.domains):
            lo, hi = lows[v], highs[v]
            if lo is not None and lo == hi:
                continue
            open_end = lo is None or hi is None
            width = 0 if lo is None or hi is None else hi - lo
            key = (not domain.discrete, v in self.box.system.factors, open_end, width, v)
            best = key if best is None or key < best else best
        return None if best is None else best[4]

    def _branches(self, v: int) -> list[Branch]:
        """Ends first, as guesses, then halves of what is between: together everything."""
        lo, hi = self.box.ends[LOWER][v], self.box.ends[UPPER][v]
        domain = self.box.system.domains[v]
        if lo is None and hi is None:
            return [(0, 0, v), (0, None, v), (None, 0, v)]
        if lo is None or hi is None:
            return _half_open(lo, hi, v)
        middle = quotient(lo + hi, 2)
        if not domain.discrete:
            return [(middle, middle, v), (lo, lo, v), (hi, hi, v), (lo, middle, v), (middle, hi, v)]
        branches: list[Branch] = [(lo, lo, v), (hi, hi, v)]
        first, cut = domain.after(lo), domain.down(middle)
        if first is None or first >= hi:
            return branches
        cut = first if cut is None or cut < first else cut
        second = domain.after(cut)
        branches.append((first, cut, v))
        return branches if second is None or second >= hi else [*branches, (second, hi, v)]


def _half_open(lo: Number | None, hi: Number | None, v: int) -> list[Branch]:
    """The end itself, a stretch beside it, the rest."""
    if lo is not None:
        far = 2 * magnitude(lo) + 16
        return [(lo, lo, v), (lo, far, v), (far, None, v)]
    assert hi is not None
    far = -2 * magnitude(hi) - 16
    return [(hi, hi, v), (far, hi, v), (None, far, v)]
