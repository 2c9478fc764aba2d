"""Where sentences and clauses end: never inside brackets, quotation marks or numbers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ..records import Span

PAIRS = {
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "（": "）",
    "(": ")",
    "【": "】",
    "〔": "〕",
    "[": "]",
}
_CLOSERS = {closer: opener for opener, closer in PAIRS.items()}
_DEEPEST = 16  # brackets within brackets; no report nests them deeper, and it bounds the search
_BRACKETS = re.compile("[" + re.escape("".join(PAIRS) + "".join(_CLOSERS)) + '"\n]')
_STOPS = re.compile(r"[。！？；;!?\n]|(?<=[A-Za-z0-9)%])\.(?=\s+[A-Z]|\s*$)", re.MULTILINE)
_COMMAS = re.compile(r"[，、]|,(?!\d{3}(?!\d))")


@lru_cache(maxsize=64)
def brackets(text: str) -> tuple[Span, ...]:
    """Outermost bracketed or quoted stretches, brackets included; a bracket left open on its line shields nothing."""
    found: list[Span] = []
    open_: list[tuple[str, int]] = []
    for match in _BRACKETS.finditer(text):
        mark, at = match.group(), match.start()
        if mark == "\n":
            open_.clear()
            continue
        opener = '"' if mark == '"' else _CLOSERS.get(mark)
        depth = next((i for i in reversed(range(len(open_))) if open_[i][0] == opener), None) if opener else None
        if depth is not None:
            start = open_[depth][1]
            del open_[depth:]
            while found and found[-1].start > start:
                found.pop()
            found.append(Span(start, at + 1))
        elif mark not in _CLOSERS:
            open_.append((mark, at))
            del open_[:-_DEEPEST]
    return tuple(found)


def inside(spans: tuple[Span, ...], at: int) -> Span | None:
    """The span, of sorted disjoint ones, that the character `at` lies in, its opening bracket not counted."""
    i = bisect_right(spans, at, key=lambda s: s.start) - 1
    return spans[i] if i >= 0 and spans[i].start < at < spans[i].end else None


@lru_cache(maxsize=64)
def sentences(text: str) -> tuple[Span, ...]:
    """Sentences with their stop, without outer white space, in order; all other characters lie in one of them."""
    return tuple(_pieces(text, Span(0, len(text)), _stops(text)))


@lru_cache(maxsize=64)
def clauses(text: str, commas: str = "，、,") -> tuple[Span, ...]:
    """Stretches between stops and the given commas (with them), in order; `commas` may leave out 、 to keep lists."""
    shields = brackets(text)
    cuts = [m.end() for m in _COMMAS.finditer(text) if m.group() in commas and inside(shields, m.start()) is None]
    return tuple(_pieces(text, Span(0, len(text)), sorted({*cuts, *_stops(text)})))


def _stops(text: str) -> list[int]:
    """Offsets just behind each end of a sentence; a full stop just inside a closing bracket ends it as well."""
    shields = brackets(text)
    cuts: set[int] = set()
    for match in _STOPS.finditer(text):
        shield = inside(shields, match.start())
        if shield is None:
            cuts.add(match.end())
        elif match.group() == "。" and match.end() == shield.end - 1:
            cuts.add(shield.end)
    return sorted(cuts)


def _pieces(text: str, whole: Span, cuts: Iterable[int]) -> Iterator[Span]:
    start = whole.start
    for end in (*cuts, whole.end):
        span = trimmed(text, Span(start, end))
        if span.start < span.end:
            yield span
        start = end


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at its ends; empty at its end if there is nothing else."""
    words = text[span.start : span.end]
    start = span.end - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))
