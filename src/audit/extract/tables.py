"""Tables of the report: which cells there are, and what their headers say of a number in them.

Cells come from the reader (`BlockKind.CELL`), else from lines with `|`, tabs, or a name and a number.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ..lang.numerals import scale_of
from ..lang.units import unit, units
from ..records import BlockKind, Cell, FigureKind, Report, Span, Status
from ..sets import Interval, Values, exact
from .blanks import blank
from .drafts import Draft, rounded
from .tails import Tail

_PIPE = re.compile(r"^[^\n|]*\|[^\n]*$", re.MULTILINE)
_PAIR = re.compile(r"^[ \t]*([^\s\d，。；：、][^\n，。；：、]{0,18}?)[ \u3000]+([\d.,*＊]+[%％]?)[ \t]*$")
_UNIT_NOTES = re.compile(r"单位[：:][ ]?([^（()）\s，]{1,20})(?=[）)\s]|$)")
_UNIT_NOTE = re.compile(r"单位[：:][ ]?([^）)\s、，]{1,8})(?=[）)\s]|$)")
_BRACKET = re.compile(r"[（(]([^（()）]{1,8})[）)][ \t]*$")
_NUMBER_OF = re.compile(r"([人件户个次家项宗场篇起名])数$")
_TOTAL = re.compile(r"^(?:合[ 　]*计|总[ 　]*计|小[ 　]*计|共[ 　]*计|总[ 　]*数|全[市县区省镇乡州]|总和|累计)")
_ENUMERATOR = re.compile(r"\s*(?:序\s*号|编\s*号|项次|[Nn][Oo][.．]?|№|#)\s*")
_NUMERIC = re.compile(r"^[\s约]*[-−]?[\d０-９*＊×XxＸ_.,，％%‰]+[^\u4e00-\u9fff]*[\u4e00-\u9fff]{0,3}\s*$")
_NUMBER = re.compile(r"[-−]?[\d０-９][\d０-９,，.．]*[%％‰]?")


@dataclass(frozen=True, slots=True)
class Table:
    """Cells by row and column, 0-based; `caption` is the line above."""

    number: int
    cells: dict[tuple[int, int], Span]
    caption: str = ""
    headers: dict[int, str] = field(default_factory=dict)
    rows: dict[int, str] = field(default_factory=dict)
    told: dict[int, str] = field(default_factory=dict)  # unit by column, where the caption names several


def tables(report: Report) -> Iterator[Table]:
    """All tables in text order, headers found."""
    counted: dict[str, set[str]] = {}
    drawn = list(_from_blocks(report)) if any(b.kind is BlockKind.CELL for b in report.blocks) else None
    for number, (cells, caption) in enumerate(drawn if drawn is not None else _from_lines(report.text)):
        yield _headed(report.text, Table(number, cells, caption), counted)


def _from_blocks(report: Report) -> Iterator[tuple[dict[tuple[int, int], Span], str]]:
    grids: dict[int, dict[tuple[int, int], Span]] = {}
    captions: dict[int, str] = {}
    last = Span(0, 0)
    for block in report.blocks:
        if block.kind is not BlockKind.CELL:
            last = block.span
            continue
        table, row, column = block.source.table or 0, block.source.row or 1, block.source.column or 1
        if table not in grids:
            captions[table] = last.of(report.text).strip()
        grids.setdefault(table, {})[row - 1, column - 1] = block.span
    for table, cells in grids.items():
        yield cells, captions[table]


def _from_lines(text: str) -> Iterator[tuple[dict[tuple[int, int], Span], str]]:
    rows: list[list[Span]] = []
    kind = ""
    caption = previous = ""
    start = 0
    for line in text.split("\n"):
        cells, own = _split(line, start)
        if rows and own != kind:
            if _is_table(rows, kind):
                yield {(r, c): s for r, row in enumerate(rows) for c, s in enumerate(row)}, caption
            rows = []
        if own:
            if not rows:
                caption = previous
            kind = own
            if not re.fullmatch(r"[\s|:\-]+", line):
                rows.append(cells)
        if line.strip():
            previous = line.strip()
        start += len(line) + 1
    if rows and _is_table(rows, kind):
        yield {(r, c): s for r, row in enumerate(rows) for c, s in enumerate(row)}, caption


def _is_table(rows: list[list[Span]], kind: str) -> bool:
    return len(rows) >= (3 if kind == "pair" else 2)


def _split(line: str, start: int) -> tuple[list[Span], str]:
    if line.count("|") >= 2:
        kind, edges = "pipe", [m.start() for m in re.finditer(r"\|", line)]
        body = line.strip()
        first = edges[0] + 1 if body.startswith("|") else 0
        cuts = [e for e in edges if e >= first]
        ends = cuts if body.endswith("|") else [*cuts, len(line)]
    elif "\t" in line.strip():
        kind, first = "tab", 0
        ends = [m.start() for m in re.finditer(r"\t", line)] + [len(line)]
    elif (m := _PAIR.match(line)) is not None:
        return [Span(start + m.start(1), start + m.end(1)), Span(start + m.start(2), start + m.end(2))], "pair"
    else:
        return [], ""
    cells = []
    for end in ends:
        words = line[first:end]
        left = first + len(words) - len(words.lstrip())
        cells.append(Span(start + left, start + max(left, first + len(words.rstrip()))))
        first = end + 1
    return cells, kind


def _headed(text: str, table: Table, counted: dict[str, set[str]]) -> Table:
    """The header of every column and the words of every row's first cell."""
    height = 1 + max(r for r, _ in table.cells)
    headers: dict[int, str] = {}
    for row in range(min(3, height)):
        words = {c: s.of(text).strip() for (r, c), s in table.cells.items() if r == row}
        filled = [w for c, w in words.items() if w and c > 0]
        if not filled or any(_NUMERIC.match(w) and not re.search(r"年|月", w) for w in filled):
            break
        for column, word in words.items():
            headers[column] = f"{headers.get(column, '')}{word}"
    rows = {}
    for (row, column), span in sorted(table.cells.items()):
        words_here = span.of(text).strip()
        if row not in rows and words_here and not re.fullmatch(r"\d{1,3}", words_here):
            rows[row] = words_here if column <= 1 else ""
    return replace(table, headers=headers, rows=rows, told=_told(text, table.caption, headers, counted))


