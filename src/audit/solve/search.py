"""A witness for a system, or the certainty that there is none: propagation, then exact branching.

Trees of sums need no branching at all; a few branches settle what subtotals that overlap, gaps in partial masks and
shares of whole numbers leave open. Where that takes long, linear programming proposes rows that prune (exact.py).
"""

from __future__ import annotations

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
        v = self.choice()
        if v is None:
            point = [x if x is not None else 0 for x in self.box.ends[LOWER]]
            if self.box.system.accepts(point):
                return point
            # a closed end that the value set leaves open, or a corner that rounding never reaches
            self.settled = False
            return None
        start = len(self.box.trail)
        for lo, hi in self._branches(v):
            if self.left <= 0:
                self.settled = False
                break
            self.left -= 1
            clash = self.box.assume(v, lo, hi) or self._pruned()
            if clash is not None:
                self.used |= self.box.relations(clash.reasons, clash.row)
                found = None
            else:
                found = self.witness()
            self.box.undo(start)
            if found is not None:
                return found
        return None

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

    def _branches(self, v: int) -> list[tuple[Number | None, Number | None]]:
        """Ends first, as guesses, then halves of what is between: together everything."""
        lo, hi = self.box.ends[LOWER][v], self.box.ends[UPPER][v]
        domain = self.box.system.domains[v]
        if lo is None and hi is None:
            return [(0, 0), (0, None), (None, 0)]
        if lo is None or hi is None:
            return _half_open(lo, hi)
        middle = quotient(lo + hi, 2)
        if not domain.discrete:
            return [(middle, middle), (lo, lo), (hi, hi), (lo, middle), (middle, hi)]
        branches: list[tuple[Number | None, Number | None]] = [(lo, lo), (hi, hi)]
        first, cut = domain.after(lo), domain.down(middle)
        if first is None or first >= hi:
            return branches
        cut = first if cut is None or cut < first else cut
        second = domain.after(cut)
        branches.append((first, cut))
        return branches if second is None or second >= hi else [*branches, (second, hi)]


def _half_open(lo: Number | None, hi: Number | None) -> list[tuple[Number | None, Number | None]]:
    """The end itself, a stretch beside it, the rest."""
    if lo is not None:
        far = 2 * magnitude(lo) + 16
        return [(lo, lo), (lo, far), (far, None)]
    assert hi is not None
    far = -2 * magnitude(hi) - 16
    return [(hi, hi), (far, hi), (None, far)]
