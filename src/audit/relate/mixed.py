"""Totals over several units: 优秀党员60名、先进组织20个，共80个（名）; 公园12个、绿道36条，合计48处."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import FigureKind, Relation
from . import arithmetic, drafts, pattern
from .binding import Layout, Role, Token
from .cues import cue
from .runs import SMALL, is_detail

SORTS = ("类", "种", "项", "者", "级", "方面")
NOT_ADDED = ("money", "length", "area", "weight", "mass", "volume", "energy", "time", "duration", "percent")


@pattern("mixed")
def mixed(layout: Layout) -> Iterator[Relation]:
    """A whole right behind parts of other units that make it up."""
    tokens = [t for t in layout.tokens if t.figure.kind is FigureKind.COUNT and t.role is Role.LEVEL]
    for n, whole in enumerate(tokens):
        parts = _before(tokens, n)
        if len(parts) > 1 and _one_count(whole, parts):
            yield drafts.total(whole.figure, [p.figure for p in parts], pattern="mixed", cue="合计", hard=False)


def _before(tokens: list[Token], n: int) -> list[Token]:
    """The list right before the whole that adds up to it."""
    whole, parts = tokens[n], list[Token]()
    for token in reversed(tokens[:n]):
        if token.clause == whole.clause and token.figure.unit in SORTS:
            continue  # 两类机构共140个
        near = token.sentence == whole.sentence and (parts or [whole])[0].clause - token.clause <= 1
        if not near or token.depth != whole.depth or token.clause == whole.clause or not token.lead or is_detail(token):
            return []
        parts.insert(0, token)
        if len(parts) > 1 and arithmetic.exactly(whole.figure, [p.figure for p in parts]):
            return parts
    return []


def _one_count(whole: Token, parts: list[Token]) -> bool:
    """Things counted one by one under different measure words, which the whole's own unit or words join."""
    units = {p.lane for p in parts}
    if len(units) < 2 or units & set(NOT_ADDED) or whole.lane in NOT_ADDED or whole.amount < SMALL:
        return False
    joined = set(re.findall(r"[^（()）/、]+", whole.figure.unit or ""))
    own = len(joined) > 1 and all(p.figure.unit in joined for p in parts)
    summed = cue("total", "whole_last", after="[\u4e00-\u9fff]{0,2}$").search(whole.lead)
    counted = cue("mixed", "sorts", before="^", after="[\u4e00-\u9fff]{0,6}$").match(whole.opening)
    if counted and summed and "零一二三四五六七八九十".find(counted.group()[0].replace("两", "二")) == len(parts):
        return True  # 卫生院14所，卫生室126个，两类机构共140个
    return own or (summed is not None and {p.clause for p in parts} == {parts[0].clause})
