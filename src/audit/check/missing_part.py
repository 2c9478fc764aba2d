from __future__ import annotations

from collections.abc import Iterator

from ..records import BlockKind, Facts, FigureKind, Finding, Severity, Span
from . import rule

SHORTEST = 600  # characters: below this it is a passage, not a report


@rule(
    "D001",
    "missing-part",
    Severity.ADVICE,
    zh="报告缺少{parts}，请补全",
    en="the report has no {parts_en}; supply it",
)
def missing_part(facts: Facts) -> Iterator[Finding]:
    """The report has no title, no signature of the unit, or no date.

    Why: without them nobody can say whose report it is, of which year, and when it was made.
    What to do: supply what is missing.
    Authority: 《党政机关公文处理工作条例》第九条（标题、发文机关署名、成文日期）；GB/T 9704-2012 7.3.
    """
    report = facts.report
    if len(report.text) < SHORTEST:
        return
    kinds = {b.kind for b in report.blocks}
    signed = [b for b in report.blocks if b.kind is BlockKind.SIGNATURE]
    dates = (FigureKind.DATE, FigureKind.PERIOD)
    dated = any(f.kind in dates and any(b.span.covers(f.span) for b in signed) for f in facts.figures)
    missing = [
        ("标题", "title", BlockKind.TITLE not in kinds),
        ("落款", "signature", not signed),
        ("成文日期", "date", not dated),
    ]
    zh = "、".join(z for z, _, absent in missing if absent)
    en = ", ".join(e for _, e, absent in missing if absent)
    if zh:
        first = report.text.find("\n")
        yield Finding("D001", Span(0, first if first > 0 else len(report.text)), args={"parts": zh, "parts_en": en})
