"""Whether the characters of a measure word belong to another word there: 文件, 个人, 名单."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from .units import compounds, endings, units


@cache
def _words() -> tuple[frozenset[str], frozenset[str], tuple[int, ...], tuple[int, ...]]:
    """Words that begin with a measure word, words that end in one, and how long those of each kind are."""
    table = tomllib.loads((files(__package__) / "measure_words.toml").read_text(encoding="utf-8"))
    begins, ends = frozenset(table["begins"]) | compounds(), frozenset(table["ends"]) | endings()
    ends |= {word for word in units() if len(word) > 1}  # 136蒸吨: no gap before 吨
    return begins, ends, _lengths(begins), _lengths(ends)


def _lengths(words: frozenset[str]) -> tuple[int, ...]:
    return tuple(sorted({len(word) for word in words}))


def begins_word(text: str, start: int, end: int) -> bool:
    """The measure word from `start` to `end` is the beginning of a longer word."""
    begins, _, lengths, _ = _words()
    return any(n > end - start and text[start : start + n] in begins for n in lengths)


def ends_word(text: str, start: int, end: int) -> bool:
    """The measure word from `start` to `end` is the end of a longer word."""
    _, ends, _, lengths = _words()
    return any(n > end - start and text[max(0, end - n) : end] in ends for n in lengths)
