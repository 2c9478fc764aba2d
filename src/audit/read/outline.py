"""Text and its pieces become blocks: one per leaf of the outline, each with its path and the role of its section."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..records import Block, BlockKind, Source, Span
from .frame import frame
from .headings import ITEM, Marker, markers
from .reading import Piece
from .sections import PLAN, PREAMBLE, PROBLEMS, WORK, heading_role, is_bare_heading, may_be_work, turn
from .sentences import clauses, sentences, trimmed
from .tables import Cell, tables

__all__ = ["clauses", "head_and_foot", "outline", "pieces_of", "sentences"]

_HASHES = re.compile(r"^\s*(#{1,6})\s+")
_COUNTED = re.compile(r"\d(?!\d*\s*年)|[*＊×]|__|\bX{2}")
_LONGEST_HEADING = 60
_TURNS = ((PROBLEMS, WORK), (PLAN, PROBLEMS))  # within a paragraph; 下一步 amid the work is that item's own


def pieces_of(text: str) -> tuple[Piece, ...]:
    """Every line as a piece, its source the number of the line as paragraph."""
    return tuple(Piece(line, Source(paragraph=n)) for n, line in enumerate(_lines(text, Span(0, len(text))), 1))


def _lines(text: str, whole: Span) -> Iterator[Span]:
    start = whole.start
    while (end := text.find("\n", start, whole.end)) >= 0:
        yield Span(start, end)
        start = end + 1
    yield Span(start, whole.end)


class _Line(NamedTuple):
    span: Span
    piece: Piece


def _split(text: str, pieces: Sequence[Piece]) -> tuple[_Line, ...]:
    """Pieces cut at their line ends; a table cell stays whole."""
    return tuple(
        _Line(line, piece)
        for piece in pieces
        for line in ((piece.span,) if piece.kind is BlockKind.CELL else _lines(text, piece.span))
    )


def head_and_foot(text: str, pieces: Sequence[Piece]) -> tuple[str, str]:
    """The title's words and the signature's, lines joined; empty where there is none."""
    lines = _split(text, pieces)
    kinds = _kinds(text, lines, _tables(text, lines))
    head, foot = (
        "".join(lines[n].span.of(text).strip(" #*　") for n in sorted(kinds) if kinds[n] is kind)
        for kind in (BlockKind.TITLE, BlockKind.SIGNATURE)
    )
    return head, foot


def outline(text: str, pieces: Sequence[Piece], year: int | None = None) -> tuple[Block, ...]:
    """The blocks of a text, in order, disjoint; all but white space and the rules of tables lies in one of them.

    `year` is the report's own, if known: a heading that names a later one opens the plan.
    """
    lines = _split(text, pieces)
    cells = _tables(text, lines)
    kinds = _kinds(text, lines, cells)
    walk = _Walk(text, year, any(_ranked(text, line.span) for line in lines))
    for n, line in enumerate(lines):
        if n in cells:
            for cell in cells[n]:
                source = line.piece.source
                place = Source(source.part, source.page, source.paragraph, cell.table, cell.row, cell.column)
                walk.emit(cell.span, BlockKind.CELL, place, empty=True)
        elif n in kinds:
            walk.emit(line.span, kinds[n], line.piece.source, empty=kinds[n] is BlockKind.CELL)
        else:
            walk.line(line)
    return _settled(text, _in_order(text, walk.blocks, year))


def _in_order(text: str, blocks: list[Block], year: int | None) -> list[Block]:
    """二、重点工作 before 三、存在问题 or 四、下步打算 tells what was done: a plan stands last, behind the problems."""
    opened: dict[str, int] = {}
    for n, block in enumerate(blocks):
        opened.setdefault(block.path.split("/", 1)[0], n)
    opened.pop("", None)
    plans = {top for top, n in opened.items() if blocks[n].section == PLAN}
    bare = {top for top in plans if may_be_work(_first_words(text, blocks[opened[top]].span), year)}
    decided = [n for top, n in opened.items() if top not in bare and blocks[n].section in (PLAN, PROBLEMS)]
    done = {top for top in bare if any(n > opened[top] for n in decided)}
    return [
        replace(block, section=WORK) if block.section == PLAN and block.path.split("/", 1)[0] in done else block
        for block in blocks
    ]


def _settled(text: str, blocks: list[Block]) -> tuple[Block, ...]:
    """A sentence under an enumerator that nothing stands under is no heading: it is all that is said."""
    following = [block.path for block in blocks[1:]] + [""] * bool(blocks)
    return tuple(
        replace(block, kind=BlockKind.BODY)
        if block.kind is BlockKind.HEADING
        and block.span.of(text).endswith(("。", "；", "！"))
        and not (after == block.path or after.startswith(f"{block.path}/"))
        else block
        for block, after in zip(blocks, following, strict=True)
    )


def _tables(text: str, lines: Sequence[_Line]) -> dict[int, list[Cell]]:
    """The cells of every line that belongs to a table set in characters; none for its rules."""
    loose = [n for n, line in enumerate(lines) if line.piece.kind is None]
    found: dict[int, list[Cell]] = {}
    for rows in tables(text, [lines[n].span for n in loose]):
        found.update({loose[n]: [] for n in rows.lines})
        for cell in rows.cells:
            found[loose[cell.line]].append(cell)
    return found


def _kinds(text: str, lines: Sequence[_Line], cells: Mapping[int, list[Cell]]) -> dict[int, BlockKind]:
    """Kinds of the lines that are no prose: as the file says, else as they look."""
    told = {n: line.piece.kind for n, line in enumerate(lines) if line.piece.kind is not None}
    told |= {n: BlockKind.TITLE for n, line in enumerate(lines) if line.piece.level == 0}
    loose = [n for n in range(len(lines)) if n not in told]
    taken = frozenset(at for at, n in enumerate(loose) if n in cells)
    looks = frame(text, [lines[n].span for n in loose], taken)
    return told | {loose[at]: kind for at, kind in looks.items()}


def _ranked(text: str, line: Span) -> bool:
    words = line.of(text)
    if not words.strip():
        return False
    return bool(_HASHES.match(words)) or is_bare_heading(words) or any(m.rank < ITEM for m in markers(text, line))


class _Level(NamedTuple):
    rank: int
    label: str
    role: str | None


class _Walk:
    """Goes through the lines once, keeping the headings that are open."""

    def __init__(self, text: str, year: int | None, headed: bool) -> None:
        self.text, self.year, self.headed = text, year, headed
        self.blocks: list[Block] = []
        self.levels: list[_Level] = []
        self.turned: str | None = None  # the role that a paragraph turned to by how it opened
        self.seen_heading = False
        self.top: str | None = None  # role of the last first-level heading
        self.ranks: dict[int, int] = {}  # rank of the enumerators met at each heading style or number of hashes

    @property
    def path(self) -> str:
        return "/".join(level.label for level in self.levels)

    @property
    def section(self) -> str:
        if self.turned is not None:
            return self.turned
        role = next((level.role for level in reversed(self.levels) if level.role is not None), None)
        return role or (WORK if self.seen_heading or not self.headed else PREAMBLE)

    def emit(self, span: Span, kind: BlockKind, source: Source, *, empty: bool = False) -> None:
        """Add a block, without outer white space; an empty one only where an empty cell stands."""
        span = trimmed(self.text, span)
        if span.start < span.end or empty:
            path = "" if kind is BlockKind.SIGNATURE else self.path  # it signs the whole report
            self.blocks.append(Block(span, kind, path, self.section, source))

    def open(self, rank: int, label: str, words: str) -> None:
        """Open a heading, closing those of its rank and below."""
        self.levels = [level for level in self.levels if level.rank < rank]
        role = None
        if rank < ITEM:
            self.seen_heading = True
            self.turned = None
            first = rank <= 1 or not any(level.rank <= 1 for level in self.levels)
            first = first and rank <= 2
            role = heading_role(words, first_level=first, year=self.year)
            if first:
                self.top = role = role or (
                    PLAN if self.top == PLAN and rank else WORK
                )  # what follows a plan belongs to it
        self.levels.append(_Level(rank, label, role))

    def line(self, line: _Line) -> None:
        """A paragraph: cut at its enumerators, each stretch under its own path."""
        span, piece = line
        words = span.of(self.text)
        if not words.strip() and not piece.label:
            return
        hashes = _HASHES.match(words)
        found = markers(self.text, Span(span.start + (hashes.end() if hashes else 0), span.end))
        level = len(hashes.group(1)) if hashes else piece.level
        if piece.label:
            self.open(*_numbered(piece.label, level), words)
        elif not found or found[0].span.start > trimmed(self.text, span).start + (hashes.end() if hashes else 0):
            self._unmarked(words, level)
        start = span.start
        for n, marker in enumerate(found):
            end = found[n + 1].span.start if n + 1 < len(found) else span.end
            if not n:
                start = self._lead(Span(start, marker.span.start), hashes is not None, piece.source)
            self.open(marker.rank, marker.label, _first_words(self.text, Span(marker.span.end, end)))
            if level and not n:
                self.ranks[level] = marker.rank
            self._stretch(Span(start, end), marker, piece.source, level)
            start = end
        if not found:
            heading = level is not None or is_bare_heading(words) or (bool(piece.label) and _is_heading(words))
            if heading and trimmed(self.text, span) != Span(span.end, span.end):
                self.emit(span, BlockKind.HEADING, piece.source)
            else:
                self._body(span, piece.source)

    def _unmarked(self, words: str, level: int | None) -> None:
        """A paragraph without enumerator: a styled or bare heading, or prose that ends the list before it."""
        if level:
            self.open(self.ranks.get(level, level), _label(words), words)
        elif is_bare_heading(words):
            self.open(1, _label(words), words)
        else:
            self.levels = [open_ for open_ in self.levels if open_.rank < ITEM]
            self.turned = turn(words, self.section) or self.turned

    def _lead(self, span: Span, hashed: bool, source: Source) -> int:
        """What stands before the first enumerator of a line; hashes of Markdown stay with the heading."""
        if hashed or not span.of(self.text).strip():
            return span.start
        self._body(span, source)
        return span.end

    def _stretch(self, span: Span, marker: Marker, source: Source, level: int | None) -> None:
        """From one enumerator to the next: the heading it opens, then the prose under it."""
        if marker.rank < ITEM:
            words = Span(marker.span.end, span.end).of(self.text).rstrip()
            stop = re.search(r"[。！？；：]", words)
            whole = stop is None or stop.end() == len(words)
            head = words if whole else words[: stop.end()] if stop else ""
            styled = level is not None or (marker.rank <= 1 and stop is None)
            if _is_heading(head) or (styled and len(head) <= _LONGEST_HEADING):
                end = span.end if whole else marker.span.end + len(head)
                self.emit(Span(span.start, end), BlockKind.HEADING, source)
                span = Span(end, span.end)
        self._body(span, source)

    def _body(self, span: Span, source: Source) -> None:
        """Prose; cut where a sentence turns to the problems, or from them to what is planned."""
        words = span.of(self.text)
        start = span.start
        for sentence in sentences(words):
            at, role = span.start + sentence.start, turn(sentence.of(words), self.section)
            if at > start and role is not None and (role, self.section) in _TURNS:
                self.emit(Span(start, at), BlockKind.BODY, source)
                self.turned, start = role, at
        self.emit(Span(start, span.end), BlockKind.BODY, source)


def _is_heading(words: str) -> bool:
    """Words that name what follows and report nothing themselves: short, and no count among them."""
    words = words.strip()
    return 0 < len(words) <= _LONGEST_HEADING and not _COUNTED.search(words)


def _first_words(text: str, span: Span) -> str:
    return re.split(r"[。！？；：\n]|（一）", span.of(text).strip(), maxsplit=1)[0]


def _label(words: str) -> str:
    return re.split(r"[。，：\n]", words.strip(" #*　"), maxsplit=1)[0][:20].replace("/", "／")


def _numbered(label: str, level: int | None) -> tuple[int, str]:
    """Rank and path label of a number that the file only shows: by its form, else by the level of the heading."""
    found = markers(label + "甲", Span(0, len(label) + 1))
    return (found[0].rank, found[0].label) if found else (level or 3, label.strip().replace("/", "／"))


def block_at(blocks: Sequence[Block], at: int) -> Block | None:
    """The block that the character `at` lies in, None between blocks."""
    i = bisect_right(blocks, at, key=lambda b: b.span.start) - 1
    return blocks[i] if i >= 0 and at < blocks[i].span.end else None
