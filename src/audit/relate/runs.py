"""Runs of figures in one lane that can be the parts of a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..sets import Number
from . import arithmetic
from .binding import Layout, Role, Token
from .cues import cue, later

MOST_PARTS = 40
SENTENCES = 4  # a split may be told over that many sentences after the whole
DETAIL = ("其中", "里面", "含", "已含", "包括", "内含", "内有")
RESIDUAL = later("total", "residual", before=r"^(?:现|目前|的)?")
OPEN = later("total", "open_status")
WHOLE_LAST = later("total", "whole_last")
SORTS = re.compile("[两三四五六七八九十](?:类|项|级|大类)[\u4e00-\u9fff]{2,6}$")  # 小学34所、初中12所，两类学校46所
SMALL = 30  # a sum of small numbers comes about by chance
NOTHING = re.compile("(?:没有?|无|未|不少|不漏|不落)一[\u4e00-\u9fff]$")  # 没有一次走过场: none of them
APART = 100  # more so where other things were told since the whole


@dataclass(frozen=True, slots=True)
class Sum:
    """A whole and its parts, in text order."""

    whole: Token
    parts: tuple[Token, ...]


def levels(lane: Sequence[Token]) -> list[Token]:
    """The figures of a lane that report a level: no changes, averages, plans or earlier values."""
    level = Role.LEVEL
    return [t for t in lane if t.role is level and not _is_none(t)]


def _is_none(token: Token) -> bool:
    return token.figure_words[:1] == "一" and NOTHING.search(token.lead + token.figure_words) is not None


def is_detail(token: Token) -> bool:
    """The text sets the figure below the one before it: 其中, 含, in brackets."""
    return token.depth > 0 or token.opening.startswith(DETAIL)


def fitting(layout: Layout, lane: list[Token]) -> list[Sum]:
    """Every whole whose following (or, with 共, preceding) figures add up to it; inner sums first."""
    found: list[Sum] = []
    inside: dict[int, int] = {}  # order of a part -> order of its whole
    for i in reversed(range(len(lane))):
        for parts in _partitions(layout, lane, i, inside):
            found.append(Sum(lane[i], parts))
            inside.update({p.order: lane[i].order for p in parts})
        before = _preceding(layout, lane, i)
        if before:
            found.append(Sum(lane[i], before))
            inside[lane[i].order] = before[-1].order  # 撤销9件、变更3件，两类合计12件: told already
    return [_in_one_row(s, found) for s in found]


def _in_one_row(told: Sum, sums: list[Sum]) -> Sum:
    """优良338天；优142天，良196天，轻度25天: the parts of the good days stand in the row of the others."""
    for inner in sums:
        rest = [p for p in told.parts if p is not inner.whole]
        if len(rest) < len(told.parts) and {p.segment for p in (*rest, *inner.parts)} != {inner.whole.segment}:
            row = sorted((*rest, *inner.parts), key=lambda p: p.order)
            if len({p.segment for p in row}) == 1 and row[-1].clause - row[0].clause < len(row):
                return Sum(told.whole, tuple(row))
    return told


def _partitions(layout: Layout, lane: list[Token], i: int, inside: dict[int, int]) -> Iterator[tuple[Token, ...]]:
    """One after the other, the runs after `lane[i]` that make it up."""
    whole, start = lane[i], i + 1
    if not whole.known:
        return
    behind = True  # nothing else was told since the whole
    while start < len(lane) and lane[start].line == whole.line:
        run = _run(layout, lane, i, start, inside, details=True) or _run(layout, lane, i, start, inside, details=False)
        if run and (behind or _stands_alone(lane, whole, run)):
            yield run
            start = lane.index(run[-1]) + 1
            while start < len(lane) and _is_below(lane[start], run, inside):
                start += 1
        else:
            behind = False
            start = next((k for k in range(start + 1, len(lane)) if lane[k].segment > lane[k - 1].segment), len(lane))


def _stands_alone(lane: list[Token], whole: Token, run: tuple[Token, ...]) -> bool:
    """The run fills its segments, and what it makes up is too large for chance."""
    last = lane.index(run[-1])
    ends = last + 1 == len(lane) or lane[last + 1].segment > run[-1].segment or is_detail(lane[last + 1])
    value = abs(Fraction(whole.amount) / (whole.figure.digit or 1))
    few = len(run) < 3 and not is_residual(run[-1])
    return ends and value >= (10 if few else 1) * APART


def _is_below(token: Token, run: tuple[Token, ...], inside: dict[int, int]) -> bool:
    return inside.get(token.order) in {p.order for p in run}


def _run(
    layout: Layout, lane: list[Token], i: int, start: int, inside: dict[int, int], *, details: bool
) -> tuple[Token, ...]:
    """The shortest run from `start` that makes up `lane[i]` and is more than chance; empty if there is none."""
    whole = lane[i]
    reach = arithmetic.hull(whole.figure)
    parts: list[Token] = []
    taken: set[int | None] = set()
    least: Number | None = 0  # what the parts make together, as far as their ends are known
    most: Number | None = 0
    for token in lane[start : start + MOST_PARTS]:
        if token.line != whole.line or token.sentence - whole.sentence > SENTENCES:
            break
        if inside.get(token.order) in taken:
            continue
        if not details and is_detail(token) and token.depth >= whole.depth:
            continue
        if not token.known:
            return ()
        parts.append(token)
        taken.add(token.order)
        own = arithmetic.hull(token.figure)
        least = None if least is None or own.lo is None else least + own.lo
        most = None if most is None or own.hi is None else most + own.hi
        if least is not None and reach.hi is not None and least > reach.hi:
            return ()
        if len(parts) < 2 or (most is not None and reach.lo is not None and most < reach.lo):
            continue
        if arithmetic.exactly(whole.figure, [p.figure for p in parts]) and _telling(layout, whole, parts):
            return tuple(parts)
    return ()


def _telling(layout: Layout, whole: Token, parts: list[Token]) -> bool:
    """The sum says something: numbers large enough, or words that put the parts under the whole."""
    value = abs(Fraction(whole.amount) / (whole.figure.digit or 1))
    if parts[-1].sentence > whole.sentence:
        return value >= 100 or (value >= SMALL and len(parts) > 2)
    if value >= SMALL or whole.depth < parts[0].depth:
        return True
    words = layout.words(whole.span.end, parts[-1].span.start)
    told = any(is_residual(p) or cue("total", "further", before="^").search(p.lead) for p in parts)
    if len(parts) == 2 and parts[-1].clause - parts[0].clause <= 1:
        told = told or bool(cue("total", "undone", before="^").match(parts[-1].tail))  # 20项完成，3项未达预期
    return told or _fills(layout, whole, parts) or bool(cue("total", "listed").search(words))


def _fills(layout: Layout, whole: Token, parts: list[Token]) -> bool:
    """学习12次，辅导4次、教学3次、研讨5次: one list of named parts, and no other figure of the sentence in its lane."""
    named = all(len(p.lead) > 1 for p in parts) and len({p.lead for p in parts}) == len(parts)
    one_list = len(parts) > 2 and len({p.clause for p in parts}) == 1 and parts[0].clause - whole.clause == 1
    return one_list and named and whole.amount >= 10


def is_residual(token: Token) -> bool:
    """其余22个, 1项任务正在推进: nothing is left after it."""
    return bool(RESIDUAL().match(token.lead) or OPEN().search(token.tail))


def siblings(found: Sum) -> bool:
    """The supposed whole is told like its parts (咨询类共…件，占…％; 求助类共…件，占…％): one of them."""
    ends = {t.lead[-2:] for t in found.parts}
    alike = len(ends) == 1 and found.whole.lead[-2:] in ends and not is_detail(found.parts[0])
    return alike or found.whole.has_share


def _preceding(layout: Layout, lane: list[Token], i: int) -> tuple[Token, ...]:
    """The run before `lane[i]` that makes it up, where the words say 共 or 合计."""
    whole = lane[i]
    if not whole.known or not (WHOLE_LAST().search(whole.opening[-12:]) or SORTS.match(whole.opening)):
        return ()
    parts: list[Token] = []
    for token in reversed(lane[max(0, i - MOST_PARTS) : i]):
        if parts and SORTS.match(whole.opening) and token.sentence != whole.sentence:
            break
        if token.line != whole.line or whole.sentence - token.sentence > SENTENCES or not token.known:
            break
        if is_detail(token):
            continue
        parts.insert(0, token)
        if len(parts) > 1 and arithmetic.exactly(whole.figure, [p.figure for p in parts]):
            return tuple(parts)
    return ()
