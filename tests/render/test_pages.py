"""What a page says of a report: its words escaped, its contradictions as sums, also what passed and what is open."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.records import Figure, FigureKind, Holds, Span, Status
from audit.render import overview, report
from audit.render.amounts import allowed, interval, share
from audit.render.markup import clipped, joined, quoted, table, tag
from audit.sets import COUNT, at_most, between, exactly
from audit.table import frames


@given(st.text(alphabet="a<>&\"'*_`#\\$\n中", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_words_of_a_report_never_become_markup(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    page = quoted(text, start, end) + table(["x"], [[text]]) + clipped(text)
    for own in ("mark", "table", "thead", "tbody", "tr", "th", "td"):
        page = page.replace(f"<{own}>", "").replace(f"</{own}>", "")
    assert "<" not in page and ">" not in page


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
    for part in (overview.standings, overview.contradictions, overview.findings_by_rule, overview.goals):
        assert part(tables, language).html
    assert overview.attainment_picture(tables, language).png


def test_attainment_is_an_interval_unless_narrow() -> None:
    assert interval((0.2, 0.8)) == "[20%, 80%]"
    assert interval((0.5, 0.54)) == "52%"
    assert interval(None) == "–"
    assert (share(0.999), share(0.001), share(1.0)) == ("99.90%", "0.10%", "100%")


def test_sets_are_written_as_people_write_them() -> None:
    figure = Figure("F1", Span(0, 1), FigureKind.COUNT, Status.REDACTED, COUNT, unit="天")
    assert allowed(between(41, 49, step=1), figure, "zh") == "41–49天"
    assert allowed(exactly(48), figure, "zh") == "48天"
    assert allowed(at_most(5), figure, "zh") == "≤ 5天"
    assert allowed(COUNT, figure, "en") == "any number"


def test_a_relation_that_fails_alone_is_a_contradiction_too(audited: Any) -> None:
    facts = audited.facts
    alone = replace(facts.relations[0], id="R2", kind="list", why_zh="写明4，列出3", holds=Holds.FALSE)
    more = replace(audited, facts=replace(facts, relations=(*facts.relations, alone)))
    page = report.contradictions(more, "zh").html
    assert "第1处：38 ≠ 27＋9＋1＝37" in page and "第2处：写明4，列出3" in page
    assert frames([more])["reports"].loc[0, "contradictions"] == 2
