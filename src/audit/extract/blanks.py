"""Masked figures, ordinals, years and names, and figures of which some digits are shown."""

from __future__ import annotations

import re
from fractions import Fraction

from ..lang.numerals import arabic
from ..records import FigureKind, Mask, MaskRole, Period, SetAside, Span, Status
from ..sets import Interval, Number, Values, exact
from .drafts import Draft, unknown
from .masks import name_role, wants_number
from .tails import Tail, bend, tail

ORDINAL_UNIT = re.compile(r"[次届期批名位号场轮季集站周回版]")
_ADMINISTRATIVE = re.compile(r"[省市区县旗州镇乡村某]|街道|社区")
_A_CERTAIN = re.compile(r"[个些种项名位次天时件年月日段方所一类地处刻]|方面|单位(?!名)|人(?:身|的|在|因|将)")
# 138****5678, 4501031990****1234: the number of a person, not a quantity
_PERSONAL = re.compile(r"\d{3,14}[*＊XxＸ×]{4,}\d{0,4}[\dXx]?")
_SHOWN = re.compile(r"[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?")  # 1,2XX: a group may be cut short
_LONGEST_TAIL = 9  # places after the digits that are shown; beyond them any number


def blank(mask: tuple[int, int], start: int, behind: Tail, word: str) -> Draft:
    """A figure wholly masked: any number from 0."""
    stated = unknown(whole=behind.whole)
    return Draft(
        start, behind.end, behind.kind, Status.REDACTED, None, stated, Values((stated,)), behind.unit,
        behind.dimension, behind.scale, None, word or behind.word, Mask(Span(*mask), MaskRole.FIGURE),
        bare=behind.bare,
    )  # fmt: skip


def masked(text: str, m: re.Match[str]) -> Draft | SetAside | None:
    """What a run of mask characters stands for."""
    start, end = m.span()
    hidden = m[0]
    if hidden[0] == "某":
        return SetAside(Span(start, end), "word") if _A_CERTAIN.match(text, end) else _name(text, start, end)
    if text[start - 1 : start] == "第":
        return _ordinal(text, start, end)
    if text.startswith("年", end) and hidden[0] not in "（(《[［" and not text.startswith(("年以", "年来"), end):
        return _year(start, end)
    if wants_number(text, start, end):
        behind = tail(text, end, after_mask=True)
        begin, _, word = bend(text, start)
        return blank((start, end), begin, behind, word)
    single = len(hidden) == 1 and hidden in "xX×○◯□■╳"
    if hidden[0] in "（([［" or (single and not _ADMINISTRATIVE.match(text, end)):
        return SetAside(Span(start, end), "sign")
    return _name(text, start, end)


def _name(text: str, start: int, end: int) -> Draft:
    role = name_role(text, start, end)
    return Draft(start, end, FigureKind.NAME, Status.REDACTED, mask=Mask(Span(start, end), role))


def _year(start: int, end: int) -> Draft:
    return Draft(
        start, end + 1, FigureKind.DATE, Status.REDACTED, values=Values(),
        mask=Mask(Span(start, end), MaskRole.DATE), edtf="XXXX", period=Period("XXXX"),
    )  # fmt: skip


def _ordinal(text: str, start: int, end: int) -> Draft:
    unit = ORDINAL_UNIT.match(text, end)
    if unit is None:
        return _name(text, start, end)
    stated = Interval(0, None, step=1)
    return Draft(
        start - 1, unit.end(), FigureKind.ORDINAL, Status.REDACTED, None, stated, Values((stated,)), unit[0], "ordinal",
        mask=Mask(Span(start, end), MaskRole.ORDINAL),
    )  # fmt: skip


def partial(text: str, m: re.Match[str]) -> Draft | SetAside | None:
    """12**场, *5.3%, 1XX人次: the digits that are shown bound the number from below."""
    start, end = m.span()
    if _PERSONAL.fullmatch(m[0]):
        return Draft(start, end, FigureKind.NAME, Status.REDACTED, mask=Mask(Span(start, end), MaskRole.PERSON))
    behind = tail(text, end, after_mask=True)
    if text.startswith("年", end):
        return SetAside(Span(start, end), "damaged")
    if behind.bare and not re.match(r"[，。；、）)|\s]|$", text[end : end + 1]):
        return SetAside(Span(start, end), "unclear")
    shown = _SHOWN.search(m[0])
    lead = shown is not None and shown.start() == 0
    low: Number = exact(Fraction(arabic(start, end, shown[0], "").value) * behind.scale) if shown else 0
    whole = behind.whole and isinstance(low, int)
    values = _continued(low) if whole and lead and isinstance(low, int) else Values((Interval(low, None),))
    begin, _, word = bend(text, start)
    return Draft(
        begin, behind.end, behind.kind, Status.PARTIAL, None, Interval(low, None, step=1 if whole else None), values,
        behind.unit, behind.dimension, behind.scale, None, word or behind.word,
        Mask(Span(start, end), MaskRole.PARTIAL), bare=behind.bare,
    )  # fmt: skip


def _continued(low: int) -> Values:
    """{12} and 120-129 and 1200-1299 ...: the length of a mask says nothing about the number of digits."""
    parts = [Interval(low, low)]
    for places in range(1, _LONGEST_TAIL):
        parts.append(Interval(low * 10**places, (low + 1) * 10**places - 1, step=1))
    parts.append(Interval(low * 10**_LONGEST_TAIL, None, step=1))
    return Values(tuple(parts)) if low else Values.of(parts)
