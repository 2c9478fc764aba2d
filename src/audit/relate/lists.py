"""What stands listed beside a number: titles in a row, statements after a colon, 一是…二是….."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..records import Figure, Span
from .binding import Layout

HAN = "零一二三四五六七八九十"
TITLES = re.compile(r"((?:[《“][^《》“”]{1,40}[》”][、和及]?){2,})(等?)(?:这|共)?$")
NOUN = re.compile(r"[\u4e00-\u9fff]{2}")
STATEMENTS = re.compile(r"[\u4e00-\u9fff]{0,8}：([^。！？\n]+)")
ONE_BY_ONE = re.compile(r"[\u4e00-\u9fff]{0,8}[：:，。][^\n]{0,6}(?=一(?:是|要|抓|看))")


@dataclass(frozen=True, slots=True)
class Listing:
    """What is listed, where, and whether the list is open (等)."""

    members: tuple[Span, ...]
    open: bool
    joined: int = 0  # 和 inside or between the things: so many more, or one fewer, may be meant


def titles(layout: Layout, figure: Figure) -> Listing | None:
    """《甲》《乙》《丙》三项制度: titles in a row, or parted by list commas."""
    right_before = layout.text[max(0, figure.span.start - 4) : figure.span.start]
    if "》" not in right_before and "”" not in right_before:
        return None
    said = TITLES.search(layout.text[max(0, figure.span.start - 400) : figure.span.start])
    if said is None or not is_kind(layout, figure):
        return None
    start = figure.span.start - len(said.group())
    spans = [Span(start + m.start(), start + m.end()) for m in re.finditer("[《“][^《》“”]+[》”]", said.group(1))]
    return Listing(tuple(spans), bool(said.group(2)))


def is_kind(layout: Layout, figure: Figure) -> bool:
    """A noun follows that says what the titles are: 五项制度, 三个文件."""
    return NOUN.match(layout.text, figure.span.end) is not None


def clauses(layout: Layout, figure: Figure) -> Listing | None:
    """约定五条：…，…，…: as many statements after the colon as were announced; another number proves nothing."""
    said = STATEMENTS.match(layout.text, figure.span.end)
    if said is None:
        return None
    start = said.start(1)
    for mark in "；，":
        pieces = [Span(start + m.start(), start + m.end()) for m in re.finditer(f"[^{mark}]+", said.group(1))]
        if len(pieces) == figure.value:
            return Listing(tuple(pieces), False)
    return None


def enumerated(layout: Layout, figure: Figure) -> Listing | None:
    """抓了三件事：一是…；二是…；三是…: the enumerators that follow the number in its paragraph, in order from 一."""
    said = ONE_BY_ONE.match(layout.text, figure.span.end)
    if said is None:
        return None
    start = said.end()
    end = layout.text.find("\n", start)
    stretch = layout.text[start : end if end >= 0 else len(layout.text)]
    word = stretch[1]
    told = [m for m in re.finditer(rf"(?:(?<=[：:，。；])|^)([一二三四五六七八九十]){word}[^，。；]*", stretch)]
    counted = [HAN.index(m.group(1)) for m in told]
    if len(told) < 2 or counted != list(range(1, len(told) + 1)):
        return None
    return Listing(tuple(Span(start + m.start(), start + m.end()) for m in told), False)
