"""Word documents: the text as the final version shows it, and what the file holds beside that.

Tracked insertions are text; deletions, hidden text, comments and text under black highlight are held apart. Footnotes
follow the body. Headers and footers are told in a remark. Macros, links, fields and embedded objects never run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ..records import BlockKind, Hidden, Source, Span
from . import reader, reading_of
from .docx_style import MC, Styles, W
from .package import Package
from .reading import Piece, Reading, Remark, Run
from .refuse import refuse

if TYPE_CHECKING:
    from lxml.etree import _Element

_BREAKS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_INSERTED = {f"{W}ins", f"{W}moveTo"}
_DELETED = {f"{W}del", f"{W}moveFrom"}
_NOT_TEXT = {f"{W}pPr", f"{W}rPr", f"{W}tblPr", f"{W}tblGrid", f"{W}sdtPr", f"{W}sectPr", f"{W}rt", f"{W}instrText"}
_PICTURES = {f"{W}pict", f"{W}drawing", f"{W}object", f"{MC}AlternateContent"}
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_COVER = "■"  # what a reader sees of text under a black bar
_SHOWN = 40  # characters of a header quoted in a remark


@reader(".docx", ".docm")
def docx(content: bytes, name: str) -> Reading:
    """The document's reading; raises `ReadError`, or `UnsafeFile` for encrypted or abnormal packages."""
    package = Package(content, name, Path(name).suffix.lower())
    main = package.main_part()
    root = package.tree(main)
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise refuse("broken", name, reason=f"{main}: no body")
    walk = _Walk(Styles.of(package, main))
    walk.container(body, "body")
    _notes(walk, package, main)
    remarks = [*walk.remarks(), *_margins(package, main)]
    if any(part.endswith("vbaProject.bin") for part in package.names()):
        remarks.append(Remark("macros"))
    text = walk.text
    if not text.strip():
        raise refuse("empty", name)
    return Reading(
        text,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        pieces=tuple(walk.pieces),
        hidden=tuple(walk.hidden),
        remarks=tuple(remarks),
        runs=tuple(walk.runs),
    )


def source_map(path: Path | str) -> tuple[Run, ...]:
    """Every stretch of the report's text and the run of the file that holds it, in text order."""
    path = Path(path)
    return reading_of(path, path.read_bytes()).runs


def _notes(walk: _Walk, package: Package, main: str) -> None:
    """Footnotes and endnotes as notes behind the body; comments held apart, at the words they comment on."""
    for kind in ("footnote", "endnote"):
        root = package.tree(package.related(main, f"/{kind}s").get("", ""))
        for note in root.iterchildren(f"{W}{kind}") if root is not None else ():
            if note.get(f"{W}type") in (None, "normal"):
                walk.container(note, f"{kind} {note.get(f'{W}id')}", BlockKind.NOTE)
    root = package.tree(package.related(main, "/comments").get("", ""))
    for comment in root.iterchildren(f"{W}comment") if root is not None else ():
        words = "".join(t.text or "" for t in comment.iter(f"{W}t"))
        place = walk.anchors.get(comment.get(f"{W}id", ""))
        walk.hidden.append(Hidden("comment", place or 0, words, Source(f"comment {comment.get(f'{W}id')}")))


def _margins(package: Package, main: str) -> Iterator[Remark]:
    """What headers and footers say: repeated on every page, so no part of the text."""
    for kind in ("header", "footer"):
        said = []
        for key, part in sorted(package.related(main, f"/{kind}").items()):
            root = package.tree(part) if key else None
            words = "".join(t.text or "" for t in root.iter(f"{W}t")).strip() if root is not None else ""
            if words and words not in said:
                said.append(words)
        if said:
            yield Remark(kind, {"text": "；".join(words[:_SHOWN] for words in said)})


