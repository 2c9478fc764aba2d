from __future__ import annotations

from collections.abc import Iterator

from ..records import Facts, Finding, Severity, Span, Status
from . import rule
from .quoting import counted

CONTEXT = 10


@rule(
    "B003",
    "missing-figure",
    Severity.MUST_FIX,
    zh="“{quote}”：{subject}前应有数字而没有填写，请补填",
    en="“{quote}”: a number must stand before {subject}, none is given; supply it",
)
def missing_figure(facts: Facts) -> Iterator[Finding]:
    """A unit or measure word stands where its number must be, and there is neither number nor mask (共开展场活动).

    Why: a silent gap is read over; whoever adds up the report loses a figure without noticing.
    What to do: fill in the number.
    Authority: 《党政机关公文处理工作条例》第十九条（内容表述准确）.
    """
    text = facts.report.text
    for f in facts.figures:
        if f.status is Status.GAP:
            start = max(text.rfind("\n", 0, f.span.start) + 1, f.span.start - CONTEXT)
            around = Span(start, f.span.end).of(text)
            yield Finding("B003", f.span, args={"quote": around, "subject": counted(f)})
