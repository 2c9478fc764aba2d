"""Tables written as lines of text: pipes, tabs, or columns set with spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from ..records import Span
from .sentences import trimmed

_RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)*\s*:?-{2,}:?\s*\|?\s*")
_PIPE = re.compile(r"\||｜")
_TAB = re.compile(r"\t")
_GAP = re.compile(r"[ \u3000]{2,}|\u3000")
_LONGEST_CELL = 60


class Cell(NamedTuple):
    """One cell: its words without outer white space, its line, and table, row and column from 1."""

    span: Span
    line: int
    table: int
    row: int
    column: int


class Rows(NamedTuple):
    """The lines of one table, and of each its cells; a rule line (| --- |) has none."""

    lines: tuple[int, ...]
    cells: tuple[Cell, ...]


def tables(text: str, lines: Sequence[Span]) -> tuple[Rows, ...]:
    """The tables among the lines, in order."""
    found: list[Rows] = []
    for style, stretch in groupby(range(len(lines)), key=lambda n: _style(text, lines[n])):
        numbers = tuple(stretch)
        if style is not None:
            for block in _alike(text, lines, numbers, style):
                found.append(_rows(text, lines, block, style, len(found) + 1))
    return tuple(found)


def _style(text: str, line: Span) -> re.Pattern[str] | None:
    words = line.of(text).strip()
    if "。" in words:
        return None
    if len(_PIPE.findall(words)) >= 2:
        return _PIPE
    if "\t" in words:
        return _TAB
    return _GAP if len(_GAP.findall(words)) >= 2 else None


def _alike(
    text: str, lines: Sequence[Span], numbers: tuple[int, ...], style: re.Pattern[str]
) -> Iterator[tuple[int, ...]]:
    """Runs of lines with the same number of columns: two suffice with pipes or tabs, three with spaces."""
    fewest = 3 if style is _GAP else 2
    for _, stretch in groupby(numbers, key=lambda n: len(_cut(text, lines[n], style))):
        block = tuple(stretch)
        short = all(len(c.of(text)) <= _LONGEST_CELL for n in block for c in _cut(text, lines[n], style))
        figures = style is not _GAP or any(char.isdigit() or char == "*" for n in block for char in lines[n].of(text))
        if len(block) >= fewest and short and figures:
            yield block


def _cut(text: str, line: Span, style: re.Pattern[str]) -> list[Span]:
    """The cells of a line, trimmed; an empty one has an empty span."""
    inner = trimmed(text, line) if style is not _TAB else line
    start, cells = inner.start, []
    for match in style.finditer(text, inner.start, inner.end):
        if not (style is _PIPE and match.start() == inner.start):
            cells.append(trimmed(text, Span(start, match.start())))
        start = match.end()
    if not (style is _PIPE and start == inner.end):
        cells.append(trimmed(text, Span(start, inner.end)))
    return cells


def _rows(text: str, lines: Sequence[Span], block: tuple[int, ...], style: re.Pattern[str], table: int) -> Rows:
    cells: list[Cell] = []
    shown = [n for n in block if not _RULE.fullmatch(lines[n].of(text))]
    for row, n in enumerate(shown, 1):
        cells += [Cell(span, n, table, row, column) for column, span in enumerate(_cut(text, lines[n], style), 1)]
    return Rows(block, tuple(cells))
