"""Bytes become text: byte order mark, strict UTF-8, then the decoding with the largest share of common characters."""

from __future__ import annotations

import codecs
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from .reading import Remark

_MARKS = (  # UTF-32 first: its mark starts with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = ("gb18030", "big5", "utf-16-le", "utf-16-be")
_ENOUGH = 0.3  # wrong decodings of Chinese text stay below 0.2, right ones nearly always above
_LEAD = 0.1  # a few rare words may stay below too: then the best must lead clearly
_STRAY = 8  # control characters in a short text, and one more per twenty characters
_SAMPLE = 20_000  # characters that decide
_PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』—…·％＋－＊×　①②③④⑤０１２３４５６７８９")
_LAYOUT = frozenset("\t\n\r\f\v")


class Decoded(NamedTuple):
    """Text with `\\n` line ends, the encoding it was in, and what was done to it."""

    text: str
    encoding: str
    remarks: tuple[Remark, ...]


def decode(content: bytes) -> Decoded | None:
    """The text of a plain-text file, or None where no reading of the bytes looks like text."""
    marked = next(((mark, name) for mark, name in _MARKS if content.startswith(mark)), None)
    if marked is not None:
        mark, name = marked
        text = _strict(content[len(mark) :], name)
        return None if text is None or not is_text(text) else _finished(text, name, [Remark("bom", {"encoding": name})])
    text = _strict(content, "utf-8")
    if text is not None and is_text(text):
        return _finished(text, "utf-8", [])
    read = {name: _strict(content, name) for name in _CANDIDATES}
    readable = {name: text for name, text in read.items() if text is not None and is_text(text)}
    damaged = content.decode("utf-8", "replace")
    shares = {name: common_share(text) for name, text in readable.items()}
    best = max(shares, key=lambda name: shares[name], default=None)
    share, second = (*sorted(shares.values(), reverse=True), 0.0, 0.0)[:2]
    bad = damaged.count("�")
    if is_text(damaged) and bad <= 3 + len(damaged) // 1000 and common_share(damaged) >= max(share, _ENOUGH):
        return _finished(damaged, "utf-8", [Remark("damaged_bytes", {"count": bad})])
    if best is None or (share < _ENOUGH and share < 2 * second + _LEAD):
        return None
    return _finished(readable[best], best, [Remark("encoding", {"encoding": best})])


def common_share(text: str) -> float:
    """Share of common Chinese characters and punctuation among all that are not ASCII; 0 where there are none."""
    foreign = [char for char in text[:_SAMPLE] if not char.isascii()]
    return sum(char in _common() for char in foreign) / len(foreign) if foreign else 0.0


def is_text(text: str) -> bool:
    """Hardly a control character but those of layout, no NUL, nothing unassigned.

    A stray ESC or BEL makes no other file of it; that it is there is said by a rule.
    """
    strange = {c: unicodedata.category(c) for c in set(text) - _LAYOUT}
    if "\0" in strange or any(kind in ("Cn", "Cs") for kind in strange.values()):
        return False
    controls = sum(text.count(c) for c, kind in strange.items() if kind == "Cc")
    return controls <= _STRAY + len(text) // 20


@cache
def _common() -> frozenset[str]:
    table = tomllib.loads((files(__package__) / "hanzi.toml").read_text(encoding="utf-8"))
    return frozenset(table["simplified"] + table["traditional"]) | _PUNCTUATION


def _strict(content: bytes, name: str) -> str | None:
    try:
        return content.decode(name)
    except UnicodeDecodeError:
        return None


def _finished(text: str, encoding: str, remarks: list[Remark]) -> Decoded:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        remarks.append(Remark("line_ends"))
    return Decoded(text, encoding, tuple(remarks))
