"""The date under the report against the dates in it: nothing can be counted up to a day that was still to come."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import Figure, FigureKind, Holds, Relation, Span
from . import pattern
from .binding import Layout

DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})$")
MONTH = re.compile(r"(\d{4}|XXXX)-(\d{2})")
UP_TO = re.compile("截[至止]$")


@pattern("signed")
def signed(layout: Layout) -> Iterator[Relation]:
    """截至2023年3月31日 in a report signed on 10 January 2023; 截至6月底，1—8月累计…."""
    yield from _cut_short(layout)
    days = [f for f in layout.dates if DAY.match(f.edtf or "")]
    signature = next((f for f in reversed(days) if _alone(layout, f)), None)
    if signature is None:
        return
    for day in days:
        before = layout.text[max(0, day.span.start - 2) : day.span.start]
        later = (day.edtf or "") > (signature.edtf or "") and day.span.end < signature.span.start
        if UP_TO.search(before) and later:
            members = (day.span, signature.span)
            yield Relation(
                id="", kind="dates", pattern="signed", members=members, figures=(day.id, signature.id),
                span=Span(day.span.start, signature.span.end), holds=Holds.FALSE, hard=False, cue="落款",
                why_zh=f"截至{_printed(layout, day)}，而落款为{_printed(layout, signature)}",
                why_en=f"counted up to {day.edtf}, yet the report is dated {signature.edtf}",
            )  # fmt: skip


def _cut_short(layout: Layout) -> Iterator[Relation]:
    """截至2024年6月底，1—8月累计完成…: a stretch that ends after the day up to which it is counted."""
    for day in layout.dates:
        before = layout.text[max(0, day.span.start - 2) : day.span.start]
        cut = MONTH.match(day.edtf or "")
        if cut is None or not UP_TO.search(before):
            continue
        end = layout.sentences[layout.sentence_at(day.span.start)].end
        for stretch in layout.figures_in(day.span.end, min(end, day.span.end + 24)):
            last = MONTH.match((stretch.edtf or "").split("/")[-1]) if stretch.kind is FigureKind.PERIOD else None
            same_year = last is not None and ("XXXX" in (cut.group(1), last.group(1)) or cut.group(1) == last.group(1))
            if last is not None and same_year and last.group(2) > cut.group(2):
                members = (day.span, stretch.span)
                yield Relation(
                    id="", kind="dates", pattern="signed", members=members, figures=(day.id, stretch.id),
                    span=Span(day.span.start, stretch.span.end), holds=Holds.FALSE, hard=False, cue="截至",
                    why_zh=f"截至{_printed(layout, day)}，却统计到{_printed(layout, stretch)}",
                    why_en=f"counted up to {day.edtf}, yet over {stretch.edtf}",
                )  # fmt: skip


def _alone(layout: Layout, figure: Figure) -> bool:
    """The date is a line of its own near the end of the report."""
    start = layout.text.rfind("\n", 0, figure.span.start) + 1
    end = layout.text.find("\n", figure.span.end)
    line = layout.text[start : end if end >= 0 else len(layout.text)].strip(" \u3000（）()")
    return line == _printed(layout, figure) and len(layout.text) - figure.span.end < 400


def _printed(layout: Layout, figure: Figure) -> str:
    return figure.span.of(layout.text)