def _told(text: str, caption: str, headers: dict[int, str], counted: dict[str, set[str]]) -> dict[int, str]:
    """单位：件、批 leaves open which column has which; the report's own sentences tell (受理信访事项582件).

    `counted` remembers what they tell of a header for the tables that follow.
    """
    note = _UNIT_NOTES.search(caption)
    named = [word for word in re.split(r"[、/／和]", note[1]) if word in units()] if note else []
    if len(named) < 2:
        return {}
    either = "|".join(map(re.escape, sorted(named, key=len, reverse=True)))
    told = {}
    for column, header in headers.items():
        if header and header not in counted:
            said = re.compile(rf"{re.escape(header)}[^，。；|\t\n\d]{{0,8}}\d[\d,.]*({either})")
            counted[header] = set(said.findall(text))
        found = counted.get(header, set())
        if len(found) == 1:
            told[column] = next(iter(found))
    return told


def in_tables(report: Report, drafts: list[Draft]) -> tuple[list[Draft], dict[int, Cell]]:
    """The drafts, those in cells with the unit of their header; and the cell of each, by the draft's start."""
    text = report.text
    placed: dict[int, Cell] = {}
    spans: list[tuple[Span, Table, int, int]] = sorted(
        (span, table, row, column)
        for table in tables(report)
        for (row, column), span in table.cells.items()
        if span.end > span.start
    ) if _may_hold_table(report) else []  # fmt: skip
    if not spans:
        return drafts, placed
    starts = [span.start for span, *_ in spans]
    out: list[Draft] = []
    for draft in drafts:
        i = bisect_right(starts, draft.start) - 1
        if i < 0 or draft.end > spans[i][0].end:
            out.append(draft)
            continue
        span, table, row, column = spans[i]
        header = table.headers.get(column, "")
        caption = f"单位：{table.told[column]}" if column in table.told else table.caption
        name = _row_name(text, table, row, column)
        total = bool(_TOTAL.match(name)) or bool(_TOTAL.match(header))
        placed[draft.start] = Cell(table.number, row, column, name, header, total)
        blanked = draft.kind is FigureKind.NAME and Span(draft.start, draft.end) == span
        if blanked and column and _counts(text, table, column):
            behind = Tail(draft.end, FigureKind.COUNT, None, bare=True)
            out.append(_with_unit(blank((draft.start, draft.end), draft.start, behind, ""), header, name, caption))
        else:
            out.append(_with_unit(draft, header, name, caption))
    return out, placed


