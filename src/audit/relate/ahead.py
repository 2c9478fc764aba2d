"""Rates that stand before their counts, and bases that stand behind or go without saying (the days of a year)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import FigureKind, Product, Relation
from ..sets import between
from . import bases, drafts, naming
from .binding import Layout, Role, Token
from .cues import cue

DAYS = between(365, 366, step=1)
WHOLE = ("全年预算", "预算", "目标", "任务", "计划", "总数", "总量", "总额", "应", "全部", "共")

MEASURED = re.compile("监测|有效|评价|全年|应考核")


def behind(layout: Layout, n: int, claim: Token) -> tuple[Token, Token, bool] | None:
    """问题整改率98.3％，236个问题已整改231个: part, base, and whether the words join them; None if nothing is told."""
    after = [t for t in layout.tokens[n + 1 : n + 5] if t.segment == claim.segment and t.clause - claim.clause <= 2]
    counted = [t for t in after if t.figure.kind is FigureKind.COUNT and t.role is Role.LEVEL]
    counted = [t for t in counted if t.lane == counted[0].lane][:2]
    if len(counted) < 2 or not all(t.known for t in counted) or any(t.depth != claim.depth for t in counted):
        return None
    base, part = counted
    if part.amount > base.amount:
        base, part = part, base
    joined = part.clause - base.clause in (0, 1) and bool(set(naming.stem(claim)) & set(part.label))
    if bases.fits(claim, part, base):
        return part, base, True
    return (part, base, False) if joined and naming.named_by_rate(claim, part, base) else None


def unpaired(layout: Layout, n: int, claim: Token) -> Iterator[Relation]:
    """完成投资**亿元，计划完成率102％; 地块××宗，安全利用率100％: the one figure of the rate is not shown."""
    around = [t for t in layout.tokens[max(0, n - 3) : n + 3] if t.sentence == claim.sentence and t is not claim]
    near = [t for t in around if abs(t.clause - claim.clause) <= 1 and t.segment == claim.segment]
    name = re.split("率", claim.lead)[0]
    words = {name[i : i + 2] for i in range(len(name) - 1)} - {"年度", "计划", "任务", "目标"}
    if len(near) != 1 or not near[0].figure.masked or not claim.known or not naming.is_rate(claim):
        return
    sole = near[0]
    if not sole.depth and sole.figure.kind is FigureKind.COUNT and any(word in sole.label for word in words):
        yield drafts.ratio_to_unstated(claim.figure, sole.figure, cue=claim.lead, hard=False, confidence=0.5)


def base_behind(layout: Layout, n: int, claim: Token, part: Token) -> Token | None:
    """执行进度为91.2％，全年预算4500万元; 占编制总数的8％，编制总数150名: the base right behind, called a whole."""
    for token in layout.tokens[n + 1 : n + 2]:
        near = token.segment == claim.segment and token.clause - claim.clause == 1 and token.lane == part.lane
        if near and token.figure.kind is FigureKind.COUNT and any(word in token.lead for word in WHOLE):
            meant = naming.bears(claim, part) or naming.called(claim, [token])
            return token if meant and (bases.at_least(token, part) or claim.amount > 100) else None
    return None


def of_days(layout: Layout, n: int, claim: Token) -> Iterator[Relation]:
    """全年优良天数326天，优良率89.3％: of the days that were measured, else of the days of the year."""
    told = [t for t in layout.tokens[max(0, n - 5) : n] if t.figure.unit == "天" and t.sentence == claim.sentence]
    if not told or not claim.known or claim.clause - told[-1].clause > 1:
        return
    part = told[-1]
    named = naming.bears(claim, part) or cue("ratio", "days_of_year").search(part.lead) is not None
    said = "全年" in said_words(layout, claim) or cue("ratio", "days_of_year").search(part.label)
    if not named or not said or (part.known and part.amount <= 180) or part.amount > claim.amount * 4:
        return
    measured = [t for t in told[:-1] if t.known and MEASURED.search(t.lead) and 360 <= t.amount <= 366]
    if measured:
        yield drafts.ratio(claim.figure, part.figure, measured[-1].figure, cue="监测天数")
        yield drafts.part(measured[-1].figure, [part.figure], cue="监测天数", pattern="ratio", confidence=0.9)
        return
    days = f"{claim.id}.days"
    share = Product(part.id, claim.id, days, drafts.PERCENT)
    all_year = "全年" in said_words(layout, claim)
    yield drafts.relation(
        "ratio", (claim.figure, part.figure), (share,), unknowns=((days, DAYS),), pattern="ratio", cue="全年天数",
        why_zh=f"{part.figure_words}÷365天", why_en=f"{part.amount} / 365 days", hard=all_year,
    )  # fmt: skip


def said_words(layout: Layout, claim: Token) -> str:
    """What the sentence says before the claim."""
    return layout.words(layout.sentences[claim.sentence].start, claim.span.start)
