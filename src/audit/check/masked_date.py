from __future__ import annotations

from collections.abc import Iterator

from ..records import Facts, FigureKind, Finding, Severity
from . import rule


@rule(
    "B004",
    "masked-date",
    Severity.QUERY,
    zh="“{quote}”：日期在本件中未显示或只显示一部分，请补全",
    en="“{quote}”: the date or a part of it is not shown in this copy; supply it",
)
def masked_date(facts: Facts) -> Iterator[Finding]:
    """A year, month or day is masked (2022年**月20日).

    Why: without the date neither the order of events nor a deadline can be checked.
    What to do: supply the date, or name the ground for withholding it.
    Authority: 《党政机关公文格式》（GB/T 9704-2012）7.3.5（成文日期）.
    """
    for f in facts.figures:
        if f.masked and f.kind in (FigureKind.DATE, FigureKind.PERIOD):
            yield Finding("B004", f.span, args={"quote": f.span.of(facts.report.text)})
