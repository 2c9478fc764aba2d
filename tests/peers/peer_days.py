"""Single days in the peer's conventions: written, on the weekday, or relative to a reference day.

A day without year or month has two readings, the last before and the first not before the reference day.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tests.peers.peer_numbers import folded

from audit.lang.hanzi import value_of

_MORE_FOLD = str.maketrans("週後號禮間從來於兩幾世紀開農曆", "周后号礼间从来于两几世纪开农历")


def plain_text(text: str) -> str:
    """Simplified and half-width, one character for one."""
    return folded(text).translate(_MORE_FOLD)


CN = "[一二三四五六七八九]"
ERAS = {
    "贞观": 626, "开元": 712, "神龙": 704, "洪武": 1367, "建文": 1398, "永乐": 1402, "景泰": 1449, "天顺": 1456,
    "成化": 1464, "嘉靖": 1521, "万历": 1572, "崇祯": 1627, "顺治": 1643, "康熙": 1661, "雍正": 1722, "乾隆": 1735,
    "嘉庆": 1795, "道光": 1820, "咸丰": 1850, "同治": 1861, "光绪": 1874, "宣统": 1908, "民国": 1911,
}  # fmt: skip
YEARS = {"今年": 0, "本年": 0, "明年": 1, "去年": -1, "前年": -2, "后年": 2}
YEAR = (
    rf"(?:(?:{'|'.join(ERAS)})(?:元|\d{{1,3}}|[一二三四五六七八九十百零]{{1,4}})\s*年"
    r"|(?<![\d一二三四五六七八九零])(?:\d{2,4}|两千零?[一二三四五六七八九十]{0,3}|[一二三四五六七八九零两]{2,4})\s*年(?!代))"
)
RELATIVE_YEAR = "|".join(YEARS)
MONTH = (
    r"(?:正月|大年(?![龄纪级])"
    r"|(?<![\d一二三四五六七八九十])(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s*月(?:份(?!额))?)"
)
DAY = rf"(?:[12]\d|3[01]|0?[1-9]|初[一二三四五六七八九十]|三十一?|二?十{CN}?|廿{CN}?|卅|{CN})(?![\d十])"
WEEKDAY = r"(?:周|星期|礼拜)\s*[一二三四五六日天](?!\s*[十百千个])"
_LAST = "最后一个|最后"
_SHIFTS = {
    "上上个": -2, "上上": -2, "上一个": -1, "上个": -1, "上一": -1, "上": -1,
    "这一个": 0, "这一": 0, "这个": 0, "这": 0, "本": 0,
    "下一个": 1, "下个": 1, "下一": 1, "下": 1, "下下个": 2, "下下": 2,
}  # fmt: skip
SHIFT = "|".join(sorted(_SHIFTS, key=lambda w: (-len(w), w)))
_RELATIVE = {
    "大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "最近": 0, "明天": 1, "明日": 1, "后天": 2,
    "大后天": 3,
}  # fmt: skip
COUNT = r"(?:\d+|[一二三四五六七八九十百两零]+)"
_ORDER = "第[一二三四五]个|最后一个"
_BEFORE, _AFTER = "以前|之前|前", "以后|之后|后"

DAY_PATTERN = (
    r"(?P<ymd>(?<![\d.])(?P<ny>\d{4}|\d{2})\s*(?P<sep>[-./])\s*(?P<nm>1[0-2]|0?[1-9])\s*(?P=sep)\s*"
    r"(?P<nd>[12]\d|3[01]|0?[1-9])(?![\d]|\.\d))"
    r"|(?P<dmy>(?<![\d.])(?P<xd>[12]\d|3[01]|0?[1-9])(?P<sep2>[-./])(?P<xm>[12]\d|3[01]|0?[1-9])(?P=sep2)"
    r"(?P<xy>\d{4})(?!\d))"
    rf"|(?P<nth>(?P<om>{MONTH})的\s*(?P<order>{_ORDER})\s*(?P<ow>{WEEKDAY}))"
    rf"|(?P<md>(?:农历\s*)?(?:(?P<y>{YEAR})|(?P<ry>{RELATIVE_YEAR}))?\s*(?:农历\s*)?(?P<m>{MONTH})\s*"
    rf"(?P<d>{DAY})(?:\s*[日号]|(?![月个天年周点时分]))(?:[\s,]*{WEEKDAY})?)"
    rf"|(?P<rmd>(?P<rm>本|上个?|下个?|这个)月\s*(?P<rd>{DAY})\s*[日号]?)"
    rf"|(?P<weekday>(?P<shift>{SHIFT}|{_LAST})?的?\s*(?P<w>{WEEKDAY}))"
    rf"|(?P<relative>(?:{'|'.join(sorted(_RELATIVE, key=lambda w: (-len(w), w)))})(?!头条|[一二两三四五六七八九十\d]))"
    rf"|(?P<ago>(?<![\d第])(?P<an>\d{{1,2}}|[一二三四五六七八九十百两]+)\s*(?P<au>个?星期|个?月|年|周|天|日)\s*"
    rf"(?:(?P<before>{_BEFORE})(?!三|两|[一二四五六七八九十\d])|(?P<after>{_AFTER})))"
    rf"|(?P<alone>(?<![\d一二三四五六七八九十月])(?P<ad>{DAY})\s*[日号](?![楼线门房院]))"
)


class Day(NamedTuple):
    """A stretch of text and the days that it may mean, as ISO text; `impossible` for 2月30日."""

    start: int
    end: int
    days: tuple[dt.date, ...]
    kind: str
    impossible: bool = False


def number(text: str) -> int:
    """A small numeral in either script."""
    text = text.strip()
    return int(text) if text.isdecimal() else int(value_of(text) or 0)


def year_of(text: str) -> int:
    """The year of `2018年`, `18年`, `零八年`, `两千零四年`, `民国三年`, held inside the calendar (1 to 9990)."""
    return min(max(_year_said(text), 1), 9990)


def _year_said(text: str) -> int:
    text = re.sub(r"\s|年", "", text)
    for era, start in ERAS.items():
        if text.startswith(era):
            rest = text[len(era) :]
            return start + (1 if rest == "元" else number(rest))
    if not text.isdecimal() and not re.search("[十百千]", text):
        text = "".join(str("零一二三四五六七八九".index("二" if c == "两" else c)) for c in text)
    if text.isdecimal():
        year = int(text)
        return year if len(text) > 2 else year + (2000 if year < 50 else 1900)
    return number(text)


def month_of(text: str) -> int:
    """1 to 12."""
    return 1 if text in ("正月", "大年") else number(re.sub(r"\s|月份?", "", text))


def day_of(text: str) -> int:
    """1 to 31."""
    return number(text.replace("初", "").replace("廿", "二十").replace("卅", "三十"))


def _real(year: int, month: int, day: int) -> dt.date | None:
    real = 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    return dt.date(year, month, day) if real else None


def around(candidates: Iterable[dt.date | None], ref: dt.date) -> tuple[dt.date, ...]:
    """The last day before and the first one not before the reference."""
    known = sorted(day for day in candidates if day is not None)
    past = [day for day in known if day < ref][-1:]
    future = [day for day in known if day >= ref][:1]
    return (*past, *future)


def shift_of(text: str | None) -> int | None:
    """How many weeks, months, years 上, 下, 本 move; None without such a word."""
    return None if text is None else _SHIFTS.get(text, -1)


def month_shifted(day: dt.date, months: int) -> dt.date:
    """The same day so many months on, the last one where the month is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def weekday_of(text: str) -> int:
    """0 for Monday."""
    return 6 if text[-1] in "日天" else "一二三四五六".index(text[-1])


