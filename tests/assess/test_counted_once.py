"""A goal that the sheet and last year's plan both state counts once."""

from __future__ import annotations

from pathlib import Path

import audit

HEAD = "id,district,indicator,unit,modifier,target,deadline,weight,official_value,provider,note\n"


def test_the_sheets_goal_stands_and_the_plans_is_set_aside_with_a_note(tmp_path: Path) -> None:
    (tmp_path / "2021").mkdir()
    (tmp_path / "2022").mkdir()
    prior, now, sheet = tmp_path / "2021" / "桐溪区.txt", tmp_path / "2022" / "桐溪区.txt", tmp_path / "goals.csv"
    prior.write_text("桐溪区2021年工作总结\n一、2022年计划\n新改建农村公路60公里；新建驿站8个。\n", encoding="utf-8")
    now.write_text("桐溪区2022年工作总结\n一、主要工作\n新改建农村公路62公里，新建驿站9个。\n", encoding="utf-8")
    sheet.write_text(f"{HEAD}T-1,桐溪区,新改建农村公路,公里,>=,60,2022-12-31,1,,区交通局,\n", encoding="utf-8")
    found = audit.audit_report(now, prior=prior, goals=sheet).facts.assessment
    assert [(g.source.value, g.indicator) for g in found.goals if "公路" in g.indicator] == [
        ("sheet", "新改建农村公路")
    ]
    assert any(g.source == "prior_plan" and "驿站" in g.indicator for g in found.goals)
    assert any("1" in zh for zh, _ in found.notes)
