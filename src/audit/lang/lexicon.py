"""Words that hold numerals and count nothing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
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


def by_first(words: Iterable[str]) -> str:
    """The alternatives of a regular expression for the words, told apart by their first character, longest first."""
    tails: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda w: (-len(w), w)):
        tails.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in tails.items())


def alternatives(group: str, first: str) -> str:
    """A regular expression for the words of a group that begin with one of the characters; "" where none does.

    Longest first: no 千万 in 二千万, no 十分 in 十分之一.
    """
    words = {word for word in _lists()[group] if word[0] in first}
    digits, tens = "零一二两三四五六七八九", "十百千万亿"
    digit_first = by_first(w for w in words if w[0] in digits)
    tens_first = by_first(w for w in words if w[0] in tens)
    others = by_first(w for w in words if w[0] not in digits + tens)
    # 三次产业 may stand behind 2011-2015, 千万 not behind 2
    begins = (
        (rf"(?<![{digits}{tens}])", digit_first),
        (rf"(?<![0-9０-９几数{digits}{tens}])", tens_first),
        ("", others),
    )
    listed = "|".join(f"{before}(?:{either})" for before, either in begins if either)
    return listed and rf"(?:{listed})(?!之[一二三四五六七八九十]|分之|钟)"
