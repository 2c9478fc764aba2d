from __future__ import annotations

from collections.abc import Iterator

from ..records import Facts, Figure, FigureKind, Finding, Severity, Status
from . import rule

NEAR = 24  # characters: further apart they are no neighbours


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
        if f.kind is not FigureKind.COUNT or f.cell is not None:
            continue
        if before is not None and _lacks_what_its_neighbour_shows(f, before, text):
            yield Finding("U001", f.span, args={"quote": text[before.span.start : f.span.end]})
        before = f


def _lacks_what_its_neighbour_shows(f: Figure, before: Figure, text: str) -> bool:
    """`…205件，…46，` lacks 件; in `11、24、35微克` one unit at the end serves all and nothing is missing."""
    bare = f.status is Status.STATED and text[f.span.end - 1].isdigit() and f.unit in (None, before.unit)
    shown = bool(before.unit) and before.span.of(text).endswith(before.unit or "")
    between = text[before.span.end : f.span.start]
    return bare and shown and len(between) <= NEAR and "。" not in between
