"""Tables: the same columns and types whatever the rows; exact numbers; cells that no spreadsheet runs."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.records import Span
from audit.table import COLUMNS, file_bytes, frames, safe_cell


def test_columns_and_dtypes_do_not_depend_on_rows(audited: Any) -> None:
    empty, full = frames([]), frames([audited])
    assert list(empty) == list(full) == ["reports", "figures", "relations", "findings", "goals"]
    for name, table in full.items():
        assert list(table.columns) == list(COLUMNS[name])
        assert empty[name].dtypes.to_dict() == table.dtypes.to_dict()
        assert list(table.columns[:4]) == ["report", "district", "year", "sha256"]
        assert len(empty[name]) == 0


def test_figures_keep_exact_text_and_a_float(audited: Any) -> None:
    figures = frames([audited])["figures"].set_index("figure")
    assert figures.loc["F1", "value"] == "38"
    assert figures.loc["F1", "value_number"] == 38.0
    assert pd.isna(figures.loc["F5", "value"])
    assert figures.loc["F5", "feasible"] == "[10, 40]"
    assert figures.loc["F5", "feasible_from"] == "R2"
    assert figures.loc["F5", "section"] == "work"
    assert figures.loc["F7", "section"] == "plan"
    assert list(figures["masked"]) == [False, False, False, False, True, True, False]


def test_texts_are_the_words_of_their_spans(audited: Any) -> None:
    text = audited.facts.report.text
    for name, table in frames([audited]).items():
        if "start" in table:
            for row in table.dropna(subset=["start"]).itertuples():
                assert Span(row.start, row.end).of(text) == row.text, name


def test_a_report_row_counts_what_its_tables_hold(audited: Any, clean: Any) -> None:
    tables = frames([audited, clean])
    row = tables["reports"].iloc[0]
    assert (row["figures"], row["masked"], row["contradictions"], row["must_fix"], row["query"]) == (7, 2, 1, 1, 1)
    assert (row["relations_false"], row["not_verifiable"]) == (1, 1)
    assert (row["attainment_low"], row["attainment_high"]) == (0.0, 1.0)
    assert list(tables["findings"]["report"]) == ["苇塘区-2023"] * 3 + ["芦滩县-2023"]
    assert list(tables["findings"].index) == [0, 1, 2, 3]


def test_files_are_the_same_bytes_every_time_and_read_back_the_same(audited: Any) -> None:
    files = file_bytes(frames([audited]))
    assert files == file_bytes(frames([audited]))
    for name, table in frames([audited]).items():
        assert pd.read_parquet(BytesIO(files[f"{name}.parquet"])).equals(table)


def test_csv_opens_in_a_spreadsheet_without_running_anything(audited: Any) -> None:
    csv = file_bytes(frames([audited]))["findings.csv"]
    assert csv.startswith(b"\xef\xbb\xbf")
    assert "\n=" not in csv.decode("utf-8-sig").replace(",", "\n")
    assert "'=SUM" in csv.decode("utf-8-sig")


@pytest.mark.parametrize("text", ["=1+1", "+86", "-2+3", "@SUM(A1)", "＝1", "\t=1", "--1"])
def test_formulas_are_quoted(text: str) -> None:
    assert safe_cell(text) == "'" + text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_numbers_stay_numbers(number: object) -> None:
    assert safe_cell(f"{number:f}") == f"{number:f}"


@given(st.text())
def test_no_cell_starts_a_formula(text: str) -> None:
    cell = safe_cell(text)
    assert cell.lstrip("'") == text.lstrip("'")
    assert not cell.startswith(("=", "+", "@", "\t", "\r"))
