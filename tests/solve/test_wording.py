"""The sum behind a verdict, as a person would write it down."""

from __future__ import annotations

import pytest

from audit.extract import extract
from audit.read import from_text
from audit.relate import relate
from audit.solve import solve


def sums(text: str, kind: str) -> set[str]:
    extraction = extract(from_text(text, name="passage", year=2023))
    relations = relate(from_text(text, name="passage", year=2023), extraction)
    why = solve(extraction, relations).why
    return {why[r.id][0] for r in relations if r.kind == kind}


@pytest.mark.parametrize(
    ("text", "kind", "written"),
    [
        ("全年收到申请52件，上年结转4件，办结53件，结转下年度6件。", "total", "4＋52＝56 ≠ 53＋6＝59；差3"),
        ("抽检药品368批次，不合格18批次，合格率97.5%。", "ratio", "（368－18）÷368＝95.11％ ≠ 97.5％"),
        ("会议费支出63万元，比上年减少27万元，下降30%。", "growth", "27万÷（63万＋27万）＝30％"),
        ("会议费支出63万元，比上年减少27万元，下降42.9%。", "growth", "27万÷（63万＋27万）＝30％ ≠ 42.9％"),
    ],
)
def test_sums_are_written_as_a_person_would(text: str, kind: str, written: str) -> None:
    assert written in sums(text, kind)
