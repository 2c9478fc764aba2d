"""The sample reports: as their README says, and the same bytes whenever they are written again."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

import audit
from audit.records import BlockKind

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
REPORTS = {f"{p.parent.name}/{p.stem}": p for p in sorted(SAMPLE.glob("raw/*/*.*"))}
FAULTS = tomllib.loads((SAMPLE / "planted.toml").read_text(encoding="utf-8"))["fault"]


@pytest.mark.parametrize("name", REPORTS)
def test_district_and_year_come_from_the_folder(name: str) -> None:
    report = audit.read(REPORTS[name])
    assert f"{report.year}/{report.district}" == name
    assert 1500 <= len(report.text) <= 4000
    assert {b.section for b in report.blocks} == {"preamble", "work", "problems", "plan"}


def test_every_planted_fault_stands_in_its_report() -> None:
    texts = {name: audit.read(path).text for name, path in REPORTS.items()}
    assert [fault for fault in FAULTS if fault["quote"] not in texts[fault["report"]]] == []
    assert not any(fault["report"] == "2021/槐渚区" for fault in FAULTS)
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8")
    assert [fault for fault in FAULTS if fault["quote"] not in readme or fault["why"] not in readme] == []


def test_the_word_documents_are_written_the_same_again(make: ModuleType) -> None:
    for source, target in make.SAMPLES.items():
        text = (make.HERE / "samples" / source).read_text(encoding="utf-8")
        assert make.marked_up(text) == (SAMPLE / "raw" / target).read_bytes()


def test_the_tracked_change_and_the_table_are_read() -> None:
    report = audit.read(REPORTS["2022/槐渚区"])
    assert "督办法治事项27件" in report.text
    assert [h.text for h in report.hidden] == ["21"]
    assert sum(b.kind is BlockKind.CELL for b in report.blocks) == 24


def test_a_report_may_lack_title_or_signature() -> None:
    kinds = {name: {b.kind for b in audit.read(path).blocks} for name, path in REPORTS.items()}
    assert {name for name, found in kinds.items() if BlockKind.TITLE not in found} == {"2022/苓泽区"}
    assert {name for name, found in kinds.items() if BlockKind.SIGNATURE not in found} == {"2021/苓泽区"}


def test_the_target_sheet_has_goals_for_every_district() -> None:
    with (SAMPLE / "goals" / "2022.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["district"] for row in rows} == {name.partition("/")[2] for name in REPORTS}
    assert {row["modifier"] for row in rows} == {"=", ">=", "<=", "about", "range", "yes/no", "qualitative"}
    assert len({row["id"] for row in rows}) == len(rows)
