"""So many for every thousand: 每千人口拥有执业医师3.12人 of 1218 for 45.6万 inhabitants."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..records import FigureKind, Product, Relation
from . import arithmetic, drafts, pattern
from .binding import Layout, Role, Token
from .cues import cue

PER = re.compile(r"每(十万|百万|百|千|万)(?=[\u4e00-\u9fff])")
EVERYBODY = re.compile(r"^每[十百千万]+名?(常住|户籍)?(?:人口|居民|人(?!次))")
INHABITANTS = re.compile(r"(?:常住|户籍|总)(?:总?人口|居民)[数为有达到共约]*$")
LIVING = re.compile("住|生活|辖|服务|片区|街道|社区|全[区县市镇乡村]|人口|居民|覆盖")
LARGEST = {"百": 100, "千": 1000, "万": 10_000, "十万": 100_000, "百万": 1_000_000}


@pattern("density")
def densities(layout: Layout) -> Iterator[Relation]:
    """Rates per hundred, thousand or ten thousand against the count and the population."""
    tokens = layout.tokens
    for n, claim in enumerate(tokens):
        said = PER.search(claim.opening)
        if said is None or not claim.known or claim.figure.kind is not FigureKind.COUNT:
            continue
        near = [t for t in tokens[max(0, n - 12) : n] if _beside(t, claim)]
        people = [t for t in near if t.lane == "person" and cue("density", "population").search(t.label + t.opening)]
        counted = [t for t in near if t not in people and t.lane == claim.lane]
        if (
            not people
            and EVERYBODY.search(claim.opening[said.start() :])
            and (beside := _right_before(layout, n, claim))
        ):
            people = [beside]
        if not people and (of := EVERYBODY.search(claim.opening[said.start() :])):
            people = _inhabitants(layout, of.group(1))
        found = _nearest(claim, counted, people, LARGEST[said.group(1)])
        if found is not None:
            part, base = found
            product = Product(part.id, claim.id, base.id, Fraction(1, LARGEST[said.group(1)]))
            members = (claim.figure, part.figure, base.figure)
            yield drafts.relation(
                "ratio", members, (product,), pattern="density", cue=f"均{said.group()}", hard=_named(claim, part)
            )


def _beside(token: Token, claim: Token) -> bool:
    same = token.figure.kind is FigureKind.COUNT and token.role is Role.LEVEL
    return same and token.line == claim.line and claim.sentence - token.sentence <= 1


def _right_before(layout: Layout, n: int, claim: Token) -> Token | None:
    """片区住着12.5万人，药店75家，算下来每万人有7.5家: people and things right before the rate, in one sentence."""
    told = [t for t in layout.tokens[max(0, n - 2) : n] if t.sentence == claim.sentence and t.known]
    people = [t for t in told if t.lane == "person" and LIVING.search(t.lead)]
    return people[0] if len(told) == 2 and len(people) == 1 else None


def _inhabitants(layout: Layout, kind: str | None) -> list[Token]:
    """The district's inhabitants, wherever they are told: 全区年末常住人口38.5万人."""
    told = [t for t in layout.tokens if t.lane == "person" and t.known and t.role is Role.LEVEL]
    told = [t for t in told if INHABITANTS.search(t.lead) and layout.section(t.span) != "plan"]
    return [t for t in told if (kind or "常住") in t.lead] or ([] if kind else told)


def _named(claim: Token, part: Token) -> bool:
    """Both speak of the same things: 执业医师 in 执业（助理）医师1218人 and 拥有执业医师3.12人."""
    return len(part.lead) > 1 and part.lead[-2:] in claim.lead + claim.tail


def _nearest(claim: Token, counted: Sequence[Token], people: Sequence[Token], every: int) -> tuple[Token, Token] | None:
    """The pair that gives the rate; failing that the one pair that is named."""
    pairs = [(part, base) for base in reversed(people) for part in reversed(counted)]
    for part, base in pairs:
        share = arithmetic.share(claim.figure, arithmetic.hull(part.figure), arithmetic.hull(base.figure), every=every)
        if part.known and base.known and share:
            return part, base
    named = [pair for pair in pairs if _named(claim, pair[0])]
    if not named and len(pairs) == 1 and claim.order - min(pairs[0], key=lambda t: t.order).order == 2:
        return pairs[0]  # nothing else was told
    return named[0] if len(named) == 1 else None
