"""Rates that stand before their counts, and bases that stand behind or go without saying (the days of a year)."""

from __future__ import annotations

from collections.abc import Iterator

from ..records import FigureKind, Product, Relation
from ..sets import between
from . import bases, drafts, naming
from .binding import Layout, Role, Token

DAYS = between(365, 366, step=1)
WHOLE = ("全年预算", "预算", "目标", "任务", "计划", "总数", "总量", "总额", "应", "全部", "共")


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


def base_behind(layout: Layout, n: int, claim: Token, part: Token) -> Token | None:
    """执行进度为91.2％，全年预算4500万元; 占编制总数的8％，编制总数150名: the base right behind, called a whole."""
    for token in layout.tokens[n + 1 : n + 2]:
        near = token.segment == claim.segment and token.clause - claim.clause == 1 and token.lane == part.lane
        if near and token.figure.kind is FigureKind.COUNT and any(word in token.lead for word in WHOLE):
            meant = naming.bears(claim, part) or naming.called(claim, [token])
            return token if meant and (bases.at_least(token, part) or claim.amount > 100) else None
    return None


def of_days(layout: Layout, n: int, claim: Token) -> Iterator[Relation]:
    """全年优良天数326天，优良率89.3％: of the days of the year."""
    part = layout.tokens[n - 1] if n else None
    if part is None or part.figure.unit != "天" or part.sentence != claim.sentence or not claim.known:
        return
    sentence = layout.sentences[claim.sentence]
    said = "全年" in layout.words(sentence.start, claim.span.start)
    if said and naming.bears(claim, part) and part.known and part.amount > 180:
        days = f"{claim.id}.days"
        share = Product(part.id, claim.id, days, drafts.PERCENT)
        figures = (claim.figure, part.figure)
        yield drafts.relation(
            "ratio", figures, (share,), unknowns=((days, DAYS),), pattern="ratio", cue="全年天数",
            why_zh=f"{part.figure_words}÷365天", why_en=f"{part.amount} / 365 days",
        )  # fmt: skip
