"""Sharp percentages, whatever the words: 97.0％ of 2,480 is 2,405, and three digits hardly ever fit by chance.

The other patterns go by words and know fewer than officials do. What comes out here replaces a reading of the same
percentage that is open or does not come out; it never contradicts anything itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import FigureKind, Relation
from . import arithmetic, drafts, pattern, values
from .binding import Layout, Role, Token
from .ratio import OUTSIDE

SMALLEST = 10  # of fewer things every share fits something
DIGITS = re.compile(r"[1-9]\d*(?:\.\d+)?|0\.0*[1-9]\d*")
CLAUSES = 3  # between a percentage and its part
SHARES = (Role.LEVEL, Role.RESTATED)
LEVELS = (Role.LEVEL, Role.AVERAGE)
OLD = (Role.LEVEL, Role.AVERAGE, Role.BASE)


@pattern("sharp")
def sharp(layout: Layout) -> Iterator[Relation]:
    """Shares and changes in per cent that exactly one pair beside them gives."""
    for n, claim in enumerate(layout.tokens):
        if claim.figure.kind is not FigureKind.PERCENT or not claim.known or OUTSIDE.search(claim.opening):
            continue
        if layout.section(claim.span) == "plan":
            continue
        if claim.role is Role.CHANGE and _digits(claim) >= 2:
            yield from _change(layout, n, claim)
        elif claim.role in SHARES and _digits(claim) >= 3 and claim.amount < arithmetic.hundred(claim.figure):
            yield from _share(layout, n, claim)


def _digits(claim: Token) -> int:
    """How many digits say something: two of 6.9, three of 42.0; one decimal at least."""
    said = DIGITS.search(claim.figure_words)
    if said is None or "." not in said.group():
        return 0
    return len(said.group().replace(".", "").lstrip("0"))


def _beside(layout: Layout, n: int, claim: Token) -> list[Token]:
    """Printed counts of its sentence and the one before, nearest first."""
    near = [
        t
        for t in layout.tokens[max(0, n - 12) : n + 4]
        if t.figure.kind is FigureKind.COUNT and t.known and t.line == claim.line
    ]
    near = [t for t in near if 0 <= claim.sentence - t.sentence <= 1]
    return sorted(near, key=lambda t: abs(t.order - claim.order))


def _share(layout: Layout, n: int, claim: Token) -> Iterator[Relation]:
    near = _beside(layout, n, claim)
    parts = [t for t in near if t.role in LEVELS and t.sentence == claim.sentence]
    parts = [t for t in parts if abs(claim.clause - t.clause) <= CLAUSES]
    found = [
        (part, base)
        for part in parts
        for base in near
        if base is not part and base.lane == part.lane and base.amount >= SMALLEST and _is_share(claim, part, base)
    ]
    if found:
        part, base = found[0]
        figures = claim.figure, part.figure, base.figure
        yield drafts.ratio(*figures, cue="数值相符", hard=False, confidence=0.6, pattern="sharp")


def _is_share(claim: Token, part: Token, base: Token) -> bool:
    if not 0 < part.amount < base.amount:
        return False
    return arithmetic.share(claim.figure, arithmetic.hull(part.figure), arithmetic.hull(base.figure), cut=False)


def _change(layout: Layout, n: int, claim: Token) -> Iterator[Relation]:
    near = _beside(layout, n, claim)
    news = [t for t in near if t.role in LEVELS and t.order < claim.order]
    for new in news:
        olds = [t for t in near if t is not new and t.role in OLD and t.lane == new.lane and t.amount >= SMALLEST]
        for old in olds:
            if new.amount != old.amount and values.fits(claim, new, old):
                scale, shift = values.product_terms(claim)
                yield drafts.growth(
                    claim.figure, new.figure, old.figure, scale=scale, shift=shift,
                    cue="数值相符", hard=False, confidence=0.6, pattern="sharp",
                )  # fmt: skip
                return
