"""Tables: a total row or column against its cells, and rates against the columns they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from ..records import Figure, FigureKind, Relation
from . import arithmetic, drafts, pattern
from .binding import Layout
from .cues import cue
from .order import pairs

CHANGE = re.compile("增减|增长|增幅|同比|变化|增加|减少|降幅|±")
TOTAL = re.compile(r"^(?:总\s*计|合\s*计|小\s*计|总\s*数|共\s*计|全[区市县镇]|累计)")


@pattern("table")
def tables(layout: Layout) -> Iterator[Relation]:
    """Totals of rows and columns; rates of every row."""
    cells: dict[int, list[Figure]] = {}
    for figure in layout.extraction.figures:
        if figure.cell is not None and figure.kind in (FigureKind.COUNT, FigureKind.PERCENT):
            cells.setdefault(figure.cell.table, []).append(figure)
    for grid in cells.values():
        yield from _columns(grid)
        yield from _rates(grid)
        yield from _orders(grid)
        yield from _changes(layout, grid)


def is_total(figure: Figure) -> bool:
    """The cell stands in a total row."""
    return figure.cell is not None and (figure.cell.is_total or bool(TOTAL.match(figure.cell.row_header.strip())))


def _columns(grid: Sequence[Figure]) -> Iterator[Relation]:
    """The total of a column and the cells above it since the total before."""
    for column in sorted({_column(f) for f in grid}):
        cells = sorted((f for f in grid if _column(f) == column), key=_row)
        parts: list[Figure] = []
        for cell in cells:
            if not is_total(cell):
                parts.append(cell)
            elif len(parts) > 1 and _addable(cell, parts):
                yield drafts.total(cell, parts, pattern="table", cue="合计行")
                parts = []


def _addable(whole: Figure, parts: Sequence[Figure]) -> bool:
    """Counts of one unit; percentages only if they are shares of one whole."""
    alike = all(f.kind is whole.kind for f in parts)
    if whole.kind is FigureKind.PERCENT:
        return alike and whole.value == 100 and not re.search("率", _header(whole))
    return alike and not cue("roles", "average", after="$").search(_header(whole))


def _rates(grid: Sequence[Figure]) -> Iterator[Relation]:
    """A percentage against two columns of its row, or against its column's total: whichever all rows follow."""
    for column in sorted({_column(f) for f in grid if f.kind is FigureKind.PERCENT}):
        claims = [f for f in grid if _column(f) == column and f.kind is FigureKind.PERCENT]
        counted = sorted({_column(f) for f in grid if f.kind is FigureKind.COUNT and _column(f) < column})
        at = {(_row(f), _column(f)): f for f in grid}
        readings = [_across(at, claims, a, b) for a, b in _column_pairs(counted)]
        readings += [_down(grid, claims, c) for c in reversed(counted)]
        best = max(readings, key=_share_fitting, default=[])
        if best and _share_fitting(best) > 0.5:
            for claim, part, base in best:
                yield drafts.ratio(claim, part, base, pattern="table", cue=_header(claim))


def _changes(layout: Layout, grid: Sequence[Figure]) -> Iterator[Relation]:
    """上年, 本年 and 增减 side by side: each change against its row's two values, if most rows follow."""
    columns = {_column(f): _header(f) for f in grid}
    old = [c for c, header in columns.items() if _of_year(layout, header, -1)]
    new = [c for c, header in columns.items() if _of_year(layout, header, 0)]
    claims = [c for c, header in columns.items() if CHANGE.search(header)]
    if len(old) != 1 or len(new) != 1:
        return
    at = {(_row(f), _column(f)): f for f in grid}
    for column in claims:
        rows = [(at[r, column], at[r, new[0]], at[r, old[0]]) for r in sorted({_row(f) for f in grid})
                if all((r, c) in at for c in (column, new[0], old[0]))]  # fmt: skip
        if rows and sum(_follows(*row) for row in rows) * 2 > len(rows):
            yield from (_changed(*row) for row in rows)


