"""Times of a plan for the next year: 年底前 there is the end of the year that is planned."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..lang.dates import Time, times
from ..records import Report, Span

_NEXT = re.compile(r"明年|来年|下一年度?|新的一年")


def planned(report: Report, found: Iterable[Time]) -> Iterator[Time]:
    """The times in their order, those without a year of their own put into the year that their section plans."""
    sections = _next_year(report)
    starts = [span.start for span in sections]
    for time in found:
        at = bisect_right(starts, time.span.start) - 1
        ahead = time.floating and at >= 0 and time.span.start < sections[at].end
        yield _a_year_later(report, time) if ahead else time


def _next_year(report: Report) -> list[Span]:
    """The plan sections whose words name the next year; 下一步 alone may mean the rest of this one."""
    if report.year is None:
        return []
    spans: list[Span] = []
    for block in report.blocks:
        if block.section != "plan":
            continue
        if spans and not report.text[spans[-1].end : block.span.start].strip():
            spans[-1] = Span(spans[-1].start, block.span.end)
        else:
            spans.append(block.span)
    named = f"{report.year + 1}年"
    return [span for span in spans if named in span.of(report.text) or _NEXT.search(span.of(report.text))]


def _a_year_later(report: Report, time: Time) -> Time:
    again = next(times(time.span.of(report.text), (report.year or 0) + 1), None)
    if again is None or again.span.end - again.span.start != time.span.end - time.span.start:
        return time
    return replace(time, edtf=again.edtf, period=again.period)
