"""A row of shares that were all taken of another base than the one stated: one question, on the base."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from ..records import Facts, Figure, FigureKind, Finding, Holds, Outcome, Relation, Severity, Span
from .judged import place
from .quoting import quote


def rows(facts: Facts) -> dict[str, tuple[Relation, ...]]:
    """Shares that do not fit their base, by the id of the base; only where several do not."""
    found: dict[str, list[Relation]] = {}
    for relation in facts.relations:
        doubtful = facts.bounds.holds.get(relation.id) is Holds.FALSE and not relation.hard
        if relation.pattern == "ratio" and relation.kind == "ratio" and len(relation.figures) == 3 and doubtful:
            found.setdefault(relation.figures[-1], []).append(relation)
    return {base: tuple(shares) for base, shares in found.items() if len(shares) > 1}


def questions(code: str, facts: Facts) -> Iterator[Finding]:
    """One query for each such base, with the base that the shares do fit, if there is one."""
    figures = {f.id: f for f in facts.extraction.figures}
    for base, shares in rows(facts).items():
        printed = figures[base].span.of(facts.report.text)
        zh = f"以“{printed}”为基数的{len(shares)}个占比都不符，宜先核对基数"
        en = f"{len(shares)} shares of “{printed}” do not fit: check the base first"
        fitting = _fitting_base(shares, figures)
        if fitting is not None:
            zh += f"；基数在{fitting[0]}至{fitting[1]}之间时各占比都相符"
            en += f"; with a base from {fitting[0]} to {fitting[1]} all of them fit"
        related = tuple(sorted({m for r in shares for m in r.members}))
        span = Span(related[0].start, place(shares[0]).end)
        args = {"quote": quote(facts, span), "state_zh": zh, "state_en": en, "ways_zh": "", "ways_en": ""}
        yield Finding(code, span, Outcome.FAIL, args, related=related, severity=Severity.QUERY)


def _fitting_base(shares: tuple[Relation, ...], figures: dict[str, Figure]) -> tuple[int, int] | None:
    """The whole numbers of which every part is its printed share, half of the last digit either way."""
    low, high = Fraction(0), None
    for relation in shares:
        claim, part = figures[relation.figures[0]], figures[relation.figures[1]]
        if claim.value is None or part.value is None or claim.kind is not FigureKind.PERCENT:
            return None
        half = Fraction(claim.digit or 0) / 2
        low = max(low, 100 * Fraction(part.value) / (claim.value + half))
        if claim.value > half:
            most = 100 * Fraction(part.value) / (claim.value - half)
            high = most if high is None else min(high, most)
    if high is None or ceil(low) > floor(high):
        return None
    return ceil(low), floor(high)
