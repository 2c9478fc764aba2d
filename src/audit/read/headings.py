"""Enumerators that open a heading or a list item: 第一部分, 一、, （一）, 1., （1）, ①, 一是; in a paragraph too."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..records import Span
from .sentences import brackets, inside

_HAN = "一二三四五六七八九十"
_OPEN = r"(?:^|(?<=[。；：！？;:!?]))\s*"  # at a line's start or behind a stop
_LOOSE = r"(?:^|(?<=[。；：！？，;:!?,）”]))\s*"  # behind a comma too
ITEM = 6
"""Rank of 一是, 二是: part of a paragraph, never a heading of its own."""

_FORMS = (
    (0, re.compile(rf"^\s*(第[{_HAN}]{{1,3}}(?:部分|章|篇))[、：:\s　]*")),
    (1, re.compile(rf"(?:^|(?<=[。；！？]))\s*([{_HAN}]{{1,3}})[、．.](?![{_HAN}]{{1,2}}[、，])[\s　]*")),
    (2, re.compile(rf"{_OPEN}([（(][{_HAN}]{{1,3}}[）)])[\s　、]*")),
    (3, re.compile(rf"{_OPEN}(\d{{1,2}})[.．、](?!\d)[\s　]*")),
    (4, re.compile(rf"{_LOOSE}([（(]\d{{1,2}}[）)])[\s　、]*")),
    (5, re.compile(r"([①-⑳])[\s　、]*")),
    (ITEM, re.compile(rf"{_LOOSE}([{_HAN}]{{1,3}}(?:是|要)|第[{_HAN}]{{1,3}}(?=[，,、])|其[{_HAN}](?=[，,、]))")),
)
_RUN_ON = (  # 一、主要工作（一）…, 二、存在问题一是…: the first item glued to its heading
    (2, re.compile(rf"(?:^|(?<=[。；！？]))\s*[{_HAN}]{{1,3}}、[^。；！？]{{2,40}}?(（一）)")),
    (
        ITEM,
        re.compile(
            rf"(?:^|(?<=[。；！？]))\s*(?:[{_HAN}]{{1,3}}、|（[{_HAN}]{{1,3}}）)[^。；：，]{{2,20}}?(?<![统唯万专])(一是)"
        ),
    ),
)


class Marker(NamedTuple):
    """An enumerator: where it and the space behind it stand, how it is written in a path, its rank and its number."""

    span: Span
    label: str
    rank: int
    value: int | None


def number(label: str) -> int | None:
    """The number that an enumerator shows (1 to 99), None if it is not one."""
    core = re.sub(r"[^\d一二三四五六七八九十①-⑳]", "", label)
    if core.isdecimal():
        return int(core)
    if len(core) == 1 and "①" <= core <= "⑳":
        return ord(core) - ord("①") + 1
    match = re.fullmatch(rf"(?:([{_HAN[:9]}]?)(十))?([{_HAN[:9]}]?)", core)
    if not core or match is None:
        return None
    tens, ten, ones = match.groups()
    return (10 * (_HAN.index(tens) + 1 if tens else 1) if ten else 0) + (_HAN.index(ones) + 1 if ones else 0)


def markers(text: str, line: Span) -> tuple[Marker, ...]:
    """The enumerators of one line, in order, none inside brackets or quotation marks."""
    words = text[line.start : line.end]
    shields = brackets(words)
    found: dict[int, Marker] = {}
    for rank, form in _FORMS:
        for match in form.finditer(words):
            start = match.start(1)
            if inside(shields, start) is None and start not in found:
                found[start] = _marker(line, match, rank)
    for rank, form in _RUN_ON:
        for match in form.finditer(words):
            if rank < ITEM or "二是" in words:
                found.setdefault(match.start(1), _marker(line, match, rank))
    return tuple(found[at] for at in sorted(found))


def _marker(line: Span, match: re.Match[str], rank: int) -> Marker:
    label = match.group(1).replace("(", "（").replace(")", "）")
    return Marker(Span(line.start + match.start(1), line.start + match.end()), label, rank, number(label))
