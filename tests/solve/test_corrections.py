"""What would mend a contradiction: values as they could be printed; every single change."""

from __future__ import annotations

import re

import pytest

from audit.extract import extract
from audit.read import from_text
from audit.relate import relate
from audit.solve import solve


def notes(text: str) -> list[list[str]]:
    """The explanations of the only contradiction in a text, each as the notes of its changes."""
    extraction = extract(from_text(text, name="case", year=2023))
    (conflict,) = solve(extraction, relate(from_text(text, name="case", year=2023), extraction)).conflicts
    return [[change.note_zh for change in changes] for changes in conflict.explanations]


def test_a_mended_amount_has_the_printed_precision() -> None:
    told = notes("总投资3.5亿元，由中央资金1.2亿元、省级资金1.6亿元、市级资金1.1亿元组成。")
    assert told[0] == ["若“3.5亿”应为“3.9亿”，则各处相符"]
    assert ["若“1.6亿”应为“1.2亿”，则各处相符"] in told


def test_a_mended_percentage_has_the_printed_precision() -> None:
    assert ["若“96％”应为“98％”，则各处相符"] in notes("发现隐患1120条，已整改1098条，整改率96.0%。")


def test_every_single_change_is_listed_and_the_reading_that_gives_the_relation_up() -> None:
    told = notes("全年共有任务38项，完成27项，9项不涉及，余下1项正在推进。")
    assert len(told) == 5
    assert {change for changes in told for change in changes} == {
        "若“38”应为“37”，则各处相符",
        "若“27”应为“28”，则各处相符",
        "若“9”应为“10”，则各处相符",
        "若“1”应为“2”，则各处相符",
        "所列各项未必列全，或漏列一项，合计差1",
    }


@pytest.mark.parametrize(
    "text",
    [
        "立案查处75起，比去年少11起，下降22.8%。",
        "办案75起，比上年减少11起，下降50%。",
        "会议费支出63万元，比上年减少27万元，下降42.9%。",
    ],
)
def test_no_correction_lies_out_of_sight(text: str) -> None:
    told = [note for changes in notes(text) for note in changes]
    assert told
    assert not [note for note in told if "不小于" in note or re.search(r"\d{9}", note)]
