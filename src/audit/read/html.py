"""Web pages: the words that a browser would show, without the frame of the site; emphasis leaves no mark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..records import BlockKind, Hidden, Source, Span
from . import reader
from .encoding import decode
from .reading import Piece, Reading, Remark
from .refuse import refuse
from .sniff import sniff

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_NEVER_SHOWN = frozenset(
    [
        "canvas",
        "head",
        "iframe",
        "math",
        "noscript",
        "object",
        "rp",
        "rt",
        "script",
        "style",
        "svg",
        "template",
        "title",
    ]
)
_SITE = frozenset(
    [
        "aside",
        "button",
        "footer",
        "form",
        "header",
        "input",
        "nav",
        "option",
        "select",
        "textarea",
    ]
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_HAN = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"
_WRAPPED = re.compile(rf"(?<=[{_HAN}])[ \t\r\f]*\n[ \t\r\n\f]*(?=[{_HAN}])")
_SPACE = re.compile(r"[ \t\r\n\f]+")  # no-break spaces stay: a browser shows them, and a blank may be one
_LONGEST_CELL = 60


@reader(".html", ".htm")
def html(content: bytes, name: str) -> Reading:
    """The page's words, a line per paragraph; scripts, styles, navigation and forms are left out."""
    from lxml import etree

    real = sniff(content)
    if real.kind not in ("html", "text", "empty", "binary"):
        raise refuse("wrong_type", name, suffix=".html", **real.words)
    source, encoding, remarks = _decoded(content, name)
    if not source.strip():
        raise refuse("empty", name)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(source.encode("utf-8"), parser)
    walk = _Walk()
    if root is not None:
        walk.element(root)
        walk.end_line()
    if walk.left_out:
        remarks.append(Remark("site_frame", {"count": walk.left_out}))
    text = "".join(walk.chunks)
    if not text.strip():
        raise refuse("empty", name)
    return Reading(text, "text/html", encoding, tuple(walk.pieces), tuple(walk.hidden), tuple(remarks))


def _decoded(content: bytes, name: str) -> tuple[str, str, list[Remark]]:
    """The page's source: by its own charset if its bytes fit it, else as any text."""
    declared = _CHARSET.search(content[:4096])
    charset = declared.group(1).decode("ascii").lower() if declared else ""
    charset = "gb18030" if charset in ("gb2312", "gbk") else charset  # browsers read both as their superset
    if charset in ("gb18030", "big5"):
        try:
            return content.decode(charset), charset, [Remark("encoding", {"encoding": charset})]
        except UnicodeDecodeError:
            pass  # the page is wrong about itself: its bytes decide
    found = decode(content)
    if found is None:
        raise refuse("not_text", name)
    return found.text, found.encoding, [r for r in found.remarks if r.key != "line_ends"]  # no line end is shown


def shown(words: str) -> str:
    """Words as a browser sets them: white space is one space, none where the source is wrapped between characters."""
    return _SPACE.sub(" ", _WRAPPED.sub("", words)).strip(" ")


@dataclass
class _Walk:
    """Goes through the elements once, in reading order, collecting lines and table cells."""

    chunks: list[str] = field(default_factory=list)
    at: int = 0
    pieces: list[Piece] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    level: int | None = None
    tables: int = 0
    left_out: int = 0  # parts of the site's frame that held words

    def put(self, words: str) -> None:
        """Append to the text."""
        self.chunks.append(words)
        self.at += len(words)

    def end_line(self) -> None:
        """Close the line that is open; an empty one leaves nothing."""
        words = shown("".join(self.line))
        self.line.clear()
        if words.strip():
            place = Source(paragraph=len(self.pieces) + 1)
            self.pieces.append(Piece(Span(self.at, self.at + len(words)), place, level=self.level))
            self.put(f"{words}\n")

    def element(self, element: _Element) -> None:
        """One element and what is inside; the words behind it belong to its parent."""
        tag = element.tag
        if tag in _NEVER_SHOWN:
            return
        if tag in _SITE:
            self.left_out += bool(shown(_words(element)))
        elif tag == "del" or element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
            self._hide("deleted" if tag == "del" else "hidden", shown(_words(element)))
        elif tag == "br":
            self.end_line()
        elif tag == "table" and (rows := _table(element)) is not None:
            self.end_line()
            self._cells(rows)
        elif tag in _BLOCKS or tag in _HEADINGS:
            self.end_line()
            before, self.level = self.level, _HEADINGS.get(tag, self.level)
            self._inside(element, preformatted=tag == "pre")
            self.end_line()
            self.level = before
        else:
            self._inside(element)

    def _inside(self, element: _Element, *, preformatted: bool = False) -> None:
        self._text(element.text, preformatted)
        for child in element:
            self.element(child)
            self._text(child.tail, preformatted)

    def _text(self, words: str | None, preformatted: bool) -> None:
        lines = (words or "").split("\n") if preformatted else [words or ""]
        for n, line in enumerate(lines):
            if n:
                self.end_line()
            self.line.append(line)

    def _hide(self, kind: str, words: str) -> None:
        if words:
            at = self.at + len(shown("".join(self.line)))
            self.hidden.append(Hidden(kind, at, words, Source(paragraph=len(self.pieces) + 1)))

    def _cells(self, rows: list[list[tuple[int, str]]]) -> None:
        self.tables += 1
        for row, cells in enumerate(rows, 1):
            for n, (column, words) in enumerate(cells):
                if n:
                    self.put("\t")
                place = Source(table=self.tables, row=row, column=column)
                self.pieces.append(Piece(Span(self.at, self.at + len(words)), place, BlockKind.CELL))
                self.put(words)
            if cells:
                self.put("\n")


def _words(element: _Element) -> str:
    """All words inside that could be shown."""
    return "".join(_shown_texts(element))


def _shown_texts(element: _Element) -> Iterator[str]:
    if element.tag not in _NEVER_SHOWN:
        yield element.text or ""
        for child in element:
            yield "\n" if child.tag in ("br", "p") else ""
            yield from _shown_texts(child)
            yield child.tail or ""


def _table(table: _Element) -> list[list[tuple[int, str]]] | None:
    """Rows of (column from 1, words), merged cells once; None for a table that only lays out the page."""
    if next(table.iterdescendants("table"), None) is not None:
        return None
    rows: list[list[tuple[int, str]]] = []
    below: dict[int, int] = {}  # column -> rows that a cell from above still covers
    for tr in table.iter("tr"):
        cells: list[tuple[int, str]] = []
        column, covered = 1, {c: left - 1 for c, left in below.items() if left > 1}
        for cell in tr.iterchildren("td", "th"):
            while below.get(column):
                column += 1
            words = shown(_words(cell))
            if len(words) > _LONGEST_CELL:
                return None
            cells.append((column, words))
            for _ in range(_count(cell.get("colspan"))):
                if (down := _count(cell.get("rowspan"))) > 1:
                    covered[column] = down - 1
                column += 1
        rows.append(cells)
        below = covered
    return rows if len(rows) > 1 and max(len(cells) for cells in rows) > 1 else None


def _count(words: str | None) -> int:
    return min(int(words), 100) if words is not None and words.isdecimal() and int(words) > 0 else 1
