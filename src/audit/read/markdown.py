"""Markdown, read raw: `**` stays in the text, because in a report it may be a mask."""

from __future__ import annotations

from . import reader
from .plain import decoded
from .reading import Reading


@reader(".md", ".markdown")
def markdown(content: bytes, name: str) -> Reading:
    """The decoded file, markup included; headings and pipe tables are known to the outline."""
    return decoded(content, name, "text/markdown")
