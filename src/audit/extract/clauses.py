"""Sentences and clauses around a place, looked up in logarithmic time."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_SENTENCE = re.compile(r"[。！？!?\n]")
_CLAUSE = re.compile(r"[。！？!?\n；;，,：:]")


@dataclass(frozen=True, slots=True)
class Clauses:
    """Starts of sentences and clauses of one text, ascending, both beginning with 0."""

    sentences: tuple[int, ...]
    clauses: tuple[int, ...]
    length: int

    @classmethod
    def of(cls, text: str) -> Clauses:
        """All starts of a text."""
        sentences = (0, *(m.end() for m in _SENTENCE.finditer(text)))
        clauses = (0, *(m.end() for m in _CLAUSE.finditer(text) if not _groups_digits(text, m.start())))
        return cls(sentences, clauses, len(text))

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence that holds `at`."""
        return self._around(self.sentences, at)

    def clause(self, at: int) -> tuple[int, int]:
        """The clause that holds `at`."""
        return self._around(self.clauses, at)

    def _around(self, starts: tuple[int, ...], at: int) -> tuple[int, int]:
        i = bisect_right(starts, at)
        return starts[i - 1], starts[i] if i < len(starts) else self.length


def _groups_digits(text: str, at: int) -> bool:
    return text[at] in ",，" and text[at - 1 : at].isdigit() and text[at + 1 : at + 4].isdigit()
