"""Shapes that hold digits, numerals or blanks and are no figure: numbers of documents, enumerators, addresses."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from string import ascii_letters
from typing import NamedTuple

CHINESE_DIGITS = "一二三四五六七八九十"
HANZI = "\u4e00-\u9fff"
SENTENCE_START = r"(?:^|(?<=[\n。；;：:！？!?]))[ \t\u3000]*"


KINDS = {
    "digit": "0123456789０１２３４５６７８９",
    "numeral": CHINESE_DIGITS + "百千万亿零两",
    "latin": ascii_letters,
    "bracket": "(（[〔【﹝［",
    "space": " \t\u3000",
    "circled": "".join(map(chr, (*range(0x2460, 0x249C), *range(0x24EB, 0x24F5), *range(0x2776, 0x2780),
                                 *range(0x3220, 0x322A)))),
}  # fmt: skip
"""Characters that a shape begins with, by the name that lookalikes.toml gives them."""
_USUAL = "".join((*KINDS.values(), '中党第每其附专公表图“"|:=_-—*＊.．·…+＋×✕'))


class Shape(NamedTuple):
    """Reason for setting aside, regular expression, characters it begins with, examples with ⟦⟧, counter-examples."""

    reason: str
    pattern: str
    starts: frozenset[str]
    examples: tuple[str, ...]
    counter: tuple[str, ...]


@cache
def shapes() -> tuple[Shape, ...]:
    """All shapes in their order of precedence."""
    table = tomllib.loads((files(__package__) / "lookalikes.toml").read_text(encoding="utf-8"))
    return tuple(
        Shape(
            row["reason"], _written_out(row["pattern"]), _starts(row.get("starts")),
            tuple(row["examples"]), tuple(row.get("not", ())),
        )
        for row in table["shape"]
    )  # fmt: skip


def _starts(said: list[str] | None) -> frozenset[str]:
    return frozenset(_USUAL if said is None else "".join(KINDS.get(name, name) for name in said))


def _written_out(pattern: str) -> str:
    named = {"{CN}": CHINESE_DIGITS, "{HAN}": HANZI, "{START}": SENTENCE_START}
    return re.sub(r"\{(?:CN|HAN|START)\}", lambda m: named[m[0]], pattern)
