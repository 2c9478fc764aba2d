"""What is added to what there was: 新建12个，累计达到30个, the 18 of the year before standing elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..records import FigureKind, Relation
from . import drafts, pattern
from .binding import Layout, Token

TOGETHER = re.compile(r"累计(?:达到?)?$|总数达到?$")


@pattern("accumulate")
def accumulations(layout: Layout) -> Iterator[Relation]:
    """Totals whose earlier part is told elsewhere; only where they come out."""
    tokens = layout.tokens
    for added, whole in pairwise(tokens):
        if whole.lane != added.lane or not (whole.known and added.known) or whole.clause - added.clause > 1:
            continue
        if TOGETHER.search(whole.lead) and whole.figure.kind is FigureKind.COUNT:
            earlier = _earlier(layout, added, whole)
            if earlier is not None:
                yield drafts.total(
                    whole.figure, [earlier.figure, added.figure], pattern="accumulate", cue="累计", confidence=0.8
                )


def _earlier(layout: Layout, added: Token, whole: Token) -> Token | None:
    """The stock before: the missing amount, in a statement about the same things."""
    things = added.lead[-2:]
    for token in layout.tokens:
        if token.sentence == added.sentence or token.lane != added.lane or not token.known:
            continue
        if token.amount == whole.amount - added.amount and things in _statement(layout, token):
            return token
    return None


def _statement(layout: Layout, token: Token) -> str:
    """The words of the token's stretch between semicolons."""
    sentence = layout.sentences[token.sentence]
    before = layout.text[sentence.start : token.span.start].split("；")[-1]
    after = layout.text[token.span.end : sentence.end].split("；")[0]
    return before + after
