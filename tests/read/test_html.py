"""Web pages: what a browser shows of the report, nothing of the site around it."""

from __future__ import annotations

from pathlib import Path

import pytest

import audit
from audit.errors import ReadError
from audit.records import BlockKind, Report


@pytest.fixture
def load(tmp_path: Path):  # type: ignore[no-untyped-def]
    def save(body: str, encoding: str = "utf-8", head: str = "") -> Report:
        path = tmp_path / "report.html"
        path.write_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(encoding))
        return audit.read(path)

    return save


def test_emphasis_never_becomes_a_mask(load) -> None:
    report = load("<p>共开展<b>12</b>场、<strong>**</strong>次，<i>其中</i>入户<u>&nbsp;&nbsp;</u>户。</p>")
    assert report.text == "共开展12场、**次，其中入户\u00a0\u00a0户。\n"


def test_scripts_styles_and_the_site_around_are_left_out(load) -> None:
    report = load(
        "<script>var a='<p>99件</p>'</script><style>p{}</style><nav>首页 党务公开</nav><!-- 77件 -->"
        "<div><h1>苓泽区2022年党建工作总结</h1><p>办结12件。</p></div><footer>主办单位</footer>",
        head="<title>苓泽区门户网站</title>",
    )
    assert report.text == "苓泽区2022年党建工作总结\n办结12件。\n"
    assert report.blocks[0].kind is BlockKind.TITLE
    assert "2处" in report.notes[0]


def test_lines_break_as_in_a_browser(load) -> None:
    report = load("<p>　　全区新建\n   驿站 5 个，\n建成<br/>完。<p>下段。")
    assert report.text == "　　全区新建驿站 5 个，建成\n完。\n下段。\n"


def test_hidden_and_deleted_words_are_held_apart(load) -> None:
    report = load("<p>收到<del>138</del><ins>152</ins>件<span style='display: none'>内部</span>。</p>")
    assert report.text == "收到152件。\n"
    assert [(h.kind, h.at, h.text) for h in report.hidden] == [("deleted", 2, "138"), ("hidden", 6, "内部")]


def test_tables_are_cells_and_layout_is_not(load) -> None:
    report = load(
        "<table><tr><td><p>一、情况</p><table><tr><th rowspan=2>镇<th colspan=2>项目</tr>"
        "<tr><td>计划<td>完成</tr><tr><td>甲镇<td>5<td></tr></table></td></tr></table>"
    )
    assert report.text == "一、情况\n镇\t项目\n计划\t完成\n甲镇\t5\t\n"
    cells = [(b.source.row, b.source.column, b.span.of(report.text)) for b in report.blocks if b.kind is BlockKind.CELL]
    assert cells == [
        (1, 1, "镇"), (1, 2, "项目"), (2, 2, "计划"), (2, 3, "完成"), (3, 1, "甲镇"), (3, 2, "5"), (3, 3, "")
    ]  # fmt: skip


def test_the_declared_charset_is_heeded_unless_the_bytes_disagree(load) -> None:
    assert load("<p>办结12件。</p>", "gb18030", "<meta charset=gb2312>").encoding == "gb18030"
    assert load("<p>办结12件。</p>", "utf-8", "<meta charset=utf-8>").text == "办结12件。\n"
    wrong = load("<p>全区新建驿站12个，办结信访件㐂件。</p>", "utf-8", "<meta charset=big5>")
    assert wrong.text.startswith("全区新建驿站12个")


def test_a_page_without_words_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"<html><body><script>1</script></body></html>")
    with pytest.raises(ReadError, match="no text"):
        audit.read(path)
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(ReadError, match="PDF"):
        audit.read(path)
