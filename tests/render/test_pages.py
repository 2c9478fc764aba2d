"""What a page says of a report: its words escaped, its contradictions as sums, also what passed and what is open."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from string import Formatter
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

import audit
from audit.check import rules
from audit.records import (
    BlockKind,
    Feasible,
    Figure,
    FigureKind,
    Finding,
    GoalSource,
    Holds,
    Outcome,
    Reading,
    Relation,
    Severity,
    Span,
    Status,
)
from audit.render import matrix, overview, places, report, years
from audit.render.amounts import allowed, interval, share
from audit.render.markup import Fragment, clipped, joined, link, quoted, table, tag
from audit.sets import COUNT, at_least, at_most, between, exactly
from audit.table import frames


@given(st.text(alphabet="a<>&\"'*_`#\\$\n中", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_words_of_a_report_never_become_markup(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    page = quoted(text, start, end) + table(["x"], [[text]]) + clipped(text)
    for own in ("mark", "table", "thead", "tbody", "tr", "th", "td"):
        page = page.replace(f"<{own}>", "").replace(f"</{own}>", "")
    assert "<" not in page and ">" not in page


def test_what_nobody_would_see_is_shown_by_number() -> None:
    page = (
        quoted("办结\u202e诉求\u202c214件\u200b\x1b\x07", 0, 4, around=0)
        + joined("\u2066x\ufeff")
        + tag("p", "y", title="\u202d")
    )
    assert page == '<mark>办结⟨U+202E⟩诉</mark>…⟨U+2066⟩x⟨U+FEFF⟩<p title="⟨U+202D⟩">y</p>'
    assert Fragment("\u202e", "")._repr_mimebundle_()["text/plain"] == "⟨U+202E⟩"


def test_our_own_markup_stays_and_text_beside_it_is_escaped() -> None:
    assert joined(tag("b", "<i>"), "&") == "<b>&lt;i&gt;</b>&amp;"
    assert tag("p", "x", class_='a"b') == '<p class="a&quot;b">x</p>'


def test_a_contradiction_is_a_sum_with_every_explanation(audited: Any) -> None:
    page = report.contradictions(audited, "zh").html
    assert "38 ≠ 27＋9＋1＝37" in page
    assert page.index("总数38应为37") < page.index("一级27应为28")
    assert "38 ≠ 27 + 9 + 1 = 37" in report.contradictions(audited, "en").html


def test_ranges_are_shown_with_what_the_text_allows(audited: Any) -> None:
    page = report.feasible_ranges(audited, "zh").html
    assert "任意数" in page and "<b>10–40户</b>" in page


def test_masked_figures_are_counted_and_listed(audited: Any, clean: Any) -> None:
    assert "7个数据项中有2个未显示" in report.masked_overview(audited, "zh").html
    assert report.masked_figures(audited, "zh").html.count("<tr>") == 3
    assert "所有数据项均已写明" in report.masked_figures(clean, "zh").html


def test_findings_are_ordered_by_severity_then_place(audited: Any) -> None:
    text = audited.facts.report.text
    made = [
        replace(f, rule=rule, span=Span(at, at + 1), severity=grade, outcome=Outcome.FAIL, args={})
        for f, rule, at, grade in zip(
            [audited.findings[0]] * 6,
            ("S008", "B001", "S007", "B001", "G004", "S009"),
            (len(text) - 2, 5, 1, 9, 2, 30),
            (Severity.MUST_FIX, Severity.QUERY, Severity.ADVICE, Severity.QUERY, Severity.MUST_FIX, Severity.QUERY),
            strict=True,
        )
    ]
    page = report.findings(replace(audited, findings=tuple(filled(f) for f in made)), "zh").html
    assert re.findall(r"<td>([A-Z]\d{3})<small", page) == ["G004", "S008", "B001", "S009", "S007"]


def filled(finding: Finding) -> Finding:
    """The finding with a word for every place of its rule's message."""
    named = [name for _, name, _, _ in Formatter().parse(rules[finding.rule].zh) if name]
    return replace(finding, args=dict.fromkeys(named, "此处"))


def test_findings_of_one_kind_of_blank_share_a_row(audited: Any) -> None:
    page = report.findings(audited, "zh").html
    assert "&lt;script&gt;" in page and "<script>" not in page
    assert page.index("必须更正") < page.index("需核实")


def test_goals_show_target_evidence_and_verdict(audited: Any) -> None:
    page = report.goals(audited, "zh").html
    for words in ("≥ 500户", "<mark>**户</mark>", "无法核实", "决定性数字未显示"):
        assert words in page


def test_what_passed_and_every_rule_is_said(clean: Any) -> None:
    page = report.passed(clean, "zh").html
    assert "37 ＝ 27＋9＋1＝37" in page
    assert "B001" in page and "W001" in page


