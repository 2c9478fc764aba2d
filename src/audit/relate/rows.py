"""Rows: figures of one lane told one right after the other, with only shares, brackets and other units between."""

from __future__ import annotations

from ..records import FigureKind
from .binding import Layout, Role, Token

SIDE = ("", "、", "，", "/", "／")


def aside(layout: Layout, told: Token, other: Token) -> bool:
    """占30.5%, （涉及967人次） or, in another unit, the same part once more: 268户871人."""
    if other.figure.kind is not FigureKind.COUNT or other.depth > told.depth:
        return True
    if other.role in (Role.BASE, Role.CHANGE, Role.PLAN, Role.THRESHOLD):
        return True  # 上年为23起, 减少4起, 35岁以下的
    return other.order == told.order + 1 and not other.lead and layout.between(told, other) in SIDE[:2] + SIDE[3:]


def goes_on(layout: Layout, last: Token, token: Token, *, gap: int = 1, across: bool = False) -> bool:
    """The token stands right behind the last one of its row; `across`: or behind a semicolon."""
    if token.sentence != last.sentence or token.segment - last.segment > (1 if across else 0):
        return False
    told = layout.tokens[last.order + 1 : token.order]
    if token.depth != last.depth or not all(aside(layout, last, t) or _beside(layout, t, token) for t in told):
        return False
    clauses = {t.clause for t in told if t.depth == last.depth} - {last.clause, token.clause}
    return token.clause - last.clause <= gap + len(clauses)


def _beside(layout: Layout, other: Token, token: Token) -> bool:
    """The first of two units of the same part: 871人 after 268户."""
    return token.order == other.order + 1 and token.lead == other.lead and layout.between(other, token) in ("", "、")


def row(layout: Layout, lane: list[Token], n: int, *, across: bool = False) -> list[Token]:
    """The row that begins with `lane[n]`."""
    told = [lane[n]]
    for token in lane[n + 1 :]:
        if token.depth > told[0].depth:
            continue
        if not goes_on(layout, told[-1], token, across=across):
            break
        told.append(token)
    return told
