"""The annotated reports that stand beside the project during development; skipped where they are absent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import audit
from audit.assess import targets
from audit.records import GoalSource

REPORTS = Path(__file__).parents[3] / "shared" / "reports"
pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="needs ../shared/reports")
ENOUGH = 1


def test_the_masked_report_has_no_goal_met_and_shows_both_shares() -> None:
    found = audit.facts(audit.read(REPORTS / "sample.txt")).assessment
    assert "met" not in {v.verdict.value for v in found.verdicts}
    programme = next(v for g, v in zip(found.goals, found.verdicts, strict=True) if "五基三化" in g.text)
    assert programme.verdict.value == "partly_met"
    assert "71.1%" in programme.why_zh and "93.1%" in programme.why_zh
    assert found.verifiability is not None and 0.15 <= found.verifiability <= 0.35


def test_last_years_plan_against_this_years_report() -> None:
    truth = json.loads((REPORTS / "cross.json").read_text(encoding="utf-8"))["plan_results"]
    prior = audit.facts(audit.read(REPORTS / "qinglan-2021.txt"))
    found = audit.facts(audit.read(REPORTS / "qinglan-2022.txt"), prior=prior).assessment
    pairs = zip(found.goals, found.verdicts, strict=True)
    got = {g.text: v.verdict.value for g, v in pairs if g.source is GoalSource.PRIOR_PLAN}
    right = sum(got.get(t["plan"]["text"]) == t["verdict"] for t in truth)
    assert right >= ENOUGH * len(truth)


def test_the_superiors_targets() -> None:
    truth = json.loads((REPORTS / "goals.expected.json").read_text(encoding="utf-8"))["expected"]
    report = audit.read(REPORTS / "songyu-2022-rural.txt")
    found = audit.facts(report, sheet=targets(REPORTS / "goals.csv")).assessment
    got = {g.id: v.verdict.value for g, v in zip(found.goals, found.verdicts, strict=True)}
    assert sum(got.get(t["id"]) == t["verdict"] for t in truth) >= ENOUGH * len(truth)
    assert [g.id for g in found.not_applicable] == ["QL-01"]
