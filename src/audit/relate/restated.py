"""One quantity told twice with a slip of the pen between: 固定资产投资72.5亿元 … 固定资产投资75.2亿元.

Two figures under one full name, in different sentences, whose digits differ in one place or by two neighbours swapped.
Figures that differ more are two quantities, or two dates of one; the same name three times is a series.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from operator import ne

from ..records import FigureKind, Relation
from . import drafts, pattern
from .binding import Layout, Token
from .same import core, of_this_year
from .stock import noun_of, of_all, stocks_of

KINDS = (FigureKind.COUNT, FigureKind.PERCENT)
NO_DIGIT = re.compile(r"[^\d.]")
NAME = 4  # characters that make a name full


@pattern("restated")
def restated(layout: Layout) -> Iterator[Relation]:
    """Pairs of figures that are one quantity, but for a slip."""
    held: dict[tuple[str, int], list[tuple[str, Token]]] = {}
    for token in layout.tokens:
        known = token.figure.kind in KINDS and token.known and token.amount >= 10
        if known and layout.section(token.span) != "plan" and of_this_year(layout, token):
            digits = _digits(token)
            held.setdefault((token.lane, len(digits)), []).append((digits, token))
    for told in held.values():
        group = [token for _, token in told]
        for (one, a), (other, b) in combinations(told, 2):
            if a.sentence != b.sentence and slip(one, other) and _one(a, b) and _only_two(group, a, b):
                yield drafts.same(a.figure, b.figure, cue="复述", pattern="restated", hard=False, confidence=0.7)
    yield from _stocks(layout)


def _digits(token: Token) -> str:
    """The digits as printed."""
    return NO_DIGIT.sub("", token.figure_words)


def slip(one: str, other: str) -> bool:
    """One digit differs, or two neighbours are swapped, in numbers of one length."""
    if len(one) != len(other) or not 0 < sum(map(ne, one, other)) < 3:
        return False
    wrong = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if "." in {one[i] for i in wrong}:
        return False
    swapped = len(wrong) == 2 and all(one[i] == other[j] for i, j in (wrong, wrong[::-1]))
    return swapped or (len(wrong) == 1 and len(one.replace(".", "")) > 2)


def _names(token: Token) -> set[str]:
    """What it counts: the words before it, those behind it, or both around 的 (在全年发展的67名党员中)."""
    before = re.sub("^(?:在|对|这|上述|该)", "", token.lead)
    behind = re.sub(r"(?:之?中|里|内|的|均|全部|都).*$", "", token.tail)
    names = {core(token), behind}
    if before.endswith("的"):
        names = {re.sub("^(?:全年|今年|本年|年内)", "", before[:-1]) + behind}
    return {name for name in names if len(name) >= NAME}


def _one(a: Token, b: Token) -> bool:
    """They share a full name, and neither is said of another part."""
    if _refers(b, a):
        return True
    apart = any(re.match(r"其中|含|新增|净增", t.opening) for t in (a, b)) and a.opening != b.opening
    return _share_name(a, b) and not apart and a.role is b.role


def _refers(later: Token, earlier: Token) -> bool:
    """…案件126件。这162件案件中: the figure right before is meant."""
    noun = later.tail[:2]
    said = re.search("(?:^|[，])(?:这|该|上述|以上|此)$", later.lead) is not None and len(noun) == 2
    return said and later.sentence - earlier.sentence == 1 and noun in earlier.label


def _share_name(a: Token, b: Token) -> bool:
    """One full name, or that of one opens the words behind the other: 持证人员达到1136人, 1163名持证人员参加."""
    opened = any(len(core(x)) >= NAME and y.tail.startswith(core(x)) for x, y in ((a, b), (b, a)))
    return opened or any(_short_for(*sorted((x, y), key=len)) for x in _names(a) for y in _names(b))


def _short_for(short: str, long: str) -> bool:
    """持证人员 for 持证执法人员: words left out, both beginning and ending alike."""
    rest = iter(long)
    alike = short[0] == long[0] and short[-2:] == long[-2:]
    return alike and len(long) - len(short) <= 4 and all(character in rest for character in short)


def _only_two(group: list[Token], a: Token, b: Token) -> bool:
    """Nothing else goes by the name with yet another value."""
    return all(t.amount in (a.amount, b.amount) for t in group if _share_name(a, t) or _share_name(b, t))


def _stocks(layout: Layout) -> Iterator[Relation]:
    """全县126个村（社区） … 128个村（社区）全部建成: more than all there are, or all of another number."""
    for stock in stocks_of(layout):
        noun = noun_of(stock)
        for token in layout.tokens:
            if token.lane != stock.lane or token.sentence == stock.sentence or not (token.known and stock.known):
                continue
            near = noun_of(token) == noun and slip(_digits(token), _digits(stock))
            if near and (of_all(layout, token) or token.amount > stock.amount):
                yield drafts.same(stock.figure, token.figure, cue=noun, pattern="restated", hard=False, confidence=0.7)