def _of_year(layout: Layout, header: str, back: int) -> bool:
    """The column is headed 上年 or 本年, or by the year itself."""
    if CHANGE.search(header):
        return False
    named = ("上年", "去年") if back else ("本年", "今年", "当年")
    year = layout.report.year
    return any(word in header for word in named) or (year is not None and f"{year + back}年" in header)


def _follows(claim: Figure, new: Figure, old: Figure) -> bool:
    """The printed figures give the change, to one unit of its last digit."""
    if not arithmetic.known([new, old]) or claim.value is None or not old.value or new.value is None:
        return True
    change = Fraction(new.value) - Fraction(old.value)
    found = change * 100 / Fraction(old.value) if claim.kind is FigureKind.PERCENT else change
    return abs(found - claim.value) <= (claim.digit or 1)


def _changed(claim: Figure, new: Figure, old: Figure) -> Relation:
    if claim.kind is FigureKind.PERCENT:
        return drafts.growth(claim, new, old, scale=drafts.PERCENT, pattern="table", cue=_header(claim))
    return drafts.difference(claim, new, old, pattern="table", cue=_header(claim))


def _orders(grid: Sequence[Figure]) -> Iterator[Relation]:
    """Columns of two stages of one work (受理 and 化解), row by row, unless most rows say otherwise."""
    counts = [f for f in grid if f.kind is FigureKind.COUNT and f.dimension != "money"]  # money is paid out later
    columns = sorted({_column(f) for f in counts})
    at = {(_row(f), _column(f)): f for f in grid}
    numbers = sorted({_row(f) for f in grid})
    for a in columns:
        for b in columns:
            rows = [(at[r, a], at[r, b]) for r in numbers if a != b and (r, a) in at and (r, b) in at]
            carry = _stages(rows[0]) if rows else None
            if carry is not None and sum(not arithmetic.exceeds(x, [y]) for x, y in rows) * 2 > len(rows):
                for larger, smaller in rows:
                    yield drafts.order(larger, smaller, pattern="table", cue=_header(smaller), hard=not carry)


def _stages(row: tuple[Figure, Figure]) -> bool | None:
    """The headers are two stages in this order; True if work of earlier years may be in the second."""
    larger, smaller = (re.sub(r"[（(].*|[数量]$", "", _header(f)).strip() for f in row)
    for pair in pairs():
        if pair.larger.search(larger) and pair.smaller.search(smaller) and not pair.smaller.search(larger):
            return pair.carry
    return None


Triple = tuple[Figure, Figure, Figure]


def _column_pairs(counted: Sequence[int]) -> list[tuple[int, int]]:
    neighbours = [(b, a) for a, b in pairwise(counted)][::-1]
    return neighbours + [(a, b) for a in reversed(counted) for b in counted if a != b and (a, b) not in neighbours]


def _across(at: dict[tuple[int, int], Figure], claims: Sequence[Figure], part: int, base: int) -> list[Triple]:
    rows = [(c, at.get((_row(c), part)), at.get((_row(c), base))) for c in claims]
    return [(c, p, b) for c, p, b in rows if p is not None and b is not None]


def _down(grid: Sequence[Figure], claims: Sequence[Figure], column: int) -> list[Triple]:
    """Each row's count over the total row's count."""
    at = {_row(f): f for f in grid if _column(f) == column}
    whole = next((f for f in at.values() if is_total(f)), None)
    if whole is None:
        return []
    return [(c, at[_row(c)], whole) for c in claims if _row(c) in at]


def _share_fitting(rows: Sequence[Triple]) -> float:
    if not rows:
        return 0.0
    fitting = [
        arithmetic.known([p, b]) and arithmetic.share(c, arithmetic.hull(p), arithmetic.hull(b)) for c, p, b in rows
    ]
    return sum(fitting) / len(rows)


def _row(figure: Figure) -> int:
    return figure.cell.row if figure.cell else 0


def _column(figure: Figure) -> int:
    return figure.cell.column if figure.cell else 0


def _header(figure: Figure) -> str:
    return figure.cell.column_header if figure.cell else ""