def days(text: str, ref: dt.date) -> Iterator[Day]:
    """Every single day, left to right."""
    for m in re.finditer(DAY_PATTERN, text):
        yield read_day(m, ref)


def read_day(m: re.Match[str], ref: dt.date) -> Day:
    """The day of one match of `DAY_PATTERN`."""
    kind = m.lastgroup or ""
    kind = next(k for k in _READERS if m[k] is not None)
    found = _READERS[kind](m, ref)
    return Day(m.start(), m.end(), found, kind, impossible=not found)


def _numeric(m: re.Match[str], _: dt.date) -> tuple[dt.date, ...]:
    day = _real(year_of(m["ny"]), int(m["nm"]), int(m["nd"]))
    return (day,) if day else ()


def _day_first(m: re.Match[str], _: dt.date) -> tuple[dt.date, ...]:
    first, second, year = int(m["xd"]), int(m["xm"]), int(m["xy"])
    day = _real(year, second, first) or _real(year, first, second)
    return (day,) if day else ()


def _month_day(m: re.Match[str], ref: dt.date) -> tuple[dt.date, ...]:
    month, day = month_of(m["m"]), day_of(m["d"])
    if m["y"] or m["ry"]:
        found = _real(year_of(m["y"]) if m["y"] else ref.year + YEARS[m["ry"]], month, day)
        return (found,) if found else ()
    return around((_real(ref.year + n, month, day) for n in range(-8, 9)), ref)