def test_provenance_is_in_words(audited: Any) -> None:
    given = {"source": "source/x.docx", "peers": ["a.docx", "b.docx"], "prior": "", "year": 0, "mine": 3}
    page = report.provenance(audited, given, "zh").html
    assert "a.docx、b.docx" in page and page.count("未指定") == 2
    assert "参数：其他区县报告" in page and "参数：mine" in page
    assert not re.search(r"参数：?\s*(?:source|peers|prior|year)|\[|&#x27;", page)


def test_where_no_goal_is_due_it_is_said_and_no_chart_drawn(clean: Any) -> None:
    assessment = replace(clean.facts.assessment, goals=(), verdicts=(), attainment=None)
    tables = frames([replace(clean, facts=replace(clean.facts, assessment=assessment))])
    for made in (overview.attainment_picture(tables, "zh"), overview.verdict_picture(tables, "zh")):
        assert isinstance(made, Fragment) and "没有" in made.html
    drawn = overview.attainment_picture(frames([clean]), "zh")
    assert isinstance(drawn, Fragment) == (clean.facts.assessment.attainment is None)


def test_provenance_names_the_source_and_no_folder(audited: Any) -> None:
    page = report.provenance(audited, {"source": "source/x.docx"}, "zh").html
    assert audited.facts.report.sha256 in page and "source/x.docx" in page


def test_targets_read_the_same_out_of_the_table(audited: Any) -> None:
    page = overview.goals(frames([audited]), "zh").html
    for words in ("≥ 500户", "无法核实", "决定性数字未显示"):
        assert words in page


def test_a_district_is_shown_alone(audited: Any, clean: Any) -> None:
    tables = overview.of_district(frames([audited, clean]), "芦滩县")
    assert list(tables["reports"]["report"]) == ["芦滩县-2023"]
    assert "苇塘区" not in overview.standings(tables, "zh").html
    with pytest.raises(KeyError, match="苇塘区"):
        overview.of_district(frames([audited, clean]), "岑岭区")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_of_no_report_at_all_still_stand(language: str) -> None:
    tables = frames([])
    for part in (overview.standings, overview.contradictions, matrix.findings_by_rule, overview.goals):
        assert part(tables, language).html
    assert isinstance(overview.attainment_picture(tables, language), Fragment)


def test_attainment_is_an_interval_unless_narrow() -> None:
    assert interval((0.2, 0.8)) == "[20%, 80%]"
    assert interval((0.5, 0.54)) == "52%"
    assert interval(None) == "–"
    assert (share(0.999), share(0.001), share(1.0)) == ("99.90%", "0.10%", "100%")


def test_sets_are_written_as_people_write_them() -> None:
    figure = Figure("F1", Span(0, 1), FigureKind.COUNT, Status.REDACTED, COUNT, unit="天")
    assert allowed(between(41, 49, step=1), figure, "zh") == "41–49天"
    assert "48" not in allowed(exactly(48), figure, "zh")  # never a single value for what is masked
    assert allowed(at_most(5), figure, "zh") == "≤ 5天"
    assert allowed(COUNT, figure, "en") == "any number"


def test_a_relation_that_fails_alone_is_a_contradiction_too(audited: Any) -> None:
    facts = audited.facts
    alone = replace(facts.relations[0], id="R2", kind="list", why_zh="写明4，列出3", holds=Holds.FALSE)
    more = replace(audited, facts=replace(facts, relations=(*facts.relations, alone)))
    page = report.contradictions(more, "zh").html
    assert "第1处：38 ≠ 27＋9＋1＝37" in page and "第2处：写明4，列出3" in page
    assert frames([more])["reports"].loc[0, "contradictions"] == 2


def test_a_range_is_shown_with_its_other_readings_and_said_to_be_loose(audited: Any) -> None:
    facts = audited.facts
    other = Reading("若所列各项至少为1", "if each item is at least 1", at_least(12))
    loose = Feasible(between(10, 40, step=1), ("R1",), exact=False, readings=(other,))
    more = replace(audited, facts=replace(facts, bounds=replace(facts.bounds, feasible={"F5": loose})))
    page = report.feasible_ranges(more, "zh").html
    assert "<b>10–40户</b>" in page and "若所列各项至少为1：<b>≥ 12户</b>" in page
    assert "区间成立，但可能偏宽" in page and "任意非负整数" in page
    picture, plain = report.ranges_picture(more, "zh"), report.ranges_picture(audited, "zh")
    assert picture and plain and picture.png != plain.png


def test_relations_whose_search_was_stopped_are_said_in_their_own_words(audited: Any) -> None:
    facts = audited.facts
    more = replace(audited, facts=replace(facts, bounds=replace(facts.bounds, unfinished=("R1",))))
    for page in (report.contradictions(more, "zh").html, report.open_questions(more, "zh").html):
        assert "搜索达到上限" in page and "38处，其中一级27处" in page


