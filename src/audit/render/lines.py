"""Rows as JSON Lines, CSV or a table for a person."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable
from typing import TextIO

from ..check import rules
from ..lang.unseen import escaped_json, visible
from ..lang.words import word, words
from ..table import safe_cell
from .rows import COLUMNS, SHOWN, Row

WORDED = {"kind", "status", "severity", "outcome", "verdict", "horizon", "reason"}
"""Columns whose keys are shown to people as words."""


def write(verb: str, rows: Iterable[Row], form: str, *, language: str = "zh", out: TextIO | None = None) -> None:
    """Print the rows of a verb as `jsonl`, `csv` or `table` (default output: standard output)."""
    out = out or sys.stdout
    if form == "jsonl":
        for row in rows:
            out.write(escaped_json(json.dumps({c: row[c] for c in COLUMNS[verb]}, ensure_ascii=False)) + "\n")
    elif form == "csv":
        shown = visible if out.isatty() else str
        table = csv.writer(out, lineterminator="\n")
        table.writerow(COLUMNS[verb])
        for row in rows:
            table.writerow([shown(safe_cell(cell(row[c]))) for c in COLUMNS[verb]])
    else:
        _print_table(verb, rows, language, out)


def cell(value: object) -> str:
    """A value as the text of one cell."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _print_table(verb: str, rows: Iterable[Row], language: str, out: TextIO) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=True, header_style="bold")
    for column in SHOWN[verb]:
        numeric = column in ("value", "low", "high")
        table.add_column(word("column", column, language), overflow="fold", justify="right" if numeric else "left")
    for row in rows:
        table.add_row(*(Text(_worded(verb, c, row[c], language)) for c in SHOWN[verb]))
    Console(file=out, width=None if out.isatty() else 140).print(table)


def _worded(verb: str, column: str, value: object, language: str) -> str:
    """A cell as a person reads it."""
    if column == "holds":
        return word("holds", str(value).lower(), language)
    if column == "rule":
        return f"{value} {word('rule', rules[str(value)].name, language)}"
    group = "relation" if verb == "relations" and column == "kind" else column
    known = words(group, language) if column in WORDED else {}
    return known.get(str(value), visible(cell(value))).replace("\n", "⏎")
