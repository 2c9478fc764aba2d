"""Words that hold numerals and count nothing."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

GROUPS = ("slogans", "names", "words")


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    table = tomllib.loads((files(__package__) / "lexicon.toml").read_text(encoding="utf-8"))
    return {group: tuple(table[group]) for group in GROUPS}


def lexicon(group: str) -> tuple[str, ...]:
    """The words of a group: slogans, names or words."""
    return _lists()[group]


@cache
def alternatives(group: str) -> str:
    """A regular expression for the words of a group, longest first: no 千万 in 二千万, no 十分 in 十分之一."""
    words = sorted(set(_lists()[group]), key=lambda w: (-len(w), w))
    inside = "0-9０-９零一二两三四五六七八九十百千万亿"
    numeral_first = "|".join(re.escape(w) for w in words if w[0] in inside)
    others = "|".join(re.escape(w) for w in words if w[0] not in inside)
    begins = rf"(?<![{inside}])(?:{numeral_first})" if numeral_first else "(?!)"
    return rf"(?:{begins}{'|' + others if others else ''})(?!之[一二三四五六七八九十]|分之|钟)"
