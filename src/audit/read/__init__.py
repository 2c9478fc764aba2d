"""A file becomes a Report: one file per format, chosen by suffix."""

from __future__ import annotations

from pathlib import Path

from ..records import Report


def read(path: Path | str, *, district: str = "", year: int | None = None) -> Report:
    """Read a document; raises `ReadError` naming the file, what was found and what to do."""
    raise NotImplementedError


def from_text(text: str, *, name: str = "report", district: str = "", year: int | None = None) -> Report:
    """A report from text already in hand, outlined like one read from a `.txt` file."""
    raise NotImplementedError
