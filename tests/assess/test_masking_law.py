"""The law of masking over whole reports: hiding any figure of the account never raises L and never lowers U."""

from __future__ import annotations

import re

import pytest

import audit
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
