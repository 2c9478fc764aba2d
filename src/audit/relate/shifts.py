"""Shares of one structure that rise and fall: what some gain others lose.

煤炭占比降3.4个百分点，天然气和电力占比升1.6个与1.8个百分点.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby

from ..records import FigureKind, Linear, Relation
from . import drafts, pattern, values
from .binding import Layout, Token
from .cues import cue

OF_STRUCTURE = re.compile("占比|比重|比例|结构|份额")


@pattern("shifts")
def shifts(layout: Layout) -> Iterator[Relation]:
    """Changes in points of all the shares of a structure: they add to nought."""
    for sentence, told in groupby(layout.tokens, key=lambda t: t.sentence):
        points = [t for t in told if t.figure.kind is FigureKind.POINT and t.known]
        if len(points) < 2:
            continue
        words = layout.sentences[sentence].of(layout.text)
        if not OF_STRUCTURE.search(words):
            continue
        signs = _signs(points)
        if len(set(signs)) < 2:
            continue
        summed = sum((s * Fraction(t.amount) for s, t in zip(signs, points, strict=True)), Fraction(0))
        behind = layout.words(points[-1].span.end, layout.sentences[sentence].end)
        if (summed == 0 and len(points) > 2) or cue("closed", "nothing_else").search(behind):
            terms = tuple((s, t.id) for s, t in zip(signs, points, strict=True))
            figures = [t.figure for t in points]
            nought = Linear(terms, 0, 0)
            yield drafts.relation("total", figures, (nought,), pattern="shifts", cue="此消彼长", hard=False)


def _signs(points: list[Token]) -> list[int]:
    """The direction said in the clause, carried on to the second of a row."""
    signs: list[int] = []
    for token in points:
        own = cue("growth", "up").search(token.lead) or cue("growth", "down").search(token.lead)
        same = signs and not own and token.clause == points[len(signs) - 1].clause
        signs.append(signs[-1] if same else values.sign(token))
    return signs
