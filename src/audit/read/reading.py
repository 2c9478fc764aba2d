"""What a reader of one format hands over; the same for all formats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ..records import BlockKind, Hidden, Source, Span


class Piece(NamedTuple):
    """A stretch of the text that stood in one place of the file: a line, a paragraph, a table cell, a footnote.

    `kind` is set where the format itself says what it is; `level` is 1 for a first-level heading style, 0 for a
    title style; `label` is a number that the file shows but does not hold as text (automatic numbering).
    """

    span: Span
    source: Source = Source()
    kind: BlockKind | None = None
    level: int | None = None
    label: str = ""


class Run(NamedTuple):
    """Characters of the text and the run that held them: part of the file, paragraph and run, both from 1."""

    span: Span
    part: str
    paragraph: int
    run: int


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a person should know about the file: a key of the group `note` in lang/words.toml, and its fields."""

    key: str
    fields: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """A file's text and where each stretch of it stood; without pieces, every line is one."""

    text: str
    media_type: str
    encoding: str = "utf-8"
    pieces: tuple[Piece, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    remarks: tuple[Remark, ...] = ()
    runs: tuple[Run, ...] = ()
