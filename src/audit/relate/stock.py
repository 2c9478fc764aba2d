"""A stock named for the whole district, and smaller counts of the same things elsewhere: 全区94个行政村, 52个村."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import FigureKind, Relation
from . import drafts, pattern
from .binding import Layout, Role, Token

NOUN = re.compile("行政村|社区|乡镇|镇街|村|党支部|党员|网格|学校|企业")
SMALL = 10  # equal small numbers are chance
WHOLE = re.compile(r"(?:全[区市县镇乡]|辖区?|我[区市县])(?:现有|共有|共|有)?$|^(?:现有|共有|下辖)$")


@pattern("stock")
def stocks(layout: Layout) -> Iterator[Relation]:
    """Counts of things that are among all the district has; never a contradiction, the things may be others."""
    told = stocks_of(layout)
    of_noun: dict[str, list[Token]] = {}
    for token in _counts(layout) if told else ():
        of_noun.setdefault(noun_of(token), []).append(token)
    for stock in told:
        noun = noun_of(stock)
        seen: set[object] = {stock.figure.value}
        bare = [t for t in of_noun.get("", []) if t.tail == "的" and re.search("占|在$", t.lead)]  # 占126个的77.8％
        for token in (*of_noun[noun], *bare):
            if token is not stock and token.sentence > stock.sentence and _again(token, stock):
                yield drafts.same(stock.figure, token.figure, cue=noun, pattern="stock", confidence=0.8)
        for token in of_noun[noun]:
            apart = token.sentence != stock.sentence and token.lane == stock.lane
            if apart and token.figure.value not in seen and _may_be_part(token, stock):
                seen.add(token.figure.value if token.known else token.id)
                yield drafts.part(stock.figure, [token.figure], cue=noun, pattern="stock", hard=False, confidence=0.5)


def _again(token: Token, stock: Token) -> bool:
    """The stock once more: the same number of the same things."""
    return token.known and stock.known and token.amount == stock.amount >= SMALL and token.lane == stock.lane


def _counts(layout: Layout) -> list[Token]:
    count, level = FigureKind.COUNT, Role.LEVEL
    return [t for t in layout.tokens if t.figure.kind is count and t.role is level]


def stocks_of(layout: Layout) -> list[Token]:
    """The counts named for the whole district."""
    return [t for t in _counts(layout) if noun_of(t) and WHOLE.search(_opening(layout, t))]


def of_all(layout: Layout, token: Token) -> bool:
    """128个村（社区）全部…: the words behind it speak of all of them."""
    sentence = layout.sentences[token.sentence]
    words = layout.words(token.span.end, sentence.end)
    return bool(re.match(r"[^，。；\d]{0,16}(?:全部|全覆盖|均|都|无一|逐一|各)", words))


def _opening(layout: Layout, token: Token) -> str:
    """The words before the figure; in a list of stocks (6个乡镇、94个行政村) those before its first figure."""
    if not token.opening.endswith("、"):
        return token.opening
    near = layout.tokens[max(0, token.order - 12) : token.order + 1]
    return next(t for t in near if t.clause == token.clause).opening


def noun_of(token: Token) -> str:
    """The thing counted, right behind the figure: 个行政村, 名党员."""
    named = NOUN.match(token.tail)
    return named.group().removeprefix("行政") if named else ""


def _may_be_part(token: Token, stock: Token) -> bool:
    """Smaller, or masked on either side."""
    return not (token.known and stock.known) or token.amount < stock.amount
