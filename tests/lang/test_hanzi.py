"""Chinese numerals: number -> text -> number over all scales, and the ways people shorten them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from audit.lang.hanzi import text_of, value_of
from audit.lang.numerals import arabic

WHOLE = st.integers(0, 16).flatmap(lambda places: st.integers(0, 10**places))


@given(WHOLE)
@settings(max_examples=3000, deadline=None)
@example(10**16)
@example(10**8 + 10**4)
@example(100_000_001)
def test_everyday_and_financial_numerals_round_trip(number: int) -> None:
    assert value_of(text_of(number)) == number
    assert value_of(text_of(number, financial=True)) == number


@given(WHOLE)
@settings(max_examples=1000, deadline=None)
def test_variants_mean_the_same(number: int) -> None:
    text = text_of(number)
    for old, new in (("二千", "两千"), ("二万", "两万"), ("二百", "两百"), ("零", "〇"), ("万", "萬"), ("亿", "億")):
        text = text.replace(old, new)
    assert value_of(text) == number


@given(st.integers(1, 9999), st.integers(0, 9), st.integers(0, 9999))
def test_arabic_and_chinese_mix(hundred_millions: int, thousands: int, rest: int) -> None:
    ten_thousands = 1000 * thousands + 7
    mixed = f"{hundred_millions}亿{ten_thousands}万{rest:04d}"
    if rest >= 1000:
        assert value_of(mixed) == hundred_millions * 10**8 + ten_thousands * 10**4 + rest


@given(st.integers(0, 10**12), st.integers(0, 4), st.sampled_from(["", "万", "亿", "万亿"]), st.booleans())
def test_arabic_numbers_are_exact_in_every_form(units: int, places: int, scale: str, full_width: bool) -> None:
    whole, decimals = divmod(units, 10**places)
    shown = f"{whole:,}" + (f".{decimals:0{places}d}" if places else "")
    if full_width:
        shown = shown.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789.,"})
    factor = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}[scale]
    amount = arabic(0, len(shown), shown, scale)
    assert amount.value == Fraction(units * factor, 10**places)
    assert amount.digit == Fraction(factor, 10**places)


@given(st.text(alphabet="零〇一二两三五九十百千万亿点廿0123.", max_size=12))
@settings(max_examples=3000, deadline=None)
def test_any_run_is_a_number_or_none(text: str) -> None:
    value = value_of(text)
    assert value is None or value >= 0


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一万五", 15_000),
        ("一万零五", 10_005),
        ("两千四百五", 2_450),
        ("三亿五", 350_000_000),
        ("一万五千亿", 15_000 * 10**8),
        ("三亿二千万", 320_000_000),
        ("四万万", 400_000_000),
        ("二十万亿", 20 * 10**12),
        ("25万6千", 256_000),
        ("2千零30万", 20_300_000),
        ("5亿1万4千6百", 500_014_600),
        ("三点五亿", 350_000_000),
        ("廿三", 23),
        ("百十", 110),
        ("二〇二三", 2023),
        ("壹拾贰万伍仟", 125_000),
    ],
)
def test_spoken_short_forms(text: str, number: int) -> None:
    assert value_of(text) == number


@pytest.mark.parametrize("text", ["三五", "一二", "十二五", "三万四万", "十十", "百千", "点五", "三点", ""])
def test_what_is_no_single_numeral(text: str) -> None:
    assert value_of(text) is None


@pytest.mark.parametrize("number", [-1, 10**16 + 1])
def test_numbers_outside_the_written_range_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="outside 0 to 10"):
        text_of(number)
