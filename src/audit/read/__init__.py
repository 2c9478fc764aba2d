"""A file becomes a Report: one file per format, chosen by suffix."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from ..lang.system import refused
from ..lang.words import word
from ..records import Report
from ..registry import Registry
from .meta import district_of, genre_of, language_of, year_stated, year_told
from .outline import head_and_foot, outline, pieces_of
from .reading import Reading
from .refuse import refuse
from .sniff import sniff

Reader = Callable[[bytes, str], Reading]

readers: Registry[Reader] = Registry(__name__)

MAX_BYTES = 64 * 1024 * 1024
"""Larger files are refused: no report of an office is, and everything is read into memory."""


def reader(*suffixes: str) -> Callable[[Reader], Reader]:
    """Register a reader for file suffixes such as `.txt`: from the file's bytes and name to a `Reading`."""

    def register(fn: Reader) -> Reader:
        for suffix in suffixes:
            readers.add(suffix, fn)
        return fn

    return register


def suffixes() -> tuple[str, ...]:
    """The file suffixes that have a reader, sorted."""
    return tuple(suffix for suffix, _ in readers)


def read(path: Path | str, *, district: str = "", year: int | None = None) -> Report:
    """Read a document; raises `ReadError` naming the file, what was found and what to do.

    District and year: the arguments, else folder and file name (`<year>/<district>.*`), else the title, else (year)
    the calendar year most often named in the text.
    """
    path = Path(path)
    content = _content(path)
    return _report(reading_of(path, content), path.stem, path, content, district, year)


def reading_of(path: Path, content: bytes) -> Reading:
    """What the reader for the file's suffix makes of its content; raises `ReadError`."""
    suffix = path.suffix.lower()
    if suffix not in readers:
        found = sniff(content)
        known = " ".join(suffixes())
        raise refuse("unknown", path.name, suffix=suffix, known=known, **found.words)
    return readers[suffix](content, path.name)


def from_text(text: str, *, name: str = "report", district: str = "", year: int | None = None) -> Report:
    """A report from text already in hand, outlined like one read from a `.txt` file."""
    return _report(Reading(text, "text/plain"), name, None, text.encode("utf-8", "surrogatepass"), district, year)


def _content(path: Path) -> bytes:
    if not path.exists():
        raise refuse("missing", str(path))
    if path.is_dir():
        raise refuse("folder", str(path))
    if not path.is_file():
        raise refuse("special", str(path))
    try:
        if (size := path.stat().st_size) > MAX_BYTES:
            raise refuse("too_large", path.name, size=size, limit=MAX_BYTES)
        return path.read_bytes()
    except OSError as error:
        raise refuse("unreadable", path.name, zh=refused(error, "zh"), en=refused(error, "en")) from error


def _report(reading: Reading, name: str, path: Path | None, content: bytes, district: str, year: int | None) -> Report:
    text = reading.text
    pieces = reading.pieces or pieces_of(text)
    title, signature = head_and_foot(text, pieces)
    language = language_of(text)
    notes = [word("note", r.key, language).format(**r.fields) for r in reading.remarks]
    if year is None:
        year = year_stated(path, title, text)
    if year is None and (year := year_told(text, signature)) is not None:
        notes.append(word("note", "year_told", language).format(year=year))
    return Report(
        name=name,
        text=text,
        blocks=outline(text, pieces, year),
        district=district or district_of(path, title),
        year=year,
        genre=genre_of(title, text),
        sha256=sha256(content).hexdigest(),
        media_type=reading.media_type,
        encoding=reading.encoding,
        language=language,
        hidden=reading.hidden,
        notes=tuple(notes),
    )
