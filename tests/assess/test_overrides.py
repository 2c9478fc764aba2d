"""Overrides through the house: on the command line beside the machine's verdict, in the audit, never in the scores."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import audit

REPORT = "柏林镇2023年工作总结\n一、主要工作\n新建充电桩22个，完成年度计划30个的任务。\n"


def laid_out(folder: Path, **entry: str) -> Path:
    source = folder / "柏林镇2023.txt"
    source.write_text(REPORT, encoding="utf-8")
    (goal,) = audit.audit_report(source).facts.assessment.goals
    given = {
        "report": "柏林镇2023",
        "goal": goal.id,
        "old": "partly_met",
        "new": "met",
        "reason": "misread",
        "text": "另有8个在下段",
        "author": "周敏",
        "role": "核查员",
    }
    lines = [f'{key} = "{value}"' for key, value in (given | entry).items()]
    (folder / "data" / "reviews").mkdir(parents=True)
    (folder / "data" / "reviews" / "2023.toml").write_text(
        "\n".join(["[[review]]", *lines, "time = 2024-02-01T09:30:00", ""]), encoding="utf-8"
    )
    return source


def goals(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "audit", "goals", "柏林镇2023.txt", "--lang", "zh", *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)


def test_the_folder_of_reviews_is_found_and_both_verdicts_are_shown(tmp_path: Path) -> None:
    laid_out(tmp_path)
    shown = goals(tmp_path)
    assert shown.returncode == 0 and shown.stderr == ""
    assert "部分达到" in shown.stdout and "已达到" in shown.stdout and "周敏" in shown.stdout


def test_rows_for_programs_keep_the_machines_verdict_and_their_columns(tmp_path: Path) -> None:
    laid_out(tmp_path)
    (row,) = map(json.loads, goals(tmp_path, "--format", "jsonl").stdout.splitlines())
    assert row["verdict"] == "partly_met"
    assert "review" not in row and "goal" not in row


def test_a_review_that_does_not_stand_is_said_on_standard_error(tmp_path: Path) -> None:
    laid_out(tmp_path, goal="E00000000")
    shown = goals(tmp_path)
    assert "2023.toml[1]" in shown.stderr and "E00000000" in shown.stderr
    assert "周敏" not in shown.stdout


def test_an_override_moves_no_score(tmp_path: Path) -> None:
    source = laid_out(tmp_path)
    plain = audit.audit_report(source)
    given = audit.audit_report(source, reviews=tmp_path / "data" / "reviews")
    assert len(given.reviews) == 1 and plain.reviews == ()
    assert given.facts.assessment == plain.facts.assessment
