"""One quantity told twice with a slip of the pen between: 固定资产投资72.5亿元 … 固定资产投资75.2亿元.

Two figures under one full name, in different sentences, whose digits differ in one place or by two neighbours swapped.
Figures that differ more are two quantities, or two dates of one; the same name three times is a series.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations
from operator import ne

from ..records import FigureKind, Relation
from . import drafts, pattern
from .binding import Layout, Token
from .same import core, of_this_year
from .stock import noun_of, of_all, stocks_of

KINDS = (FigureKind.COUNT, FigureKind.PERCENT)
Named = Callable[[Token], tuple[str, set[str]]]
NO_DIGIT = re.compile(r"[^\d.]")
NAME = 4  # characters that make a name full


@pattern("restated")
def restated(layout: Layout) -> Iterator[Relation]:
    """Pairs of figures that are one quantity, but for a slip."""
    held: dict[tuple[str, int], dict[str, list[Token]]] = {}
    for token in layout.tokens:
        known = token.figure.kind in KINDS and token.known and token.amount >= 10
        if known and layout.section(token.span) != "plan" and of_this_year(layout, token):
            digits = _digits(token)
            held.setdefault((token.lane, len(digits)), {}).setdefault(digits, []).append(token)
    named = cache(_named)  # for this report: the names of a figure are asked for each that it may be
    for told in held.values():
        for a, b in _slips(told):
            if a.sentence != b.sentence and _one(a, b, named) and _only_two(told, a, b, named):
                yield drafts.same(a.figure, b.figure, cue="复述", pattern="restated", hard=False, confidence=0.7)
    yield from _stocks(layout)


def _slips(told: dict[str, list[Token]]) -> list[tuple[Token, Token]]:
    """The figures, two by two in text order, that may be slips: numbers are compared once, however often they stand."""
    pairs = []
    for one, other in combinations(told, 2):
        wrong = sum(map(ne, one, other))
        if (wrong == 1 and len(one) > 2) or (wrong == 2 and sorted(one) == sorted(other)):
            pairs += [(a, b) for a in told[one] for b in told[other] if a.order < b.order and slip(one, other)]
            pairs += [(b, a) for a in told[one] for b in told[other] if b.order < a.order and slip(other, one)]
    return sorted(pairs, key=lambda pair: (pair[0].order, pair[1].order))


def _digits(token: Token) -> str:
    """The digits as printed."""
    return NO_DIGIT.sub("", token.figure_words)


def slip(one: str, other: str) -> bool:
    """One digit differs, or two neighbours are swapped, in numbers of one length."""
    wrong = [i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    if len(one) != len(other) or not wrong or "." in {one[i] for i in wrong}:
        return False
    swapped = len(wrong) == 2 and all(one[i] == other[j] for i, j in (wrong, wrong[::-1]))
    return swapped or (len(wrong) == 1 and len(one.replace(".", "")) > 2)


def _named(token: Token) -> tuple[str, set[str]]:
    """What it counts: the words before it, and these, those behind it, or both around 的 (在全年发展的67名党员中)."""
    before = re.sub("^(?:在|对|这|上述|该)", "", token.lead)
    behind = re.sub(r"(?:之?中|里|内|的|均|全部|都).*$", "", token.tail)
    name = core(token)
    names = {name, behind}
    if before.endswith("的"):
        names = {re.sub("^(?:全年|今年|本年|年内)", "", before[:-1]) + behind}
    return name, {full for full in names if len(full) >= NAME}


def _one(a: Token, b: Token, named: Named) -> bool:
    """They share a full name, and neither is said of another part."""
    if _refers(b, a):
        return True
    apart = a.opening != b.opening and any(t.opening.startswith(("其中", "含", "新增", "净增")) for t in (a, b))
    return not apart and a.role is b.role and _share_name(a, b, named)


def _refers(later: Token, earlier: Token) -> bool:
    """…案件126件。这162件案件中: the figure right before is meant."""
    if later.sentence - earlier.sentence != 1:
        return False
    noun = later.tail[:2]
    said = re.search("(?:^|[，])(?:这|该|上述|以上|此)$", later.lead) is not None and len(noun) == 2
    return said and noun in earlier.label


def _share_name(a: Token, b: Token, named: Named) -> bool:
    """One full name, or that of one opens the words behind the other: 持证人员达到1136人, 1163名持证人员参加."""
    (one, names), (other, other_names) = named(a), named(b)
    opened = (len(one) >= NAME and b.tail.startswith(one)) or (len(other) >= NAME and a.tail.startswith(other))
    return opened or any(_short_for(*sorted((x, y), key=len)) for x in names for y in other_names)


def _short_for(short: str, long: str) -> bool:
    """持证人员 for 持证执法人员: words left out, both beginning and ending alike."""
    rest = iter(long)
    alike = short[0] == long[0] and short[-2:] == long[-2:]
    return alike and len(long) - len(short) <= 4 and all(character in rest for character in short)


def _only_two(told: dict[str, list[Token]], a: Token, b: Token, named: Named) -> bool:
    """Nothing else goes by the name with yet another value."""
    others = (t for group in told.values() for t in group if t.amount not in (a.amount, b.amount))
    return not any(_share_name(a, t, named) or _share_name(b, t, named) for t in others)


def _stocks(layout: Layout) -> Iterator[Relation]:
    """全县126个村（社区） … 128个村（社区）全部建成: more than all there are, or all of another number."""
    stocks = [s for s in stocks_of(layout) if s.known]
    called: dict[tuple[str, str], list[Token]] = {}
    for token in layout.tokens if stocks else ():
        if token.known:
            called.setdefault((token.lane, noun_of(token)), []).append(token)
    for stock in stocks:
        noun = noun_of(stock)
        for token in called[stock.lane, noun]:
            near = token.sentence != stock.sentence and slip(_digits(token), _digits(stock))
            if near and (of_all(layout, token) or token.amount > stock.amount):
                yield drafts.same(stock.figure, token.figure, cue=noun, pattern="restated", hard=False, confidence=0.7)
