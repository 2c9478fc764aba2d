"""Every pattern finds what its texts say, and nothing where a text only looks like it.

A case file `<pattern>.yaml` is a list of texts, each with all relations that the pattern of that name must read in it:
kind, members (whole or claim first, as printed) and whether it holds. An empty list is a text that must not match.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from audit.extract import extract
from audit.read import from_text
from audit.records import Relation, Report
from audit.relate import patterns, relate
from audit.solve import solve

FILES = {p.stem: yaml.safe_load(p.read_text(encoding="utf-8")) for p in sorted(Path(__file__).parent.glob("*.yaml"))}
CASES = [(name, case) for name, cases in FILES.items() for case in cases]


def read(text: str) -> tuple[Report, tuple[Relation, ...], dict[str, str]]:
    report = from_text(text, name="case", year=2023)
    extraction = extract(report)
    relations = relate(report, extraction)
    return report, relations, {k: v.value for k, v in solve(extraction, relations).holds.items()}


def test_every_pattern_has_cases_and_no_case_file_is_orphaned() -> None:
    assert {name for name, _ in patterns} == set(FILES)


@pytest.mark.parametrize("name", sorted(FILES))
def test_cases_show_both_a_match_and_a_look_alike(name: str) -> None:
    assert any(case["expect"] for case in FILES[name])
    assert any(not case["expect"] for case in FILES[name])


@pytest.mark.parametrize(("name", "case"), CASES, ids=[f"{n}-{i}" for i, (n, _) in enumerate(CASES)])
def test_case(name: str, case: dict[str, Any]) -> None:
    report, relations, holds = read(case["text"])
    got = [
        {"kind": r.kind, "members": [m.of(report.text) for m in r.members], "holds": holds[r.id]}
        for r in relations
        if r.pattern == name
    ]
    assert got == case["expect"]


@pytest.mark.parametrize(("name", "case"), CASES, ids=[f"{n}-{i}" for i, (n, _) in enumerate(CASES)])
def test_no_case_is_contradicted_by_another_pattern(name: str, case: dict[str, Any]) -> None:
    """A text that holds in its own pattern raises no false contradiction in any other."""
    if any(e["holds"] == "false" for e in case["expect"]):
        return
    report, relations, holds = read(case["text"])
    assert [[m.of(report.text) for m in r.members] for r in relations if holds[r.id] == "false"] == []


def test_relations_are_numbered_in_text_order_and_point_into_the_text() -> None:
    text = "发现问题96个，整改92个，整改率95.8％，余下4个限期整改。全年培训干部23期4150人次。"
    report, relations, _ = read(text)
    assert [r.id for r in relations] == [f"R{n}" for n in range(1, len(relations) + 1)]
    assert list(relations) == sorted(relations, key=lambda r: r.span)
    assert all(0 <= m.start < m.end <= len(report.text) for r in relations for m in r.members)


def test_an_unrelated_paragraph_before_changes_nothing() -> None:
    text = "举办培训班31期，较上年的26期增加7期。收到诉求412件，按期办结398件，办结率98.2％。"
    alone, framed = read(text), read("全区干部群众团结一心，攻坚克难。\n" + text)
    told = [[(r.kind, [m.of(rep.text) for m in r.members], h[r.id]) for r in rs] for rep, rs, h in (alone, framed)]
    assert told[0] == told[1]


def test_last_years_report_is_compared_under_the_same_name() -> None:
    before = from_text("全年出具法律意见书148份，召开会议24次。", name="before", year=2021)
    now = from_text("出具法律意见书170份，比2021年的156份增加14份。", name="now", year=2022)
    relations = relate(now, extract(now), (before, extract(before)))
    told = [(r.holds, [m.of(now.text) for m in r.members]) for r in relations if r.kind == "same"]
    assert told == [("false", ["156份"])]
