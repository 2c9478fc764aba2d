from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ..records import Facts, Figure, FigureKind, Finding, Report, Severity, Span
from . import block_at, rule

PART_YEAR_TITLE = re.compile("上半年|半年|季度|[一二三四五六七八九十]+月份|月度|专题|月报|周报|阶段")
CUT_OFF = re.compile(r"截[至止](?:到)?\s*$")


@rule(
    "T002",
    "partial-period",
    Severity.QUERY,
    zh="“{quote}”：年度报告中的数据只统计到{until}，请补报全年数或说明口径",
    en="“{quote}”: in an annual report this covers the time until {until} only; supply the year's figure or say why",
)
def partial_period(facts: Facts) -> Iterator[Finding]:
    """In an annual report a figure covers some months only (1－7月), or the cut-off lies before December.

    Why: part-year figures mixed with annual ones cannot be added up or compared with the goal of the year.
    What to do: supply the year's figure, or state one cut-off date for the whole report.
    Authority: 《统计法》第九条；《党政机关公文处理工作条例》第十九条.
    """
    report = facts.report
    year = report.year
    if year is None or PART_YEAR_TITLE.search(report.text[:60].split("\n", 1)[0]):
        return
    measured = sorted(f.span.start for f in facts.figures if f.kind not in (FigureKind.DATE, FigureKind.PERIOD))
    said: set[str | None] = set()  # each stretch once: a report that keeps to one cut-off is asked once
    for f in facts.figures:
        until = _until(report, f, year)
        if until is not None and f.edtf not in said and _speaks_of_figures(report, f.span, measured):
            said.add(f.edtf)
            span = _with_cue(report, f.span)
            words = {"quote": span.of(report.text), "until": f"{until.year}年{until.month}月"}
            yield Finding("T002", span, args=words)


def _until(report: Report, f: Figure, year: int) -> date | None:
    """The last day covered, if the figure is a stretch of months or a cut-off that leaves out the end of the year."""
    block = block_at(report, f.span)
    if block is not None and block.section in ("plan", "problems"):
        return None
    if CUT_OFF.search(report.text[max(0, f.span.start - 4) : f.span.start]):
        return _before_december(f.period.end if f.period else None, f.edtf, year)
    if f.kind is not FigureKind.PERIOD or f.edtf is None or not _MONTHS.fullmatch(f.edtf):
        return None
    return _before_december(f.period.end if f.period else None, f.edtf, year)


_MONTHS = re.compile(r"(\d{4}|XXXX)-(\d\d)/(\d{4}|XXXX)-(\d\d)")
_MONTH = re.compile(r"(\d{4}|XXXX)-(\d\d)(?:-\d\d)?$")


def _before_december(end: date | None, edtf: str | None, year: int) -> date | None:
    if end is None and edtf is not None and (m := _MONTH.search(edtf)):
        end = date(year if m[1] == "XXXX" else int(m[1]), int(m[2]), 1)
    return end if end is not None and end.year == year and end.month < 12 else None


def _speaks_of_figures(report: Report, span: Span, measured: list[int]) -> bool:
    """A count stands between the period and the end of its sentence, which has no figure of the year beside it."""
    stop = re.compile(r"[。；\n]").search(report.text, span.end)
    end = stop.start() if stop else len(report.text)
    start = max(report.text.rfind(mark, 0, span.start) for mark in "。；\n") + 1
    whole_year = re.search("全年|年末|年底|四季度", report.text[start:end])
    return whole_year is None and any(span.end <= at < end for at in measured)


def _with_cue(report: Report, span: Span) -> Span:
    cue = CUT_OFF.search(report.text[max(0, span.start - 4) : span.start])
    return Span(span.start - len(cue.group()), span.end) if cue else span
