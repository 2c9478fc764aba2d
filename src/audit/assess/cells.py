"""Rows and cells of a sheet file, each knowing its place: .csv in any usual encoding, .xlsx with computed values."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from ..errors import SheetError
from ..lang.system import refused
from ..read.encoding import decode
from ..sets import Number, exact

_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_RANGE = re.compile(rf"({_NUMBER.pattern})\s*(?:~|～|至|—|－|–|\.\.|-)\s*({_NUMBER.pattern})")
_DATE = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its trimmed text, and where it stands (`goals.csv, row 3, column target`)."""

    text: str
    sheet: str
    row: int
    column: str

    @property
    def place(self) -> str:
        """Sheet and row."""
        return f"{self.sheet}:{self.row}"

    def error(self, en: str, zh: str) -> SheetError:
        """The error to raise for this cell."""
        return SheetError(
            f"{self.sheet}, row {self.row}, column {self.column}: {en}",
            f"{self.sheet}第{self.row}行“{self.column}”列：{zh}",
        )

    def number(self, *, percent: bool = False) -> Number:
        """The exact number, 70 for `70%` where `percent`; raises `SheetError` for anything else."""
        written = self.text.rstrip("%％ ") if percent else self.text
        if not _NUMBER.fullmatch(written):
            raise self.error(f"expected a number, found {self.text!r}", f"应为数字，现为“{self.text}”")
        return exact(written.replace(",", ""))

    def range(self, *, percent: bool = False) -> tuple[Number, Number]:
        """Both ends of `60-80`, also of `60%-80%` where `percent`; raises `SheetError`."""
        m = _RANGE.fullmatch(re.sub("[%％]", "", self.text) if percent else self.text)
        if m is None:
            raise self.error(
                f"expected a range such as 60-80, found {self.text!r}", f"应为“60-80”样的区间，现为“{self.text}”"
            )
        low, high = (exact(part.replace(",", "")) for part in m.groups())
        if low > high:
            raise self.error(f"the range {self.text} is upside down", f"区间“{self.text}”上下颠倒")
        return low, high

    def date(self) -> date:
        """The day; raises `SheetError`."""
        m = _DATE.fullmatch(self.text)
        try:
            if m is not None:
                return date(int(m[1]), int(m[2]), int(m[3]))
        except ValueError:
            pass  # 2022-02-30: no such day, said below like any other text
        raise self.error(
            f"expected a day such as 2022-12-31, found {self.text!r}", f"应为“2022-12-31”样的日期，现为“{self.text}”"
        )


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row."""

    cells: tuple[Cell, ...]

    @property
    def is_empty(self) -> bool:
        """Nothing is written in it."""
        return not any(cell.text for cell in self.cells)

    def under(self, columns: Sequence[str], titles: Sequence[str] = ()) -> Mapping[str, Cell]:
        """Cells by column name, each under the header as it is written; a short row has empty cells at its end."""
        extra = [cell for cell in self.cells[len(columns) :] if cell.text]
        if extra:
            raise extra[0].error(f"{extra[0].text!r} stands under no column", f"“{extra[0].text}”没有对应的列")
        first, missing = self.cells[0], (titles or columns)[len(self.cells) :]
        padded = (*self.cells[: len(columns)], *(Cell("", first.sheet, first.row, name) for name in missing))
        return dict(zip(columns, padded, strict=True))


def csv_rows(path: Path) -> list[Row]:
    """All rows of a .csv file, the header first, trailing empty header cells dropped."""
    decoded = decode(_content(path))
    if decoded is None:
        raise SheetError(f"{path.name}: this is no text file", f"{path.name}：不是文本文件")
    try:
        lines = [
            (reader.line_num, row) for reader in [csv.reader(io.StringIO(decoded.text), strict=True)] for row in reader
        ]
    except csv.Error as error:
        raise SheetError(
            f"{path.name}: not a well-formed csv file: {error}", f"{path.name}：csv格式有误：{error}"
        ) from error
    return _rows(path.name, lines)


def xlsx_rows(path: Path) -> list[Row]:
    """All rows of the one sheet of an .xlsx file that holds anything; a formula that was never computed is an error."""
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    content = _content(path)
    try:
        values = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        formulas = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    except (BadZipFile, InvalidFileException, KeyError, OSError, ValueError) as error:
        raise SheetError(
            f"{path.name}: not an .xlsx workbook: {error}", f"{path.name}：不是有效的.xlsx工作簿"
        ) from error
    filled: list[tuple[str, list[tuple[int, list[str]]]]] = []
    for shown, written in zip(values.worksheets, formulas.worksheets, strict=True):
        name = f"{path.name}[{shown.title}]"
        lines = [
            (number, [_shown(name, number, a, b) for a, b in zip(left, right, strict=True)])
            for number, (left, right) in enumerate(zip(shown.iter_rows(), written.iter_rows(), strict=True), start=1)
        ]
        if any(any(line) for _, line in lines):
            filled.append((name, lines))
    values.close()
    formulas.close()
    if len(filled) > 1:
        names = ", ".join(name for name, _ in filled)
        raise SheetError(f"one sheet with goals is expected, found {names}", f"应只有一张有内容的工作表，现有{names}")
    return _rows(*filled[0]) if filled else []


def _shown(sheet: str, row: int, shown: Any, written: Any) -> str:
    value = shown.value
    if value is None and written.value is not None:
        place = Cell("", sheet, row, str(getattr(written, "column_letter", "?")))
        raise place.error(
            "a formula without a computed value; open, recalculate and save", "公式没有计算结果，请打开重新计算后保存"
        )
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        number = Decimal(repr(value))
        share = str(shown.number_format).endswith("%")
        return format((number * 100 if share else number).normalize(), "f") + "%" * share
    return str(value).strip()


def _rows(name: str, lines: Sequence[tuple[int, list[str]]]) -> list[Row]:
    rows: list[Row] = []
    for number, texts in _without_title(lines):
        header = rows[0].cells if rows else ()
        columns = [cell.text for cell in header] + [f"{n}" for n in range(len(header) + 1, len(texts) + 1)]
        kept = [text.strip() for text in texts]
        while not rows and kept and not kept[-1]:
            kept.pop()
        if kept:
            rows.append(Row(tuple(Cell(t, name, number, c) for t, c in zip(kept, columns, strict=False))))
    return rows


def _without_title(lines: Sequence[tuple[int, list[str]]]) -> Sequence[tuple[int, list[str]]]:
    """The lines from the first that fills two cells on: what stands alone above a header is the sheet's title."""
    filled = [sum(bool(text.strip()) for text in texts) for _, texts in lines]
    first = next((n for n, count in enumerate(filled) if count > 1), 0)
    return lines[first:]


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SheetError(
            f"{path}: cannot be opened: {refused(error, 'en')}", f"{path}：无法打开：{refused(error, 'zh')}"
        ) from error
