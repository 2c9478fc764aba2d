"""Linear programming as a source of hints: it proposes combinations of rows, exact arithmetic decides what they prove.

Subtotals that overlap defeat propagation, because no single row sees the cycle. The dual solution of a linear program
names multipliers for the rows; added up, they are one more row that propagation does see. A float never becomes a
bound: the multipliers are read as fractions and the sum is formed anew. There is no big-M anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from ..sets import Number, exact
from .propagate import LOWER, UPPER, Box, Clash
from .system import LinearRow, System

TINY = 1e-7
LARGEST_DENOMINATOR = 10_000


class Relaxation:
    """The linear rows of a system as a warm linear program; bounds of the variables come from a box."""

    def __init__(self, system: System) -> None:
        # a third of a second to import, seldom needed; the core class, because the wrapper prints a banner to stdout
        from highspy._core import _Highs

        self.system = system
        self.rows = [(k, r) for k, r in enumerate(system.rows) if isinstance(r, LinearRow) and not r.parts]
        self.program: Any = _Highs()
        self.program.setOptionValue("output_flag", False)
        self.program.setOptionValue("presolve", "off")  # keeps the basis warm and the dual rays available
        self.program.setOptionValue("threads", 1)
        from highspy import kHighsInf

        infinity = float(kHighsInf)
        self._infinity = infinity
        for _ in system.domains:
            self.program.addVar(0.0, infinity)
        for _, row in self.rows:
            lo = -infinity if row.lo is None else float(row.lo)
            hi = infinity if row.hi is None else float(row.hi)
            columns = [v for _, v in row.terms]
            self.program.addRow(lo, hi, len(columns), columns, [float(a) for a, _ in row.terms])

    def bound(self, box: Box, v: int, side: int) -> LinearRow | None:
        """A combination of rows that limits `v` on that side (or refutes the box), None if there is none."""
        self._load(box)
        sign = 1.0 if side == LOWER else -1.0
        self.program.changeColCost(v, sign)
        self.program.run()
        status = self.program.getModelStatus().name
        duals = list(self.program.getSolution().row_dual) if status == "kOptimal" else []
        self.program.changeColCost(v, 0.0)
        if status == "kInfeasible":
            return self._refutation(box)
        return self._combined([y * sign for y in duals], sign) if duals else None

    def refutation(self, box: Box) -> LinearRow | None:
        """A combination of rows that cannot hold inside the box, None if the rows have a (fractional) solution."""
        self._load(box)
        self.program.run()
        return self._refutation(box) if self.program.getModelStatus().name == "kInfeasible" else None

    def cut(self, box: Box, row: LinearRow | None) -> Clash | None:
        """Adds a combination to the system and propagates it."""
        return None if row is None else box.propagate([self.system.add(row)])

    def _load(self, box: Box) -> None:
        infinity = self._infinity
        for v, (lo, hi) in enumerate(zip(*box.ends, strict=True)):
            self.program.changeColBounds(
                v, -infinity if lo is None else float(lo), infinity if hi is None else float(hi)
            )

    def _refutation(self, box: Box) -> LinearRow | None:
        _, known, ray = self.program.getDualRay()
        if not known:
            return None
        for sign in (1.0, -1.0):
            row = self._combined([float(y) * sign for y in ray], 1.0)
            if row is not None and _violated(row, box):
                return row
        return None

    def _combined(self, multipliers: Sequence[float], sign: float) -> LinearRow | None:
        """The sum of the rows, each times its multiplier: `sum >= lo` (or `<= hi` for a negative sign)."""
        total: dict[int, Number] = {}
        limit: Number = 0
        parts = []
        for y, (k, row) in zip(multipliers, self.rows, strict=True):
            if abs(y) < TINY:
                continue
            factor = exact(Fraction(y).limit_denominator(LARGEST_DENOMINATOR))
            side = row.lo if (factor > 0) == (sign > 0) else row.hi
            if not factor or side is None:
                continue
            parts.append((factor, k))
            limit += factor * side
            for a, v in row.terms:
                total[v] = exact(Fraction(total.get(v, 0) + factor * a))
        terms = tuple((a, v) for v, a in total.items() if a)
        if not parts:
            return None
        lo, hi = (exact(Fraction(limit)), None) if sign > 0 else (None, exact(Fraction(limit)))
        return LinearRow("", terms, lo, hi, tuple(parts))


def _violated(row: LinearRow, box: Box) -> bool:
    """Even the largest value of the row inside the box stays below its lower limit."""
    assert row.lo is not None
    most: Number = 0
    for a, v in row.terms:
        end = box.ends[UPPER if a > 0 else LOWER][v]
        if end is None:
            return False
        most += a * end
    return most < row.lo
