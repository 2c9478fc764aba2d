"""The few public names, as the README uses them."""

from __future__ import annotations

from pathlib import Path

import audit

TEXT = "目前38项任务已完成27项，9项任务不涉及，1项任务正在推进。"
SAMPLE = Path(__file__).parents[1] / "data" / "sample"


def test_a_text_becomes_facts_and_findings() -> None:
    found = audit.facts(audit.Report.from_text(TEXT))
    assert [f.span.of(TEXT) for f in found.figures] == ["38项", "27项", "9项", "1项"]
    assert "S001" in {f.rule for f in audit.check(found) if f.outcome == "fail"}


def test_both_ways_from_text_give_the_same_report() -> None:
    assert audit.Report.from_text(TEXT, district="桐溪区", year=2022) == audit.from_text(
        TEXT, district="桐溪区", year=2022
    )


def test_a_report_is_audited_against_last_year_and_its_targets_in_one_call() -> None:
    one = audit.audit_report(
        SAMPLE / "raw" / "2022" / "砚溪区.md",
        prior=SAMPLE / "raw" / "2021" / "砚溪区.txt",
        goals=SAMPLE / "goals" / "2022.csv",
    )
    assert one.facts.prior is not None
    assert one.facts.prior.report.year == 2021
    assert {g.district for g in one.facts.assessment.goals if g.source == "sheet"} == {"砚溪区"}


def test_tables_hold_what_the_facts_hold() -> None:
    one = audit.audit_report(SAMPLE / "raw" / "2021" / "槐渚区.txt")
    tables = audit.tables([one])
    assert set(tables) == {"reports", "figures", "relations", "findings", "goals"}
    assert len(tables["figures"]) == len(one.facts.figures)
