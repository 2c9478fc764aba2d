"""What a finding says of a relation agrees with its verdict: no equation that comes out is called wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import audit
from audit.check import rules
from audit.records import Holds, Outcome

CASES = Path(__file__).parent.parent / "relate"
TEXTS = [case["text"] for path in sorted(CASES.glob("*.yaml")) for case in yaml.safe_load(path.read_text("utf-8"))]
JUDGED = ("S001", "S002", "S003", "S004", "S005", "S006", "T001", "X001")


@pytest.mark.parametrize("first", range(0, len(TEXTS), 50))
def test_no_failure_is_told_with_an_equation_that_comes_out(first: int) -> None:
    for text in TEXTS[first : first + 50]:
        facts = audit.facts(audit.from_text(text, name="case", year=2023))
        holds = {r.members: facts.bounds.holds[r.id] for r in facts.relations}
        for code in JUDGED:
            for finding in rules[code].check(facts):
                message = rules[code].message(finding)
                told = message.split("可能的情形")[0]
                if finding.outcome is not Outcome.FAIL:
                    continue
                assert not ("不符" in told and "≈" in told and "≠" not in told), message
                if "不符" in told and finding.related in holds:
                    assert holds[finding.related] is Holds.FALSE, message
