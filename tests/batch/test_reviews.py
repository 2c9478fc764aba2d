"""Persons' verdicts in the whole job: on the page, sealed with the report they are of, replayed; others left out."""

from __future__ import annotations

from pathlib import Path

import pytest

import audit
from audit.batch import Job, Notebooks, Step, carry_out, project, replay_package

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
SOURCE, SHEET = SAMPLE / "raw" / "2022" / "槐渚区.docx", SAMPLE / "goals" / "2022.csv"
ENTRY = """
[[review]]
report = "槐渚区"
year = {year}
goal = "{goal}"
old = "{old}"
new = "not_met"
reason = "misread"
text = "原文所指为上年"
author = "周敏"
role = "核查员"
time = 2023-02-01T09:30:00
"""


def quiet(step: Step, count: int, total: int) -> None:
    assert 0 <= count <= total


@pytest.mark.slow
def test_a_review_is_shown_sealed_and_replayed(tmp_path: Path) -> None:
    assessment = audit.audit_report(SOURCE, goals=SHEET).facts.assessment
    goal, verdict = assessment.goals[0], assessment.verdicts[0].verdict.value
    folder = tmp_path / "reviews"
    folder.mkdir()
    own = ENTRY.format(year=2022, goal=goal.id, old=verdict)
    (folder / "2022.toml").write_text(own + ENTRY.format(year=2022, goal="E0", old="met"), encoding="utf-8")
    (folder / "1999.toml").write_text(ENTRY.format(year=1999, goal="E0", old="met"), encoding="utf-8")
    job = Job(((SOURCE, audit.read(SOURCE)),), tmp_path / "out", project(), sheet=SHEET, reviews=folder, jobs=1)
    done = carry_out(job, quiet)
    assert done.failed == {}
    ((zh, en),) = done.not_applied
    assert "2022.toml[2]" in zh and "E0" in en
    page = next((tmp_path / "out" / "reports").glob("*.html")).read_text(encoding="utf-8")
    assert "周敏" in page and "E0" in page
    (name,) = done.sealed.values()
    package = done.archive / name
    assert [p.name for p in (package / "data" / "reviews").iterdir()] == ["2022.toml"]
    with Notebooks(project(), None) as notebooks:
        assert replay_package(package, project(), notebooks).identical
