from __future__ import annotations

from pathlib import Path

import pytest

from audit.assess.reviews import files_for, not_applied, of_report, reason_words, reviewed, reviews_in
from audit.errors import ConfigError
from audit.records import Assessment, GoalVerdict, Report, Verdict

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
attachment = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
time = 2024-02-01T09:30:00
"""
MACHINE = Assessment(verdicts=(Verdict("A1", GoalVerdict.NOT_VERIFIABLE), Verdict("A2", GoalVerdict.MET)))


def written(folder: Path, text: str) -> Path:
    (folder / "2023.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_review_stands_beside_the_machines_verdict(tmp_path: Path) -> None:
    found = reviewed("bolin-2023", MACHINE, reviews_in(written(tmp_path, ENTRY)))
    assert found.standing["A1"].new is GoalVerdict.MET
    assert MACHINE.verdicts[0].verdict is GoalVerdict.NOT_VERIFIABLE
    assert reason_words(found.standing["A1"].reason, "zh") == "主管部门书面确认"
    assert not found.unused and not found.conflicting


def test_other_reports_are_left_alone_and_unmatched_goals_are_named(tmp_path: Path) -> None:
    found = reviews_in(written(tmp_path, ENTRY + ENTRY.replace('"A1"', '"A9"')))
    assert reviewed("other-2023", MACHINE, found).standing == {}
    assert [r.goal for r in reviewed("bolin-2023", MACHINE, found).unused] == ["A9"]


def test_reviews_that_contradict_each_other_or_the_present_verdict_do_not_stand(tmp_path: Path) -> None:
    stale = ENTRY.replace('"A1"', '"A2"')
    two = ENTRY + ENTRY.replace('new = "met"', 'new = "not_met"')
    found = reviewed("bolin-2023", MACHINE, reviews_in(written(tmp_path, two + stale)))
    assert found.standing == {}
    assert [(r.goal, r.place) for r, _, _ in found.conflicting] == [("A1", "2023.toml[2]"), ("A2", "2023.toml[3]")]


def test_a_paper_that_is_named_but_not_attached_decides_nothing(tmp_path: Path) -> None:
    bare = "".join(line for line in ENTRY.splitlines(keepends=True) if not line.startswith("attachment"))
    found = reviews_in(written(tmp_path, bare))
    assert reviewed("bolin-2023", MACHINE, found).standing == {}
    ((zh, en),) = not_applied("bolin-2023", MACHINE, found)
    assert "2023.toml[1]" in zh and "SHA-256" in zh and "SHA-256" in en
    misread = reviews_in(written(tmp_path, bare.replace("official_record", "misread")))
    assert set(reviewed("bolin-2023", MACHINE, misread).standing) == {"A1"}  # rests on the report alone


def test_every_review_that_is_not_used_is_named_with_its_place(tmp_path: Path) -> None:
    stale, lost = ENTRY.replace('"A1"', '"A2"'), ENTRY.replace('"A1"', '"A9"')
    said = not_applied("bolin-2023", MACHINE, reviews_in(written(tmp_path, ENTRY + stale + lost)))
    assert [zh.split("：")[0] for zh, _ in said] == ["2023.toml[3]", "2023.toml[2]"]
    assert "A9" in said[0][1] and "met" in said[1][1]


def test_a_review_may_name_the_year_where_several_reports_bear_one_name(tmp_path: Path) -> None:
    folder = written(tmp_path, ENTRY.replace("[[review]]", "[[review]]\nyear = 2023"))
    this, last = (Report("bolin-2023", "", year=year) for year in (2023, 2022))
    assert len(of_report(this, reviews_in(folder))) == 1 and of_report(last, reviews_in(folder)) == ()
    assert files_for(folder, this) == (folder / "2023.toml",) and files_for(folder, last) == ()


NEEDED = ("report", "goal", "old", "new", "reason", "text", "author", "role", "time")


@pytest.mark.parametrize("key", NEEDED)
def test_every_key_but_second_reviewer_and_attachment_is_needed(tmp_path: Path, key: str) -> None:
    without = "".join(line for line in ENTRY.splitlines(keepends=True) if not line.startswith(f"{key} ="))
    with pytest.raises(ConfigError) as error:
        reviews_in(written(tmp_path, without))
    assert str(error.value).startswith(f"2023.toml[1]: {key} must be a ")
    assert error.value.words("zh").startswith(f"2023.toml[1]：“{key}”须")


def test_who_decided_and_who_looked_over_it_are_both_named(tmp_path: Path) -> None:
    (one,) = reviews_in(written(tmp_path, ENTRY.replace("time =", 'second = "陈立"\ntime =')))
    assert (one.author, one.role, one.second, one.by) == ("周敏", "核查组组长", "陈立", "周敏（核查组组长）、陈立")


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no folder of reviews"):
        reviews_in(tmp_path / "absent")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('reason = "official_record"', 'reason = "hearsay"', "reason must be one of"),
        ('new = "met"', 'new = "great"', "new must be one of"),
        ("time = 2024-02-01T09:30:00", 'time = "yesterday"', "time must be a date and time"),
        ('author = "周敏"', 'author = ""', "author must be a text"),
        ('role = "', 'rule = "', "unknown key 'rule'"),
        ("[[review]]", "[[revue]]", "unknown table"),
        ("0123456789abcdef" * 4, "abc", "attachment must be a SHA-256"),
        ("time =", 'year = "2023"\ntime =', "year must be a whole number"),
        ("time =", "second = 2\ntime =", "second must be a text"),
        ("time =", 'second = "周敏"\ntime =', "second must be another person than author"),
        ("[[review]]", "[[review", "cannot be read"),
    ],
)
def test_a_wrong_entry_is_an_error_with_its_place(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says) as error:
        reviews_in(written(tmp_path, ENTRY.replace(old, new)))
    assert "2023.toml" in str(error.value) and "2023.toml" in error.value.words("zh")
