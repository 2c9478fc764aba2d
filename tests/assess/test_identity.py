"""Ids of goals stay while the text around them moves, so that a person's review stays with its goal."""

from __future__ import annotations

from itertools import starmap

import audit
from audit.records import Facts, GoalSource

ACCOUNT = "新建充电桩31个，完成年度计划30个的任务。"
PLAN = "检修水闸9座。\n持续优化服务。\n持续优化服务。"


def found(account: str = ACCOUNT, plan: str = PLAN, prior: Facts | None = None, year: int = 2023) -> Facts:
    text = f"一、主要工作\n{account}\n二、{year + 1}年工作计划\n{plan}\n"
    return audit.facts(audit.from_text(text, name=f"r{year}", year=year), prior=prior)


def ids(facts: Facts, source: GoalSource) -> dict[str, str]:
    return {g.id: g.text for g in facts.assessment.goals if g.source is source}


def test_words_before_a_goal_do_not_change_its_id() -> None:
    before, after = found(), found("今年雨水充足。" + ACCOUNT, "新建泵站2座。\n" + PLAN)
    for source in (GoalSource.EMBEDDED, GoalSource.PLAN):
        assert ids(before, source).items() <= ids(after, source).items()


def test_every_goal_has_an_id_of_its_own_and_its_verdict_bears_it() -> None:
    assessment = found().assessment
    named = [g.id for g in assessment.goals]
    assert len(set(named)) == len(named) and [v.goal for v in assessment.verdicts] == named
    first, second = (i for i, text in ids(found(), GoalSource.PLAN).items() if text == "持续优化服务")
    assert second == f"{first}-2"


def test_last_years_plan_keeps_its_digits_over_the_years() -> None:
    last = found(year=2022)
    planned = ids(last, GoalSource.PLAN)
    owed = ids(found(prior=last), GoalSource.PRIOR_PLAN)
    assert {f"L{id[1:]}": text for id, text in planned.items()} == owed


def test_other_words_or_another_section_are_another_goal() -> None:
    one = audit.from_text("一、工作计划\n检修水闸9座。\n", name="a", year=2023)
    two = audit.from_text("一、工作计划\n检修水闸8座。\n", name="a", year=2023)
    three = audit.from_text("一、主要工作\n清淤河道。\n二、工作计划\n检修水闸9座。\n", name="a", year=2023)
    first, other, moved = starmap(ids, ((audit.facts(r), GoalSource.PLAN) for r in (one, two, three)))
    assert first and other and moved
    assert not (set(first) & set(other) or set(first) & set(moved))
