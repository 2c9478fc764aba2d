"""What is added to what there was: 新建12个，累计达到30个, the 18 of the year before standing elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..records import FigureKind, Relation
from . import drafts, pattern
from .again import bigrams, weight
from .binding import Layout, Role, Token

STOCK = re.compile(
    r"累计(?:竣工|完成|建成|达到?|增至|增加到|有)*$|总(?:数|量|规模)(?:达到?|达|增至|增加到|扩大到|扩大至|升至|为)$"
    r"|^(?:将|力争)?(?:总数)?(?:达到?|增至|增加到|增到|扩大到|扩大至|扩至|升至|发展到)$"
    r"|(?:建成|完成|投用|竣工)后(?:共|将|累计|总数)*(?:达到?|增至|增加到|有)$"
)
VERBS = re.compile(
    "(?:再|又|新|将|拟|计划|力争|继续)*(?:增加|新增|建设|建成|打造|培育|认定|增|建|添|设|办|开)(?:成|立|出)?$"
)

IS_STOCK = re.compile("^(?:全[区县市镇]|[现已原]有|目前)")
NAMED = 3  # what the words must share, a plain noun counting one and a name two


@pattern("accumulate")
def accumulations(layout: Layout) -> Iterator[Relation]:
    """Totals whose earlier part is told elsewhere; only where they come out."""
    tokens = layout.tokens
    for added, whole in pairwise(tokens):
        if whole.lane != added.lane or not (whole.known and added.known) or whole.clause - added.clause > 1:
            continue
        if whole.figure.kind is FigureKind.COUNT and STOCK.search(whole.lead):
            earlier = _earlier(layout, added, whole)
            if earlier is not None:
                yield drafts.total(
                    whole.figure, [earlier.figure, added.figure], pattern="accumulate", cue="累计", confidence=0.8
                )


def _earlier(layout: Layout, added: Token, whole: Token) -> Token | None:
    """The stock before: the missing amount, in a statement about the same things."""
    things = VERBS.sub("", added.lead)[-2:]
    named = bigrams(added.lead + added.tail)
    for token in layout.tokens:
        beside = token.sentence == added.sentence and not (
            token.order == added.order - 1 and IS_STOCK.search(token.lead)
        )
        if beside or token.lane != added.lane or not token.known:
            continue
        if token.amount != whole.amount - added.amount or token.role in (Role.CHANGE, Role.PLAN):
            continue
        told = len(things) > 1 and things in _statement(layout, token)
        told = told or token.sentence == added.sentence
        if told or weight(named & bigrams(token.opening + token.tail)) >= NAMED:
            return token
    return None


def _statement(layout: Layout, token: Token) -> str:
    """The words of the token's stretch between semicolons."""
    sentence = layout.sentences[token.sentence]
    before = layout.text[sentence.start : token.span.start].split("；")[-1]
    after = layout.text[token.span.end : sentence.end].split("；")[0]
    return before + after
