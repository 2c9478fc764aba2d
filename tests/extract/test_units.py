"""Units: what they measure, and which words only look like them."""

from __future__ import annotations

import pytest

from audit.extract import extract
from audit.lang.units import unit, unit_at
from audit.records import Report, Status


def test_people_are_not_attendances_and_things_are_not_people() -> None:
    assert unit("人").dimension != unit("人次").dimension
    assert unit("件").dimension != unit("人").dimension
    assert unit("人（次）").dimension == unit("人(次)").dimension


def test_areas_compare_by_factor() -> None:
    assert unit("公顷").dimension == unit("亩").dimension == unit("平方公里").dimension
    assert 15 * unit("亩").factor == unit("公顷").factor


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("人次参加", "人次"),
        ("场（次）", "场（次）"),
        ("元/人", "元/人"),
        ("微克/立方米", "微克/立方米"),
        ("平方公里", "平方公里"),
    ],
)
def test_the_longest_unit_is_read(text: str, expected: str) -> None:
    found = unit_at(text, 0)
    assert found is not None
    assert found.text == expected


@pytest.mark.parametrize("text", ["人民", "条例", "名单", "项目", "场所", "件件"])
def test_words_behind_a_blank_are_no_units(text: str) -> None:
    assert unit_at(text, 0) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8家国有企业", "家"), ("12项目标", "项"), ("300名家长", "名"),
        ("106户均落实", "户"), ("5部门联合", None),
        ("治理126平方公里", "平方公里"),
    ],
)  # fmt: skip
def test_behind_a_number_nearly_everything_is_a_unit(text: str, expected: str | None) -> None:
    assert [f.unit for f in extract(Report(name="t", text=text, year=2022)).figures] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "治理水土流失面积126平方公里。", "完善工作条例，印发文件，召开现场会。", "关爱留守老人，走访困难户，慰问病人。",
        "单位：万元", "以亿元为单位统计。", "培育亿元村3个。",
        "加强党员名册管理，落实个人有关事项报告。", "举办期间，组织家访，开展场景教学。",
    ],
)  # fmt: skip
def test_no_gap_is_seen_in_a_whole_sentence(text: str) -> None:
    figures = extract(Report(name="t", text=text, year=2022)).figures
    assert [f.span.of(text) for f in figures if f.status is Status.GAP] == []
