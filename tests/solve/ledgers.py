"""Short ways to write down figures and relations, as the tests of the solver need them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from audit.records import Constraint, Extraction, Figure, FigureKind, Linear, Product, Relation, Span, Status
from audit.sets import COUNT, Number, Values, between, exact, exactly

PER_CENT = Fraction(1, 100)


class Ledger:
    """Figures and relations in the order in which they are added."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []
        self.relations: list[Relation] = []

    @property
    def extraction(self) -> Extraction:
        return Extraction(tuple(self.figures))

    def figure(self, value: Number | str | None = None, values: Values | None = None, **fields: Any) -> str:
        """A stated whole number, a masked one (None), or a printed decimal (text: its last digit is rounded)."""
        n = len(self.figures) + 1
        fields.setdefault("kind", FigureKind.COUNT)
        status = fields.pop("status", Status.REDACTED if value is None else Status.STATED)
        if isinstance(value, str):
            digit = Fraction(1, 10 ** len(value.partition(".")[2]))
            value = exact(value)
            values = values or between(exact(value - digit / 2), exact(value + digit / 2))
            fields.setdefault("digit", exact(digit))
        if values is None:
            values = COUNT if value is None else exactly(value)
        span = Span(n * 10, n * 10 + 2)
        self.figures.append(Figure(f"F{n}", span, status=status, values=values, value=value, **fields))
        return f"F{n}"

    def percent(self, value: str | None, **fields: Any) -> str:
        return self.figure(value, kind=FigureKind.PERCENT, **fields)

    def relate(self, kind: str, *constraints: Constraint, **fields: Any) -> str:
        ids: dict[str, None] = {}
        for c in constraints:
            ids.update(dict.fromkeys(n for _, n in c.terms) if isinstance(c, Linear) else {})
            ids.update({} if isinstance(c, Linear) else dict.fromkeys((c.claim, c.factor, c.base)))
        known = tuple(i for i in ids if i.startswith("F"))
        name = f"R{len(self.relations) + 1}"
        start = int(known[0][1:]) * 10 if known else 0
        self.relations.append(Relation(name, kind, kind, (), known, Span(start, start + 1), constraints, **fields))
        return name

    def total(self, whole: str, *parts: str, **fields: Any) -> str:
        return self.relate("total", Linear(((1, whole), *((-1, p) for p in parts))), exhaustive=True, **fields)

    def part(self, whole: str, part: str, **fields: Any) -> str:
        return self.relate("part", Linear(((1, whole), (-1, part)), 0, None), **fields)

    def share(self, part: str, percent: str, whole: str, **fields: Any) -> str:
        return self.relate("ratio", Product(part, percent, whole, PER_CENT), **fields)

    def growth(self, new: str, percent: str, old: str, *, down: bool = False, **fields: Any) -> str:
        return self.relate("growth", Product(new, percent, old, -PER_CENT if down else PER_CENT, 1), **fields)
