"""Rows as JSON Lines, CSV or a table for a person."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from typing import TextIO

from .rows import COLUMNS, Row

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(verb: str, rows: Iterable[Row], form: str, *, titles: Sequence[str] = (), out: TextIO | None = None) -> None:
    """Print the rows of a verb as `jsonl`, `csv` or `table` (default output: standard output)."""
    out = out or sys.stdout
    if form == "jsonl":
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    elif form == "csv":
        table = csv.writer(out, lineterminator="\n")
        table.writerow(COLUMNS[verb])
        for row in rows:
            table.writerow([safe_cell(cell(row[c])) for c in COLUMNS[verb]])
    else:
        _print_table(verb, rows, titles, out)


def cell(value: object) -> str:
    """A value as the text of one cell."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def safe_cell(text: str) -> str:
    """The text, quoted so that no spreadsheet takes it for a formula; plain negative numbers stay numbers."""
    if text.startswith(FORMULA) and not text[1:].replace(".", "", 1).isdigit():
        return "'" + text
    return text


def _print_table(verb: str, rows: Iterable[Row], titles: Sequence[str], out: TextIO) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=False, header_style="bold")
    for title in titles or COLUMNS[verb]:
        table.add_column(title, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell(row[c]).replace("\n", "⏎")) for c in COLUMNS[verb]))
    Console(file=out, width=None if out.isatty() else 160).print(table)
