"""Dates: days that do not exist, stages out of order, spans against their ends, a title's month against the text's."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

from ..records import Figure, FigureKind, Holds, Relation, Span
from . import pattern
from .binding import Layout, Token
from .cues import cue, table

DAY = re.compile(r"(\d(?<!\d\d)\d?)月(\d{1,2})日")  # each begins with a digit: a search skips all else
YEAR = re.compile(r"(?<!\d)(\d{4})年")
BROKEN = re.compile(r"[12](?<!\d\d)(?:(?<=1)9|(?<=2)0)\d{4,6}日(?!\d)")
SHORT_YEAR = re.compile(r"[12](?<!\d\d)\d{2}年\d{1,2}月(?:\d{1,2}日)?")
EDTF = re.compile(r"(\d{4}|XXXX)-(\d{2})(?:-(\d{2}))?$")
RELATIVE = re.compile("当年|同年|次年|翌年|第二年")
CLOSED = re.compile("收官|收兵|结束|落幕|闭幕|截止|收尾|完成|止|结业")
BOUNDED = re.compile(
    "[自从][^，。；]{0,16}(?:起|开始|启动|报到|开班|入营|进驻|开展)[^。；]{0,8}[，、]?[^。；]{0,4}[至到][^。；]{0,16}(?:止|结束|结业|收官|截止|撤离|结营|完成)"
)
MONTHS = "零一二三四五六七八九十"


Dated = dict[int, list[Figure]]


@dataclass(frozen=True, slots=True)
class Stage:
    """A date and the stage of the undertaking that it is the date of."""

    figure: Figure
    rank: int
    year: int | None
    month: int
    day: int | None


@pattern("dates")
def dates(layout: Layout) -> Iterator[Relation]:
    """What the report says of time."""
    yield from _impossible(layout)
    spans = list(_durations(layout))
    yield from spans
    told = [set(s.members) for s in spans]
    days = _by_sentence(layout)
    yield from (s for s in _stages(layout, days) if not any(set(s.members) <= t for t in told))
    yield from (s for s in _stretches(layout, days) if not any(set(s.members) <= t for t in told))
    yield from _ended_first(layout, days)
    yield from _title_month(layout)


def _relation(
    layout: Layout, members: tuple[Span, ...], holds: Holds, zh: str, en: str, *, hard: bool = True
) -> Relation:
    at = layout.ids
    span = Span(min(m.start for m in members), max(m.end for m in members))
    ids = tuple(at[m] for m in members if m in at)
    return Relation(
        id="", kind="dates", pattern="dates", members=members, figures=ids, span=span, holds=holds, hard=hard,
        why_zh=zh, why_en=en,
    )  # fmt: skip


def _impossible(layout: Layout) -> Iterator[Relation]:
    """11月31日; 13月; 20211228日."""
    for said in DAY.finditer(layout.text):
        start = said.start()
        named = YEAR.fullmatch(layout.text, start - 5, start) if start >= 5 else None
        year = int(named.group(1)) if named else 2000  # a leap year: without a year 29 February may be
        month, day = int(said.group(1)), int(said.group(2))
        if not 1 <= month <= 12:
            zh, en = f"没有{month}月", f"there is no month {month}"
        elif not 1 <= day <= monthrange(year, month)[1]:
            zh, en = f"{month}月没有{day}日", f"month {month} has no day {day}"
        else:
            continue
        yield _relation(layout, (Span(named.start() if named else start, said.end()),), Holds.FALSE, zh, en)
    for said in SHORT_YEAR.finditer(layout.text):
        span = Span(said.start(), said.end())
        yield _relation(layout, (span,), Holds.FALSE, "年份缺一位数字", "the year lacks a digit")
    for said in BROKEN.finditer(layout.text):
        span = Span(said.start(), said.end())
        yield _relation(
            layout, (span,), Holds.FALSE, "日期缺“年”“月”字样", "the date lacks the words for year and month"
        )


def _stages(layout: Layout, days: Dated) -> Iterator[Relation]:
    """2022年8月启动，6月底验收: stages of one sentence must follow each other."""
    for told in days.values():
        stages = _in_one_year(layout, [s for f in told if (s := _stage(layout, f)) is not None])
        runs: list[list[Stage]] = []
        for before, after in pairwise(stages):
            if before.rank >= after.rank or layout.text[before.figure.span.end : after.figure.span.start].count("；"):
                continue
            if runs and runs[-1][-1] is before:
                runs[-1].append(after)
            else:
                runs.append([before, after])
        yield from (_sequence(layout, run) for run in runs)


def _ended_first(layout: Layout, days: Dated) -> Iterator[Relation]:
    """2023年9月竣工，2023年10月开工建设: the end is told first, and lies before the beginning."""
    begun, ended = (
        cue("dates", "begun", before="^(?:正式)?", after="(?:建设)?(?:[，。；、）]|$)"),
        cue("dates", "ended", after="[^，、]{0,4}[，、]$"),
    )
    for told in days.values():
        for first, last in pairwise(told):
            words = layout.text[first.span.end : last.span.start]
            a, b = _dated(first), _dated(last)
            one_work = len(words) < 12 and ended.search(words) and not re.search("[期批段]", words)
            if (
                a is None
                or b is None
                or not one_work
                or not begun.search(layout.text[last.span.end : last.span.end + 8])
            ):
                continue
            if (found := _sequence(layout, [b, a])).holds is Holds.FALSE:
                yield replace(found, members=(first.span, last.span))


def _by_sentence(layout: Layout) -> Dated:
    """Sentences with several dates, and these."""
    held: Dated = {}
    for figure in layout.dates:
        if figure.cell is None:
            held.setdefault(layout.sentence_at(figure.span.start), []).append(figure)
    return {sentence: told for sentence, told in held.items() if len(told) > 1}


def _stage(layout: Layout, figure: Figure) -> Stage | None:
    """The stage named between the date and the next comma or date."""
    dated = _dated(figure)
    words = re.split(r"[，、。；\d]", layout.text[figure.span.end : figure.span.end + 24])[0]
    ranks = [n for n, names in enumerate(table("dates")["stages"]) if any(name in words for name in names)]
    return replace(dated, rank=ranks[0]) if dated is not None and ranks else None


def _in_one_year(layout: Layout, stages: list[Stage]) -> list[Stage]:
    """2022年9月竣工，当年8月接收: 当年 and 次年 count from the date before."""
    found: list[Stage] = []
    for stage in stages:
        start = stage.figure.span.start
        said = RELATIVE.search(layout.text[max(0, start - 3) : stage.figure.span.end])
        before = next((s.year for s in reversed(found) if s.year is not None), None)
        counted = said is not None and before is not None
        later = said is not None and said.group() in ("次年", "翌年", "第二年")
        found.append(replace(stage, year=(before or 0) + later) if counted else stage)
    return found


def _sequence(layout: Layout, run: list[Stage]) -> Relation:
    years = {y for y in (*(s.year for s in run), layout.report.year) if y is not None} or {2000}
    ordered = all(_may_follow(a, b, years) for a, b in pairwise(run))
    printed = "、".join(s.figure.span.of(layout.text) for s in run)
    zh = f"{printed}先后{'成立' if ordered else '颠倒'}"
    en = f"{printed}: {'in order' if ordered else 'out of order'}"
    members = tuple(s.figure.span for s in run)
    return _relation(layout, members, Holds.TRUE if ordered else Holds.FALSE, zh, en)


def _may_follow(a: Stage, b: Stage, years: set[int]) -> bool:
    """Some year that the text allows puts `b` not before `a`."""
    for first in [a.year] if a.year is not None else sorted(years):
        for second in [b.year] if b.year is not None else [first, *sorted(y for y in years if y >= first)]:
            early = (first, a.month, a.day or 1)
            late = (second, b.month, b.day or 31)
            if early <= late:
                return True
    return False


def _durations(layout: Layout) -> Iterator[Relation]:
    """3月1日启动、4月28日结束，历时59天: both ends counted, or one."""
    for token in layout.tokens:
        if token.figure.unit != "天" or not token.known or not cue("dates", "lasting").search(token.lead):
            continue
        ends = _ends(layout, token.sentence, token.span.start) or _ends_behind(layout, token.span.end)
        if ends is None:
            yield from _backwards(layout, token)
            continue
        members, first, last = ends
        counted = (last - first).days + 1
        fits = token.amount in (counted, counted - 1)
        told = re.search("历时|为期|用时|耗时|为时", token.lead)
        bounded = told is not None or _bounded(layout, token, members)
        near = token.amount <= 366 if bounded else abs(counted - Fraction(token.amount)) * 2 <= counted
        if fits or near:
            zh, en = f"首尾计入共{counted}天", f"{counted} days, both ends counted"
            holds = Holds.TRUE if fits else Holds.FALSE
            yield _relation(layout, (token.span, *members), holds, zh, en, hard=False)


def _bounded(layout: Layout, token: Token, members: tuple[Span, ...]) -> bool:
    """自3月1日起，至3月20日止，前后40天: both ends are said to be the ends of it."""
    words = layout.words(layout.sentences[token.sentence].start, token.span.start)
    return len(members) == 2 and BOUNDED.search(words) is not None


def _backwards(layout: Layout, token: Token) -> Iterator[Relation]:
    """从11月8日起步，到10月27日收官，历时20天: ended before it began; 12月20日 to 1月8日 runs into the next year."""
    opened = layout.sentences[token.sentence].start
    told = [f for f in layout.figures_in(opened, token.span.start) if f.kind is FigureKind.DATE][-2:]
    if len(told) < 2 or not re.search("历时|为期|用时|耗时|为时", token.lead):
        return
    if not CLOSED.search(layout.words(told[1].span.end, token.span.start)):
        return
    days = _days(layout, told[1].edtf or "", told[0].edtf or "")  # the second before the first
    if days is None or any((f.edtf or "")[:1] != "X" for f in told):
        return
    around = (days[0].replace(year=days[0].year + 1) - days[1]).days + 1 if days[0].day < 29 else 0
    holds = Holds.TRUE if token.amount in (around, around - 1) else Holds.FALSE
    members = (token.span, *(f.span for f in told))
    yield _relation(layout, members, holds, "结束早于开始", "ended before it began", hard=False)


def _ends_behind(layout: Layout, after: int) -> tuple[tuple[Span, ...], date, date] | None:
    """为期20天（3月1日至3月20日）."""
    for figure in layout.figures_in(after, after + 10):
        if figure.kind is FigureKind.PERIOD and "/" in (figure.edtf or ""):
            days = _days(layout, *(figure.edtf or "").split("/", 1))
            return None if days is None else ((figure.span,), *days)
    return None


def _ends(layout: Layout, sentence: int, before: int) -> tuple[tuple[Span, ...], date, date] | None:
    """The two days that bound a stretch, told before the position in the sentence."""
    told = [
        f
        for f in layout.figures_in(layout.sentences[sentence].start, before)
        if f.kind in (FigureKind.DATE, FigureKind.PERIOD) and f.span.end <= before
    ]
    for figure in reversed(told):
        if figure.kind is FigureKind.PERIOD and "/" in (figure.edtf or ""):
            first, last = (figure.edtf or "").split("/")
            if (days := _days(layout, first, last)) is not None:
                return (figure.span,), *days
    points = [f for f in told if f.kind is FigureKind.DATE or (f.edtf or "").endswith("/..")][-2:]  # 自3月5日起
    if len(points) == 2:
        first, last = ((f.edtf or "").removesuffix("/..") for f in points)
        if (days := _days(layout, first, last)) is not None:
            return tuple(f.span for f in points), *days
    return None


def _stretches(layout: Layout, days: Dated) -> Iterator[Relation]:
    """从2020年12月延续到2021年3月: the second is not before the first."""
    for sentence, told in days.items():
        opened = layout.sentences[sentence].start
        for first, last in pairwise(told):
            words = layout.text[first.span.end : last.span.start]
            before = layout.text[max(opened, first.span.start - 8) : first.span.start]
            starts = re.search("[从自由][^，。；]{0,6}$", before) or re.match("起", words)
            if starts and re.fullmatch(r"[^，。；\d]{0,6}(?:到|至)", words) and _dated(first) and _dated(last):
                a, b = _dated(first), _dated(last)
                assert a is not None and b is not None
                yield _sequence(layout, [a, b])


def _dated(figure: Figure) -> Stage | None:
    """A date with its month, as a stage of no undertaking."""
    at = EDTF.match(figure.edtf or "")
    if at is None:
        return None
    year = None if at.group(1) == "XXXX" else int(at.group(1))
    return Stage(figure, 0, year, int(at.group(2)), int(at.group(3)) if at.group(3) else None)


def _days(layout: Layout, first: str, last: str) -> tuple[date, date] | None:
    year = layout.report.year or 2001
    found = []
    for text in (first, last):
        at = EDTF.match(text)
        if at is None or at.group(3) is None:
            return None
        own = year if at.group(1) == "XXXX" else int(at.group(1))
        month, day = int(at.group(2)), int(at.group(3))
        if not 1 <= month <= 12 or not 1 <= day <= monthrange(own, month)[1]:
            return None
        found.append(date(own, month, day))
    return (found[0], found[1]) if found[0] <= found[1] else None


def _title_month(layout: Layout) -> Iterator[Relation]:
    """A title that says 二月份 over a text that speaks only of another month."""
    title, _, body = layout.text.partition("\n")
    said = re.search(r"(\d{1,2}|[一二三四五六七八九十]{1,2})月份", title)
    if said is None or len(title) > 40 or not re.search(r"通报|情况|报告|总结|小结|简报|月报", title):
        return
    month = int(said.group(1)) if said.group(1).isdigit() else _month(said.group(1))
    others = list(re.finditer(r"(?<!\d)(\d{1,2})月", body))
    if others and all(int(m.group(1)) != month for m in others):
        first = others[0]
        start = len(title) + 1
        members = (Span(said.start(), said.end()), Span(start + first.start(), start + first.end()))
        yield _relation(
            layout, members, Holds.FALSE, "标题与正文月份不一致", "title and text name different months", hard=False
        )


def _month(han: str) -> int:
    return MONTHS.index(han) if len(han) == 1 else 10 + MONTHS.index(han[1])
