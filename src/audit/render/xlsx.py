"""A small workbook: one sheet with a head, rows and lists to pick from; the same contents give the same bytes.

No formula is in it and no cell starts one; no author or time is named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from ..table import safe_cell
from .zipped import printable, zipped

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST = 32767
"""Characters a cell of a workbook can hold."""
PROPERTIES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
"""Title, author and times of the workbook: none."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table. `widths` are in characters, `frozen` names the first cell that scrolls, `choices` maps a column's
    index to the words that may be picked there."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[str | int | None, ...], ...]
    widths: tuple[float, ...]
    frozen: str = "A2"
    choices: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def workbook(sheet: Sheet) -> bytes:
    """The .xlsx of one sheet. Texts longer than a cell can hold end in …."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet.name
    for row, cells in enumerate((sheet.head, *sheet.rows), 1):
        _fill(page, row, cells)
    _dress(page, sheet)
    _offer(page, sheet)
    out = BytesIO()
    book.save(out)
    with ZipFile(out) as made:
        entries = {name: made.read(name) for name in sorted(made.namelist())}
    return zipped(entries | {"docProps/core.xml": PROPERTIES})


def _fill(page: Worksheet, row: int, cells: Sequence[str | int | None]) -> None:
    """Texts are stored as texts, whatever they look like."""
    for column, value in enumerate(cells, 1):
        cell = page.cell(row, column)
        if isinstance(value, str) and value:
            cell.value = _fitting(value)
            cell.data_type = "s"
        elif value != "":
            cell.value = value


def _fitting(text: str) -> str:
    safe = safe_cell(printable(text))
    return safe if len(safe) <= LONGEST else safe[: LONGEST - 1] + "…"


def _dress(page: Worksheet, sheet: Sheet) -> None:
    """Head in bold and frozen, columns as wide as asked for, long texts wrapped, A4 landscape."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    thin = Side(style="thin", color="D9DEE4")
    for cells in page.iter_rows():
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = Border(bottom=thin)
            cell.font = Font(name="宋体", size=10, bold=cell.row == 1)
            if cell.row == 1:
                cell.fill = PatternFill("solid", fgColor="F5F7F9")
    for column, width in enumerate(sheet.widths, 1):
        page.column_dimensions[get_column_letter(column)].width = width
    page.freeze_panes = sheet.frozen
    page.auto_filter.ref = page.dimensions
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToHeight = 0  # as many pages as it takes
    page.print_title_rows = "1:1"


def _offer(page: Worksheet, sheet: Sheet) -> None:
    """Lists to pick from, for the rows there are."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    if not sheet.rows:
        return
    for index, words in sorted(sheet.choices.items()):
        offered = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=True)
        column = get_column_letter(index + 1)
        offered.add(f"{column}2:{column}{len(sheet.rows) + 1}")
        page.add_data_validation(offered)
