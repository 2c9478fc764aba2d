"""What was handed in: a report, its blocks, where each stretch of text stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open stretch of `Report.text`, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words it covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """`other` lies inside."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """At least one character is shared."""
        return self.start < other.end and other.start < self.end


class CopyType(StrEnum):
    """Whether the text is the submission itself; decides what may be said of a blank (DOMAIN, bound 2)."""

    ORIGINAL = "original"
    COPY = "copy"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a block stood in the file: 1-based page, paragraph, table, row, column; None where it does not apply."""

    part: str = ""
    page: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None


class BlockKind(StrEnum):
    """What a stretch of the report is."""

    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    CELL = "cell"
    NOTE = "note"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text with one place in the outline, such as `一/（三）/三是`; blocks are in text order, disjoint."""

    span: Span
    kind: BlockKind
    path: str
    section: str = ""  # role of the top section: preamble | work | problems | plan
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Hidden:
    """Text that the file holds but shows nobody (tracked deletion, hidden text); never part of `Report.text`."""

    kind: str
    at: int
    text: str
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Report:
    """One submitted document: its text exactly as read, and where each stretch stands."""

    name: str
    text: str
    blocks: tuple[Block, ...] = ()
    district: str = ""
    year: int | None = None
    genre: str = ""
    copy_type: CopyType = CopyType.UNKNOWN
    sha256: str = ""
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    language: str = "zh"
    hidden: tuple[Hidden, ...] = ()
    notes: tuple[str, ...] = ()  # what the reader wants a person to know, one sentence each

    @classmethod
    def from_text(cls, text: str, *, name: str = "report", district: str = "", year: int | None = None) -> Report:
        """A report from text already in hand, outlined like one read from a `.txt` file (`audit.read.from_text`)."""
        from ..read import from_text

        return from_text(text, name=name, district=district, year=year)
