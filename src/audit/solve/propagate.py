"""Bounds propagation: from what some members of a row may be to what the others still can be, until nothing moves.

Exact (`int`, `Fraction`), sound always. Every bound remembers the row that made it and the bounds that row used, so a
contradiction or a range can name the relations behind it and be written down as a derivation that anybody can check.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import NamedTuple

from ..sets import Number
from .system import LinearRow, ProductRow, System, quotient

LOWER, UPPER = 0, 1

MOVES = 60
"""How often one end of one variable may move. Rows around a cycle can creep for ever (x <= y/2, y <= x); what is
reached by then is sound, `Box.stopped` says that more was possible, and the exact search takes over."""

CREEPS = 6
"""The same for continuous quantities, which only ever creep: their ends are rounded prints, not counts."""

DECISION = -1
"""In place of a row: the bound was assumed by a search, not derived."""


Multiplier = tuple[Number | None, Number | None, int]


class Move(NamedTuple):
    """One end of one variable moved inward to `value`, by `row` and the earlier moves `reasons`."""

    variable: int
    side: int
    value: Number
    row: int
    reasons: tuple[int, ...]
    before: Number | None
    earlier: int  # the move that had set this end before, -1 for the value set itself
    jumped: bool  # over a gap or to a whole number: only then does its own row have more to say


class Clash(NamedTuple):
    """`row` cannot hold, given the moves `reasons`: it leaves `variable` no value (None: it never holds)."""

    row: int
    reasons: tuple[int, ...]
    variable: int | None


class Box:
    """Lower and upper end of every variable of a system, and the trail of moves that led there."""

    __slots__ = ("_counts", "_made", "ends", "stopped", "system", "trail")

    def __init__(self, system: System) -> None:
        self.system = system
        self.ends: tuple[list[Number | None], list[Number | None]] = (
            [d.lo for d in system.domains],
            [d.hi for d in system.domains],
        )
        self._made: tuple[list[int], list[int]] = ([-1] * len(system.names), [-1] * len(system.names))
        self._counts = [0] * len(system.names)
        self.trail: list[Move] = []
        self.stopped = False

    # --- state ---------------------------------------------------------------------------------------------------

    def fixed(self, v: int) -> bool:
        """One value is left."""
        lo = self.ends[LOWER][v]
        return lo is not None and lo == self.ends[UPPER][v]

    @property
    def open(self) -> int:
        """How many variables have more than one value left."""
        return sum(lo is None or lo != hi for lo, hi in zip(*self.ends, strict=True))

    def made(self, v: int, side: int) -> tuple[int, ...]:
        """The move behind an end; empty if the value set itself ends there."""
        i = self._made[side][v]
        return () if i < 0 else (i,)

    def undo(self, length: int) -> None:
        """Takes back every move after the first `length`."""
        while len(self.trail) > length:
            move = self.trail.pop()
            self.ends[move.side][move.variable] = move.before
            self._made[move.side][move.variable] = move.earlier
            self._counts[move.variable] -= 1

    def relations(self, reasons: Iterable[int], row: int = DECISION) -> set[str]:
        """Every relation that a bound or contradiction rests on."""
        rows = {row} if row >= 0 else set()
        seen = set(reasons)
        todo = list(seen)
        while todo:
            move = self.trail[todo.pop()]
            if move.row >= 0:
                rows.add(move.row)
            for i in move.reasons:
                if i not in seen:
                    seen.add(i)
                    todo.append(i)
        return {relation for k in rows for relation in self.system.sources(k)}

    # --- moving --------------------------------------------------------------------------------------------------

    def assume(self, v: int, lo: Number | None, hi: Number | None) -> Clash | None:
        """Narrows a variable by decision and propagates."""
        for side, value in ((LOWER, lo), (UPPER, hi)):
            if value is not None and (clash := self._move(v, side, value, DECISION, ())):
                return clash
        return self.propagate(self.system.watch[v])

    def propagate(self, rows: Iterable[int] | None = None) -> Clash | None:
        """Narrows until nothing moves; the contradiction, if one shows."""
        queue = deque(range(len(self.system.rows)) if rows is None else rows)
        waiting = set(queue)
        while queue:
            k = queue.popleft()
            waiting.discard(k)
            row = self.system.rows[k]
            before = len(self.trail)
            clash = self._linear(k, row) if isinstance(row, LinearRow) else self._product(k, row)
            if clash is not None:
                return clash
            product = len(self.trail) > before and isinstance(row, ProductRow)
            settled = product and all(map(self.fixed, row.variables))  # and then all of it was said
            for i in range(before, len(self.trail)):
                v, again = self.trail[i].variable, self.trail[i].jumped or (product and not settled)
                if self._counts[v] > (MOVES if self.system.domains[v].discrete else CREEPS):
                    self.stopped = True
                    continue
                for other in self.system.watch[v]:
                    if other not in waiting and (other != k or again):
                        waiting.add(other)
                        queue.append(other)
        return None

    def _move(self, v: int, side: int, value: Number, row: int, reasons: tuple[int, ...]) -> Clash | None:
        """Moves one end inward to the next allowed number; a contradiction if none is left."""
        old = self.ends[side][v]
        if old is not None and (value <= old if side == LOWER else value >= old):
            return None
        domain = self.system.domains[v]
        new = domain.up(value) if side == LOWER else domain.down(value)
        other = self.ends[1 - side][v]
        if new is None or (other is not None and (new > other if side == LOWER else new < other)):
            return Clash(row, reasons + self.made(v, 1 - side), v)
        if new != old:
            self.trail.append(Move(v, side, new, row, reasons, old, self._made[side][v], new != value))
            self.ends[side][v] = new
            self._made[side][v] = len(self.trail) - 1
            self._counts[v] += 1
        return None

    def _linear(self, k: int, row: LinearRow) -> Clash | None:
        if row.lo is not None and row.hi is not None and row.lo > row.hi:
            return Clash(k, (), None)
        if row.hi is not None and (clash := self._at_most(k, row.terms, row.hi, 1)):
            return clash
        if row.lo is not None:
            return self._at_most(k, row.terms, -row.lo, -1)
        return None

    def _at_most(self, k: int, terms: tuple[tuple[Number, int], ...], limit: Number, sign: int) -> Clash | None:
        """`sign * sum(terms) <= limit`: every term is at most the limit less the least of the others."""
        lows, highs = self.ends
        room, unbounded = limit, -1
        for a, v in terms:
            least = lows[v] if (a > 0) == (sign > 0) else highs[v]
            if least is not None:
                room -= sign * a * least
            elif unbounded >= 0:
                return None  # two members without an end: nothing follows
            else:
                unbounded = v
        if unbounded < 0 and room < 0:
            return Clash(k, self._others(terms, sign, -1), terms[0][1] if terms else None)
        for a, v in terms:
            least = lows[v] if (a > 0) == (sign > 0) else highs[v]
            if (unbounded >= 0 and v != unbounded) or (least is not None and lows[v] == highs[v]):
                continue
            most = room if least is None else room + sign * a * least
            value = most if sign * a == 1 else -most if sign * a == -1 else quotient(most, sign * a)
            side = UPPER if (a > 0) == (sign > 0) else LOWER
            old = self.ends[side][v]
            if old is not None and (value >= old if side == UPPER else value <= old):
                continue
            if clash := self._move(v, side, value, k, self._others(terms, sign, v)):
                return clash
        return None

    def _others(self, terms: tuple[tuple[Number, int], ...], sign: int, but: int) -> tuple[int, ...]:
        """The moves behind the least value of every term but one."""
        lows, highs = self._made if sign > 0 else self._made[::-1]
        made = [(lows if a > 0 else highs)[v] for a, v in terms if v != but]
        return tuple([i for i in made if i >= 0])

    def _product(self, k: int, row: ProductRow) -> Clash | None:
        lows = self.ends[LOWER]
        c, f, b = row.claim, row.factor, row.base
        if _negative(lows[c]) or _negative(lows[b]):
            return None  # outside of what a product row promises; `accepts` still tests it
        multiplier = self._multiplier(row)  # claim and base do not change it
        if clash := self._claim(k, multiplier, c, f, b) or self._base(k, multiplier, c, f, b):
            return clash
        return self._factor(k, row, c, f, b)

    def _multiplier(self, row: ProductRow) -> Multiplier:
        """Ends of `factor * scale + shift`, and the side of the factor that gives the lower one."""
        first, last = (LOWER, UPPER) if row.scale > 0 else (UPPER, LOWER)
        x, y = self.ends[first][row.factor], self.ends[last][row.factor]
        lo = None if x is None else x * row.scale + row.shift if row.shift else x * row.scale
        hi = lo if x is not None and x is y else None if y is None else y * row.scale + row.shift
        return lo, hi, first

    def _claim(self, k: int, multiplier: Multiplier, c: int, f: int, b: int) -> Clash | None:
        lo, hi, first = multiplier
        least, most = self.ends[LOWER][b], self.ends[UPPER][b]
        if hi is not None and hi <= 0:
            if clash := self._move(c, UPPER, 0, k, self.made(f, 1 - first)):
                return clash
        elif hi is not None and most is not None:
            reasons = self.made(f, 1 - first) + self.made(b, UPPER)
            if clash := self._move(c, UPPER, hi * most, k, reasons):
                return clash
        if lo is not None and lo > 0 and least:
            return self._move(c, LOWER, lo * least, k, self.made(f, first) + self.made(b, LOWER))
        return None

    def _base(self, k: int, multiplier: Multiplier, c: int, f: int, b: int) -> Clash | None:
        lo, hi, first = multiplier
        least, most = self.ends[LOWER][c], self.ends[UPPER][c]
        if lo is not None and lo > 0 and most is not None:
            reasons = self.made(f, first) + self.made(c, UPPER)
            if clash := self._move(b, UPPER, quotient(most, lo), k, reasons):
                return clash
        if least and hi is not None and hi > 0:
            reasons = self.made(f, 1 - first) + self.made(c, LOWER)
            return self._move(b, LOWER, quotient(least, hi), k, reasons)
        return None

    def _factor(self, k: int, row: ProductRow, c: int, f: int, b: int) -> Clash | None:
        first, last = (LOWER, UPPER) if row.scale > 0 else (UPPER, LOWER)
        least, most = self.ends[LOWER][b], self.ends[UPPER][b]
        part, whole = self.ends[LOWER][c], self.ends[UPPER][c]
        if least and whole is not None:
            value = quotient(quotient(whole, least) - row.shift, row.scale)
            if clash := self._move(f, last, value, k, self.made(c, UPPER) + self.made(b, LOWER)):
                return clash
        if most and part is not None:
            reasons = self.made(c, LOWER) + self.made(b, UPPER)
            if part == 0:  # the multiplier is at least 0 only where the base cannot be 0
                if not least:
                    return None
                reasons += self.made(b, LOWER)
            value = quotient(quotient(part, most) - row.shift, row.scale)
            return self._move(f, first, value, k, reasons)
        return None


def _negative(lo: Number | None) -> bool:
    return lo is None or lo < 0
