"""What stands around a number: words that bend it on the left, its unit on the right, words that bend it behind."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from ..frozen import quick
from ..lang.numerals import SCALE, after, before, bending_ends, scale_of
from ..lang.units import unit, unit_at
from ..records import FigureKind

_REACH = 5  # no word before a number is longer
_OVER = re.compile(
    r"[余多](?![个元种样名项次地层彩媒方边少重党云山维功选变]|万|亿)|余(?=[万亿元个名项次])|多(?=[个万亿元名项次])|来(?=[个名家次人天年万亿])"
    r"|几(?=[个人名家户件次天年岁万亿元项])"
)
# 三个多月, 两个多小时, 3个多亿元: a part of one unit more
_A_BIT_MORE = re.compile(r"个(?P<word>多|来)(?P<unit>月|小时|钟头|星期|世纪|百分点|[万亿])")
# 亿元多 may go on as 多出, 多于: then 多 belongs to the next number
_MORE = re.compile(
    r"(?<=[年天月岁成倍亩里时元吨])多(?![元样种功能云出于了支少收付用花产消交缴\d０-９一二三四五六七八九])|有余|开外|出头|余(?=[，。；、）)\n]|\Z)"
)
PERCENT_SIGNS = ("%", "％", "‰")
_POINTS = {"个百分点": "个百分点", "百分点": "个百分点", "个千分点": "个千分点"}


# what a number is most often followed by where it has no unit
_PLAIN = frozenset("，。；、）)\n|\t")
_RELATIVE = frozenset("%％‰个百倍/／")
_BENDS_BEHIND = frozenset("多余有开出（(及含以之左上")


@quick
@dataclass(frozen=True, slots=True)
class Tail:
    """What stands behind a number: its unit, words that bend it, and where all that ends."""

    end: int
    kind: FigureKind
    unit: str | None
    dimension: str = ""
    whole: bool = False
    scale: int = 1
    sense: str = ""
    word: str = ""
    bare: bool = False


def bend(text: str, start: int) -> tuple[int, str, str]:
    """Where the bending word before `start` begins, its sense and itself; `start` and nothing if there is none."""
    if text[start - 1 : start] not in bending_ends():
        return start, "", ""
    for i in range(max(0, start - _REACH), start):
        m = before().match(text, i)
        if m is not None and m.end() == start and m.lastgroup:
            return i, m.lastgroup[2:], m[0]
    return start, "", ""


# one blank between a number and its unit is common in copied text
_BLANK_BEFORE_UNIT = re.compile(r"[ \u00a0\u2009\u202f\u3000](?=[\u4e00-\u9fff%％‰])")
_BLANKS = frozenset(" \u00a0\u2009\u202f\u3000")
_MAY_BE_OVER = _BLANKS | frozenset("余多来几")
_SPECIAL = _MAY_BE_OVER | _RELATIVE  # anything else is the unit itself, or none
_PER_MANY = re.compile(r"[/／](?:(?:1|10|100|十|百)?[万千](?:人|例|户)?)(?![\u4e00-\u9fff\d])")


@cache
def _scale() -> re.Pattern[str]:
    return re.compile(rf"{SCALE}|[百千](?=[余多]?[个人名家户件次元亩吨份篇场])")


def tail(text: str, at: int, *, after_mask: bool = False) -> Tail:
    """The unit behind a number that ends at `at`. `after_mask`: 万 and 亿 there still belong to the number."""
    following = text[at : at + 1]
    if following in _PLAIN:
        return Tail(at, FigureKind.COUNT, None, bare=True)
    if following not in _SPECIAL and not after_mask and (found := unit_at(text, at, behind_number=True)) is not None:
        end = at + len(found.text)
        return bent(text, Tail(end, FigureKind.COUNT, found.text, found.dimension, found.whole))
    if following == "个" and (m := _A_BIT_MORE.match(text, at)) is not None:
        return _a_bit_more(text, m, behind_number=not after_mask)
    at, word = _over(text, at)
    scale = 1
    if after_mask or word:
        spaced = at + 1 if _BLANK_BEFORE_UNIT.match(text, at) else at
        if (m := _scale().match(text, spaced)) is not None:
            scale = scale_of(m[0])
            at, more = _over(text, m.end())
            word = word or more
    measured = _measured(text, at, behind_number=not after_mask)
    if word or scale != 1:
        measured = replace(measured, scale=scale, sense="about" if word == "来" else "over" if word else "", word=word)
    return bent(text, measured)


def _a_bit_more(text: str, m: re.Match[str], *, behind_number: bool) -> Tail:
    """Behind 个多 or 来: the unit, or 万 and 亿 and the unit behind."""
    sense = "about" if m["word"] == "来" else "more"
    if m["unit"] in "万亿":
        measured = _measured(text, m.end(), behind_number=behind_number)
        return replace(measured, scale=scale_of(m["unit"]), sense=sense, word=m["word"])
    if m["unit"] == "百分点":
        return Tail(m.end(), FigureKind.POINT, "个百分点", sense=sense, word=m["word"])
    counted = unit("个月" if m["unit"] == "月" else m["unit"])
    return Tail(m.end(), FigureKind.COUNT, counted.text, counted.dimension, counted.whole, 1, sense, m["word"])


def _over(text: str, at: int) -> tuple[int, str]:
    """Behind 余, 多 or 来, and which of them it is."""
    if text[at : at + 1] not in _MAY_BE_OVER:
        return at, ""
    m = _OVER.match(text, at + 1 if _BLANK_BEFORE_UNIT.match(text, at) else at)
    return (m.end(), m[0]) if m is not None else (at, "")


def bent(text: str, found: Tail) -> Tail:
    """The tail with the words behind its unit that bend the number: 以上, 左右, 多."""
    if text[found.end : found.end + 1] not in _BENDS_BEHIND:
        return found
    if found.unit is not None and (m := _MORE.match(text, found.end)) is not None:
        found = replace(found, sense="more", word=m[0], end=m.end())
    if (m := after().match(text, found.end)) is not None and m.lastgroup and (found.unit or not found.bare or m[0]):
        sense = m.lastgroup[2:]
        found = replace(found, sense=sense, word=m[0], end=m.end())
    return found


def _measured(text: str, at: int, *, behind_number: bool) -> Tail:
    """The unit itself."""
    start = at
    if text[at : at + 1] in _SPECIAL:
        if _BLANK_BEFORE_UNIT.match(text, at):
            at += 1
        if text[at : at + 1] in _RELATIVE and (relative := _relative(text, at)) is not None:
            return relative
    found = unit_at(text, at, behind_number=behind_number)
    if found is not None:
        return Tail(at + len(found.text), FigureKind.COUNT, found.text, found.dimension, found.whole)
    if text.startswith("各", at) and _MISTYPED.match(text, at) and text[start - 1 : start].isdigit():
        counted = unit("个")
        return Tail(at + 1, FigureKind.COUNT, counted.text, counted.dimension, counted.whole)
    return Tail(start, FigureKind.COUNT, None, bare=True)


def _relative(text: str, at: int) -> Tail | None:
    """A sign of a share, a rate per many or a multiple."""
    if text.startswith(PERCENT_SIGNS, at):
        return Tail(at + 1, FigureKind.PERCENT, "‰" if text[at] == "‰" else "%")
    for point, name in _POINTS.items():
        if text.startswith(point, at):
            return Tail(at + len(point), FigureKind.POINT, name)
    if text.startswith("倍", at):
        return Tail(at + 1, FigureKind.MULTIPLE, "倍", "multiple")
    if (m := _PER_MANY.match(text, at)) is not None:
        return Tail(m.end(), FigureKind.COUNT, m[0], f"per {m[0][1:]}")
    return None


# 31各小区: 各 typed for 个
_MISTYPED = re.compile(r"各(?=[\u4e00-\u9fff]{2})(?![增占有下上降达为级地项类单部区市县镇乡村])")
