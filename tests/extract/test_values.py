"""The numbers a wording allows: `stated` as printed, `values` for arithmetic."""

from __future__ import annotations

from fractions import Fraction

import pytest

from audit.extract import extract
from audit.records import Figure, Report
from audit.sets import Interval, Values


def only(text: str) -> Figure:
    (figure,) = extract(Report(name="t", text=text, year=2022)).figures
    return figure


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("投资3.5亿元", 345_000_000, 355_000_000),
        ("投资1200元", 1200, 1200),
        ("举办48次", 48, 48),
        ("安装18.6万个", 185_500, 186_500),
        ("占92.3%", Fraction(9225, 100), Fraction(9235, 100)),
        ("占90％", Fraction(895, 10), Fraction(905, 10)),
        ("平均44.7岁", Fraction(4465, 100), Fraction(4475, 100)),
        ("户均2.66人", Fraction(2655, 1000), Fraction(2665, 1000)),
        ("自然增长-0.27‰", Fraction(-275, 1000), Fraction(-265, 1000)),
    ],
)
def test_rounded_printing_widens(text: str, low: Fraction, high: Fraction) -> None:
    hull = only(text).values.hull
    assert (hull.lo, hull.hi) == (low, high)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("历时40多天", 41, 49),
        ("慰问300余人", 301, 399),
        ("近百个", 90, 99),
        ("超过500人", 501, None),
        ("500人以上", 500, None),
        ("不足2名", 0, 1),
        ("约430件", 387, 473),
        ("10万元以内", 0, 100_000),
        ("两三个", 2, 3),
        ("数十户", 20, 99),
        ("三至五名", 3, 5),
        ("两成多", 20, 30),
    ],
)
def test_bent_wording(text: str, low: int, high: int | None) -> None:
    stated = only(text).stated
    assert (stated.lo, stated.hi) == (low, high)


def test_counts_are_whole_numbers() -> None:
    assert Fraction(1, 2) + 41 not in only("检查40多次").values
    assert only("发放**份").values == Values((Interval(0, None, step=1),))
    assert only("投资**万元").values == Values((Interval(0, None),))


def test_the_length_of_a_mask_says_nothing() -> None:
    values = only("开展12**场").values
    assert all(n in values for n in (12, 120, 129, 1200, 1299, 12345))
    assert all(n not in values for n in (1, 13, 119, 130, 1300))


def test_scale_and_unit_are_apart() -> None:
    figure = only("投入____万元")
    assert (figure.unit, figure.scale, figure.dimension) == ("元", 10_000, "money")
