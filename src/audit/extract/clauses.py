"""Sentences and clauses around a place, looked up in logarithmic time."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_SENTENCE = re.compile(r"[。！？!?\n]")
_CLAUSE = re.compile(r"[。！？!?\n；;，,：:]")


@dataclass(slots=True)
class Clauses:
    """Starts of sentences and clauses of one text, ascending, both beginning with 0; remembers its last answers."""

    sentences: tuple[int, ...]
    clauses: tuple[int, ...]
    length: int
    _sentence: tuple[int, int] = (0, 0)
    _clause: tuple[int, int] = (0, 0)

    @classmethod
    def of(cls, text: str) -> Clauses:
        """All starts of a text."""
        sentences = [0, *[m.end() for m in _SENTENCE.finditer(text)]]
        ends = [m.end() for m in _CLAUSE.finditer(text)]
        clauses = [0, *[end for end in ends if not (text[end - 2].isdigit() and _groups_digits(text, end - 1))]]
        return cls(tuple(sentences), tuple(clauses), len(text))

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence that holds `at`."""
        last = self._sentence
        if last[0] <= at < last[1]:
            return last
        self._sentence = self._around(self.sentences, at)
        return self._sentence

    def clause(self, at: int) -> tuple[int, int]:
        """The clause that holds `at`."""
        last = self._clause
        if last[0] <= at < last[1]:
            return last
        self._clause = self._around(self.clauses, at)
        return self._clause

    def _around(self, starts: tuple[int, ...], at: int) -> tuple[int, int]:
        i = bisect_right(starts, at)
        return starts[i - 1], starts[i] if i < len(starts) else self.length


def _groups_digits(text: str, at: int) -> bool:
    return text[at] in ",，" and text[at - 1 : at].isdigit() and text[at + 1 : at + 4].isdigit()
