"""Splits that are announced before they are told: 分为三类：…; 分别为…; 分项为…; 总数396套：东片…."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, islice

from . import arithmetic
from .binding import Layout, Token
from .cues import cue, later
from .kinds import misses_by_little
from .runs import Sum, is_detail, siblings

SORTS = "(?:[两二三四五六七八九十][大个]?[类种项级][\u4e00-\u9fff]{0,4})?"
SORTED_BY = later("total", "sorted_by")
SORTING = re.compile(r"按[^，。；]{1,12}(?:分|看|划分)")
COUNTED = re.compile(r"[分归包][成为作括入并]?([一二两三四五六七八九十]|\d+)[大个]?[类种项块级档部](?:分|方面)?")


def announced(layout: Layout, lane: list[Token], n: int, whole: Token, run: list[Token]) -> Iterator[tuple[Sum, str]]:
    """Splits of `whole` that its own sentence, or the next, announces; `run` is what follows it."""
    soon = _soon(lane, n, whole)
    if len(soon) > 1:
        yield from _classes(layout, soon, whole)
    if len(run) > 1:
        yield from _list(layout, whole, run)
    if len(soon) > 1:
        yield from _sortings(layout, soon, whole)


def _soon(lane: list[Token], n: int, whole: Token) -> list[Token]:
    """What follows, up to the end of the next sentence of the paragraph."""
    end = n + 1
    while end < len(lane) and lane[end].sentence - whole.sentence <= 1 and lane[end].line == whole.line:
        end += 1
    return lane[n + 1 : end]


def _sortings(layout: Layout, soon: list[Token], whole: Token) -> Iterator[tuple[Sum, str]]:
    """总量893批。按层级分，…；按方式分为四类，…: one sorting after the other, between semicolons."""
    for _, told in groupby((t for t in soon if t.segment > whole.segment), key=lambda t: t.segment):
        group = list(told)
        if len(group) < 2:
            continue
        sentence, at = layout.sentences[group[0].sentence].start, group[0].span.start
        opening = layout.words(max(sentence, layout.text.rfind("；", sentence, at) + 1), at)
        if SORTING.match(opening) and not any(map(is_detail, group)):
            found = Sum(whole, tuple(group))
            if not arithmetic.exceeds(whole.figure, [group[0].figure]) and misses_by_little(found, share=10):
                yield found, "sorted"


def _classes(layout: Layout, soon: list[Token], whole: Token) -> Iterator[tuple[Sum, str]]:
    """按性质归为七类：…: as many parts as classes, or parts of one sorting that exceed the whole."""
    own = [t for t in soon if t.sentence == whole.sentence]
    following = own if len(own) > 1 else soon  # the next sentence speaks of something else
    first, last = following[0], following[-1]
    words = layout.words(whole.span.end, first.span.start)
    if not SORTED_BY().search(words) or any(is_detail(t) for t in following):
        return
    opening = layout.words(layout.sentences[whole.sentence].start, whole.span.start)
    if whole.has_share or re.search(r"从[^，。；]{1,12}看|按[^，。；]{1,12}[分看]", opening):
        return  # itself a part of an earlier sorting
    found = Sum(whole, tuple(following))
    counted = COUNTED.search(words)
    if counted and _number(counted.group(1)) == len(following):
        yield found, "classes"
    elif counted and _number(counted.group(1)) == len(following) + 1 and _one_list(following):
        yield found, "dropped"
    elif any(arithmetic.exceeds(whole.figure, [t.figure]) for t in following):
        return  # smaller than one of its parts: not their whole
    elif arithmetic.exceeds(whole.figure, [t.figure for t in following]) and last.segment - first.segment < 20:
        yield found, "sorted"


def _one_list(run: list[Token]) -> bool:
    return run[-1].clause - run[0].clause < 2 * len(run) and run[0].sentence == run[-1].sentence


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 2 if text == "两" else "零一二三四五六七八九十".index(text)


def _list(layout: Layout, whole: Token, run: list[Token]) -> Iterator[tuple[Sum, str]]:
    """总数396套：东片103套，西片108套，中片82套; 共161个，三个季度分别为…: a list announced as the whole."""
    words = layout.between(whole, run[0])
    directly = cue("total", "announcing", before=f"^[，：]?{SORTS}", after="[，：]?[^，。；：]{0,16}$").match(words)
    in_all = len(run) > 2 and re.search("共|总|合计|全[区市县部]", whole.opening)
    near = run[0].clause - whole.clause < 2
    said = near and re.fullmatch(r"[^，。；：]{0,10}：[^，。；]{1,12}|[^。；]{0,24}分别[为是有][^，。；]{0,12}", words)
    if not directly and not (in_all and said):
        return
    overlapping = any(cue("part", "overlapping").search(t.label) for t in run)
    if not siblings(Sum(whole, tuple(run))) and not overlapping and not re.search("其中|包括|主要|以上|以内", words):
        yield Sum(whole, tuple(run)), "announced" if directly else "listed"


def following(lane: list[Token], n: int, whole: Token) -> list[Token]:
    """The list right after the whole: in one clause, or in clauses that follow each other; one may stand between."""
    run: list[Token] = []
    for token in islice(lane, n + 1, None):
        previous = run[-1] if run else whole
        apart = token.clause - previous.clause > (1 if run else 2)
        if token.segment != whole.segment or apart or token.depth != whole.depth:
            break
        if not run and token.clause == whole.clause:
            break  # a sibling in the same list, not a part
        run.append(token)
    return run
