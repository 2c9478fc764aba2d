"""Another way of matching comes in by an entry point, and its name is the reason that is shown."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace

import pytest

import audit
from audit import match
from audit.records import Goal, GoalSource
from audit.registry import Registry
from audit.sets import at_least

GOAL = Goal("S1", GoalSource.SHEET, "老年食堂", "current", "老年食堂", target=at_least(20), unit="个", measure="amount")
TEXT = "一、主要工作\n全年开办长者饭堂23个，举办培训班30个。\n"


def canteens(indicator: str, wordings: Mapping[str, str]) -> float:
    return 0.9 if indicator == "老年食堂" and "长者饭堂" in wordings["near"] else 0.0


@pytest.fixture
def pack(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pack installed beside ours: its entry point registers one matcher when it is loaded."""
    fresh: Registry[match.Matcher] = Registry(match.__name__)
    monkeypatch.setattr(match, "matchers", fresh)
    monkeypatch.setattr("audit.assess.evidence.matchers", fresh)
    point = SimpleNamespace(load=lambda: match.matcher("canteens")(canteens))
    monkeypatch.setattr("importlib.metadata.entry_points", lambda *, group: [point] if group == "audit.match" else [])


def verdict() -> tuple[str, tuple[str, ...]]:
    assessment = audit.facts(audit.from_text(TEXT, name="r", year=2023), sheet=(GOAL,)).assessment
    return assessment.verdicts[0].verdict.value, tuple(e.reason for e in assessment.verdicts[0].evidence)


def test_without_a_pack_other_words_are_no_evidence() -> None:
    assert verdict() == ("no_evidence", ())


@pytest.mark.usefixtures("pack")
def test_a_matcher_of_a_pack_finds_the_figure_and_is_named() -> None:
    assert verdict() == ("met", ("canteens",))


@pytest.mark.usefixtures("pack")
def test_a_score_out_of_range_is_cut() -> None:
    match.matcher("wild")(lambda indicator, wordings: 7.0)
    assert match.best_fit("老年食堂", {"near": ""}) == match.Fit(1.0, "wild")
