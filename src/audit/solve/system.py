"""The arithmetic of some relations, apart from their words: variables with value sets, and rows between them.

A figure is a variable, by its id; a quantity that a relation implies without stating it (`Relation.unknowns`) is one
too. Another reading, a figure set free or a relation left out is another `System`; only rows that follow
from its own are ever added.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import cast

from ..records import Linear, Relation
from ..sets import Interval, Number, Values, at_least, ratio

NONNEGATIVE = at_least(0)
"""What a quantity without any wording may be: every quantity in a `Product` is at least 0."""


@dataclass(frozen=True, slots=True)
class LinearRow:
    """`lo <= sum(coefficient * variable) <= hi`, variables by position."""

    relation: str
    terms: tuple[tuple[Number, int], ...]
    lo: Number | None
    hi: Number | None
    parts: tuple[tuple[Number, int], ...] = ()  # multipliers and rows, if this row is a sum of others

    @property
    def variables(self) -> tuple[int, ...]:
        """Positions, in the order of the text."""
        return tuple(v for _, v in self.terms)

    def holds(self, point: Mapping[int, Number] | list[Number]) -> bool:
        """The numbers satisfy the row."""
        total = sum(a * point[v] for a, v in self.terms)
        return (self.lo is None or total >= self.lo) and (self.hi is None or total <= self.hi)


@dataclass(frozen=True, slots=True)
class ProductRow:
    """`claim = (factor * scale + shift) * base`, variables by position."""

    relation: str
    claim: int
    factor: int
    base: int
    scale: Number
    shift: Number

    @property
    def variables(self) -> tuple[int, ...]:
        """Positions of claim, factor, base."""
        return (self.claim, self.factor, self.base)

    def holds(self, point: Mapping[int, Number] | list[Number]) -> bool:
        """The numbers satisfy the row."""
        return point[self.claim] == (point[self.factor] * self.scale + self.shift) * point[self.base]


Row = LinearRow | ProductRow


class Domain:
    """A value set, ready for the question that propagation asks all the time: the next allowed number up or down.

    Open ends count as closed here, which only ever widens; `System.accepts` is strict.
    """

    __slots__ = ("discrete", "hi", "lo", "parts", "values", "whole")

    def __init__(self, values: Values) -> None:
        self.values = values
        self.parts = values.parts
        hull = values.hull
        self.lo, self.hi = hull.lo, hull.hi
        # the case of nearly every figure, answered without looking at parts: consecutive whole numbers
        only = self.parts[0] if len(self.parts) == 1 else None
        self.whole = only is not None and only.step == 1 and isinstance(only.anchor, int)
        self.discrete = all(p.step is not None or p.is_point for p in self.parts)

    def allows(self, value: Number) -> bool:
        """It is one of the values, open ends respected."""
        if self.whole and type(value) is int:
            return (self.lo is None or value >= self.lo) and (self.hi is None or value <= self.hi)
        return value in self.values

    def up(self, value: Number) -> Number | None:
        """The smallest allowed number from `value` upward, None if there is none."""
        if self.whole:
            found: Number | None = -((-value) // 1)
        else:
            found = _least([x for p in self.parts if (x := _up(p, value)) is not None])
        if found is None or (self.hi is not None and found > self.hi):
            return None
        return self.lo if self.lo is not None and found < self.lo else found

    def down(self, value: Number) -> Number | None:
        """The largest allowed number from `value` downward, None if there is none."""
        if self.whole:
            found: Number | None = value // 1
        else:
            lows = [-x for p in self.parts if (x := _down(p, value)) is not None]
            least = _least(lows)
            found = None if least is None else -least
        if found is None or (self.lo is not None and found < self.lo):
            return None
        return self.hi if self.hi is not None and found > self.hi else found

    def after(self, value: Number) -> Number | None:
        """The smallest allowed number above `value`, of a discrete value set; None if there is none."""
        found = []
        for part in self.parts:
            x = _up(part, value)
            if x == value:
                x = None if part.step is None or x == part.hi else x + part.step
            if x is not None:
                found.append(x)
        return _least(found)

    def before(self, value: Number) -> Number | None:
        """The largest allowed number below `value`, of a discrete value set; None if there is none."""
        found = []
        for part in self.parts:
            x = _down(part, value)
            if x == value:
                x = None if part.step is None or x == part.lo else x - part.step
            if x is not None:
                found.append(-x)
        least = _least(found)
        return None if least is None else -least


@lru_cache(maxsize=4096)
def _domain(values: Values) -> Domain:
    """Reports say the same few things of most figures; an empty set (nothing known in numbers) counts as any."""
    return Domain(NONNEGATIVE if values.is_empty else values)


def _least(numbers: list[Number]) -> Number | None:
    return min(numbers) if numbers else None


def _up(part: Interval, value: Number) -> Number | None:
    if part.lo is not None and value <= part.lo:
        return part.lo
    if part.step is not None:
        value = part.anchor - (part.anchor - value) // part.step * part.step
    return None if part.hi is not None and value > part.hi else value


def _down(part: Interval, value: Number) -> Number | None:
    if part.hi is not None and value >= part.hi:
        return part.hi
    if part.step is not None:
        value = part.anchor + (value - part.anchor) // part.step * part.step
    return None if part.lo is not None and value < part.lo else value


class System:
    """Variables and rows of some relations. `names[v]` is the figure id (or implied quantity) of variable `v`."""

    __slots__ = ("_index", "domains", "factors", "names", "rows", "watch")

    def __init__(self, relations: Iterable[Relation], values: Mapping[str, Values]) -> None:
        """`values`: what each figure may be; an id that is missing there is an implied quantity."""
        self.names: list[str] = []
        self.domains: list[Domain] = []
        self.rows: list[Row] = []
        self.watch: list[list[int]] = []
        self.factors: set[int] = set()  # shares, rates, averages: settled last, because claim and base settle them
        self._index: dict[str, int] = {}
        for relation in relations:
            implied = dict(relation.unknowns)
            for constraint in relation.constraints:
                if isinstance(constraint, Linear):
                    terms: dict[int, Number] = {}
                    for a, name in constraint.terms:
                        v = self._variable(name, values, implied)
                        terms[v] = terms.get(v, 0) + a
                    kept = tuple((a, v) for v, a in terms.items() if a)
                    self.add(LinearRow(relation.id, kept, constraint.lo, constraint.hi))
                else:
                    claim, factor, base = (
                        self._variable(name, values, implied)
                        for name in (constraint.claim, constraint.factor, constraint.base)
                    )
                    self.add(ProductRow(relation.id, claim, factor, base, constraint.scale, constraint.shift))

    def _variable(self, name: str, values: Mapping[str, Values], implied: Mapping[str, Values]) -> int:
        v = self._index.get(name)
        if v is None:
            v = self._index[name] = len(self.names)
            self.names.append(name)
            known = values.get(name) or implied.get(name) or NONNEGATIVE
            self.domains.append(_domain(known))
            self.watch.append([])
        return v

    def add(self, row: Row) -> int:
        """One more row, which must follow from the others or be one of a relation's; its position."""
        if isinstance(row, ProductRow):
            self.factors.add(row.factor)
        for v in set(row.variables):
            self.watch[v].append(len(self.rows))
        self.rows.append(row)
        return len(self.rows) - 1

    def sources(self, k: int) -> set[str]:
        """The relations behind a row."""
        row = self.rows[k]
        if isinstance(row, LinearRow) and row.parts:
            return {self.rows[part].relation for _, part in row.parts}
        return {row.relation}

    def position(self, name: str) -> int | None:
        """The variable of that id, None if no row speaks of it."""
        return self._index.get(name)

    def accepts(self, point: list[Number]) -> bool:
        """Every variable lies in its value set and every row holds, exactly."""
        return all(d.allows(x) for x, d in zip(point, self.domains, strict=True)) and all(
            row.holds(point) for row in self.rows
        )


def quotient(a: Number, b: Number) -> Number:
    """`a / b`, exact."""
    if isinstance(a, int) and isinstance(b, int):
        return ratio(a, b)
    found = cast(Fraction, a / b)  # also the standard library's, if a pattern from outside calculates with it
    return found.numerator if found.denominator == 1 else found


def magnitude(a: Number) -> Number:
    """`abs`, for both kinds of number."""
    return a if a >= 0 else -a
