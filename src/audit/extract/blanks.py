"""Masked figures, ordinals, years and names, and figures of which some digits are shown."""

from __future__ import annotations

import re
from fractions import Fraction

from ..lang.numerals import arabic
from ..lang.placeholders import DOUBTFUL
from ..records import FigureKind, Mask, MaskRole, Period, SetAside, Span, Status
from ..sets import Interval, Number, Values, exact
from .drafts import Draft, unknown
from .masks import name_role, tenths_behind, wants_number
from .tails import Tail, bend, bent, tail

ORDINAL_UNIT = re.compile(r"季度|[次届期批名位号场轮季集站周回版]")
_ADMINISTRATIVE = re.compile(r"[省市区县旗州镇乡村某]|街道|社区")
_LASTING = re.compile(
    r"(?:驻村|任职|工作|服务|历时|为期|期限|连续|持续|满|达|长达|超过|不少于|不超过|坚守|从业|经营|使用|刑期|徒刑)$"
)
_CLOSES = re.compile(r"[，。；、,;）)\n]|\Z")
_NO_YEAR = frozenset("某（(《[［【…-" + DOUBTFUL)
_PAUSES = frozenset("…-" + DOUBTFUL)
_SIGNS = frozenset("xXＸ×○◯□■╳")
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
    if hidden[0] == "某" and _A_CERTAIN.match(text, end):
        return SetAside(Span(start, end), "word")
    if text[start - 1 : start] == "第":
        return _ordinal(text, start, end)
    if text.startswith("年", end) and hidden[0] not in _NO_YEAR and not text.startswith(("年以", "年来"), end):
        return _year(start, end) if _LASTING.search(text[max(0, start - 4) : start]) is None else _lasting(text, m)
    if hidden[0] != "某" and wants_number(text, start, end):
        return _quantity(text, m)
    return _no_quantity(text, m)


def _no_quantity(text: str, m: re.Match[str]) -> Draft | SetAside | None:
    """A blank where no number must stand: a name, a sign or a pause."""
    start, end = m.span()
    if m[0][0] in _PAUSES:
        return None
    if m[0][0] in "（([［【" or (m[0] in _SIGNS and not _hides_name(text, start, end)):
        return SetAside(Span(start, end), "sign")
    return _name(text, start, end)


def _quantity(text: str, m: re.Match[str]) -> Draft | None:
    """The figure that a blank before a unit hides; a pause or a doubt hides one only where the unit ends its clause."""
    tenths = text.startswith("成", m.end()) and tenths_behind(text, m.end())
    share = Tail(m.end() + 1, FigureKind.PERCENT, "%")
    behind = bent(text, share) if tenths else tail(text, m.end(), after_mask=True)
    if m[0][0] in _PAUSES and not _CLOSES.match(text, behind.end):
        return None
    begin, _, word = bend(text, m.start())
    return blank(m.span(), begin, behind, word)


def _hides_name(text: str, start: int, end: int) -> bool:
    """X高速, ×市: one cross alone is a blank only where the words behind it say what it hides."""
    if _ADMINISTRATIVE.match(text, end):
        return True
    return text[start] in "XＸ" and name_role(text, start, end) is not MaskRole.WORD


def _lasting(text: str, m: re.Match[str]) -> Draft:
    """驻村**年: a stretch of years, no calendar year."""
    begin, _, word = bend(text, m.start())
    return blank(m.span(), begin, tail(text, m.end(), after_mask=True), word)


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
