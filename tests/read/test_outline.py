"""Blocks: in order, disjoint, covering; paths and roles as a reader would give them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import audit
from audit.read.outline import clauses, sentences
from audit.records import Block, BlockKind, Report, Span

REPORT = """岚溪区2022年党建工作总结
（2022年12月28日）
今年以来，我区坚持大抓基层的鲜明导向。
一、主要做法
（一）抓学习，强信念。一是领学促学。组织学习12次。二是宣讲到村，共“走村入户。”讲了30场。
（二）抓组织，强堡垒。
新建驿站5个。
二、存在问题及下一步打算
一是队伍不稳。二是品牌不响。下一步，我区将新建驿站8个。
三、2023年工作安排
1.培训500人次。2.新建驿站3.5个。
表1　驿站建设情况（单位：个）
| 镇 | 数量 |
| --- | --- |
| 甲镇 | 5 |
| 乙镇 | |
注：数据截至12月底。
中共岚溪区委员会
2022年12月**日
"""


def block(report: Report, words: str) -> Block:
    return next(b for b in report.blocks if b.span.of(report.text).startswith(words))


def test_paths_follow_the_enumerators_inside_a_paragraph() -> None:
    report = audit.from_text(REPORT)
    assert block(report, "一、主要做法").path == "一"
    assert block(report, "（一）抓学习").path == "一/（一）"
    assert block(report, "一是领学").path == "一/（一）/一是"
    assert block(report, "二是宣讲").path == "一/（一）/二是"
    assert block(report, "新建驿站5个").path == "一/（二）"
    assert block(report, "2.新建").path == "三/2"


def test_a_run_in_heading_is_told_from_what_stands_under_it() -> None:
    report = audit.from_text(REPORT)
    assert block(report, "（一）抓学习，强信念。").kind is BlockKind.HEADING
    assert block(report, "（一）抓学习").span.of(report.text) == "（一）抓学习，强信念。"
    assert block(report, "1.培训").kind is BlockKind.BODY  # it states a count: no mere heading


def test_title_date_notes_cells_and_signature_are_known() -> None:
    report = audit.from_text(REPORT)
    kinds = {b.span.of(report.text): b.kind for b in report.blocks}
    assert kinds["岚溪区2022年党建工作总结"] is BlockKind.TITLE
    assert kinds["（2022年12月28日）"] is BlockKind.SIGNATURE
    assert kinds["表1　驿站建设情况（单位：个）"] is BlockKind.NOTE
    assert kinds["注：数据截至12月底。"] is BlockKind.NOTE
    assert kinds["中共岚溪区委员会"] is BlockKind.SIGNATURE
    assert kinds["2022年12月**日"] is BlockKind.SIGNATURE
    cells = [b for b in report.blocks if b.kind is BlockKind.CELL]
    assert [(c.source.row, c.source.column, c.span.of(report.text)) for c in cells] == [
        (1, 1, "镇"), (1, 2, "数量"), (2, 1, "甲镇"), (2, 2, "5"), (3, 1, "乙镇"), (3, 2, "")
    ]  # fmt: skip


def test_roles_of_sections() -> None:
    report = audit.from_text(REPORT)
    roles = {b.span.of(report.text)[:6]: b.section for b in report.blocks}
    assert roles["今年以来，我"] == "preamble"
    assert roles["一是领学促学"] == "work"
    assert roles["一是队伍不稳"] == "problems"
    assert roles["下一步，我区"] == "plan"
    assert roles["1.培训50"] == "plan"


def test_roles_without_any_heading() -> None:
    report = audit.from_text(
        "2022年，全区新建驿站5个。\n同时，我们也清醒看到，工作中还存在一些短板：队伍不稳。\n下一步，新建驿站8个。"
    )
    assert [b.section for b in report.blocks] == ["work", "problems", "plan"]


def test_work_on_problems_is_work() -> None:
    report = audit.from_text(
        "一、着力解决群众急难愁盼问题\n办结12件。\n二、年度计划完成情况\n完成9项。\n三、明年思路\n再办8件。"
    )
    assert [b.section for b in report.blocks if b.kind is BlockKind.BODY] == ["work", "work", "plan"]


def test_a_heading_naming_a_later_year_opens_the_plan() -> None:
    text = "一、2022年重点工作\n办结12件。\n二、2023年重点工作\n再办8件。"
    report = audit.from_text(text, year=2022)
    assert [b.section for b in report.blocks if b.kind is BlockKind.BODY] == ["work", "plan"]


def test_what_follows_the_plan_belongs_to_it_and_a_speech_closes_the_year_before() -> None:
    report = audit.from_text(
        "政府工作报告\n——2023年1月5日在苓泽区第三届人民代表大会第二次会议上\n一、过去一年工作回顾\n新增企业12家。成绩来之不易。"
        "同时，我们也清醒认识到，发展中还存在不少困难和问题：一是总量偏小；二是结构不优。\n二、2023年工作安排\n新增企业15家。\n"
        "三、加强政府自身建设\n坚持依法行政。"
    )
    assert report.year == 2022
    assert [b.section for b in report.blocks if b.kind is BlockKind.BODY] == [
        *("work", "problems", "problems", "problems"),
        *("plan", "plan"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "同时，对检查中存在的问题进行通报。",
        "目前排查发现存在问题12个，已整改9个。",
        "当前仍有3个项目存在困难，已协调解决。",
    ],
)
def test_problems_that_were_dealt_with_are_work(words: str) -> None:
    report = audit.from_text(f"一、主要工作\n{words}\n办结9件。{words}")
    assert {b.section for b in report.blocks} == {"work"}


def test_headings_glued_to_their_first_items_are_told_apart() -> None:
    report = audit.from_text(
        "一、工作情况（一）加强领导。成立专班1个。二、存在问题一是人少；二是钱少。三、下步打算（一）增人。招聘5人。"
    )
    assert [b.span.of(report.text) for b in report.blocks if b.kind is BlockKind.HEADING] == [
        *("一、工作情况", "（一）加强领导。", "二、存在问题", "三、下步打算", "（一）增人。"),
    ]
    assert block(report, "二是钱少").section == "problems"
    assert block(report, "招聘5人").path == "三/（一）"


def test_a_sentence_that_nothing_stands_under_is_no_heading() -> None:
    report = audit.from_text("三、工作计划\n（一）深化法治宣传。\n（二）配强装备。补充40台。")
    assert block(report, "（一）").kind is BlockKind.BODY
    assert block(report, "（二）").kind is BlockKind.HEADING


def test_annexes_are_notes() -> None:
    report = audit.from_text("办结9件。\n附件：1.统计表\n      2.名单\n联系人：甲某  电话：12345")
    assert [b.kind.value for b in report.blocks] == ["body", "note", "note", "signature"]


def test_enumerators_in_quotes_and_references_open_nothing() -> None:
    report = audit.from_text("按照“一是一、二是二”的要求，见附件（三），统一是基础。第一产业增长3.5%。")
    assert {b.path for b in report.blocks} == {""}


def test_tab_and_space_tables_are_cells() -> None:
    tabbed = audit.from_text("各镇情况如下。\n镇\t户数\n甲镇\t12\n乙镇\t**\n")
    cells = [b.span.of(tabbed.text) for b in tabbed.blocks if b.kind is BlockKind.CELL]
    assert cells == ["镇", "户数", "甲镇", "12", "乙镇", "**"]
    spaced = audit.from_text("镇　　户数　　人数\n甲镇　　12　　30\n乙镇　　15　　41")
    assert sum(b.kind is BlockKind.CELL for b in spaced.blocks) == 9


def test_a_short_passage_is_no_title() -> None:
    report = audit.from_text("共收到举报12件，办结9件")
    assert [b.kind for b in report.blocks] == [BlockKind.BODY]


def test_sentences_keep_brackets_quotes_and_numbers_whole() -> None:
    text = "共办5,180件（其中甲类3.5万件；乙类不详）；他说“好。”然后走了。办结！"
    first, *rest = [s.of(text) for s in sentences(text)]
    assert first == "共办5,180件（其中甲类3.5万件；乙类不详）；"
    assert rest == ["他说“好。”", "然后走了。", "办结！"]


def test_clauses_split_at_commas_but_not_in_numbers_or_quotes() -> None:
    text = "在甲、乙两村投入5,180元，评“好人、好事”3件,已办。"
    assert [s.of(text) for s in clauses(text)] == ["在甲、", "乙两村投入5,180元，", "评“好人、好事”3件,", "已办。"]
    assert [s.of(text) for s in clauses(text, "，,")] == ["在甲、乙两村投入5,180元，", "评“好人、好事”3件,", "已办。"]


def test_an_open_bracket_does_not_swallow_the_paragraph() -> None:
    text = "完成9项（含续建。又完成3项。"
    assert len(sentences(text)) == 2


@pytest.mark.parametrize("text", ["（" * 100_000, "（“" * 30_000 + "）”" * 30_000, "\n" * 100_000, "-|" * 50_000])
def test_texts_built_to_harm_are_read_in_linear_time(text: str) -> None:
    assert audit.from_text(text).text == text  # quadratic time would be minutes


SCRAPS = st.sampled_from(
    [
        *"一二三、（）。；，：\n\n\t |*“”1.2#　年是要区其中",
        "一、",
        "（一）",
        "一是",
        "存在问题",
        "下一步，",
        "2022年",
        "| a | b |\n",
    ]
)


@given(st.lists(SCRAPS, max_size=60).map("".join))
def test_blocks_are_disjoint_in_order_and_leave_nothing_out(text: str) -> None:
    report = audit.from_text(text)
    last, covered = 0, set()
    for b in report.blocks:
        assert last <= b.span.start <= b.span.end <= len(text)
        assert b.section in ("preamble", "work", "problems", "plan")
        last = b.span.end
        covered |= set(range(*b.span))
    left = {text[i] for i in range(len(text)) if i not in covered and not text[i].isspace()}
    assert left <= set("|｜-:#")  # rules of tables, hashes


@given(st.text(alphabet=st.sampled_from('，。；！？“”（）()"\n甲乙1.,、 '), max_size=80))
def test_sentences_and_clauses_cover_the_text(text: str) -> None:
    for cut in (sentences, clauses):
        spans = cut(text)
        assert all(a.end <= b.start for a, b in pairwise(spans))
        covered = {i for span in spans for i in range(*span)}
        assert all(text[i].isspace() for i in range(len(text)) if i not in covered)


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    report = audit.from_text(text)
    assert report.text == text
    assert all(Span(0, len(text)).covers(b.span) for b in report.blocks)


def test_key_work_before_the_problems_is_what_was_done() -> None:
    report = audit.from_text(
        "一、总体形势\n接报12起。\n二、重点工作\n整改38处。\n三、存在问题\n力量薄弱。\n四、下步打算\n再改9处。",
        year=2022,
    )
    assert [b.section for b in report.blocks if b.kind is BlockKind.BODY] == ["work", "work", "problems", "plan"]


def test_key_work_behind_the_problems_is_a_plan() -> None:
    report = audit.from_text("一、工作总结\n整改38处。\n二、存在问题\n力量薄弱。\n三、重点工作\n再改9处。", year=2022)
    assert [b.section for b in report.blocks if b.kind is BlockKind.BODY] == ["work", "problems", "plan"]
