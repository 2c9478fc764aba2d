"""How alike two wordings are: which characters of an indicator are found again, in runs of at least two."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_NOT_WORDS = re.compile(r"[^\u4e00-\u9fffA-Za-z]+")
_LEAST = 2  # characters: a single one says nothing
_FULL, _LITTLE = 10, 3  # weight of a character, and of one in words that tell little; whole numbers add up exactly
WEAK = _LITTLE / _FULL


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


@lru_cache(maxsize=16384)
def plain_words(text: str) -> str:
    """Words only, synonyms made one; pieces between figures and punctuation are kept apart by a blank."""
    pattern, first = _same()
    return _NOT_WORDS.sub(" ", pattern.sub(lambda m: first[m[0]], text)).strip()


@lru_cache(maxsize=16384)
def _weighed(words: str) -> tuple[int, ...]:
    found = [0 if c == " " else _FULL for c in words]
    for word in cues()["weak"]:
        at = words.find(word)
        while at >= 0:
            found[at : at + len(word)] = [_LITTLE] * len(word)
            at = words.find(word, at + len(word))
    return tuple(found)


@lru_cache(maxsize=16384)
def weights(words: str) -> tuple[float, ...]:
    """A weight per character: 0 for blanks, little for words that tell little, else 1."""
    return tuple(w / _FULL for w in _weighed(words))


@lru_cache(maxsize=16384)
def grams(words: str) -> frozenset[str]:
    """The runs of two characters without a blank."""
    return frozenset(pair for _, pair in _pairs(words))


@lru_cache(maxsize=16384)
def _pairs(words: str) -> tuple[tuple[int, str], ...]:
    """The runs of two characters without a blank, with their places."""
    pairs = ((i, words[i : i + _LEAST]) for i in range(len(words) - _LEAST + 1))
    return tuple((i, pair) for i, pair in pairs if " " not in pair)


def covered(words: str, context: str) -> list[bool]:
    """Which characters of `words` lie in a run of at least two that `context` holds as well."""
    hit, theirs = [False] * len(words), grams(context)
    for i, pair in _pairs(words):
        if pair in theirs:
            hit[i] = hit[i + 1] = True
    return hit


def likeness(words: str, contexts: Iterable[tuple[float, str]]) -> float:
    """Share of `words` (weighted) found in any context, each found character counted at its best context's weight."""
    importance = _weighed(words)
    total = sum(importance)
    if not total:
        return 0.0
    best = [0.0] * len(words)
    for weight, context in contexts:
        theirs = grams(context)
        for i, pair in _pairs(words):
            if pair in theirs:
                best[i] = max(best[i], weight)
                best[i + 1] = max(best[i + 1], weight)
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


class Index:
    """Wordings by their runs of two characters, so that a goal meets only those that share words with it."""

    def __init__(self, wordings: Sequence[Iterable[str]]) -> None:
        """Each entry is one or several wordings that count as one."""
        self._holding: dict[str, list[int]] = {}
        for number, entry in enumerate(wordings):
            for pair in sorted({pair for words in entry for pair in grams(words)}):
                self._holding.setdefault(pair, []).append(number)

    def holding(self, words: str, least: float) -> list[int]:
        """Numbers, in order, of the entries that hold at least that share of the words: no other can be as alike."""
        importance = _weighed(words)
        needed = least * sum(importance)
        hits: dict[int, int] = {}  # by entry, the characters found, as bits
        for i, pair in _pairs(words):
            for number in self._holding.get(pair, ()):
                hits[number] = hits.get(number, 0) | (3 << i)
        enough: dict[int, bool] = {}
        for bits in set(hits.values()):
            enough[bits] = sum(w for i, w in enumerate(importance) if bits >> i & 1) >= needed
        return sorted(number for number, bits in hits.items() if enough[bits])
