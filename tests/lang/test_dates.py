"""Dates and stretches: what is written, relative words in the report's year, blanks, and what never comes out."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.lang.dates import times
from audit.lang.hanzi import text_of
from audit.records import FigureKind, Status

DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))


def read(text: str, year: int | None = 2022) -> list[tuple[str, str]]:
    """Words and EDTF of every expression."""
    return [(time.span.of(text), time.edtf) for time in times(text, year)]


def chinese_digits(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(c)] for c in str(number))


@given(DAYS)
@settings(max_examples=500, deadline=None)
def test_every_way_to_write_a_day_means_that_day(day: date) -> None:
    y, m, d = day.year, day.month, day.day
    forms = (
        f"{y}年{m}月{d}日", f"{y}年{m:02d}月{d:02d}日", f"{y} 年 {m} 月 {d} 日", f"{y}-{m:02d}-{d:02d}", f"{y}.{m}.{d}",
        f"{y}/{m}/{d}", f"{chinese_digits(y)}年{text_of(m)}月{text_of(d)}日",
        f"{y}年{m}月{d}日".translate({ord("0") + i: ord("０") + i for i in range(10)}),
    )  # fmt: skip
    for form in forms:
        found = list(times(f"于{form}印发", None))
        assert [(t.span.of(f"于{form}印发"), t.edtf) for t in found] == [(form, day.isoformat())]
        assert found[0].period.start == found[0].period.end == day


@given(DAYS, st.sampled_from(["**", "XX", "××", "__", "＊＊"]), st.integers(1, 2))
@settings(max_examples=300, deadline=None)
def test_a_masked_month_or_day_is_never_stated(day: date, mask: str, which: int) -> None:
    parts = [str(day.year), str(day.month), str(day.day)]
    parts[which] = mask
    text = f"{parts[0]}年{parts[1]}月{parts[2]}日"
    (found,) = times(text, 2022)
    assert found.status is Status.PARTIAL
    assert "XX" in found.edtf and found.span.of(text) == text
    assert found.holes and all(hole.of(text) == mask for hole in found.holes)
    assert found.period.start is None and found.period.end is None


@given(st.text(alphabet="2019３年月日号底末初前上下半季度至—-.,、今去近以来*X×_ 一二十〇第全内", max_size=30))
@settings(max_examples=3000, deadline=None)
def test_any_text_is_read_in_order_and_apart(text: str) -> None:
    found = list(times(text, 2022))
    for before, after in pairwise(found):
        assert before.span.end <= after.span.start
    assert all(0 <= t.span.start < t.span.end <= len(text) for t in found)


@given(st.text(max_size=60), st.none() | st.integers(1900, 2100))
@settings(max_examples=2000, deadline=None)
def test_no_text_raises(text: str, year: int | None) -> None:
    list(times(text, year))


@given(st.lists(st.sampled_from(["2022年3月5日", "6月底", "今年以来", "1－7月", "近三年", "全年", "共12场", "上年末"])))
def test_sentences_are_read_alone_as_together(pieces: list[str]) -> None:
    apart = [found for piece in pieces for found in read(piece + "。")]
    assert read("。".join([*pieces, ""])) == apart


@pytest.mark.parametrize(
    ("text", "edtf", "kind"),
    [
        ("上年末", "2021-12-31", FigureKind.DATE),
        ("去年同期", "2021", FigureKind.DATE),
        ("2023年6月底前", "../2023-06-30", FigureKind.PERIOD),
        ("2019—2023年", "2019/2023", FigureKind.PERIOD),
        ("第2季度", "2022-04/2022-06", FigureKind.PERIOD),
        ("近三年", "2020/2022", FigureKind.PERIOD),
        ("十年来", "2013/2022", FigureKind.PERIOD),
        ("2022.1-2022.12", "2022-01/2022-12", FigureKind.PERIOD),
        ("2022.3.5—2022.4.6", "2022-03-05/2022-04-06", FigureKind.PERIOD),
        ("2022年  月  日", "2022-XX-XX", FigureKind.DATE),
    ],
)
def test_calendar_words(text: str, edtf: str, kind: FigureKind) -> None:
    sentence = f"柳河县{text}，"
    (found,) = times(sentence, 2022)
    assert (found.span.of(sentence), found.edtf, found.kind) == (text, edtf, kind)


def test_wholly_masked_days_are_redacted_and_impossible_days_kept_as_written() -> None:
    (masked,) = times("××月××日检查", 2022)
    assert masked.status is Status.REDACTED
    (impossible,) = times("2022年11月31日检查", 2022)
    assert impossible.edtf == "2022-11-31" and impossible.period.start is None


def test_years_in_a_list_are_years() -> None:
    assert read("2015、2016两年") == [("2015", "2015"), ("2016", "2016")]


@pytest.mark.parametrize(
    "text",
    [
        "每月召开1次",
        "http://a.example.cn/2022/3/5/x.html",
        "编号 A2022-03-05-7",
        "近三年时间未开工",
        "附近三年级学生",
        "版本 12.2022.3.5.1",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "flaw"),
    [("2022年11月31日", "no_such_day"), ("2月29日", ""), ("2023年2月29日", "no_such_day"), ("20211228日", "broken"),
     ("2022年3月5日", ""), ("2022年", "")],
)  # fmt: skip
def test_days_that_do_not_exist_are_marked(text: str, flaw: str) -> None:
    assert [time.period.flaw for time in times(text, 2022)] == [flaw]


def test_the_number_of_a_line_is_no_part_of_its_date() -> None:
    text = "7.6月底前完成清淤。\n2.2023年开工。"
    assert [time.edtf for time in times(text, 2022)] == ["../XXXX-06-30", "2023"]
