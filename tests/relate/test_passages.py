"""Whole passages in the style of many kinds of report: what contradicts itself is found, what holds is left alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from audit.extract import extract
from audit.read import from_text
from audit.relate import relate
from audit.solve import solve

FOLDER = Path(__file__).parent / "passages"
PASSAGES = [case for p in sorted(FOLDER.glob("*.yaml")) for case in yaml.safe_load(p.read_text(encoding="utf-8"))]


def contradicted(text: str) -> set[str]:
    report = from_text(text, name="passage", year=2023)
    extraction = extract(report)
    relations = relate(report, extraction)
    holds = solve(extraction, relations).holds
    return {r.kind for r in relations if holds[r.id] == "false"}


@pytest.mark.parametrize("case", PASSAGES, ids=[str(i) for i in range(len(PASSAGES))])
def test_passage(case: dict[str, Any]) -> None:
    assert contradicted(case["text"]) == set(case["contradicted"])
