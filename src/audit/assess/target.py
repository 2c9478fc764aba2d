"""What a clause demands: the figure that states it, the values that fulfil it, the words that name the indicator."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..records import Figure, FigureKind, Report, Span
from ..sets import ANY, Interval, Number, Values, at_least, at_most, exactly
from .measure import dimension
from .wording import cues

_ALL = re.compile(r"全覆盖|100[％%]|百分之百|百分百")
_FREQUENCY = re.compile(r"每(?:个|半)?(?:年|季度|季|月|周|旬|日|天)")
_A_YEAR = {"年": 1, "半年": 2, "季度": 4, "季": 4, "月": 12, "旬": 36, "周": 52}
_NUMERALS = "一二三四五六七八九十"
_TIMES_EACH = re.compile(
    r"每(?:个)?(?P<period>半年|年|季度|季|月|旬|周)[^，。；\d]*?(?P<count>\d+|[一两二三四五六七八九十])(?P<unit>[次场轮期回遍])"
)
_BEFORE = re.compile(
    r"(?:不少于|不低于|不得少于|不小于|不超过|不高于|不突破|力争达到|达到|提高到|提升到|提高至|提升至|增加到|增加至|增长到|扩大到|"
    r"控制在|下降到|下降至|压减到|压减至|降低到|降低至|降到|降至|保持在|稳定在|超过|突破|约|达|为)$"
)
_BEHIND = re.compile(r"^(?:左右|以上|以下|以内|的目标)")
_FALLS = re.compile(r"(?:增长|下降|降低|减少|压减|提高|上升|增加|降幅|增幅|增速)[^，。；到至为]{0,3}$")
_FOR_EACH = re.compile(
    r"每(?:个|所|名|艘|条|家|座|支)?(?:行政)?(?:村|社区|乡镇|镇|街道|区县|支部|学校|校|户|艘|企业|单位|党员|干部|网格|小区|园区|班|人)"
)
_PREPOSED = re.compile(r"^[到至于在自从](?=[^，。；]{3})")  # what is left of 到年底, 于8月底前
_YEAR_NAMED = re.compile(r"20\d\d|二[〇○零]|去年|上年|明年")
_EACH = re.compile(r"^(?:每|各)")
_ROUGHLY = ("约", "左右", "大约", "上下")  # such a target is reached from its lower end on
_WHOLE = 100
_SIZES = ("以上", "以下", "以内", "级")
_SIZED = 16  # characters between a size and the count of what has it
_SIZED_THING = re.compile(r"^(?:以上|以下|以内|级)?(?!的?(?:目标|任务|要求))的?[\u4e00-\u9fff]{2}")
_LOOK_BACK = 6  # characters before a figure that may hold its direction


@dataclass(frozen=True, slots=True)
class Demand:
    """What must be reached. `values` is None where no number is set, any number where it is masked."""

    values: Values | None = None
    unit: str | None = None
    measure: str = "qualitative"
    figures: tuple[Figure, ...] = ()
    frequency: str = ""


def demand_of(text: str, span: Span, figures: Sequence[Figure]) -> Demand:
    """The demand of a clause; its deciding figure is the one that something is to be brought to, else the first."""
    words = span.of(text)
    frequency = frequency_of(words)
    each_year = yearly(words)
    if each_year is not None:
        wanted, unit = each_year
        return Demand(at_least(wanted), unit, "frequency", tuple(figures), frequency)
    usable = [
        f for f in figures if f.kind in (FigureKind.COUNT, FigureKind.PERCENT, FigureKind.MULTIPLE, FigureKind.POINT)
    ]
    if not usable:
        if "全覆盖" in words:
            return Demand(exactly(_WHOLE), "%", "coverage", (), frequency)
        return Demand(frequency=frequency)
    deciding = _deciding(text, span, usable)
    rate = deciding.kind is FigureKind.PERCENT or dimension(deciding.unit) == "rate"
    if rate and not deciding.masked and deciding.value == _WHOLE:
        measure = "coverage" if len(usable) > 1 or "覆盖" in words else "rate"
        return Demand(exactly(_WHOLE), deciding.unit, measure, tuple(usable), frequency)
    measure = "rate" if rate or deciding.kind is FigureKind.POINT else "amount"
    return Demand(_values(text, span, deciding), deciding.unit, measure, tuple(usable), frequency)


def frequency_of(words: str) -> str:
    """每月, 每季度 ...; "" where there is none."""
    found = _FREQUENCY.search(words)
    return found[0] if found else ""


def yearly(words: str) -> tuple[Number, str] | None:
    """每季度2次 -> (8, 次): how often in a year; None where no number of times is set."""
    found = _TIMES_EACH.search(words)
    if found is None:
        return None
    count = found["count"]
    number = int(count) if count.isdecimal() else _NUMERALS.index(count) + 1 if count != "两" else 2
    return number * _A_YEAR[found["period"]], found["unit"]


def qualifies(text: str, figure: Figure, others: Sequence[Figure]) -> bool:
    """亿元以上项目 | 12个: the size of what is counted, no result; a count of it follows in the same clause."""
    behind = text[figure.span.end : figure.span.end + _LOOK_BACK]
    sized = text[figure.span.start : figure.span.end].endswith(_SIZES) or behind.startswith(_SIZES)
    counted = [f for f in others if f is not figure and 0 <= f.span.start - figure.span.end <= _SIZED]
    return bool(sized and counted and _SIZED_THING.match(behind))


def _deciding(text: str, span: Span, figures: Sequence[Figure]) -> Figure:
    figures = [f for f in figures if not qualifies(text, f, figures)] or figures
    hundred = [f for f in figures if f.kind is FigureKind.PERCENT and f.value == _WHOLE]
    if hundred:
        return hundred[0]
    towards = tuple(cues()["target"]["towards"])
    for figure in reversed(figures):
        if text[span.start : figure.span.start].rstrip("约").endswith(towards):
            return figure
    own = [f for f in figures if not _EACH.match(text[max(span.start, f.span.start - 1) : f.span.end])]
    rest = own or list(figures)
    behind = [f for f in rest if not text[span.start : f.span.start].endswith(("在", "对", "为", "比", "较", "的"))]
    return (behind or rest)[0]


def _values(text: str, span: Span, figure: Figure) -> Values:
    if figure.masked:
        return ANY
    before = text[max(span.start, figure.span.start - _LOOK_BACK) : figure.span.start]
    near = before + text[figure.span.start : min(span.end, figure.span.end + 3)]
    value = printed(figure)
    if not any(word in near for word in cues()["target"]["at_least"]) and (
        any(word in near for word in cues()["target"]["at_most"]) or is_kept_low(text[span.start : figure.span.start])
    ):
        return at_most(value)
    if any(word in near for word in cues()["target"]["above"]):
        return Values((Interval(value, None, lo_open=True),))
    if figure.qualifier in _ROUGHLY and figure.stated.lo is not None:
        return at_least(figure.stated.lo)
    return at_least(value)


def is_kept_low(words: str) -> bool:
    """失业率, 漏损率: less is better, unless the words speak of how much it falls."""
    return any(word in words for word in cues()["target"]["low"]) and not _FALLS.search(words)


def is_each(words: str) -> bool:
    """每个村2名: so many for each, not in all."""
    return _FOR_EACH.search(words) is not None


def printed(figure: Figure) -> Number:
    """The number as printed; 0 where none is."""
    if figure.value is not None:
        return figure.value
    return figure.stated.lo if figure.stated.lo is not None else 0


def indicator_of(text: str, span: Span, figures: Sequence[Figure], times: Sequence[Figure]) -> str:
    """The clause without its figures, dates, qualifiers and opening adverbs."""
    often = _TIMES_EACH.search(span.of(text))
    sizes = [f for f in figures if qualifies(text, f, figures)]
    cut = sorted((f.span for f in (*figures, *times) if span.covers(f.span) and f not in sizes), reverse=True)
    words, offset = span.of(text), span.start
    for gone in cut:
        head, tail = words[: gone.start - offset], words[gone.end - offset :]
        words = _BEFORE.sub("", head) + _BEHIND.sub("", tail)
    if often is not None:
        words = _FREQUENCY.sub("", words).replace(often["count"] + often["unit"], "")
    words = _ALL.sub("", words).replace("（）", "").strip(" 　，,；;。：:、的前底")
    words = _PREPOSED.sub("", words) if times else words
    for _ in range(3):
        for opener in sorted(cues()["openers"], key=lambda w: (-len(w), w)):
            if words.startswith(opener) and len(words) > len(opener) + 3:
                words = words[len(opener) :]
                break
    return words


def due_of(report: Report, times: Sequence[Figure], year: int | None) -> date | None:
    """The latest day that the dates of a goal name, else the last day of the year it is set for.

    年内 and the like are said of that year; the figure has them put into the report's.
    """
    days = [(last_day(f, year), _YEAR_NAMED.search(f.span.of(report.text))) for f in times]
    ends = [day if named or year is None else day.replace(year=max(day.year, year)) for day, named in days if day]
    if ends:
        return max(ends)
    return date(year, 12, 31) if year is not None else None


def last_day(figure: Figure, year: int | None) -> date | None:
    """The last day of a date or period; None where it cannot be read."""
    if figure.period is not None and figure.period.end is not None:
        end = figure.period.end
        return date(year, 12, 31) if figure.period.resolved and year is not None and end.year < year else end
    edtf = (figure.edtf or "").rpartition("/")[2]
    m = re.fullmatch(r"(\d{4}|XXXX)(?:-(\d{2}))?(?:-(\d{2}))?", edtf)
    if m is None or (m[1] == "XXXX" and year is None):
        return None
    y = year if m[1] == "XXXX" else int(m[1])
    assert y is not None
    month = int(m[2]) if m[2] else 12
    if not 1 <= month <= 12:
        return None
    last = monthrange(y, month)[1]
    return date(y, month, min(int(m[3]), last) if m[3] else last)  # 11月31日 can only mean the month's end
