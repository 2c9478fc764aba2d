"""Times without a year of their own stand in the year that their section plans."""

from __future__ import annotations

import audit
from audit.extract import extract

REPORT = """柳溪区2021年工作总结
一、主要工作
年底前完成改造12处，全年培训300人。
二、{plan}
年底前建成驿站5个，全年培训400人，今年的经验继续推广。
"""


def edtf(plan: str) -> list[str | None]:
    return [f.edtf for f in extract(audit.from_text(REPORT.format(plan=plan))).figures if f.edtf is not None]


def test_a_plan_that_names_the_next_year_moves_its_times_there() -> None:
    assert edtf("2022年工作打算") == ["2021", "../2021-12-31", "2021", "2022", "../2022-12-31", "2022", "2021"]


def test_next_steps_alone_may_mean_the_rest_of_this_year() -> None:
    assert edtf("下一步工作") == ["2021", "../2021-12-31", "2021", "../2021-12-31", "2021", "2021"]
