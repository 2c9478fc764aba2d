"""The law of masking over whole reports: hiding any figure of the account never raises L and never lowers U."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import audit
from audit.assess import targets
from audit.records import Facts, Goal, GoalSource
from audit.sets import Values, at_least, at_most, exactly

ACCOUNT = (
    "收到信访件40件，办结45件，办结率90%。",  # contradicts itself
    "全区12个乡镇中有9个建成养老服务站，覆盖率75%。",
    "改造农贸市场14个，其中镇区8个、村级9个。",  # parts exceed the whole
    "开工新建校舍6栋，完工4栋。",
    "城镇登记失业率3.4%。",
    "28项重点任务已完成21项，5项不再推进，2项正在收尾。",
    "铺设管网32公里，完成年度计划30公里的任务。",
    "家庭农场总数达到96家，较上年净增6家。",
)
TEXT = "一、主要工作\n" + "\n".join(ACCOUNT) + "\n"


def goal(n: int, indicator: str, target: Values, unit: str, measure: str = "amount") -> Goal:
    source = GoalSource.SHEET
    return Goal(f"S{n}", source, indicator, "current", indicator, target=target, unit=unit, measure=measure)


SHEET = (
    goal(1, "信访件办结率", at_least(85), "%", "rate"),
    goal(2, "信访件办结", at_least(42), "件"),
    goal(3, "养老服务站乡镇覆盖率", at_least(70), "%", "rate"),
    goal(4, "改造农贸市场", at_least(14), "个"),
    goal(5, "新建校舍", at_least(5), "栋"),
    goal(6, "城镇登记失业率", at_most(4), "%", "rate"),
    goal(7, "新增家庭农场", at_least(5), "家"),
    goal(8, "家庭农场总数", exactly(96), "家"),
)


def found(text: str) -> Facts:
    return audit.facts(audit.from_text(text, name="r", year=2023), sheet=SHEET)


@pytest.mark.parametrize("at", [m.span() for m in re.finditer(r"\d+(?:\.\d+)?", TEXT)], ids=lambda s: TEXT[s[0] : s[1]])
def test_hiding_one_figure_widens_attainment_and_never_moves_it(at: tuple[int, int]) -> None:
    before = found(TEXT).assessment.attainment
    after = found(TEXT[: at[0]] + "**" + TEXT[at[1] :]).assessment.attainment
    assert before is not None and after is not None
    assert after[0] <= before[0], "hiding a figure raised L"
    assert before[1] <= after[1], "hiding a figure lowered U"


STATED = (
    "一、主要工作\n"
    "年初与各村签订责任书，约定四条：调解成功率不低于96%，改造楼道120个，新增车位400个，培训志愿者300人次以上。\n"
    "全年调解成功率97.2%，改造楼道96个，新增车位410个。\n"
    "力争全年接待游客200万人次，实际接待186.4万人次。\n"
    "要求各村于10月底前完成确权，实际于11月15日完成。\n"
    "规上工业增加值增长10.1%，高于目标2.1个百分点；固定资产投资增长3.2%，低于年度目标4.8个百分点。\n"
    "12件民生实事办好9件，2件正在推进，1件暂缓。\n"
    "完成农业保险任务680万元的93.5％。提前完成市下达的3000亩造林任务。\n"
    "应出庭82件，实际出庭82件，出庭应诉率100%，败诉13件，败诉率13.8%。\n"
)
LAST = "一、主要工作\n检修水闸9座。\n二、2023年工作计划\n出庭应诉率保持100%。2023年11月底前完成确权。新增车位350个。\n"
NUMERALS = [m.span() for m in re.finditer(r"\d+(?:\.\d+)?", STATED)]


def of_itself(text: str) -> Facts:
    prior = audit.facts(audit.from_text(LAST, name="p", district="柏林镇", year=2022))
    return audit.facts(audit.from_text(text, name="r", district="柏林镇", year=2023), prior=prior)


@pytest.mark.parametrize("at", NUMERALS, ids=lambda s: f"{s[0]}-{STATED[s[0] : s[1]]}")
def test_the_law_holds_for_goals_that_the_report_and_last_years_plan_state(at: tuple[int, int]) -> None:
    before = of_itself(STATED).assessment.attainment
    after = of_itself(STATED[: at[0]] + "**" + STATED[at[1] :]).assessment.attainment
    assert before is not None and after is not None
    assert after[0] <= before[0], "hiding a figure raised L"
    assert before[1] <= after[1], "hiding a figure lowered U"


SAMPLE = Path(__file__).parents[2] / "data" / "sample"


@pytest.mark.parametrize("district", ["砚溪区", "苓泽区", "槐渚区"])
def test_the_law_holds_for_every_figure_of_the_sample_reports(district: str) -> None:
    """Every figure of the account, with last year's plan; the goals are last year's, so masking moves none of them."""
    path = next((SAMPLE / "raw" / "2022").glob(f"{district}.*"))
    report = audit.read(path)
    last = next((SAMPLE / "raw" / "2021").glob(f"{district}.*"))
    prior = audit.facts(audit.read(last, district=report.district, year=2021))
    sheet = targets(SAMPLE / "goals" / "2022.csv")

    def reached(text: str) -> tuple[float, float]:
        again = audit.from_text(text, name=report.name, district=report.district, year=report.year)
        found = audit.facts(again, prior=prior, sheet=sheet).assessment.attainment
        assert found is not None
        return found

    low, high = reached(report.text)
    for m in re.finditer(r"\d+(?:\.\d+)?", report.text):
        wider = reached(report.text[: m.start()] + "**" + report.text[m.end() :])
        around = report.text[max(m.start() - 12, 0) : m.end() + 6]
        assert wider[0] <= low and high <= wider[1], around
