"""Passages with every figure that must be read out of them, and no other.

`cases/*.yaml`: lists of `text`, `figures`; a figure is [words, kind, status, value, unit], the value as `48`, `41..49`,
`0..` (no upper bound), EDTF for dates and periods, the role of the mask for names. The report's year is 2023.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from audit.extract import extract
from audit.records import Figure, FigureKind, Report
from audit.sets import plain

CASES = [
    pytest.param(case, id=f"{path.stem}-{n}")
    for path in sorted((Path(__file__).parent / "cases").glob("*.yaml"))
    for n, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1)
]


def row(figure: Figure, text: str) -> list[Any]:
    """A figure as the case files write it."""
    if figure.edtf is not None:
        value = figure.edtf
    elif figure.kind is FigureKind.NAME:
        value = figure.mask.role.value if figure.mask else ""
    else:
        low = "" if figure.stated.lo is None else plain(figure.stated.lo)
        high = "" if figure.stated.hi is None else plain(figure.stated.hi)
        value = low if low == high else f"{low}..{high}"
    return [figure.span.of(text), figure.kind.value, figure.status.value, value, figure.unit]


@pytest.mark.parametrize("case", CASES)
def test_every_figure_and_nothing_else(case: dict[str, Any]) -> None:
    report = Report(name="case", text=case["text"], year=2023)
    assert [row(f, report.text) for f in extract(report).figures] == case["figures"]
