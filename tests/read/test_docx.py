"""Word documents: what a reader of the final version sees is the text; all else is held apart and told."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import audit
from audit.errors import ReadError, UnsafeFile
from audit.read.docx import source_map
from audit.records import BlockKind, Report


@pytest.fixture
def load(tmp_path: Path, make: ModuleType):  # type: ignore[no-untyped-def]
    def save(body: str, **parts: str) -> Report:
        path = tmp_path / "report.docx"
        path.write_bytes(make.pack(body, **parts))
        return audit.read(path)

    return save


def test_insertions_are_text_and_deletions_are_held_apart(load, make) -> None:
    report = load(make.paragraph("收到", make.deleted("138"), make.inserted("152"), "件。"))
    assert report.text == "收到152件。\n"
    (hidden,) = report.hidden
    assert (hidden.kind, hidden.at, hidden.text) == ("deleted", 2, "138")
    assert any("修订插入" in note for note in report.notes)


def test_moved_text_is_read_where_it_went(load, make) -> None:
    moved = f'<w:moveFrom w:id="1">{make.run("旧处")}</w:moveFrom>'
    arrived = f'<w:moveTo w:id="2">{make.run("新处")}</w:moveTo>'
    report = load(make.paragraph("甲", moved, "乙", arrived))
    assert report.text == "甲乙新处\n"
    assert report.hidden[0].text == "旧处"


def test_a_deleted_paragraph_mark_joins_two_paragraphs(load, make) -> None:
    mark = '<w:rPr><w:del w:id="3"/></w:rPr>'
    report = load(
        make.paragraph("完成3", properties=mark) + make.paragraph("5项。") + make.paragraph("完。", properties=mark)
    )
    assert report.text == "完成35项。\n完。\n"


def test_hidden_text_is_not_text_by_itself_or_by_style(load, make) -> None:
    styles = '<w:style w:type="character" w:styleId="h"><w:name w:val="h"/><w:rPr><w:vanish/></w:rPr></w:style>'
    body = make.paragraph("甲", make.run("密", "<w:vanish/>"), make.run("暗", '<w:rStyle w:val="h"/>'), "乙")
    report = load(body, styles=styles)
    assert report.text == "甲乙\n"
    assert [(h.kind, h.at, h.text) for h in report.hidden] == [("hidden", 1, "密暗")]
    shown = load(make.paragraph(make.run("明", '<w:vanish w:val="0"/>')))
    assert shown.text == "明\n"


def test_text_under_a_black_bar_is_covered_and_never_shown(load, make) -> None:
    report = load(make.paragraph("立案", make.run("17", '<w:highlight w:val="black"/>'), "件。"))
    assert report.text == "立案■■件。\n"
    assert all("17" not in h.text for h in report.hidden)
    assert any("遮盖" in note for note in report.notes)
    dark = '<w:shd w:val="clear" w:fill="000000"/>'
    assert load(make.paragraph(make.run("17", dark))).text == "17\n"  # shown white
    assert load(make.paragraph(make.run("17", dark + '<w:color w:val="000000"/>'))).text == "■■\n"
    white = load(make.paragraph(make.run("17", '<w:highlight w:val="black"/><w:color w:val="FFFFFF"/>')))
    assert white.text == "17\n"


def test_tables_have_cells_with_their_places_merged_ones_once(load, make) -> None:
    rows = [
        [make.cell("镇", '<w:vMerge w:val="restart"/>'), make.cell("项目", '<w:gridSpan w:val="2"/>')],
        [make.cell("", "<w:vMerge/>"), "计划", "完成"],
        ["甲镇", "5", ""],
    ]
    report = load(make.paragraph("一、情况") + make.table(rows) + make.paragraph("完。"))
    assert report.text == "一、情况\n镇\t项目\n\t计划\t完成\n甲镇\t5\t\n完。\n"
    cells = [b for b in report.blocks if b.kind is BlockKind.CELL]
    assert [(c.source.table, c.source.row, c.source.column, c.span.of(report.text)) for c in cells] == [
        (1, 1, 1, "镇"),
        (1, 1, 2, "项目"),
        (1, 2, 2, "计划"),
        (1, 2, 3, "完成"),
        (1, 3, 1, "甲镇"),
        (1, 3, 2, "5"),
        (1, 3, 3, ""),
    ]
    assert {c.path for c in cells} == {"一"}


def test_a_cell_of_two_paragraphs_is_one_block(load, make) -> None:
    long = f"<w:tc>{make.paragraph('甲')}{make.paragraph('乙')}</w:tc>"
    report = load(make.table([[long, "5"]]) + make.paragraph("完。"))
    assert [b.span.of(report.text) for b in report.blocks] == ["甲\n乙", "5", "完。"]


def test_a_table_inside_a_cell_keeps_all_words_in_order(load, make) -> None:
    inner = make.table([["子一", "子二"]])
    outer = f"<w:tbl><w:tr><w:tc>{make.paragraph('外')}{inner}{make.paragraph('尾')}</w:tc></w:tr></w:tbl>"
    report = load(outer + make.paragraph("完。"))
    assert [b.span.of(report.text) for b in report.blocks] == ["外", "子一", "子二", "尾", "完。"]


def test_a_deleted_row_is_gone(load, make) -> None:
    row = f'<w:tr><w:trPr><w:del w:id="1"/></w:trPr>{make.cell("旧")}{make.cell("9")}</w:tr>'
    report = load(f"<w:tbl>{row}<w:tr>{make.cell('新')}{make.cell('8')}</w:tr></w:tbl>")
    assert report.text == "新\t8\n"
    assert "".join(h.text for h in report.hidden) == "旧9"


def test_footnotes_follow_the_text_as_notes(load, make) -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnote w:type="separator" w:id="0"/><w:footnote w:id="2">{make.paragraph("含续建。")}</w:footnote>'
    report = load(make.paragraph("完成9项", reference, "。"), footnotes=notes)
    assert report.text == "完成9项。\n含续建。\n"
    assert (report.blocks[-1].kind, report.blocks[-1].source.part) == (BlockKind.NOTE, "footnote 2")


def test_a_text_box_is_read_once_behind_its_paragraph(load, make) -> None:
    box = f"<w:txbxContent>{make.paragraph('框内12件')}</w:txbxContent>"
    shape = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    report = load(make.paragraph("正文", shape, "接续。") + make.paragraph("下段。"))
    assert report.text == "正文接续。\n框内12件\n下段。\n"


def test_headers_comments_and_pictures_are_told_not_read(load, make) -> None:
    commented = '<w:commentRangeStart w:id="7"/>' + make.run("9") + '<w:commentRangeEnd w:id="7"/>'
    report = load(
        make.paragraph("完成", commented, "项。", "<w:r><w:drawing/></w:r>"),
        header1=make.paragraph("内部资料**"),
        comments=f'<w:comment w:id="7">{make.paragraph("请核")}</w:comment>',
    )
    assert report.text == "完成9项。\n"
    assert [(h.kind, h.at, h.text) for h in report.hidden] == [("comment", 2, "请核")]
    assert any("内部资料**" in note for note in report.notes)
    assert any("图片" in note for note in report.notes)


def test_automatic_numbers_shape_the_outline_though_no_text_holds_them(load, make) -> None:
    level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="{}"/></w:lvl>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level.format(0, "%1、")}{level.format(1, "（%2）")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )

    def numbered(words: str, depth: int) -> str:
        return make.paragraph(words, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>')

    body = [
        numbered("主要工作", 0),
        numbered("抓学习", 1),
        numbered("抓组织", 1),
        numbered("存在问题", 0),
        make.paragraph("人少。"),
    ]
    report = load("".join(body), numbering=numbering)
    assert report.text == "主要工作\n抓学习\n抓组织\n存在问题\n人少。\n"
    assert [b.path for b in report.blocks] == ["一", "一/（一）", "一/（二）", "二", "二"]
    assert report.blocks[-1].section == "problems"
    assert any("自动生成" in note for note in report.notes)


def test_every_character_is_traced_to_its_run(tmp_path: Path, make) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(
        make.pack(make.paragraph("收到", make.deleted("1"), make.inserted("152"), "件。") + make.paragraph("完"))
    )
    report = audit.read(path)
    runs = source_map(path)
    assert [(r.span.of(report.text), r.paragraph, r.run) for r in runs] == [
        ("收到", 1, 1),
        ("152", 1, 3),
        ("件。", 1, 4),
        ("完", 2, 1),
    ]


def test_strict_documents_are_read_too(tmp_path: Path, make) -> None:
    part = make.xml("document", f"<w:body>{make.paragraph('完成9项。')}</w:body>").encode()
    transitional = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    assert transitional in part
    part = part.replace(transitional, b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    path = tmp_path / "s.docx"
    path.write_bytes(make.archive({"word/document.xml": part}))
    assert audit.read(path).text == "完成9项。\n"


def test_entities_are_refused_before_they_grow(tmp_path: Path, make) -> None:
    bomb = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    names = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    xml = bomb + b"<w:document " + names + b"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
    path = tmp_path / "e.docx"
    path.write_bytes(make.archive({"word/document.xml": xml}))
    with pytest.raises(UnsafeFile, match="DOCTYPE"):
        audit.read(path)


def test_a_zip_bomb_is_refused(tmp_path: Path, make) -> None:
    path = tmp_path / "b.docx"
    path.write_bytes(make.archive({"word/document.xml": b"<w>" + b" " * 30_000_000}, compression=8))
    with pytest.raises(UnsafeFile, match=r"b\.docx"):
        audit.read(path)


def test_damaged_files_are_named(tmp_path: Path, make) -> None:
    whole = make.pack(make.paragraph("完成9项。"))
    for cut in (len(whole) // 2, len(whole) - 10):
        path = tmp_path / "d.docx"
        path.write_bytes(whole[:cut])
        with pytest.raises(ReadError, match=r"d\.docx"):
            audit.read(path)
    path.write_bytes(make.archive({"word/document.xml": b"<w:document>"}))
    with pytest.raises(ReadError, match="damaged"):
        audit.read(path)


WORDS = st.text(alphabet="完成件，。12*（）", min_size=1, max_size=5)
CHANGES = st.lists(st.tuples(st.sampled_from(["run", "inserted", "deleted"]), WORDS), max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(CHANGES, min_size=1, max_size=5))
def test_any_mixture_of_changes_reads_as_its_final_version(
    tmp_path: Path, make: ModuleType, paragraphs: list[list[tuple[str, str]]]
) -> None:
    body = "".join(make.paragraph(*(getattr(make, kind)(words) for kind, words in p)) for p in paragraphs)
    final = "".join("".join(w for kind, w in p if kind != "deleted") + "\n" for p in paragraphs)
    path = tmp_path / "p.docx"
    path.write_bytes(make.pack(body))
    if not final.strip():
        with pytest.raises(ReadError):
            audit.read(path)
        return
    report = audit.read(path)
    assert report.text == final
    assert "".join(h.text for h in report.hidden) == "".join(
        w for p in paragraphs for kind, w in p if kind == "deleted"
    )
    assert "".join(r.span.of(report.text) for r in source_map(path)) == final.replace("\n", "")
