"""Quality: four open shares; what is hidden counts against it, whether a goal was reached does not."""

from __future__ import annotations

from fractions import Fraction

import pytest

import audit
from audit.check import check
from audit.check.quality import Quality, quality

ACCOUNT = "收到举报件40件，办结38件。新建泵站3座。"
WRONG = ACCOUNT.replace("38", "45")
PLAN = "2024年改造沟渠25公里。\n持续优化服务。"


def found(account: str = ACCOUNT, plan: str = PLAN) -> Quality:
    text = f"一、主要工作\n{account}\n二、2024年工作计划\n{plan}\n"
    facts = audit.facts(audit.from_text(text, name="r", year=2023))
    return quality(facts, check(facts))


def test_the_shares_are_of_what_the_report_holds() -> None:
    whole = found()
    assert whole.complete == 1 and whole.consistent == 1
    assert whole.measurable == Fraction(1, 2)
    shares = (whole.complete, whole.consistent, whole.traceable, whole.measurable)
    assert whole.index == pytest.approx(float(sum(s for s in shares if s is not None)) / 4)


def test_a_contradiction_and_a_plan_without_number_cost_quality() -> None:
    wrong = found(WRONG)
    assert wrong.consistent is not None and wrong.consistent < 1
    assert wrong.traceable is not None and wrong.traceable < 1
    better = found(plan="2024年改造沟渠25公里。")
    assert better.measurable == 1 and (better.index or 0) > (found().index or 0)


@pytest.mark.parametrize("hidden", ["40", "38", "45", "3"])
@pytest.mark.parametrize("account", [ACCOUNT, WRONG])
def test_hiding_a_figure_never_raises_quality(account: str, hidden: str) -> None:
    before, after = found(account).index, found(account.replace(hidden, "**")).index
    assert before is not None and after is not None and after <= before


def test_a_report_of_nothing_has_no_quality() -> None:
    facts = audit.facts(audit.from_text("一、主要工作\n", name="r", year=2023))
    assert quality(facts, check(facts)) == Quality(None, None, None, None)
    assert quality(facts, ()).index is None
