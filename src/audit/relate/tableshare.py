"""Shares that the text tells of a row of its table: 产业类资金占60.9％ of a row 产业发展 5,480 and a total 9,000."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import Figure, FigureKind, Relation
from . import arithmetic, drafts, pattern
from .binding import Layout, Role, Token
from .table import is_total

NAMED = re.compile(
    r"([\u4e00-\u9fff（）]{2,16}?)(?:所?占(?:到|了|比[例重]?)?|的?比[例重])(?:约|近|达到?|为|是|总[数量额]的?)*$"
)
POINTS = re.compile(r"[上下附见如]表|表(?:\d|[一二三四五六七八九十])")


@pattern("tableshare")
def tableshares(layout: Layout) -> Iterator[Relation]:
    """Shares that one row makes of the total row, where they come out."""
    cells = [f for f in layout.extraction.figures if f.cell is not None and f.kind is FigureKind.COUNT]
    totals = [f for f in cells if is_total(f)]
    for claim in layout.by_lane.get(FigureKind.PERCENT, ()) if totals else ():
        said = NAMED.search(claim.opening) if claim.known and claim.role is Role.LEVEL else None
        if said is None or not _points(layout, claim):
            continue
        found = next((pair for t in totals if (pair := _pair(claim, said.group(1), t, cells)) is not None), None)
        if found is not None:
            part, base = found
            yield drafts.ratio(claim.figure, part, base, pattern="tableshare", cue="表", hard=False, confidence=0.8)


def _points(layout: Layout, claim: Token) -> bool:
    """The paragraph speaks of its table."""
    start = layout.text.rfind("\n", 0, claim.span.start) + 1
    end = layout.text.find("\n", claim.span.end)
    return POINTS.search(layout.text[start : end if end >= 0 else None]) is not None


def _pair(claim: Token, name: str, total: Figure, cells: list[Figure]) -> tuple[Figure, Figure] | None:
    """The row that the words name, in the column of the total."""
    for cell in cells:
        if cell.cell is None or total.cell is None or cell is total or is_total(cell):
            continue
        beside = (cell.cell.table, cell.cell.column) == (total.cell.table, total.cell.column)
        row = re.sub(r"\s", "", cell.cell.row_header or "")
        named = beside and len(row) > 1 and (row in name or row[:2] in name)
        shown = named and arithmetic.known([cell, total]) and total.value
        if shown and arithmetic.share(claim.figure, arithmetic.hull(cell), arithmetic.hull(total)):
            return cell, total
    return None
