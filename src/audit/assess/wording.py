"""How alike two wordings are: which characters of an indicator are found again, in runs of at least two."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_NOT_WORDS = re.compile(r"[^\u4e00-\u9fffA-Za-z]+")
_LEAST = 2  # characters: a single one says nothing
WEAK = 0.3  # weight of characters in words that tell little


@cache
def cues() -> dict[str, Any]:
    """The word lists of `words.toml`."""
    return tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))


@cache
def _same() -> tuple[re.Pattern[str], dict[str, str]]:
    """Every word of a group, the longest first, and the word that stands for it."""
    groups = [*cues()["same"], *cues()["short"]]
    first = {word: group[0] for group in groups for word in group}
    return re.compile("|".join(map(re.escape, sorted(first, key=lambda w: (-len(w), w))))), first


@lru_cache(maxsize=4096)
def plain_words(text: str) -> str:
    """Words only, synonyms made one; pieces between figures and punctuation are kept apart by a blank."""
    pattern, first = _same()
    return _NOT_WORDS.sub(" ", pattern.sub(lambda m: first[m[0]], text)).strip()


@lru_cache(maxsize=4096)
def weights(words: str) -> tuple[float, ...]:
    """A weight per character: 0 for blanks, little for words that tell little, else 1."""
    found = [0.0 if c == " " else 1.0 for c in words]
    for word in cues()["weak"]:
        at = words.find(word)
        while at >= 0:
            found[at : at + len(word)] = [WEAK] * len(word)
            at = words.find(word, at + len(word))
    return tuple(found)


def covered(words: str, context: str) -> list[bool]:
    """Which characters of `words` lie in a run of at least two that `context` holds as well."""
    hit = [False] * len(words)
    for i, pair in _pairs(words):
        if pair in context:
            hit[i] = hit[i + 1] = True
    return hit


@lru_cache(maxsize=4096)
def _pairs(words: str) -> tuple[tuple[int, str], ...]:
    """The runs of two characters without a blank, with their places."""
    pairs = ((i, words[i : i + _LEAST]) for i in range(len(words) - _LEAST + 1))
    return tuple((i, pair) for i, pair in pairs if " " not in pair)


def likeness(words: str, contexts: Iterable[tuple[float, str]]) -> float:
    """Share of `words` (weighted) found in any context, each found character counted at its best context's weight."""
    importance = weights(words)
    total = sum(importance)
    if not total:
        return 0.0
    best = [0.0] * len(words)
    for weight, context in contexts:
        best = [max(b, weight) if hit else b for b, hit in zip(best, covered(words, context), strict=True)]
    return sum(b * w for b, w in zip(best, importance, strict=True)) / total


def shared(words: str, context: str) -> tuple[str, ...]:
    """The runs of `words` found in `context`, in order: the reason that is shown for a match."""
    runs, hit = [], covered(words, context)
    start = None
    for i, inside in enumerate([*hit, False]):
        if inside and start is None:
            start = i
        elif not inside and start is not None:
            runs.append(words[start:i])
            start = None
    return tuple(dict.fromkeys(runs))
