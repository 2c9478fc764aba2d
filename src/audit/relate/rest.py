"""Splits that a rest closes: 完成27项，9项不涉及，余下1项; 剩下8栋, 其他案件120件."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from . import arithmetic
from .binding import Layout, Token
from .cues import cue, later
from .kinds import misses_by_little
from .runs import Sum, is_detail, is_residual, siblings

FURTHER = later("total", "further", before="^")


def with_rest(layout: Layout, lane: list[Token], n: int, rest: Token) -> Iterator[tuple[Sum, str]]:
    """…38项…完成27项，9项不涉及，余下1项: from the first figure of the sentence to the rest."""
    below = is_detail(rest)
    if below and rest.lead.startswith(("其他", "其它", "其余")):
        yield from _listed_rest(lane, n, rest)
    further = not below and FURTHER().match(rest.lead)
    if below or not (further or is_residual(rest)):
        return
    after = lane[n + 1] if n + 1 < len(lane) else None
    if after is not None and after.segment == rest.segment and after.depth == rest.depth and _goes_on(rest, after):
        return
    told = [t for t in lane[max(0, n - 40) : n] if not is_detail(t) or _is_status(t)]
    run = _nearer(lane, n, [t for t in told if t.segment == rest.segment])
    if topic := _topic(layout, lane, run, rest):
        yield topic, "rest"
        return
    if len(run) < 2:
        run = [t for t in told if t.sentence == rest.sentence]
    if len(run) < 2:
        run = [t for t in lane[max(0, n - 40) : n] if t.sentence == rest.sentence]
    if len(run) < 2:
        return
    found = Sum(run[0], (*run[1:], rest))
    if siblings(found) or any(re.search("结转|旧存", t.lead) for t in run):
        return
    if further and not (len(found.parts) > 2 and misses_by_little(found)):
        return
    if not _of_another(found, rest):
        yield found, "rest"


def _nearer(lane: list[Token], n: int, run: list[Token]) -> list[Token]:
    """The run with 其中 right behind the whole as its first part, if the sum then misses by less."""
    rest = lane[n]
    first = lane.index(run[0]) if run else n
    whole_run = [t for t in lane[first:n] if t.depth == rest.depth]
    opened = len(whole_run) > 1 and is_detail(whole_run[1]) and not any(is_detail(t) for t in whole_run[2:])
    if not opened or len(run) < 2 or not arithmetic.known(t.figure for t in (*whole_run, rest)):
        return run
    misses = [
        abs(2 * Fraction(r[0].amount) - sum((t.amount for t in (*r, rest)), Fraction(0))) for r in (whole_run, run)
    ]
    return whole_run if misses[0] < misses[1] else run


def _goes_on(rest: Token, after: Token) -> bool:
    """办结29项，正在推进4项，暂缓2项: the split goes on after its first open part."""
    return is_residual(after) or (after.clause - rest.clause <= 1 and 0 < len(after.lead) < 5 and not after.tail)


def _topic(layout: Layout, lane: list[Token], run: list[Token], rest: Token) -> Sum | None:
    """小学2960个，…。小学学位里，新建学校提供1730个，其余1260个: the sentence names the whole that it splits."""
    inside = [t for t in run if t.segment == rest.segment]
    named = cue("total", "among", before="^([\u4e00-\u9fff]{2,12}?)").match(inside[0].opening) if inside else None
    if named is None:
        inside = [t for t in run if t.sentence == rest.sentence]
        opening = layout.words(layout.sentences[rest.sentence].start, rest.span.start)
        named = cue("total", "among", before="^([\u4e00-\u9fff]{2,12}?)", after="[，,]").match(opening)
    if named is None or not inside:
        return None
    for whole in reversed(lane[: lane.index(inside[0])]):
        names = {whole.lead.rstrip("的了")[-2:], whole.lead[:2], whole.tail[:2]} - {""}
        near = rest.sentence - whole.sentence <= 2 and whole.line == rest.line
        if near and any(len(name) == 2 and name in named.group(1) for name in names):
            return Sum(whole, (*inside, rest))
    return None


def _of_another(found: Sum, rest: Token) -> bool:
    """The rest is that of another set than the first figure of the sentence."""
    if not arithmetic.known([found.whole.figure, *(p.figure for p in found.parts)]):
        return False
    amounts = [p.amount for p in found.parts]
    if any(sum(amounts[:k]) == sum(amounts[k:]) for k in range(2, len(amounts) - 1)):
        return True  # 鉴定C级42栋、D级17栋，销号51栋，剩余8栋: two splits of one set
    if 2 * sum(amounts) < found.whole.amount:
        return True
    left = re.match("其余|余下|剩余|剩下|尚余|余|结转", rest.lead)
    return not left and not misses_by_little(found, share=10)  # 正在 or 未 may stand in a list that goes on elsewhere


def _is_status(token: Token) -> bool:
    """其中已完成101件: what became of them, the first part of the split rather than a detail beside it."""
    return token.depth == 0 and bool(cue("total", "told_status").search(token.label))


def _listed_rest(lane: list[Token], n: int, rest: Token) -> Iterator[tuple[Sum, str]]:
    """213件，包括贪腐案件45件、渎职案件38件和其他案件120件."""
    run = [t for t in lane[:n] if t.clause == rest.clause]
    before = [t for t in lane[:n] if t.clause < rest.clause and t.sentence == rest.sentence and not is_detail(t)]
    if run and before and run[0].opening.startswith(("包括", "其中", "包含")):
        yield Sum(before[-1], (*run, rest)), "rest"
