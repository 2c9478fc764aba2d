"""Commitments in the prose of an account: 承诺…12件，目前已办结11件; 原定6月底前建成，至今未开工.

A verb or noun that sets something is no goal by itself: only where the report goes on to say what came of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ..records import FigureKind, Span
from ..sets import exactly
from .passages import Clause
from .plan import Piece, bare, split
from .results import Result, result_of
from .target import Demand, frequency_of
from .wording import cues

_DEADLINE = re.compile(r"前|底|内")
_ASKED = re.compile(r"要求|须|务必|限期|限时")
_DONE_BEFORE = re.compile(r"(?:完成|超额|实现|兑现|未能|达到|占|超过|高于|低于|比|较|距|距离)[^，。；]{0,6}$")
_DELIVERED = re.compile(r"建成|完成|竣工|投用|开工|出台|印发|上线|启用|通车|交付|完工|达标|成立")
_LEADS = 2  # clauses before, in the same sentence, that may hold the word that sets


def commitments(text: str, parts: Sequence[Clause], clauses: Sequence[Clause]) -> Iterator[tuple[Piece, Result]]:
    """The commitments of one sentence, each with what came of it."""
    for number, clause in enumerate(parts):
        if not _sets(text, parts[max(number - _LEADS, 0) : number], clause):
            continue
        for piece in split(text, clause):
            if (committed := _demanding(text, piece)) is None:
                continue
            if (result := result_of(text, committed, clauses)) is not None:
                yield committed, result


def _demanding(text: str, piece: Piece) -> Piece | None:
    """The piece where it sets a number, a frequency or a day."""
    counted = [f for f in piece.figures if f.kind in (FigureKind.COUNT, FigureKind.PERCENT)]
    words = piece.span.of(text)
    if counted or frequency_of(words):
        return piece if piece.demand.values is not None else None
    dated = [t for t in piece.times if _DEADLINE.search(text[t.span.start : t.span.end + 1])]
    if not dated or not _DELIVERED.search(words):
        return None
    piece.demand = Demand(exactly(1), None, "yes_no", ())
    return piece


def _sets(text: str, before: Sequence[Clause], clause: Clause) -> bool:
    """A word that sets something stands before the first figure or day of the clause, or in the clauses just before."""
    own = _until_figure(text, clause)
    if _names().search(clause.span.of(text)):
        return False
    led = "".join(c.span.of(text) for c in before if not c.figures)
    if _own().search(own) and not _DONE_BEFORE.search(own):
        return True
    if not clause.figures and clause.times and _ASKED.search(own):
        return True
    scoped = _scope().search(led + own)
    if scoped and _scoped().search(own):
        return True
    return bool(led and not _DONE_BEFORE.search(own) and (_own().search(led) or (scoped and _scoped().search(led))))


def _until_figure(text: str, clause: Clause) -> str:
    starts = [f.span.start for f in (*clause.figures, *clause.times) if f.span.start > clause.span.start]
    figures = [f.span.start for f in clause.figures]
    end = min(figures or starts or [clause.span.end])
    return bare(text, Span(clause.span.start, end)).of(text) if end > clause.span.start else ""


def _any(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w))))


@cache
def _own() -> re.Pattern[str]:
    return _any(cues()["commitment"]["own"])


@cache
def _scoped() -> re.Pattern[str]:
    return _any(cues()["commitment"]["scoped"])


@cache
def _scope() -> re.Pattern[str]:
    return _any(cues()["commitment"]["scope"])


@cache
def _names() -> re.Pattern[str]:
    return _any(cues()["commitment"]["names"])