def test_each_number_of_a_sum_is_marked_in_the_reports_words(audited: Any, clean: Any) -> None:
    page = report.contradictions(audited, "zh").html
    for number in ("38处", "27处", "9处", "1处"):
        assert f"<mark>{number}</mark>" in page
    assert report.ranges_picture(clean, "zh") is None


def test_places_outside_the_outline_have_names(audited: Any) -> None:
    found = audited.facts.report
    bare = replace(found, blocks=(*(replace(b, path="", section="work") for b in found.blocks[:2]), found.blocks[2]))
    assert places.path(found, Span(0, 2), "zh") == "开头"
    assert places.path(bare, bare.blocks[1].span, "zh") == "正文第2段"
    signed = replace(bare, blocks=(replace(bare.blocks[0], kind=BlockKind.SIGNATURE), *bare.blocks[1:]))
    assert places.path(signed, Span(0, 2), "zh") == "落款"


def test_last_years_plan_stands_beside_this_years_outcome(audited: Any) -> None:
    assert "没有取自上年计划的目标" in years.plan_to_outcome(frames([audited]), "zh").html
    assessment = audited.facts.assessment
    goal = replace(assessment.goals[0], source=GoalSource.PRIOR_PLAN)
    told = replace(audited, facts=replace(audited.facts, assessment=replace(assessment, goals=(goal,))))
    page = years.plan_to_outcome(frames([told]), "zh").html
    for words in ("2023年：取自上年计划的目标1项", "全年走访不少于500户", "≥ 500户", "无法核实", "决定性数字未显示"):
        assert words in page


def test_only_what_two_years_state_differently_is_a_restatement(audited: Any) -> None:
    facts = audited.facts
    first = facts.figures[0]
    before = Relation(
        "R8", "same", "same", (first.span,), ("F1",), first.span, holds=Holds.FALSE, why_zh="本件写38处，上年报告写36处"
    )
    inside = replace(before, id="R9", members=(first.span, first.span), figures=("F1", "F2"), why_zh="两处不一")
    more = replace(audited, facts=replace(facts, relations=(*facts.relations, before, inside)))
    page = years.restated(frames([more]), "zh").html
    assert "上年报告写36处" in page and "两处不一" not in page
    assert "没有所报不同的数据" in years.restated(frames([audited]), "zh").html


def test_links_stay_in_the_output_folder(audited: Any, tmp_path: Path) -> None:
    assert overview.links(str(tmp_path)) == {"reports": {}, "districts": {}}
    sha = audited.facts.report.sha256
    (tmp_path / "pages.json").write_text(json.dumps({"reports": {sha: "reports/苇塘区.html"}}), encoding="utf-8")
    links = overview.links(str(tmp_path), "../")
    page = overview.standings(frames([audited]), "zh", links["reports"]).html
    assert f'<a href="../reports/{quote("苇塘区")}.html">苇塘区</a>' in page
    for place in ("https://example.org/", "/etc/passwd", "javascript:alert(1)", "\\\\host\\share"):
        with pytest.raises(ValueError, match="is no place"):
            link("x", place)


def test_many_reports_are_counted_not_laid_side_by_side(audited: Any, clean: Any, tmp_path: Path) -> None:
    reports = [renamed(audited, f"第{n}区") for n in range(40)]
    tables = frames([*reports, clean])
    page = matrix.findings_by_rule(tables, "zh").html
    assert "涉及报告" in page and '<td class="n">40</td>' in page and "第39区" not in page
    one = {"code": "E101", "severity": "query", "title_zh": "写明", "title_en": "shown"}
    gave = [{"report": a.facts.report.name, "sha256": a.facts.report.sha256, "outcome": "fail"} | one for a in reports]
    (tmp_path / "expectations.json").write_text(json.dumps(gave), encoding="utf-8")
    page = matrix.expectations(str(tmp_path), tables, "zh").html
    assert '<td class="n">40</td>' in page and "第39区" not in page
    assert "其余11份从略" in overview.masked_picture(tables, "zh").alt
    assert "芦滩县 2023" in matrix.findings_by_rule(frames([audited, clean]), "zh").html


def renamed(audited: Any, district: str) -> Any:
    """The report of another district."""
    own = replace(audited.facts.report, name=district, district=district, sha256=district)
    return replace(audited, facts=replace(audited.facts, report=own))


def test_the_signature_is_no_part_of_the_plan() -> None:
    account = "桐溪区2023年工作总结\n一、主要工作\n检修水闸9座。\n"
    text = account + "二、下一步计划\n清淤河道7公里。\n桐溪区人民政府\n2023年12月30日\n"
    found = audit.from_text(text)
    names = [
        places.section_name(found, Span(at := text.index(words), at + 1), "zh")
        for words in ("9座", "7公里", "12月30日")
    ]
    assert names == ["一、主要工作", "二、下一步计划", "落款"]
