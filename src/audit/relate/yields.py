"""Rates and quotas of the two counts right before them, under other names: 该打的3,620名，打上的3,475名，接种率98％.

No word joins such a rate to its counts but their order: it is asked about, never proved wrong, and only where the miss
is one that a slip makes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from ..records import FigureKind, Product, Relation
from . import arithmetic, bases, drafts, pattern
from .binding import Layout, Role, Token
from .perhead import times

RATE = re.compile(
    "(?:率|比例|比重|进度)(?:仅|已|就|也|却|做到了?|达到?了?|为|是|算[出作]|高达|到了?|约|报|上报|记|写[作为]?|按)*$"
)
DUE = re.compile("应|该|需|须|要|有待|登记|在册|符合|报名|共有|总共|申请|收到|发放|摸排|排查|抽检|抽查|检查|检验|参加")
OTHER_BASE = re.compile(
    "总量|口径|剔除|以[^，。；]{1,8}为准|按[^，。；]{1,8}(?:计|算)|较|比|上年|去年同期|同比|目标|计划|全市|全省|全国"
)
EACH = re.compile("每([户人名个家村亩位期场车])[^，。；\\d]{0,10}$")
SUMMED = re.compile("共|合计|总计|一共|总额|累计|合共|全部")
NEAR = 15  # percentage points by which a slip may miss


@pattern("yields")
def yields(layout: Layout) -> Iterator[Relation]:
    """Every rate and quota of the counts right before or behind it."""
    for n, claim in enumerate(layout.tokens):
        if not claim.known:
            continue
        if n > 1 and claim.figure.kind is FigureKind.PERCENT and claim.role is Role.LEVEL and RATE.search(claim.lead):
            yield from _rate(layout, n, claim)
        elif claim.figure.kind is FigureKind.COUNT and (said := EACH.search(claim.lead)):
            yield from _quota(claim, said.group(1), layout.tokens[n + 1 : n + 3])


def _rate(layout: Layout, n: int, claim: Token) -> Iterator[Relation]:
    """登记失业5,640人。重新上岗3,102人，再就业率58.0%: two counts near it, and no third."""
    base, part = layout.tokens[n - 2 : n]
    told = [base, part]
    if any(t.figure.kind is not FigureKind.COUNT or not t.known or t.depth or t.role is not Role.LEVEL for t in told):
        return
    beside = part.lane == base.lane and claim.clause - part.clause == 1 and part.sentence == claim.sentence
    near = part.clause - base.clause == 1 and base.line == part.line
    if not (beside and near) or not DUE.search(base.lead) or part.amount > base.amount or not base.amount:
        return
    if not _may_be_of(claim, base.label + part.label):
        return
    around = [t for t in layout.tokens if 0 <= claim.sentence - t.sentence <= 1 and t.lane == base.lane]
    if len(around) != 2 or OTHER_BASE.search(claim.opening + layout.between(base, claim)):
        return
    apart = abs(
        Fraction(part.amount) / Fraction(base.amount) * arithmetic.hundred(claim.figure) - Fraction(claim.amount)
    )
    if apart <= NEAR or bases.fits(claim, part, base):
        yield drafts.ratio(claim.figure, part.figure, base.figure, pattern="yields", cue=claim.lead, hard=False)


def _may_be_of(claim: Token, label: str) -> bool:
    """接种率 may be of 打上的; 安全带佩戴率 names things of its own."""
    name = re.split("率|比例|比重|进度", claim.opening)[0][-6:]
    return len(name) < 4 or any(character in label for character in name)


def _quota(claim: Token, noun: str, after: Sequence[Token]) -> Iterator[Relation]:
    """每户奖补1,200元，340户共兑付38.4万元."""
    if len(after) < 2:
        return
    count, total = after
    one = (
        count.clause - claim.clause == 1 and total.clause - count.clause in (0, 1) and total.sentence == claim.sentence
    )
    counted = (count.figure.unit or "").startswith(noun) or (noun == "名" and count.lane == "person")
    if not one or not counted or not (count.known and total.known) or times(total, claim) is None:
        return
    if total.lane == count.lane or not SUMMED.search(total.lead) or total.role is not Role.LEVEL or count.depth:
        return
    product = Product(total.id, claim.id, count.id, 1 / Fraction(times(total, claim) or 1))
    members = (total.figure, count.figure, claim.figure)
    found = drafts.relation("ratio", members, (product,), pattern="yields", cue=claim.lead)
    yield replace(found, hard=False)
