"""Stretches of days in the peer's conventions (the end is the day after, or the day that is named), and durations."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import NamedTuple

from tests.peers.peer_days import (
    COUNT,
    DAY,
    DAY_PATTERN,
    MONTH,
    RELATIVE_YEAR,
    SHIFT,
    YEAR,
    YEARS,
    day_of,
    month_of,
    month_shifted,
    moved,
    number,
    read_day,
    shift_of,
    year_of,
)

Pair = tuple[dt.date | None, dt.date | None]


class Stretch(NamedTuple):
    """A stretch of text and the pairs of first and next day that it may mean; none where it cannot be resolved."""

    start: int
    end: int
    pairs: tuple[Pair, ...]


_TILL = r"\s*(?:到|至|--|-|—+|~|–)\s*"
_AND = r"\s*[与和]\s*"
_WITHIN = r"\s*(?:之间|之内|期间|中间|间)"
_BARE_YEAR = r"(?<![\d.,/:-])(?:1[5-9]\d\d|20\d\d|2100)(?![\d.,%/:]|-\d|\s*[年个人名元万亿次件米吨])"
_QUARTER = r"(?:第?[一二三四1-4]季度|前[两二三]个?季度)"
_HALF = r"(?:上半年|下半年|前半年|后半年)"
_TURN = r"\s*的?\s*"
_UNITS = r"(?:个?星期|个?月|年|周(?![一二三四五六日天末岁])|天|日)"


def _calendar(n: str) -> str:
    """A named piece of the calendar, groups ending in `n`."""
    year = rf"(?:(?P<y{n}>{YEAR})|(?P<ry{n}>{RELATIVE_YEAR}))"
    return (
        rf"(?:(?P<wk{n}>(?:(?P<wm{n}>{MONTH})|{year.replace('<y', '<wy').replace('<ry', '<wry')}){_TURN}"
        rf"(?:第(?P<wo{n}>[一二三四五])|(?P<wl{n}>最[后後]一))\s*个?周(?!末))"
        rf"|(?P<some{n}>{year.replace('<y', '<sy').replace('<ry', '<sry')}{_TURN}(?P<end{n}>前|最后|最後)\s*"
        rf"(?P<sn{n}>{COUNT})\s*(?P<su{n}>{_UNITS}))"
        rf"|(?:{year}{_TURN})?(?:(?P<q{n}>{_QUARTER})|(?P<h{n}>{_HALF})|(?P<s{n}>[春夏秋冬](?:天|季))|(?P<m{n}>{MONTH}))"
        rf"|(?P<yo{n}>{YEAR})|(?P<ryo{n}>{RELATIVE_YEAR})"
        rf"|(?P<c{n}>(?:上个?|(?P<cc{n}>\d{{1,2}}|[一二三四五六七八九十]+))世纪)?(?P<dec{n}>\d0|[二三四五六七八九]十)年代"
        rf"|(?P<half{n}>(?:上|下)半(?P<hu{n}>周|月))"
        rf"|(?P<rel{n}>{SHIFT})\s*(?P<ru{n}>周末|周(?![一二三四五六日天])|星期(?![一二三四五六日天])|月(?!{DAY}\s*[日号])|年(?!度))"
        rf"|(?P<we{n}>周末))"
    )


_NAMED = re.compile(_calendar("0"))
_YEARS = re.compile(
    rf"(?P<pre>(?:从|在|自)\s*)?(?P<a>{YEAR}|(?<!\d)\d{{4}})(?:{_TILL}(?P<b>{YEAR}|\d{{4}}(?![\d年]))(?:{_WITHIN}|之前|前)?"
    rf"|{_AND}(?P<c>{YEAR}){_WITHIN})"
)
_MONTHS = re.compile(
    rf"(?:(?:从|在|自)\s*)?(?P<a>{MONTH})(?:{_TILL}(?P<b>{MONTH})(?!\s*{DAY}[日号])|{_AND}(?P<c>{MONTH}){_WITHIN})"
)
_YEAR_MONTH = re.compile(
    r"(?<![\d./-])(?:(?P<y>(?:19|20)\d\d)\s*[-./]\s*(?P<m>1[0-2]|0?[1-9])|(?P<m2>1[0-2]|0?[1-9])/(?P<y2>(?:19|20)\d\d))"
    r"(?![\d./%-]|[年月日])"
)
_BARE = re.compile(rf"(?:=\s*)?(?P<y>{_BARE_YEAR})")
_NUMBERED = re.compile(
    rf"(?P<way>最近|过去|近|之前|前|上(?!个|周|月|年|一)|未来的?|之后|后|下(?!个|周|月|年|一)|接下来的?)\s*(?P<n>{COUNT}|几)\s*"
    rf"(?P<u>{_UNITS})"
)
_UNTIL = re.compile(r"\s*(?:[或及]\s*(?:之前|以前)|以前|之前|前(?![一二三四五六七八九十两\d]))")
_SINCE_END = re.compile(r"\s*(?:[或及]\s*(?:之后|以后)|以来|开始)")
_AFTER_END = re.compile(r"\s*(?:之后|以后|后(?![一二三四五六七八九十两\d]))")
_FROM = re.compile(r"(?:自从|自|从)\s*$")
_START = {"一": 1, "二": 4, "三": 7, "四": 10, "1": 1, "2": 4, "3": 7, "4": 10}


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(day.weekday())


def first_week(first: dt.date) -> dt.date:
    """Monday of the first week that has its Thursday in the month or year that begins on `first`."""
    return _monday(first + dt.timedelta((3 - first.weekday()) % 7))


def months(start: dt.date, count: int) -> Pair:
    """So many whole months."""
    return start, month_shifted(start, count)


def around_pairs(pairs: Iterable[Pair], ref: dt.date) -> tuple[Pair, ...]:
    """The last that began before the reference and the first that did not."""
    known = sorted((pair for pair in pairs if pair[0] is not None), key=lambda p: p[0] or ref)
    past = [p for p in known if p[0] is not None and p[0] < ref][-1:]
    future = [p for p in known if p[0] is not None and p[0] >= ref][:1]
    return (*past, *future)


def _year(m: re.Match[str], said: str, relative: str, ref: dt.date) -> int | None:
    if m[said]:
        return year_of(m[said])
    return ref.year + YEARS[m[relative]] if m[relative] else None


def named(m: re.Match[str], ref: dt.date) -> tuple[Pair, ...]:
    """What one match of a named piece of the calendar means."""
    if m["wk0"]:
        return _week_of(m, ref)
    if m["some0"]:
        return _some_of(m, ref)
    if m["half0"] or m["rel0"] or m["we0"]:
        return _half_of(m, ref) if m["half0"] else _turned(m, ref)
    if m["dec0"]:
        century = number(m["cc0"]) - 1 if m["cc0"] else ref.year // 100 - 1
        return (months(dt.date(century * 100 + number(m["dec0"]), 1, 1), 120),)
    return _year_named(m, ref) if m["yo0"] or m["ryo0"] else _part_of_year(m, ref)


def _year_named(m: re.Match[str], ref: dt.date) -> tuple[Pair, ...]:
    """The whole year; this year up to today."""
    if m["yo0"]:
        return (months(dt.date(year_of(m["yo0"]), 1, 1), 12),) if year_of(m["yo0"]) else ()
    first = dt.date(ref.year + YEARS[m["ryo0"]], 1, 1)
    return ((first, ref),) if YEARS[m["ryo0"]] == 0 and first < ref else (months(first, 12),)


def _part_of_year(m: re.Match[str], ref: dt.date) -> tuple[Pair, ...]:
    if m["s0"]:
        return ()
    year = _year(m, "y0", "ry0", ref)
    if m["m0"]:
        month = month_of(m["m0"])
        if year is not None:
            return (months(dt.date(year, month, 1), 1),)
        return around_pairs((months(dt.date(ref.year + n, month, 1), 1) for n in (-1, 0, 1)), ref)
    year = ref.year if year is None else year
    if m["h0"]:
        return (months(dt.date(year, 1 if m["h0"][0] in "上前" else 7, 1), 6),)
    quarter = m["q0"]
    if quarter.startswith("前"):
        return (months(dt.date(year, 1, 1), 9 if quarter[1] == "三" else 6),)
    return (months(dt.date(year, _START[quarter.replace("第", "")[0]], 1), 3),)


def _week_of(m: re.Match[str], ref: dt.date) -> tuple[Pair, ...]:
    def week(first: dt.date, span: int) -> Pair:
        start = first_week(first)
        if m["wl0"]:
            start = first_week(month_shifted(first, span)) - dt.timedelta(7)
        else:
            start += dt.timedelta(7 * ("一二三四五".index(m["wo0"])))
        return start, start + dt.timedelta(7)

    if m["wm0"]:
        month = month_of(m["wm0"])
        return around_pairs((week(dt.date(ref.year + n, month, 1), 1) for n in (-1, 0, 1)), ref)
    year = _year(m, "wy0", "wry0", ref)
    return (week(dt.date(year or ref.year, 1, 1), 12),)


def _some_of(m: re.Match[str], ref: dt.date) -> tuple[Pair, ...]:
    year, count, unit = _year(m, "sy0", "sry0", ref) or ref.year, number(m["sn0"]), m["su0"]
    first, after = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
    if unit.endswith(("周", "星期")):
        first, after = first_week(first), first_week(after)
    if m["end0"] == "前":
        return ((first, moved(first, count, unit)),)
    return ((moved(after, -count, unit), after),)


def _half_of(m: re.Match[str], ref: dt.date) -> tuple[Pair, ...]:
    upper = m["half0"][0] == "上"
    if m["hu0"] == "周":
        monday = _monday(ref)
        middle = monday + dt.timedelta(3)
        return ((monday, middle),) if upper else ((middle, monday + dt.timedelta(7)),)
    first, middle = ref.replace(day=1), ref.replace(day=16)
    return ((first, middle),) if upper else ((middle, month_shifted(first, 1)),)


def _turned(m: re.Match[str], ref: dt.date) -> tuple[Pair, ...]:
    shift, unit = shift_of(m["rel0"]) or 0, m["ru0"] or "周末"
    if unit == "年":
        return (months(dt.date(ref.year + shift, 1, 1), 12),)
    if unit == "月":
        return (months(month_shifted(ref.replace(day=1), shift), 1),)
    monday = _monday(ref) + dt.timedelta(7 * shift)
    if unit == "周末":
        return ((monday + dt.timedelta(5), monday + dt.timedelta(7)),)
    return ((monday, monday + dt.timedelta(7)),)


def stretches(text: str, ref: dt.date) -> list[Stretch]:
    """Every stretch, left to right; of two that overlap the longer one."""
    found = [*_between_days(text, ref), *_between_years(text), *_between_months(text, ref), *_counted(text, ref)]
    found += _open(text, ref)
    for m in _YEAR_MONTH.finditer(text):
        first = dt.date(int(m["y"] or m["y2"]), int(m["m"] or m["m2"]), 1)
        found.append(Stretch(m.start(), m.end(), (months(first, 1),)))
    found += [Stretch(m.start(), m.end(), named(m, ref)) for m in _NAMED.finditer(text) if not _is_day(text, m)]
    found += [Stretch(m.start(), m.end(), (months(dt.date(int(m["y"]), 1, 1), 12),)) for m in _BARE.finditer(text)]
    return longest(found)


def longest(found: list[Stretch]) -> list[Stretch]:
    """Longest first where two overlap, the earlier reader where they are equal."""
    kept: list[Stretch] = []
    for one in sorted(found, key=lambda s: (s.start - s.end, s.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept)


def _is_day(text: str, m: re.Match[str]) -> bool:
    """十月 of 十月三日."""
    return bool(m["m0"]) and re.match(rf"\s*{DAY}(?:\s*[日号]|(?![月个天年周点时分、]))", text[m.end() :]) is not None


def _between_days(text: str, ref: dt.date) -> list[Stretch]:
    found = []
    for m in re.finditer(DAY_PATTERN, text):
        first = read_day(m, ref)
        link = re.compile(_TILL).match(text, m.end())
        if link is None or first.kind in ("alone", "ago"):
            continue
        last = re.compile(DAY_PATTERN).match(text, link.end())
        short = re.compile(rf"(?P<d>{DAY})\s*[日号]?(?![月个年])").match(text, link.end())
        if last is None and short is None:
            continue
        end = last.end() if last is not None else short.end() if short is not None else 0
        pairs = [(day, _until(day, last, short, ref)) for day in first.days]
        start = m.start() - len(lead[0]) if (lead := re.search(r"从\s*$", text[: m.start()])) else m.start()
        found.append(Stretch(start, end, tuple(pair for pair in pairs if pair[1] is not None)))
    return found


def _until(day: dt.date, last: re.Match[str] | None, short: re.Match[str] | None, ref: dt.date) -> dt.date | None:
    if last is not None and (last["y"] or last["ry"] or last["shift"] or not _open_ended(last)):
        found = read_day(last, ref).days
        return found[0] if found else None
    if last is not None and (last["md"] or last["weekday"]):
        return next((later for later in read_day(last, day).days if later >= day), None)
    number_said = day_of(last["ad"]) if last is not None else day_of(short["d"]) if short is not None else 0
    try:
        return day.replace(day=number_said)
    except ValueError:
        return None


def _open_ended(last: re.Match[str]) -> bool:
    """A day that the first day dates: without year, week or month of its own."""
    return any(last[kind] is not None for kind in ("md", "weekday", "alone"))


def _between_years(text: str) -> list[Stretch]:
    found = []
    for m in _YEARS.finditer(text):
        if "年" not in m[0] and not m["pre"]:
            continue
        first, last = year_of(m["a"]), year_of(m["b"] or m["c"])
        if 0 < first < last:
            found.append(Stretch(m.start(), m.end(), ((dt.date(first, 1, 1), dt.date(last, 1, 1)),)))
    return found


def _between_months(text: str, ref: dt.date) -> list[Stretch]:
    found = []
    for m in _MONTHS.finditer(text):
        first, last = month_of(m["a"]), month_of(m["b"] or m["c"])
        starts = [dt.date(ref.year + n, first, 1) for n in (-1, 0, 1)]
        pairs: list[Pair] = [(s, dt.date(s.year + (last < first), last, 1)) for s in starts]
        found.append(Stretch(m.start(), m.end(), around_pairs(pairs, ref)))
    return found


def _counted(text: str, ref: dt.date) -> list[Stretch]:
    found = []
    for m in _NUMBERED.finditer(text):
        if m["n"] == "几":
            found.append(Stretch(m.start(), m.end(), ()))
            continue
        count, tomorrow = number(m["n"]), ref + dt.timedelta(1)
        if m["way"].startswith(("未来", "之后", "后", "下", "接")):
            pair: Pair = (tomorrow, moved(tomorrow, count, m["u"]))
        else:
            pair = (moved(ref, -count, m["u"]), ref)
        found.append(Stretch(m.start(), m.end(), (pair,)))
    return found


def _open(text: str, ref: dt.date) -> list[Stretch]:
    """2015年前, 2018年之后, 自2018年以来, 2010年1月10日或之前."""
    pieces: list[tuple[int, int, tuple[Pair, ...]]] = [
        (m.start(), m.end(), named(m, ref)) for m in _NAMED.finditer(text) if not _is_day(text, m)
    ]
    for day in (read_day(m, ref) for m in re.finditer(DAY_PATTERN, text)):
        if day.kind not in ("alone", "ago"):
            pieces.append((day.start, day.end, tuple((d, d) for d in day.days)))
    found = []
    for start, end, pairs in pieces:
        lead = _FROM.search(text[:start])
        begin = lead.start() if lead else start
        if m := _UNTIL.match(text, end):
            found.append(Stretch(start, m.end(), tuple((None, pair[0]) for pair in pairs)))
        elif m := _SINCE_END.match(text, end):
            found.append(Stretch(begin, m.end(), tuple((pair[0], None) for pair in pairs)))
        elif m := _AFTER_END.match(text, end):
            found.append(Stretch(start, m.end(), tuple((pair[1], None) for pair in pairs)))
        elif text.startswith("起", end):
            begin = start if lead and lead[0].strip() == "从" else begin
            found.append(Stretch(begin, end + 1, tuple((pair[0], None) for pair in pairs)))
        elif lead and lead[0].strip() != "从" and not re.compile(_TILL).match(text, end):
            found.append(Stretch(begin, end, tuple((pair[0], None) for pair in pairs)))
    return found


# --- durations ----------------------------------------------------------------------------------------------------

_SECONDS = {
    "年": 31_536_000, "个月": 2_592_000, "个星期": 604_800, "星期": 604_800, "周": 604_800, "天": 86_400,
    "个小时": 3_600, "小时": 3_600, "个钟头": 3_600, "钟头": 3_600, "分钟": 60, "秒钟": 1, "秒": 1,
}  # fmt: skip
_LENGTH = (
    r"(?P<n>\d+(?:\.\d+)?|[一二三四五六七八九十百两零]+|半)\s*(?P<and>个半(?=小时|钟头|月|星期))?"
    rf"(?P<u>{'|'.join(sorted(_SECONDS, key=lambda u: (-len(u), u)))})(?![一二三四五六末度岁])(?P<half>半)?"
)
_ONE_LENGTH = re.sub(r"\(\?P<[a-z]+>", "(?:", _LENGTH)
_DURATION = re.compile(
    rf"(?<![\d第零一二三四五六七八九十.]){_ONE_LENGTH}(?:\s*[又零]?\s*{_ONE_LENGTH})*"
    r"(?:(?<=天)\s*(?P<hours>\d+|[一二三四五六七八九十两]+)\s*时(?![间期候段代任有常]))?"
)


def durations(text: str) -> list[tuple[int, int, float]]:
    """Lengths of time in seconds."""
    found = []
    for m in _DURATION.finditer(text):
        if re.match(r"(?:\d{3,4}|0\d|零[一二三四五六七八九])\s*年", m[0]):
            continue
        seconds = float(number(m["hours"]) * 3600) if m["hours"] else 0.0
        for piece in re.finditer(_LENGTH, m[0]):
            count = 0.5 if piece["n"] == "半" else float(piece["n"]) if piece["n"][0].isdigit() else number(piece["n"])
            seconds += (count + (0.5 if piece["half"] or piece["and"] else 0)) * _SECONDS[piece["u"]]
        found.append((m.start(), m.end(), seconds))
    return found
