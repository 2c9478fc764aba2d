"""Passages written for this project: which goals they state, and what their report lets one say of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

import audit
from audit.records import Goal, GoalSource, Report
from audit.sets import Values, at_least, at_most, exact, exactly

CASES = {
    p.stem: yaml.safe_load(p.read_text(encoding="utf-8"))
    for p in sorted((Path(__file__).parent / "cases").glob("*.yaml"))
}
YEAR = 2023


def report(account: str = "", plan: str = "", year: int = YEAR) -> Report:
    parts = ["一、主要工作", account, f"二、{year + 1}年工作计划" if plan else "", plan]
    return audit.from_text("\n".join(p for p in parts if p) + "\n", name=f"r{year}", district="柏林镇", year=year)


def verdicts(found: audit.Facts, source: GoalSource) -> list[tuple[Goal, str]]:
    pairs = zip(found.assessment.goals, found.assessment.verdicts, strict=True)
    return [(g, v.verdict.value) for g, v in pairs if g.source is source]


@pytest.mark.parametrize("case", CASES["embedded"], ids=lambda c: c["text"][:16])
def test_targets_named_in_the_account(case: dict[str, Any]) -> None:
    found = verdicts(audit.facts(report(case["text"], plan="清淤河道7公里。")), GoalSource.EMBEDDED)
    assert [[g.text, v] for g, v in found] == case["goals"]


@pytest.mark.parametrize("case", CASES["plan"], ids=lambda c: c["text"][:16])
def test_goals_of_a_plan(case: dict[str, Any]) -> None:
    found = verdicts(audit.facts(report("检修水闸9座。", plan=case["text"])), GoalSource.PLAN)
    assert [[g.text, v == "not_due", g.due] for g, v in found] == case["goals"]
    assert all(v in ("not_due", "not_measurable") for _, v in found)


@pytest.mark.parametrize("case", CASES["prior"], ids=lambda c: c["account"][:16])
def test_last_years_plan_against_this_years_account(case: dict[str, Any]) -> None:
    prior = audit.facts(report("检修水闸9座。", plan=case["plan"], year=YEAR - 1))
    found = dict(
        (g.text, v) for g, v in verdicts(audit.facts(report(case["account"]), prior=prior), GoalSource.PRIOR_PLAN)
    )
    assert {words: found.get(words) for words in case["verdicts"]} == case["verdicts"]


@pytest.mark.parametrize("case", CASES["sheet"], ids=lambda c: c["account"][:16])
def test_targets_of_the_superior(case: dict[str, Any]) -> None:
    goals = tuple(sheet_goal(n, *row) for n, (row, _) in enumerate(case["goals"], start=1))
    found = audit.facts(report(case["account"]), sheet=goals)
    assert [v for _, v in verdicts(found, GoalSource.SHEET)] == [verdict for _, verdict in case["goals"]]


def sheet_goal(number: int, indicator: str, unit: str, target: str, official: int | None) -> Goal:
    return Goal(
        id=f"S{number}",
        source=GoalSource.SHEET,
        indicator=indicator,
        horizon="current",
        text=indicator,
        target=wanted(target),
        unit=unit,
        official=official,
        district="柏林镇",
        measure="rate" if unit == "%" else "amount",
    )


def wanted(target: str) -> Values:
    value = exact(target.lstrip("<>="))
    return at_least(value) if target[0] == ">" else at_most(value) if target[0] == "<" else exactly(value)


@pytest.mark.parametrize(
    ("account", "official", "verdict"),
    [
        ("村庄规划编制已完成，覆盖12个村。", None, "partly_met"),
        ("村庄规划编制已完成，覆盖12个村。", 1, "met"),
        ("村庄规划编制已完成，覆盖12个村。", 0, "not_met"),
        ("检修水闸9座。", None, "no_evidence"),
    ],
)
def test_a_yes_that_is_only_asserted_is_never_met(account: str, official: int | None, verdict: str) -> None:
    goal = replace(sheet_goal(1, "村庄规划编制", "", "=1", official), unit=None, measure="yes_no")
    found = audit.facts(report(account), sheet=(goal,))
    assert [v for _, v in verdicts(found, GoalSource.SHEET)] == [verdict]


@pytest.mark.parametrize(
    ("account", "said", "unsaid"),
    [
        ("112个行政村中已完成生活污水治理80个，治理率71.4％。", "治理率71.4％”", "未写比率"),
        ("112个行政村中已完成生活污水治理80个，治理率**％。", "", "未写比率"),
        ("112个行政村中已完成生活污水治理80个。", "报告未写比率", "未显示"),
    ],
)
def test_a_rate_that_the_report_states_is_never_called_missing(account: str, said: str, unsaid: str) -> None:
    found = audit.facts(report(account), sheet=(sheet_goal(1, "农村生活污水治理率", "%", ">=70", None),))
    [why] = [v.why_zh for v in found.assessment.verdicts]
    assert said in why and unsaid not in why
    assert [v for _, v in verdicts(found, GoalSource.SHEET)] == ["met"]
