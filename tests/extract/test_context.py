"""Subject, scope, period, stance and block of a figure, told from the words around it."""

from __future__ import annotations

import pytest

from audit.extract import extract
from audit.read import from_text
from audit.records import Figure, FigureKind, Report, Stance


def counted(text: str, year: int = 2022) -> list[Figure]:
    """The figures that are no dates and no names."""
    timed = (FigureKind.DATE, FigureKind.PERIOD, FigureKind.NAME)
    return [f for f in extract(Report(name="t", text=text, year=year)).figures if f.kind not in timed]


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("举办干部培训班26期，参训3640人次。", ["举办干部培训班", "参训"]),
        ("新成立**个非公企业党支部，选派68名干部驻村。", ["新成立非公企业党支部", "选派干部驻村"]),
        ("目前38项任务已完成27项。", ["任务", "完成"]),
        ("监测对象186户、523人。", ["监测对象", "监测对象"]),
        ("党员总数9860名，比上年增加172名，增长1.8%。", ["党员总数", "党员总数增加", "党员总数增长"]),
        ("女党员2020名，占30%。", ["女党员", "女党员占"]),
        ("财政支出23.6亿元。", ["财政支出"]),
        ("| 镇名 | 项目数（个） |\n| --- | --- |\n| 榆溪镇 | 12 |", ["榆溪镇项目数"]),
    ],
)
def test_subject(text: str, subjects: list[str]) -> None:
    assert [f.subject for f in counted(text)] == subjects


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("全县建成驿站18个，其中榆溪镇6个。", ["全县", "榆溪镇"]),
        ("受理信访158件。", [""]),
    ],
)
def test_scope(text: str, scopes: list[str]) -> None:
    assert [f.scope for f in counted(text)] == scopes


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("立案12件。", ["2022"]),
        ("2021年引进人才312名，今年引进350名。", ["2021", "2022"]),
        ("党员9860名，比上年的9688名增加172名。", ["2022", "2021", "2022"]),
        ("较上年增加8场。", ["2022"]),
        ("1月至6月查处8起，7月至12月查处11起。", ["2022-01/2022-06", "2022-07/2022-12"]),
        ("《2019年规划》提出5项措施。", ["2022"]),
        ("2021年立案9件。今年立案8件。结案7件。", ["2021", "2022", "2022"]),
    ],
)
def test_period(text: str, periods: list[str]) -> None:
    assert [f.period.edtf if f.period else None for f in counted(text)] == periods


def test_a_cut_off_is_no_stretch() -> None:
    date = extract(Report(name="t", text="截至2022年6月30日，已整改12个。", year=2022)).figures[0]
    assert date.period is not None
    assert date.period.as_of


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        ("完成年度任务4100人的103.9%。", ["plan", "done"]),
        ("党支部由64个增加到71个。", ["base", "done"]),
        ("力争引进人才350名。", ["plan"]),
        ("2023年新增龙头企业3家。", ["plan"]),
        ("年度计划确定两项指标：引进人才350名、建成公寓200套。", ["plan", "plan", "plan"]),
        ("整改问题12个。", ["done"]),
    ],
)
def test_stance(text: str, stances: list[str]) -> None:
    assert [f.stance.value for f in counted(text)] == stances


def test_what_stands_in_the_plan_section_is_planned_for_next_year() -> None:
    text = "一、主要工作\n举办培训班26期。\n二、下一步工作计划\n举办培训班28期。\n"
    done, planned = extract(from_text(text, name="t", year=2022)).figures
    assert (done.stance, planned.stance) == (Stance.DONE, Stance.PLAN)
    assert planned.period is not None
    assert planned.period.edtf == "2023"
    assert done.block != planned.block


def test_running_totals_are_marked() -> None:
    assert [f.cumulative for f in counted("新建驿站9个，累计27个。")] == [False, True]
