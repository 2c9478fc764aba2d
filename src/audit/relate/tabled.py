"""What the text says and a table says again: one quantity under one column header, and one row or the total row.

Equal figures are one quantity. Unlike ones are a question where the text names row and column, or where it points to
the table and names the column of its total row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..records import Figure, FigureKind, Holds, Relation, Span
from . import drafts, pattern
from .binding import Layout, Role, Token, lane_of
from .stock import noun_of, stocks_of
from .table import is_total

SMALL = 10  # equal small numbers are chance
LARGE = 100  # equal large numbers are none, once one of them is a total
KINDS = (FigureKind.COUNT, FigureKind.PERCENT)
POINTS = re.compile(r"[上下附见如]表|表(?:\d|[一二三四五六七八九十])")


@pattern("tabled")
def tabled(layout: Layout) -> Iterator[Relation]:
    """Cells that the text restates."""
    cells = [f for f in layout.extraction.figures if f.cell is not None and f.kind in KINDS and f.value is not None]
    tokens = [t for t in layout.tokens if t.known and t.figure.kind in KINDS and t.role is Role.LEVEL] if cells else []
    by_amount: dict[object, list[Token]] = {}
    for token in tokens:
        by_amount.setdefault(token.amount, []).append(token)
    twins = {c.id: twin for c in cells if (twin := _twin(layout, c, by_amount.get(c.value, ()))) is not None}
    told_again = {twin.id for twin in twins.values()}
    called: dict[str, list[Token]] = {}
    for cell in cells:
        header = _header(cell)
        if header not in called:
            called[header] = _called(tokens, header)
        told = [t for t in called[header] if _alike(t, cell) and (is_total(cell) or _of_row(layout, t, cell))]
        told = [t for t in told if t.id not in told_again] if len(told) > 1 else told
        if cell.id in twins:
            yield drafts.same(twins[cell.id].figure, cell, cue="表", pattern="tabled", confidence=0.8)
        elif len(told) == 1 and _meant(layout, told[0], cell, cells):
            yield drafts.same(told[0].figure, cell, cue="表", pattern="tabled", hard=False, confidence=0.7)
    yield from _rows_counted(layout)


def _twin(layout: Layout, cell: Figure, tokens: Sequence[Token]) -> Token | None:
    """The figure in the text that says what the cell says."""
    header = _header(cell)
    equal = [t for t in tokens if (cell.value or 0) >= SMALL and _alike(t, cell)]
    large = cell.dimension == "money" or (is_total(cell) and (cell.value or 0) >= LARGE)
    twins = [t for t in equal if header in t.opening + t.tail or large]
    return next((t for t in twins if is_total(cell) or _of_row(layout, t, cell)), None)


def _called(tokens: Sequence[Token], header: str) -> list[Token]:
    """The figures that the text calls by the header of a column."""
    named = re.compile(f"{re.escape(header)}[数量额]?[为达共]*$")
    return [t for t in tokens if len(header) > 1 and header in t.lead and named.search(t.lead)]


def _rows_counted(layout: Layout) -> Iterator[Relation]:
    """全县八个乡镇 and a table with a row for each of eight: only where the numbers agree."""
    grids: dict[int, dict[str, Figure]] = {}
    for figure in layout.extraction.figures:
        if figure.cell is not None and figure.cell.row_header and not is_total(figure):
            grids.setdefault(figure.cell.table, {}).setdefault(figure.cell.row_header, figure)
    stocks = stocks_of(layout) if grids else []
    for rows in grids.values():
        ends = {name.strip()[-1] for name in rows}
        named = [t for t in stocks if ends <= set(table_ends().get(noun_of(t), ""))]
        claim = next((t for t in named if t.known and t.amount == len(rows) > 2), None)
        spans = [span for name, cell in rows.items() if (span := _place(layout, name, cell)) is not None]
        if claim is not None and len(spans) == len(rows):
            yield Relation(
                id="", kind="list", pattern="tabled", members=(claim.span, *spans), figures=(claim.id,),
                span=Span(claim.span.start, spans[-1].end), holds=Holds.TRUE, cue="表", confidence=0.8,
                why_zh=f"写明{claim.amount}，表中列出{len(rows)}",
                why_en=f"says {claim.amount}; the table has {len(rows)}",
            )  # fmt: skip


def table_ends() -> dict[str, str]:
    """By the noun of a stock, the last characters of the names of such places."""
    return {"乡镇": "乡镇", "镇街": "镇道", "村": "村", "社区": "区", "镇": "镇", "街道": "道"}


def _place(layout: Layout, name: str, cell: Figure) -> Span | None:
    """Where the row's header stands."""
    line = layout.text.rfind("\n", 0, cell.span.start) + 1
    start = layout.text.find(name, line, cell.span.start)
    return Span(start, start + len(name)) if start >= 0 else None


def _header(cell: Figure) -> str:
    """The column header without units and 数."""
    header = re.sub(r"[（(][^（）()]*[）)]", "", cell.cell.column_header if cell.cell else "")
    return re.sub(r"[数量额]$", "", header.strip())


def _alike(token: Token, cell: Figure) -> bool:
    """The same kind of figure in units that can be compared."""
    return token.figure.kind is cell.kind and (not cell.unit or lane_of(cell) == token.lane)


def _of_row(layout: Layout, token: Token, cell: Figure) -> bool:
    """The clause, or the one before it, names the row."""
    row = re.sub(r"\s", "", cell.cell.row_header if cell.cell else "")
    said = layout.words(layout.sentences[token.sentence].start, token.span.start)
    *_, before, clause = ("", *re.split("[，；：]", said))
    named = row in clause or (row in before and not re.search(r"\d", before))
    return len(row) > 1 and (named or row in _heading(layout, token))


def _heading(layout: Layout, token: Token) -> str:
    """The heading that opens the paragraph: （一）老旧小区改造。全年……"""
    start = layout.text.rfind("\n", 0, token.span.start) + 1
    said = re.match(
        r"[（(]?[一二三四五六七八九十\d]+[）)、.．]\s*[^。，；\d\n]{2,20}(?=。)", layout.text[start : token.span.start]
    )
    return said.group() if said else ""


def _meant(layout: Layout, token: Token, cell: Figure, cells: Sequence[Figure]) -> bool:
    """The text speaks of this very cell, and no other cell of the column says what it says."""
    if any(f.value == token.amount and f.cell and cell.cell and f.cell.column == cell.cell.column for f in cells):
        return False
    low, high = sorted((token.amount, cell.value or 0))
    near = (high - low) * 3 <= high
    start, end = (layout.text.rfind("\n", 0, token.span.start) + 1, layout.text.find("\n", token.span.end))
    pointed = POINTS.search(layout.text[start : end if end >= 0 else None]) is not None
    return near and (pointed if is_total(cell) else True)
