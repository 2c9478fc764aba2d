"""Shares and multiples of two figures that are called by name: 护士数为医师数的1.3倍; bare fractions: 恰为四分之一."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..records import FigureKind, Relation
from . import bases, drafts, pattern
from .binding import Layout, Role, Token

SUM = "(?:的?(?:总?人数|总[数量额值]|数量|人次|规模|面积|户数|件数|[数量额]))?"
IS = "(?:大约|约|已经?|恰好?|正好|刚好|接近|将近|近|超过|超)?(?:[为是]|达到?|相当于|等于|占到?)(?:了)?"
NAMED = re.compile(
    rf"(?:^|：)((?!比|较)[\u4e00-\u9fffA-Za-z（）]{{2,14}}?){SUM}{IS}(?:到)?([\u4e00-\u9fffA-Za-z（）]{{2,14}}?){SUM}"
    r"的(?:约|近|将近)?$"
)
BARE = re.compile(
    "(?:其中)?(?:约|近|将近|接近|超过|不到|恰好?|刚好|正好|大约|大致|已)?(?:[为是达占]到?|相当于|合|等于)(?:了)?"
    "(?:总数的|全部的|总量的|其中的|全体的|总人数的|总额的)?(?:约|近)?"
)
SHARES = (FigureKind.MULTIPLE, FigureKind.PERCENT)
OTHER = re.compile("上年|去年|同期|往年|全国|全省|全市|年前|计划|目标|任务|平均")


@pattern("multiple")
def multiples(layout: Layout) -> Iterator[Relation]:
    """Multiples and fractions that come out of the figures named."""
    for n, claim in enumerate(layout.tokens):
        if claim.figure.kind not in SHARES or not claim.known or not claim.amount or claim.role is Role.CHANGE:
            continue
        said = NAMED.search(claim.opening)
        if said is not None and not OTHER.search(said.group()):
            yield from _of_two(layout, n, claim, said)
        elif claim.figure.kind is FigureKind.MULTIPLE and BARE.fullmatch(claim.lead):
            yield from _fraction(layout, n, claim)


def _of_two(layout: Layout, n: int, claim: Token, said: re.Match[str]) -> Iterator[Relation]:
    """The nearest figures of these names, where they give it; asked, if each name has but one, side by side."""
    told = [t for t in layout.tokens[max(0, n - 12) : n] if t.line == claim.line and claim.sentence - t.sentence <= 1]
    told += [t for t in layout.tokens[n + 1 : n + 4] if t.segment == claim.segment]
    told = [t for t in told if t.figure.kind is FigureKind.COUNT and t.role in (Role.LEVEL, Role.AVERAGE)]
    parts, wholes = (_called(told, name) for name in said.groups())
    for part in parts:
        for base in wholes:
            if part is not base and part.lane == base.lane and bases.fits(claim, part, base):
                yield drafts.ratio(claim.figure, part.figure, base.figure, pattern="multiple", cue="是…的")
                return
    if len(parts) == len(wholes) == 1 and parts[0] is not wholes[0] and parts[0].lane == wholes[0].lane:
        near = abs(parts[0].order - wholes[0].order) == 1 and claim.clause - max(parts[0].clause, wholes[0].clause) == 1
        if near and parts[0].known and wholes[0].known:
            figures = (parts[0].figure, wholes[0].figure)
            yield drafts.ratio(claim.figure, *figures, pattern="multiple", cue="是…的", hard=False)


def _called(told: Sequence[Token], name: str) -> list[Token]:
    """注册护士 and 护士 for 护士; 执业（助理）医师 for 医师: the nearest first."""
    stem = name.removeprefix("其中")
    full = [t for t in reversed(told) if t.lead.endswith(stem) or t.tail == stem]
    return full or [t for t in reversed(told) if t.lead.endswith(stem[-2:]) or t.tail.endswith(stem[-2:])]


def _fraction(layout: Layout, n: int, claim: Token) -> Iterator[Relation]:
    """240名骨干中，退休干部60名，恰为四分之一."""
    before = bases.counts(layout, n, claim)
    if not before or before[-1].sentence != claim.sentence or claim.clause - before[-1].clause != 1:
        return
    part = before[-1]
    wholes = [t for t in reversed(before[:-1]) if t.lane == part.lane and bases.fits(claim, part, t)]
    for base in wholes[:1]:
        yield drafts.ratio(claim.figure, part.figure, base.figure, pattern="multiple", cue="几分之几")
        if part.amount < base.amount:
            yield drafts.part(base.figure, [part.figure], pattern="multiple", cue="几分之几", hard=False)
