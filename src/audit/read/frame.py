"""The lines around the prose: title, signature, date, notes, captions."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from ..records import BlockKind, Span
from .headings import markers
from .sections import is_bare_heading

_BLANK = r"[\d*＊×xXＸ_＿○〇□■一二三四五六七八九十〇零两 　]"
_DATE = re.compile(rf"（?\(?\s*(?:{_BLANK}{{2,8}}年)\s*(?:{_BLANK}{{0,6}}月)?\s*(?:{_BLANK}{{0,6}}[日号])?\s*\)?）?")
_CAPTION = re.compile(r"^(?:表|图|附表|附图)\s*[\d一二三四五六七八九十]+")
_ANNEX = re.compile(r"^\d{1,2}[.．、][^。；！？]{1,40}$")
_STOP = re.compile(r"[。！？；!?;]")
_LONGEST_TITLE = 60
_LONGEST_SIGNATURE = 60
_TOP, _BOTTOM = 6, 10  # lines looked at


@cache
def _words() -> dict[str, tuple[str, ...]]:
    table = tomllib.loads((files(__package__) / "frame.toml").read_text(encoding="utf-8"))
    return {key: tuple(value) for key, value in table.items() if isinstance(value, list)}


def is_date(words: str) -> bool:
    """A line that holds nothing but a date, masked or not, in brackets or not."""
    return bool(_DATE.fullmatch(words.strip()))


def is_note(words: str) -> bool:
    """A caption, a note, an annex, a unit line over a table."""
    words = words.strip()
    return words.startswith(_words()["note"]) or (bool(_CAPTION.match(words)) and not _STOP.search(words))


def _is_organisation(words: str) -> bool:
    bare = re.sub(r"[（(][^（）()]*[）)]$", "", words.strip())
    return len(bare) <= 30 and not re.search(r"[，：,:]", bare) and bare.lower().endswith(_words()["organisation"])


def _is_signature(words: str) -> bool:
    words = words.strip()
    if len(words) > _LONGEST_SIGNATURE or _STOP.search(words):
        return False
    signed = re.sub(rf"[\s　]*{_DATE.pattern}$", "", words)
    return words.startswith(_words()["signature"]) or is_date(words) or _is_organisation(signed)


def _is_title(words: str) -> bool:
    bare = re.sub(r"[（(][^（）()]*[）)]$", "", words.strip(" 　#*\t《》")).lower()
    named = bare.endswith(_words()["title"]) or (bare.isascii() and "report" in bare)
    return 2 <= len(bare) <= _LONGEST_TITLE and not re.search(r"[，,]", bare) and named


def frame(text: str, lines: Sequence[Span], taken: frozenset[int]) -> dict[int, BlockKind]:
    """Kinds of the lines (by index) that frame the report; `taken` lines are cells of tables."""
    shown = [n for n, line in enumerate(lines) if line.of(text).strip() and n not in taken]
    found = _notes(text, lines, shown)
    found |= _top(text, lines, [n for n in shown if n not in found])
    found |= _bottom(text, lines, [n for n in shown if n not in found])
    return found


def _notes(text: str, lines: Sequence[Span], shown: list[int]) -> dict[int, BlockKind]:
    """Notes and captions, and the numbered lines of a list of annexes."""
    found = {}
    listing = False
    for n in shown:
        words = lines[n].of(text).strip()
        listing = words.startswith(("附件", "附：")) or (listing and bool(_ANNEX.match(words)))
        if listing or is_note(words):
            found[n] = BlockKind.NOTE
    return found


def _top(text: str, lines: Sequence[Span], shown: list[int]) -> dict[int, BlockKind]:
    """Title lines and what stands with them, up to the first line of prose or heading."""
    head: list[int] = []
    for n in shown[:_TOP]:
        words = lines[n].of(text)
        if _STOP.search(words) or len(words) > _LONGEST_TITLE or markers(text, lines[n]) or is_bare_heading(words):
            break
        head.append(n)
    last = next((n for n in reversed(head) if _is_title(lines[n].of(text))), None)
    if last is None or head == shown:
        return {}
    found = {}
    for n in head:
        words = lines[n].of(text).strip()
        if n > last:
            if is_date(words) or _is_organisation(words):
                found[n] = BlockKind.SIGNATURE
            elif re.fullmatch(r"[（(].*[）)]|[—-]{1,2}.*", words):
                found[n] = BlockKind.TITLE
        else:
            found[n] = BlockKind.TITLE
    return found


def _bottom(text: str, lines: Sequence[Span], shown: list[int]) -> dict[int, BlockKind]:
    found = {}
    for n in reversed(shown[1:][-_BOTTOM:]):
        words = lines[n].of(text)
        if markers(text, lines[n]) or not _is_signature(words):
            break
        found[n] = BlockKind.SIGNATURE
    return found