@dataclass
class _Walk:
    """Goes through the elements once, in reading order, collecting text and what was not text."""

    styles: Styles
    chunks: list[str] = field(default_factory=list)
    at: int = 0
    pieces: list[Piece] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    tables: int = 0
    paragraphs: int = 0
    run: int = 0
    joined: tuple[int, Source] | None = None  # a paragraph whose mark is deleted: it goes on in the next
    place: Source = Source()

    @property
    def text(self) -> str:
        """Everything put so far."""
        return "".join(self.chunks)

    def put(self, words: str) -> None:
        """Append to the text."""
        self.chunks.append(words)
        self.at += len(words)

    def count(self, key: str) -> None:
        """One more of what a remark counts."""
        self.counts[key] = self.counts.get(key, 0) + 1

    def remarks(self) -> Iterator[Remark]:
        """What was met on the way, counted."""
        for key in sorted(self.counts):
            yield Remark(key, {"count": self.counts[key]})

    def container(self, element: _Element, part: str, kind: BlockKind | None = None) -> None:
        """Paragraphs and tables of a body, a note or a text box."""
        outer, self.paragraphs = self.paragraphs, 0
        self._blocks(element, Source(part), kind, False)
        self._flush()
        if part != "body":
            self.paragraphs = outer

    def _flush(self) -> None:
        """End a paragraph whose mark is deleted where no other paragraph follows that it could go on in."""
        if self.joined is not None and self.at > self.joined[0]:
            self.pieces.append(Piece(Span(self.joined[0], self.at), self.joined[1]))
            self.put("\n")
        self.joined = None

    def _blocks(self, element: _Element, source: Source, kind: BlockKind | None, deleted: bool) -> None:
        for child in element:
            if child.tag == f"{W}p":
                self.paragraph(child, source, kind, deleted)
            elif child.tag == f"{W}tbl":
                self.table(child, source, deleted)
            elif child.tag in _INSERTED or child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag"):
                self._blocks(child, source, kind, deleted)
            elif child.tag in _DELETED:
                self._blocks(child, source, kind, True)
            elif child.tag == f"{MC}AlternateContent":
                self._blocks(_chosen(child), source, kind, deleted)
            elif child.tag == f"{W}altChunk":
                self.count("foreign_parts")

    def paragraph(self, element: _Element, source: Source, kind: BlockKind | None, deleted: bool) -> None:
        """One paragraph, its line end, and the text boxes anchored in it behind it."""
        self.paragraphs += 1
        self.run = 0
        here = Source(source.part, None, self.paragraphs)
        start, here = self.joined or (self.at, here)
        self.joined, self.place = None, here
        boxes: list[_Element] = []
        self._inline(element, deleted, boxes)
        look = self.styles.paragraph(element)
        label = "" if deleted else self.styles.numbering.label(element)
        if label:
            self.count("numbered")
        mark = element.find(f"{W}pPr/{W}rPr")
        if mark is not None and mark.find(f"{W}del") is not None:
            self.joined = (start, here)
        elif not (deleted and self.at == start):
            self.pieces.append(Piece(Span(start, self.at), here, kind, look.level, label))
            self.put("\n")
        for box in boxes:
            self.count("text_boxes")
            self._blocks(box, Source(f"text box {self.counts['text_boxes']}"), kind, deleted)

    def _inline(self, element: _Element, deleted: bool, boxes: list[_Element]) -> None:
        for child in element:
            if child.tag == f"{W}r":
                self.run += 1
                self._run(child, deleted, boxes)
            elif child.tag in _DELETED:
                self._inline(child, True, boxes)
            elif child.tag == f"{MC}AlternateContent":
                self._inline(_chosen(child), deleted, boxes)
            elif child.tag == f"{W}commentRangeStart":
                self.anchors.setdefault(child.get(f"{W}id", ""), self.at)
            elif child.tag == _MATH_TEXT:
                self._words(child.text or "", "shown" if not deleted else "deleted")
            elif child.tag not in _NOT_TEXT and isinstance(child.tag, str):
                if child.tag in _INSERTED:
                    self.count("insertions")
                self._inline(child, deleted, boxes)  # links, content controls, smart tags, fields

    def _run(self, element: _Element, deleted: bool, boxes: list[_Element]) -> None:
        look = self.styles.run(element)
        state = "deleted" if deleted else "hidden" if look.hidden else "redacted" if look.covered else "shown"
        for child in element:
            if child.tag in (f"{W}t", f"{W}delText"):
                self._words(child.text or "", "deleted" if child.tag == f"{W}delText" else state)
            elif child.tag in _BREAKS:
                self._words(_BREAKS[child.tag], state)
            elif child.tag == f"{W}sym":
                self._words("\N{REPLACEMENT CHARACTER}", state)
                self.count("symbols")
            elif child.tag == f"{W}ruby":
                for base in child.iter(f"{W}rubyBase"):
                    self._inline(base, deleted, boxes)
            elif child.tag == f"{W}commentReference":
                self.anchors.setdefault(child.get(f"{W}id", ""), self.at)
            elif child.tag in _PICTURES:
                self._picture(child, boxes)

    def _picture(self, element: _Element, boxes: list[_Element]) -> None:
        """A drawing: its text boxes are read later, what is only a picture is counted."""
        inner = list(_boxes(element))
        boxes.extend(inner)
        if not inner:
            self.count("pictures")

    def _words(self, words: str, state: str) -> None:
        if not words:
            return
        if state in ("deleted", "hidden"):
            self._hide(state, words)
            return
        if state == "redacted":
            words = "".join(char if char.isspace() else _COVER for char in words)
            self._hide(state, words)
        paragraph = self.place.paragraph or 0
        self.runs.append(Run(Span(self.at, self.at + len(words)), self.place.part, paragraph, self.run))
        self.put(words)

    def _hide(self, kind: str, words: str) -> None:
        """Hold words apart; a stretch of several runs is one."""
        last = self.hidden[-1] if self.hidden else None
        if last is not None and (last.kind, last.source) == (kind, self.place):
            reach = last.at + (len(last.text) if kind == "redacted" else 0)
            if reach == self.at:
                self.hidden[-1] = Hidden(kind, last.at, last.text + words, self.place)
                return
        self.count({"deleted": "deletions", "hidden": "hidden_text", "redacted": "covered"}[kind])
        self.hidden.append(Hidden(kind, self.at, words, self.place))

    def table(self, element: _Element, source: Source, deleted: bool) -> None:
        """A table: cells of a row divided by tabs, rows by line ends; a merged cell speaks once, where it begins."""
        self._flush()
        self.tables += 1
        table = self.tables
        for row, tr in enumerate(_rows(element), 1):
            gone = deleted or tr.find(f"{W}trPr/{W}del") is not None
            before = tr.find(f"{W}trPr/{W}gridBefore")
            column = 1 + (int(before.get(f"{W}val", "0")) if before is not None else 0)
            for tc in _cells(tr):
                if column > 1 and not gone:
                    self.put("\t")
                span = tc.find(f"{W}tcPr/{W}gridSpan")
                merged = tc.find(f"{W}tcPr/{W}vMerge")
                continued = merged is not None and merged.get(f"{W}val", "continue") == "continue"
                self._cell(tc, Source(source.part, None, None, table, row, column), gone, continued)
                column += int(span.get(f"{W}val", "1")) if span is not None else 1
            if not gone:
                self.put("\n")

    def _cell(self, element: _Element, source: Source, deleted: bool, continued: bool) -> None:
        """A cell is one piece, its paragraphs divided by line ends; with a table inside, each paragraph is one."""
        start, kept = self.at, len(self.pieces)
        self._blocks(element, Source(source.part), None, deleted)
        self._flush()
        if self.at > start and self.chunks[-1] == "\n":  # the last paragraph's end is the cell's
            self.chunks.pop()
            self.at -= 1
        inner = self.pieces[kept:]
        del self.pieces[kept:]
        if any(piece.kind is BlockKind.CELL for piece in inner):
            for piece in inner:
                if piece.kind is BlockKind.CELL:
                    self.pieces.append(piece)
                elif piece.span.start < piece.span.end:
                    self.pieces.append(Piece(piece.span, source, BlockKind.CELL))
        elif not deleted and not (continued and self.at == start):
            self.pieces.append(Piece(Span(start, self.at), source, BlockKind.CELL))


def _rows(element: _Element) -> Iterator[_Element]:
    for child in element:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", *_INSERTED):
            yield from _rows(child)


def _cells(element: _Element) -> Iterator[_Element]:
    for child in element:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from _cells(child)


def _boxes(element: _Element) -> Iterator[_Element]:
    """The text boxes of a drawing, each once though the file holds it twice, without those inside another."""
    children = [_chosen(element)] if element.tag == f"{MC}AlternateContent" else list(element)
    for child in children:
        if child.tag == f"{W}txbxContent":
            yield child
        else:
            yield from _boxes(child)


def _chosen(element: _Element) -> _Element:
    """Of alternative content, the first choice; else the fallback; else the element itself."""
    choice = element.find(f"{MC}Choice")
    fallback = element.find(f"{MC}Fallback")
    return choice if choice is not None else fallback if fallback is not None else element
