"""The 对照表 on paper and in a spreadsheet: every goal with its evidence, verdict and room for a reviewer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook

from audit.assess import Review
from audit.lang.words import words
from audit.records import GoalVerdict
from audit.render import comparison, docx, report, xlsx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
REVIEW = Review(
    report="苇塘区-2023",
    goal="G1",
    old=GoalVerdict.NOT_VERIFIABLE,
    new=GoalVerdict.MET,
    reason="document_inspected",
    attachment="ab" * 32,
    text="台账记520户",
    author="周敏",
    role="核查组组长",
    time=datetime(2024, 2, 1, 9, 30),
)
HOSTILE = "=1+1<script>alert(1)</script>\x07\x0b﷐\ufffe&"


def part(file: bytes, name: str) -> Any:
    with ZipFile(BytesIO(file)) as archive:
        assert archive.testzip() is None
        return etree.fromstring(archive.read(name))


def cells(file: bytes) -> list[list[str]]:
    """Texts of the table in a .docx, row by row."""
    rows = part(file, "word/document.xml").iter(f"{W}tr")
    return [
        ["\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in c.iter(f"{W}p")) for c in r.iter(f"{W}tc")]
        for r in rows
    ]


def with_goal(audited: Any, **changes: Any) -> Any:
    """The report with its goal changed."""
    assessment = audited.facts.assessment
    goals = (replace(assessment.goals[0], **changes),)
    return replace(audited, facts=replace(audited.facts, assessment=replace(assessment, goals=goals)))


def reviewed_by(audited: Any, review: Review) -> Any:
    """The report with a person's verdict."""
    return replace(audited, reviews=(review,))


def test_a_goal_stands_beside_its_outcome_evidence_and_verdict(audited: Any) -> None:
    head, row = cells(comparison.docx(audited, "zh"))
    assert head == ["序号", "目标及来源", "目标值", "结果", "佐证及位置", "核查结论及理由", "复核结论", "复核人"]
    assert row[0] == "1" and row[1].startswith("走访农户\n")
    assert row[2] == "≥ 500户"
    assert row[3] == "**户（未显示，可行区间10–40户）"
    assert "走访农户**户" in row[4] and row[4].endswith("（一）")
    assert row[5] == "无法核实\n决定性数字未显示"
    assert row[6:] == ["", ""]


def test_an_official_value_is_named_with_its_provider(audited: Any) -> None:
    told = with_goal(audited, official=520, provider="区统计局")
    assert cells(comparison.docx(told, "zh"))[1][3].endswith("；区统计局提供520户")


def test_next_years_plan_is_not_compared_but_measured(audited: Any) -> None:
    planned = with_goal(audited, horizon="next")
    assert comparison.lines(planned, "zh") == ()
    assert "没有可列出的目标" in etree.tostring(
        part(comparison.docx(planned, "zh"), "word/document.xml"), encoding="unicode"
    )
    page = report.plan(planned, "zh").html
    assert "有数量 1" in page and "无数量和要求 0" in page
    assert "目标值未显示 1" in report.plan(with_goal(planned, target=audited.facts.figures[4].values), "zh").html
    assert "无数量和要求 1" in report.plan(with_goal(planned, target=None, measure="qualitative"), "zh").html
    assert "没有可列出的计划" in report.plan(audited, "zh").html


def test_a_review_stands_beside_the_machines_verdict(audited: Any) -> None:
    row = cells(comparison.docx(reviewed_by(audited, REVIEW), "zh"))[1]
    assert row[5].startswith("无法核实")
    assert row[6].split("\n") == ["已达到", "查阅原始台账", "台账记520户"] and row[7] == "周敏（核查组组长）"
    page = report.goals(reviewed_by(audited, REVIEW), "zh").html
    assert page.index("无法核实") < page.index("已达到") < page.index("周敏（核查组组长）")


def test_reviews_that_fit_no_goal_are_said_not_applied(audited: Any) -> None:
    page = report.goals(reviewed_by(audited, replace(REVIEW, goal="G9", place="2023.toml[1]")), "zh").html
    assert "2023.toml[1]" in page and "G9" in page and "周敏" not in page
    stale = replace(REVIEW, old=GoalVerdict.NOT_MET, place="2023.toml[2]")
    page = report.goals(reviewed_by(audited, stale), "zh").html
    assert "2023.toml[2]" in page and "周敏" not in page


