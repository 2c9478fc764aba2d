"""Shares and multiples in words: 三成五, 百分之三十, 三分之一, 一半, 翻两番."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from ..lang.numerals import ARABIC, CHINESE, Amount, arabic, chinese, hanzi
from ..records import FigureKind, SetAside, Span
from ..sets import Number, exact
from .blanks import blank
from .drafts import Draft, printed
from .tails import Tail, bend, bent

_TIMES = {"": 1, "一": 1, "两": 2, "二": 2, "三": 3, "四": 4}
_TENTHS = re.compile(r"成(?P<more>半|[一二三四五六七八九](?!是))?(?![立为功效果员本熟年长绩都就分品交套份行])")


def tenths(text: str, m: re.Match[str], amount: Amount) -> Draft | SetAside:
    """三成, 三成五, 近三成, 两成多: one 成 is ten percent."""
    ending = _TENTHS.match(text, m.end())
    if ending is None or not 1 <= amount.value <= 10:
        return SetAside(Span(*m.span()), "word")
    more = ending["more"] or ""
    value = amount.value * 10 + (5 if more == "半" else chinese(more) or 0 if more else 0)
    coarse = 1 if ending["more"] else 10
    start, sense, word = bend(text, m.start())
    share = Amount(m.start(), ending.end(), value, 1, coarse, coarse, False)
    return printed(start, share, bent(text, Tail(ending.end(), FigureKind.PERCENT, "%")), sense, word)


def tenths_between(text: str, m: re.Match[str], start: int, low: Amount, high: Amount) -> Draft | None:
    """2～5成, 三至五成: `m` is the upper number."""
    ending = _TENTHS.match(text, m.end())
    if ending is None or ending["more"] or not 0 < low.value < high.value <= 10:
        return None
    tail = bent(text, Tail(ending.end(), FigureKind.PERCENT, "%"))
    between = Draft.between(start, tail, low.value * 10, high.value * 10, text[low.end : m.start()])
    return replace(between, digit=10)


def seven_or_eight(text: str, m: re.Match[str], low: int, high: int) -> Draft | SetAside:
    """七八成: 70 to 80 percent."""
    if len(m["vague"]) > 2 or not _TENTHS.match(text, m.end()):
        return SetAside(Span(*m.span()), "indefinite")
    start, _, word = bend(text, m.start())
    return Draft.between(start, bent(text, Tail(m.end() + 1, FigureKind.PERCENT, "%")), low, high, word or m[0])


def percent(text: str, m: re.Match[str]) -> Draft | SetAside | None:
    """百分之三十, 百分之**."""
    share = m["share"]
    unit = {"百": "%", "千": "‰", "万": "‱"}[m["per"]]
    amount = hanzi(*m.span(), share) if re.fullmatch(CHINESE, share) else None
    if amount is None and re.fullmatch(ARABIC, share):
        amount = arabic(*m.span(), share, "")
    start, sense, word = bend(text, m.start())
    tail = bent(text, Tail(m.end(), FigureKind.PERCENT, unit))
    if amount is None:
        return blank(m.span("share"), start, tail, word)
    return printed(start, amount, tail, sense, word)


def fraction(text: str, m: re.Match[str]) -> Draft | SetAside | None:
    """三分之一, 1/3 in words."""
    under, over = (int(m[n]) if m[n].isdecimal() else chinese(m[n]) for n in ("under", "over"))
    if not under or over is None:
        return SetAside(Span(*m.span()), "word")
    return _share(text, m, exact(Fraction(over) / Fraction(under)))


def slash(text: str, m: re.Match[str]) -> Draft | SetAside:
    """1/3 of something; a number over a smaller one is none."""
    upper, lower = int(m["upper"]), int(m["lower"])
    if not 0 < upper < lower:
        return SetAside(Span(*m.span()), "unclear")
    return _share(text, m, exact(Fraction(upper, lower)))


def ratio(text: str, m: re.Match[str]) -> Draft:
    """1.87:1 is 1.87 times."""
    return _share(text, m, arabic(*m.span(), m["first"], "").value)


def inverse(text: str, m: re.Match[str]) -> Draft:
    """师生比1:14.5 is 1/14.5 times."""
    value = arabic(*m.span(), m["second"], "").value
    return _share(text, m, exact(Fraction(1) / Fraction(value)) if value else 0)


def half(text: str, m: re.Match[str]) -> Draft:
    """一半, 半数."""
    return _share(text, m, Fraction(1, 2))


def _share(text: str, m: re.Match[str], value: Number) -> Draft:
    coarse = exact(Fraction(value) / 10)
    amount = Amount(*m.span(), value, 1, coarse, coarse, True)
    start, sense, word = bend(text, m.start())
    tail = bent(text, Tail(m.end(), FigureKind.MULTIPLE, None, "multiple"))
    return printed(start, amount, tail, sense, word)


def doubled(text: str, m: re.Match[str]) -> Draft:
    """翻一番 is twice, 翻两番 four times."""
    amount = Amount(*m.span(), 2 ** _TIMES[m["times"] or ""], 1, 1, 1, False)
    start, sense, word = bend(text, m.start())
    return printed(start, amount, Tail(m.end(), FigureKind.MULTIPLE, "倍", "multiple"), sense, word)
