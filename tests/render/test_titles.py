"""What a report is called: its own title before anything made up."""

from __future__ import annotations

import pytest

import audit
from audit.render.titles import called

BODY = "一、主要工作\n全区新建驿站5个。\n"


@pytest.mark.parametrize(
    ("head", "district", "year", "name"),
    [
        ("青禾区2023年工作总结\n", "青禾区", 2023, "青禾区2023年工作总结"),
        ("2023年青禾区工作总结\n", "青禾区", 2023, "2023年青禾区工作总结"),
        ("二〇二三年青禾区工作总结\n", "青禾区", 2023, "二〇二三年青禾区工作总结"),
        ("青禾区2023年度党建述职报告\n", "青禾区", 2023, "青禾区2023年度党建述职报告"),
        ("政府工作报告\n（2024年1月5日在区第三次会议上）\n", "青禾区", 2023, "青禾区 2023 政府工作报告"),
        ("中共青禾区委\n2023年工作总结\n", "青禾区", 2023, "中共青禾区委2023年工作总结"),
        ("", "青禾区", 2023, "青禾区2023年报告"),
        ("", "", 2023, "2023年青禾区工作总结-终稿"),
    ],
)
def test_a_report_is_called_by_its_own_title(head: str, district: str, year: int, name: str) -> None:
    report = audit.from_text(head + BODY, name="2023年青禾区工作总结-终稿", district=district, year=year)
    assert called(report, "zh") == name


def test_a_name_made_up_of_a_genre_doubles_no_word() -> None:
    from dataclasses import replace

    report = replace(audit.from_text(BODY, district="青禾区", year=2023), genre="年度工作总结")
    assert called(report, "zh") == "青禾区2023年度工作总结"
