"""Parts of a set that the words name: 败诉案件中…5件 of 败诉8件; 这批新党员里…; 后者中…; 50万元以上的12个."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from ..records import Relation
from . import arithmetic, drafts, pattern
from .binding import Layout, Role, Token
from .cues import cue
from .rows import row
from .runs import is_residual, levels

NAMED = "^(?:[一二三四五六七八九十]是)?((?!其)[\u4e00-\u9fff]{2,12}?)"


@pattern("among")
def among(layout: Layout) -> Iterator[Relation]:
    """Every part of a set that was told before under the name that its clause now uses."""
    for _, lane in layout.lanes():
        level = levels(lane)
        for n, token in enumerate(level):
            if whole := _named(layout, level, n):
                yield from _parts(whole, row(layout, level, n))
            elif whole := _included(level, n) or _above(layout, level, n):
                yield drafts.part(whole.figure, [token.figure], pattern="among", cue="内含", hard=False)
        for added, stock in pairwise(level):
            if _joins(added, stock):
                yield drafts.part(stock.figure, [added.figure], pattern="among", cue="累计", hard=False)


def _named(layout: Layout, lane: Sequence[Token], n: int) -> Token | None:
    """The set that the clause names before 中 or 里, if it was told before."""
    first = lane[n]
    said = cue("part", "inside", before=NAMED).match(first.opening) or _opened(layout, first)
    if said is None or (n and lane[n - 1].clause == first.clause):
        return None
    name = said.group(1)
    before = [t for t in lane[:n] if t.known and not arithmetic.exceeds(t.figure, [first.figure])]
    if re.fullmatch("后者|后一[类种者项]", name):
        return before[-1] if before and before[-1].sentence == first.sentence else None
    if cue("among", "these", before="^").match(name):
        near = [t for t in before if t.line == first.line and first.sentence - t.sentence <= 1 and not is_residual(t)]
        called = [t for t in near if name[-2:] in t.label]
        return next(iter(called[:1] or near[-1:]), None)
    stem = cue("among", "things", before="(?<=..)", after="$").sub("", name)
    told = [t for t in before if len(stem) > 1 and t.lead.rstrip("的了共有") == stem]
    near = [t for t in before if t.line == first.line and len(stem) > 1]
    told = told or [t for t in near if t.lead.endswith(stem)] or [t for t in near if t.lead.endswith(stem[-2:])]
    return told[-1] if len({t.amount for t in told}) == 1 else None


def _opened(layout: Layout, first: Token) -> re.Match[str] | None:
    """这批新党员里，本科学历的104名: the clause before holds nothing else."""
    told = layout.words(layout.sentences[first.sentence].start, first.span.start)
    words = "，".join(re.split("[，；：]", told)[-2:])
    return cue("part", "inside", before=NAMED, after=r"，[^，。；\d]*$").match(words)


def _parts(whole: Token, run: Sequence[Token]) -> Iterator[Relation]:
    """One part for every clause; what one clause lists, added up if it cannot be the same thing twice."""
    for _, clause in groupby(run, key=lambda t: t.clause):
        told = list(clause)
        figures = [t.figure for t in told]
        apart = not any(cue("part", "overlapping").search(t.label) for t in told)
        if apart and not arithmetic.exceeds(whole.figure, figures):
            yield drafts.part(whole.figure, figures, pattern="among", cue="之中", hard=False)
        elif not apart:
            fitting = [f for f in figures if not arithmetic.exceeds(whole.figure, [f])]
            yield from (drafts.part(whole.figure, [f], pattern="among", cue="之中", hard=False) for f in fitting)


def _included(lane: Sequence[Token], n: int) -> Token | None:
    """在册党员5146名，…，131名预备党员已计算在内: of the first figure of its statement."""
    token = lane[n]
    if not cue("among", "included").search(token.tail):
        return None
    told = [t for t in lane[:n] if t.segment == token.segment and t.known and t.amount >= token.amount]
    return told[0] if told else None


def _above(layout: Layout, lane: Sequence[Token], n: int) -> Token | None:
    """签约64个，总投资1亿元以上的27个; 隐患9372处（重大隐患46处）: the figure right before it."""
    token, whole = lane[n], lane[n - 1] if n else None
    if whole is None or whole.sentence != token.sentence or arithmetic.exceeds(whole.figure, [token.figure]):
        return None
    limit = layout.tokens[token.order - 1]
    if limit.role is Role.THRESHOLD and token.lead in ("", "的") and limit.order - whole.order == 1:
        other = layout.tokens[whole.order - 1]
        within = other.lane == limit.lane and other.clause == whole.clause and whole.lead in ("", "的")
        if within and other.role is not Role.THRESHOLD:
            return None  # 50万元至100万元的31个，100万元以上的14个: two classes
        stricter = other.role is not Role.THRESHOLD or (other.lane == limit.lane and other.amount < limit.amount)
        sized = limit.lane not in (token.lane, "岁") and stricter
        return whole if token.clause - whole.clause == 1 and sized else None
    return whole if _alone_in_brackets(layout, whole, token) else None


def _alone_in_brackets(layout: Layout, whole: Token, token: Token) -> bool:
    """（重大隐患46处) holds nothing but one figure and what it counts."""
    between = layout.between(whole, token)
    inside = re.fullmatch(r"[（(]([\u4e00-\u9fff]{2,10})", between)
    closed = layout.text[token.span.end : token.span.end + 1] in ("）", ")")
    return inside is not None and closed and not cue("among", "beside").search(inside.group(1))


def _joins(added: Token, stock: Token) -> bool:
    """当年改造46公里，连同往年累计213公里; 新认定6家，总数46家."""
    near = stock.sentence == added.sentence and 0 < stock.clause - added.clause <= 2 and stock.depth == added.depth
    words = cue("among", "added").search(added.lead) and cue("among", "stock", after="$").search(stock.lead)
    return bool(near and words) and not arithmetic.exceeds(stock.figure, [added.figure])
