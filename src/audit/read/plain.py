"""Plain text: the file's characters, nothing else."""

from __future__ import annotations

from pathlib import Path

from . import reader
from .encoding import decode
from .reading import Reading
from .refuse import refuse
from .sniff import sniff


@reader(".txt", ".text")
def plain(content: bytes, name: str) -> Reading:
    """The decoded file; a byte order mark is dropped and `\\r\\n` read as `\\n`, both with a remark."""
    return decoded(content, name, "text/plain")


def decoded(content: bytes, name: str, media_type: str) -> Reading:
    """A reading of text in any encoding; raises `ReadError` where the bytes are no text."""
    real = sniff(content)
    if real.kind not in ("text", "binary", "empty"):
        raise refuse("wrong_type", name, suffix=Path(name).suffix.lower(), **real.words)
    found = decode(content)
    if found is None:
        raise refuse("not_text", name)
    if not found.text.strip():
        raise refuse("empty", name)
    return Reading(found.text, media_type, found.encoding, remarks=found.remarks)