def enumerates(draft: Draft, cell: Cell | None) -> bool:
    """序号 | 1: a cell's number tells which row it is, and counts nothing."""
    return cell is not None and draft.kind is FigureKind.COUNT and bool(_ENUMERATOR.fullmatch(cell.column_header))


def _row_name(text: str, table: Table, row: int, column: int) -> str:
    """The words that name a cell's row: its first cell, or its left neighbour where names and numbers take turns."""
    if table.headers.get(column, "") or column % 2 == 0:
        name = table.rows.get(row, "")
    else:
        name = table.cells.get((row, column - 1), Span(0, 0)).of(text).strip()
    own = table.cells[row, column].of(text).strip()
    return "" if name == own else name


def _counts(text: str, table: Table, column: int) -> bool:
    """Other cells of the column hold numbers."""
    return any(c == column and _NUMBER.fullmatch(s.of(text).strip()) for (_, c), s in table.cells.items())


def _may_hold_table(report: Report) -> bool:
    return any(b.kind is BlockKind.CELL for b in report.blocks) or not report.blocks


def _with_unit(draft: Draft, *names: str) -> Draft:
    """A bare number in a cell takes the unit of its column, its row or the caption, with 万 and 亿 multiplied out."""
    if draft.unit is not None or draft.kind is not FigureKind.COUNT or not draft.bare:
        return draft
    for words in names:
        found = _unit_of(words)
        if found is not None:
            return scaled_to(draft, *found)
    return draft


def _unit_of(words: str) -> tuple[str, int] | None:
    """Unit and scale that a header names: （万元）, 单位：件, 人数."""
    m = _UNIT_NOTE.search(words) or _BRACKET.search(words) or _NUMBER_OF.search(words)
    if m is None:
        return None
    name = m[1].strip()
    scale = 1
    while name and name[0] in "百千万亿" and name not in units():
        scale *= scale_of(name[0])
        name = name[1:]
    if name in ("%", "％"):
        return "%", 1
    return (name, scale) if name in units() else None


def scaled_to(draft: Draft, name: str, scale: int) -> Draft:
    """The draft in that unit, its numbers multiplied by `scale`."""
    if name == "%":
        digit = draft.digit or 1
        values = rounded(draft.value, digit, whole=False) if draft.value is not None else draft.values
        return replace(draft, kind=FigureKind.PERCENT, unit="%", values=values, bare=False)
    measured = unit(name)
    value, digit_, stated, values = draft.value, draft.digit, draft.stated, draft.values
    if scale != 1:
        value = None if value is None else exact(value * scale)
        digit_ = None if digit_ is None else exact(digit_ * scale)
        stated, values = stated.scaled(scale), values.scaled(scale)
    if draft.status is Status.STATED and value is not None and digit_ is not None:
        in_full = digit_ == 1 and isinstance(value, int)
        values = (
            Values((Interval(value, value),))
            if in_full
            else rounded(value, digit_, whole=measured.whole and isinstance(value, int))
        )
    elif value is None:
        stated = Interval.of(stated.lo, stated.hi, step=1 if measured.whole else None)
        values = Values((stated,))
    return replace(
        draft, value=value, digit=digit_, stated=stated, values=values, unit=name, dimension=measured.dimension,
        scale=draft.scale * scale, bare=False,
    )  # fmt: skip