def _relative_month(m: re.Match[str], ref: dt.date) -> tuple[dt.date, ...]:
    month = month_shifted(ref.replace(day=1), {"上": -1, "下": 1}.get(m["rm"][0], 0))
    day = _real(month.year, month.month, day_of(m["rd"]))
    return (day,) if day else ()


def _weekday(m: re.Match[str], ref: dt.date) -> tuple[dt.date, ...]:
    monday = ref - dt.timedelta(ref.weekday())
    day = monday + dt.timedelta(weekday_of(m["w"]))
    shift = shift_of(m["shift"])
    if shift is not None:
        return (day + dt.timedelta(7 * shift),)
    return around((day + dt.timedelta(7 * n) for n in (-1, 0, 1)), ref)


def nth_weekday(year: int, month: int, order: str, weekday: int) -> dt.date | None:
    """第二个 or 最后一个 weekday of a month."""
    found = [dt.date(year, month, d) for d in range(1, monthrange(year, month)[1] + 1)]
    found = [day for day in found if day.weekday() == weekday]
    place = -1 if order.startswith("最后") else "一二三四五".index(order[1])
    return found[place] if place < len(found) else None


def _nth(m: re.Match[str], ref: dt.date) -> tuple[dt.date, ...]:
    month, weekday = month_of(m["om"]), weekday_of(m["ow"])
    return around((nth_weekday(ref.year + n, month, m["order"], weekday) for n in (-1, 0, 1)), ref)


def moved(day: dt.date, count: int, unit: str) -> dt.date:
    """So many days, weeks, months, years later; the calendar's first or last day where it ends before."""
    try:
        if "月" in unit or "年" in unit:
            return month_shifted(day, count if "月" in unit else 12 * count)
        return day + dt.timedelta(count * (7 if unit.endswith(("周", "星期")) else 1))
    except (OverflowError, ValueError):
        return dt.date.max if count > 0 else dt.date.min


def _ago(m: re.Match[str], ref: dt.date) -> tuple[dt.date, ...]:
    return (moved(ref, number(m["an"]) * (-1 if m["before"] else 1), m["au"]),)


def _alone(m: re.Match[str], ref: dt.date) -> tuple[dt.date, ...]:
    months = (month_shifted(ref.replace(day=1), n) for n in range(-3, 4))
    return around((_real(month.year, month.month, day_of(m["ad"])) for month in months), ref)


def _relative(m: re.Match[str], ref: dt.date) -> tuple[dt.date, ...]:
    return (ref + dt.timedelta(_RELATIVE[m["relative"]]),)


_READERS = {
    "ymd": _numeric, "dmy": _day_first, "nth": _nth, "md": _month_day, "rmd": _relative_month, "weekday": _weekday,
    "relative": _relative, "ago": _ago, "alone": _alone,
}  # fmt: skip