def test_the_paper_is_a4_landscape_and_repeats_its_head(audited: Any) -> None:
    document = part(comparison.docx(audited, "zh"), "word/document.xml")
    size = document.find(f".//{W}pgSz").attrib
    assert (size[f"{W}orient"], size[f"{W}w"], size[f"{W}h"]) == ("landscape", "16840", "11907")
    rows = list(document.iter(f"{W}tr"))
    assert [row.find(f".//{W}tblHeader") is not None for row in rows] == [True, False]
    widths = [int(column.get(f"{W}w")) for column in document.iter(f"{W}gridCol")]
    margins = document.find(f".//{W}pgMar").attrib
    assert sum(widths) <= 16840 - int(margins[f"{W}left"]) - int(margins[f"{W}right"])
    said = "".join(document.itertext())
    assert all(words in said for words in ("核查人：", "复核人：", "负责人：", audited.facts.report.sha256))
    fonts = part(comparison.docx(audited, "zh"), "word/fontTable.xml")
    assert [font.get(f"{W}name") for font in fonts] == ["仿宋", "宋体", "Times New Roman"]


def test_the_workbook_is_filled_in_from_a_list(audited: Any, clean: Any) -> None:
    page = load_workbook(BytesIO(comparison.xlsx([reviewed_by(audited, REVIEW), clean], "zh"))).active
    assert page is not None
    head, *rows = list(page.iter_rows(values_only=True))
    assert head[comparison.REVIEWED_COLUMN] == "复核结论" and len(comparison.XLSX_WIDTHS) == len(head)
    assert [row[0] for row in rows] == ["苇塘区", "芦滩县"]
    assert [row[comparison.REVIEWED_COLUMN] for row in rows] == ["已达到", None]
    assert rows[0][11] == "无法核实"
    assert page.freeze_panes == "F2" and page.column_dimensions["E"].width == comparison.XLSX_WIDTHS[4]
    (offered,) = page.data_validations.dataValidation
    assert str(offered.sqref) == "N2:N3"
    assert offered.formula1.strip('"').split(",") == list(words("verdict", "zh").values())


def test_hostile_words_stay_words(audited: Any) -> None:
    made = comparison.files(with_goal(audited, indicator=HOSTILE, provider=HOSTILE, official=1), "zh")
    assert cells(made["对照表.docx"])[1][1].startswith("=1+1<script>alert(1)</script>⟨U+0007⟩⟨U+000B⟩")
    page = load_workbook(BytesIO(made["对照表.xlsx"])).active
    assert page is not None
    values = [cell for row in page.iter_rows() for cell in row]
    assert not [cell for cell in values if cell.data_type == "f" or str(cell.value or "").startswith("=")]
    assert str(page["E2"].value).startswith("'=1+1<script>")
    with ZipFile(BytesIO(made["对照表.xlsx"])) as archive:
        assert not [name for name in archive.namelist() if b"<f>" in archive.read(name)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_report_gives_the_same_bytes_and_names_nobody(audited: Any, language: str) -> None:
    first = comparison.files(audited, language)
    assert first == comparison.files(audited, language)
    for content in first.values():
        with ZipFile(BytesIO(content)) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            properties = b"".join(archive.read(n) for n in archive.namelist() if n.startswith("docProps/core"))
            assert b"creator" not in properties and b"created" not in properties and b"modified" not in properties


@given(st.text(max_size=60))
def test_any_text_fits_into_both_files(text: str) -> None:
    assert part(docx.document(text, docx.paragraph(text)), "word/document.xml") is not None
    sheet = xlsx.Sheet("a", ("b",), ((text,),), (10,))
    page = load_workbook(BytesIO(xlsx.workbook(sheet))).active
    assert page is not None and page["A2"].data_type in ("inlineStr", "s", "n")


def test_a_text_too_long_for_a_cell_says_that_it_goes_on() -> None:
    page = load_workbook(BytesIO(xlsx.workbook(xlsx.Sheet("a", ("b",), (("字" * 40000,),), (10,))))).active
    assert page is not None
    assert len(str(page["A2"].value)) == xlsx.LONGEST and str(page["A2"].value).endswith("…")
