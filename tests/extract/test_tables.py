"""Cells of tables: row and column, headers, unit, totals."""

from __future__ import annotations

from audit.extract import extract
from audit.read import from_text
from audit.records import Figure, Report

TABS = (
    "表1　资金安排（单位：万元）\n"
    "乡镇\t项目数（个）\t安排资金\t拨付率\n"
    "榆溪镇\t21\t7800\t95.0％\n"
    "柏岭乡\t18\t**\t88％\n"
    "合计\t39\t14,400\t92％\n"
)
PIPES = "| 类别 | 人数（人） | 占比（%） |\n| --- | --- | --- |\n| 医生 | 182 | 52.0 |\n| 总计 | 350 | 100 |\n"
PAIRS = "审结方式及件数\n维持 3509\n驳回 295\n撤销 63\n"


def cells(report: Report) -> list[tuple[str, str, str, str | None, int]]:
    found: list[Figure] = [f for f in extract(report).figures if f.cell is not None]
    return [
        (f.span.of(report.text), f.cell.row_header, f.cell.column_header, f.unit, f.scale)
        for f in found
        if f.cell is not None
    ]


def test_units_come_from_headers_and_caption() -> None:
    assert cells(Report(name="t", text=TABS, year=2022))[:6] == [
        ("21", "榆溪镇", "项目数（个）", "个", 1),
        ("7800", "榆溪镇", "安排资金", "元", 10_000),
        ("95.0％", "榆溪镇", "拨付率", "%", 1),
        ("18", "柏岭乡", "项目数（个）", "个", 1),
        ("**", "柏岭乡", "安排资金", "元", 10_000),
        ("88％", "柏岭乡", "拨付率", "%", 1),
    ]


def test_totals_are_known_and_amounts_multiplied_out() -> None:
    totals = [f for f in extract(Report(name="t", text=TABS, year=2022)).figures if f.cell and f.cell.is_total]
    assert [f.value for f in totals] == [39, 144_000_000, 92]


def test_a_reader_s_cells_give_the_same_as_plain_lines() -> None:
    for text in (TABS, PIPES):
        assert cells(from_text(text, name="t", year=2022)) == cells(Report(name="t", text=text, year=2022))


NUMBERED = "序号\t乡镇\t项目数（个）\n1\t榆溪镇\t21\n2\t柏岭乡\t18\n3\t甲镇\t**\n"


def test_the_numbers_of_rows_are_no_figures() -> None:
    for header in ("序号", "序　号", "编号", "No."):
        report = from_text(NUMBERED.replace("序号", header), name="t", year=2022)
        found = extract(report)
        assert [f.span.of(report.text) for f in found.figures] == ["21", "18", "**"]
        aside = [s.span.of(report.text) for s in found.set_aside if s.reason == "enumerator"]
        assert aside == ["1", "2", "3"]
    kept = from_text(NUMBERED.replace("序号", "村数"), name="t", year=2022)
    assert len(extract(kept).figures) == 6


def test_percent_headers() -> None:
    figures = extract(Report(name="t", text=PIPES, year=2022)).figures
    assert [(f.kind.value, f.unit) for f in figures] == [
        ("count", "人"), ("percent", "%"), ("count", "人"), ("percent", "%"),
    ]  # fmt: skip


def test_names_and_numbers_line_by_line() -> None:
    assert [(f.subject, f.unit) for f in extract(Report(name="t", text=PAIRS, year=2022)).figures] == [
        ("维持", "件"), ("驳回", "件"), ("撤销", "件"),
    ]  # fmt: skip
