from __future__ import annotations

from pathlib import Path

import pytest

from audit.assess.reviews import reason_words, reviewed, reviews
from audit.errors import ConfigError
from audit.records import Assessment, GoalVerdict, Verdict

ENTRY = """
[[review]]
report = "bolin-2023"
goal = "A1"
old = "not_verifiable"
new = "met"
reason = "official_record"
text = "环卫所来函确认为26座"
author = "周敏"
role = "核查组组长"
time = 2024-02-01T09:30:00
"""
MACHINE = Assessment(verdicts=(Verdict("A1", GoalVerdict.NOT_VERIFIABLE), Verdict("A2", GoalVerdict.MET)))


def written(folder: Path, text: str) -> Path:
    (folder / "2023.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_review_stands_beside_the_machines_verdict(tmp_path: Path) -> None:
    found = reviewed("bolin-2023", MACHINE, reviews(written(tmp_path, ENTRY)))
    assert found.standing["A1"].new is GoalVerdict.MET
    assert MACHINE.verdicts[0].verdict is GoalVerdict.NOT_VERIFIABLE
    assert reason_words(found.standing["A1"].reason, "zh") == "主管部门书面确认"
    assert not found.unused and not found.conflicting


def test_other_reports_are_left_alone_and_unmatched_goals_are_named(tmp_path: Path) -> None:
    found = reviews(written(tmp_path, ENTRY + ENTRY.replace('"A1"', '"A9"')))
    assert reviewed("other-2023", MACHINE, found).standing == {}
    assert [r.goal for r in reviewed("bolin-2023", MACHINE, found).unused] == ["A9"]


def test_reviews_that_contradict_each_other_or_the_present_verdict_do_not_stand(tmp_path: Path) -> None:
    stale = ENTRY.replace('"A1"', '"A2"')
    two = ENTRY + ENTRY.replace('new = "met"', 'new = "not_met"')
    found = reviewed("bolin-2023", MACHINE, reviews(written(tmp_path, two + stale)))
    assert found.standing == {}
    assert [(r.goal, r.place) for r, _, _ in found.conflicting] == [("A1", "2023.toml[2]"), ("A2", "2023.toml[3]")]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('reason = "official_record"', 'reason = "hearsay"', "reason must be one of"),
        ('new = "met"', 'new = "great"', "new must be one of"),
        ("time = 2024-02-01T09:30:00", 'time = "yesterday"', "time must be a date and time"),
        ('author = "周敏"', 'author = ""', "author must be a text"),
        ('role = "', 'rule = "', "unknown key 'rule'"),
        ("[[review]]", "[[revue]]", "unknown table"),
        ("time =", 'attachment = "abc"\ntime =', "attachment must be a SHA-256"),
        ("[[review]]", "[[review", "cannot be read"),
    ],
)
def test_a_wrong_entry_is_an_error_with_its_place(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says) as error:
        reviews(written(tmp_path, ENTRY.replace(old, new)))
    assert "2023.toml" in str(error.value) and "2023.toml" in error.value.words("zh")
