from __future__ import annotations

from collections.abc import Iterator

from ..records import Facts, FigureKind, Finding, Severity, Span, Status
from . import rule


@rule(
    "U001",
    "unit-missing",
    Severity.ADVICE,
    zh="“{quote}”：数字后没有计量单位或量词，请补全",
    en="“{quote}”: no unit or measure word follows the number; supply it",
)
def unit_missing(facts: Facts) -> Iterator[Finding]:
    """A count in running text has neither unit nor measure word, while the figures beside it have.

    Why: without its unit a figure cannot be added to its neighbours.
    What to do: supply the unit.
    Authority: GB/T 15835-2011《出版物上数字用法》；《统计法》第九条.
    """
    text = facts.report.text
    before = None
    for f in facts.figures:
        bare = f.kind is FigureKind.COUNT and f.status is Status.STATED and f.cell is None
        if bare and before is not None and (not f.unit or f.unit == before.unit):
            shown = f.span.of(text)
            near = f.span.start - before.span.end <= 24 and "。" not in text[before.span.end : f.span.start]
            if near and before.unit and shown[-1:].isdigit():
                yield Finding("U001", Span(*f.span), args={"quote": text[before.span.start : f.span.end]})
        if f.kind is FigureKind.COUNT:
            before = f
