"""Automatic numbering of a Word document: the number that a reader sees before a paragraph, but no text holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HAN = "零一二三四五六七八九"
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "chineseLegalSimplified",
    "japaneseCounting",
    "taiwaneseCounting",
}
_CIRCLED = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = "%1."


@dataclass(slots=True)
class Numbering:
    """The lists of a document, counting as its paragraphs are met in reading order."""

    levels: Mapping[tuple[str, int], _Level] = field(default_factory=dict)
    styled: Mapping[str, _Element | None] = field(default_factory=dict)
    counts: dict[str, list[int]] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)  # list -> its abstract list: lists of one kind count on

    @classmethod
    def of(cls, root: _Element | None, styled: Mapping[str, _Element | None]) -> Numbering:
        """From the numbering part and the numbering that styles carry."""
        if root is None:
            return cls(styled=styled)
        levels = {}
        for abstract in root.iterchildren(f"{W}abstractNum"):
            for level in abstract.iterchildren(f"{W}lvl"):
                key = (abstract.get(f"{W}abstractNumId", ""), _number(level.get(f"{W}ilvl"), 0))
                form, text = _val(level, "numFmt") or "decimal", _val(level, "lvlText") or ""
                levels[key] = _Level(_number(_val(level, "start"), 1), form, text)
        lists = {num.get(f"{W}numId", ""): _val(num, "abstractNumId") or "" for num in root.iterchildren(f"{W}num")}
        return cls(levels, styled, {}, lists)

    def label(self, paragraph: _Element) -> str:
        """The number before this paragraph, counted on; empty for a bullet or none."""
        place = self._place(paragraph)
        if place is None:
            return ""
        abstract, depth = place
        counts = self.counts.setdefault(abstract, [])
        while len(counts) <= depth:
            counts.append(self.levels.get((abstract, len(counts)), _Level()).start - 1)
        counts[depth] += 1
        del counts[depth + 1 :]
        level = self.levels.get((abstract, depth), _Level())
        if level.form in ("bullet", "none"):
            return ""
        return re.sub(r"%(\d)", lambda m: self._shown(abstract, int(m.group(1)) - 1), level.text)

    def _shown(self, abstract: str, depth: int) -> str:
        counts = self.counts[abstract]
        value = counts[depth] if depth < len(counts) else 1
        return written(value, self.levels.get((abstract, depth), _Level()).form)

    def _place(self, paragraph: _Element) -> tuple[str, int] | None:
        own = paragraph.find(f"{W}pPr/{W}numPr")
        if own is None:
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            own = self.styled.get(style.get(f"{W}val", "")) if style is not None else None
        if own is None:
            return None
        number = _val(own, "numId") or "0"
        abstract = self.lists.get(number)
        if number == "0" or not abstract:
            return None
        return abstract, min(max(_number(_val(own, "ilvl"), 0), 0), 8)


def written(value: int, form: str) -> str:
    """A number as a list shows it: decimal, Chinese, circled, letters; other forms as decimal."""
    if form in _CHINESE and 0 < value < 100:
        tens, ones = divmod(value, 10)
        return ("" if tens < 2 else _HAN[tens]) + ("十" if tens else "") + (_HAN[ones] if ones else "")
    if form in _CIRCLED and 0 < value <= 20:
        return chr(ord("①") + value - 1)
    if form in ("upperLetter", "lowerLetter") and 0 < value <= 26:
        letter = chr(ord("A") + value - 1)
        return letter if form == "upperLetter" else letter.lower()
    return str(value)


def _val(element: _Element, tag: str) -> str | None:
    child = element.find(f"{W}{tag}")
    return None if child is None else child.get(f"{W}val")


def _number(words: str | None, default: int) -> int:
    return int(words) if words is not None and words.lstrip("-").isdecimal() else default
