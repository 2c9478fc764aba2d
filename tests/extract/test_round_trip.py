"""A number written in any form is read back as the same number: to ten to the sixteenth, in a sentence with a unit."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from audit.extract import extract
from audit.lang.hanzi import text_of
from audit.records import Figure, FigureKind, Report, Status
from audit.sets import Number, exact, plain

LARGEST = 10**16
FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
# all sizes alike, not only the largest
whole = st.integers(1, 16).flatmap(lambda places: st.integers(10 ** (places - 1), 10**places))


def only(text: str) -> Figure:
    """The one quantity of a sentence."""
    figures = extract(Report(name="t", text=text, year=2022)).figures
    assert len(figures) == 1, (text, [f.span.of(text) for f in figures])
    return figures[0]


def value(text: str) -> Number | None:
    """The exact value of the one quantity in 元, stated to the end of its unit."""
    figure = only(f"到位资金{text}元。")
    assert (figure.status, figure.unit, figure.span.end) == (Status.STATED, "元", len(text) + 5), text
    return figure.value


@settings(max_examples=600, deadline=None)
@given(whole)
def test_arabic_plain_grouped_and_full_width(number: int) -> None:
    assert value(str(number)) == number
    assert value(f"{number:,}") == number
    assert value(str(number).translate(FULL_WIDTH)) == number
    assert value(f"{number:,}".translate(FULL_WIDTH)) == number


@settings(max_examples=600, deadline=None)
@given(whole.filter(lambda n: n > 10))
def test_chinese_everyday_and_financial(number: int) -> None:
    assert value(text_of(number)) == number
    assert value(text_of(number, financial=True)) == number


@settings(max_examples=400, deadline=None)
@given(st.integers(1, 9999), st.integers(1, 4), st.sampled_from([("万", 10**4), ("亿", 10**8)]))
def test_decimals_with_a_scale(number: int, places: int, scale: tuple[str, int]) -> None:
    shown = exact(Fraction(number, 10**places))
    written = f"{plain(shown, places)}{scale[0]}"
    assert value(written) == shown * scale[1]
    assert value(written.translate(FULL_WIDTH)) == shown * scale[1]
    # one blank before the scale, as in copied text
    assert value(written.replace(scale[0], f" {scale[0]}")) == shown * scale[1]


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 9999), st.integers(1, 9))
def test_mixed(upper: int, lower: int) -> None:
    assert value(f"{upper}万{lower}千") == upper * 10**4 + lower * 1000
    assert value(f"{upper}亿{lower}千万") == upper * 10**8 + lower * 10**7


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 99999), st.integers(0, 3))
def test_percent_in_every_form(number: int, places: int) -> None:
    shown = exact(Fraction(number, 10**places))
    digits = plain(shown, places)
    for text in (f"{digits}%", f"{digits}％", f"{digits} %", f"{digits.translate(FULL_WIDTH)}％", f"百分之{digits}"):
        figure = only(f"办结率{text}。")
        assert (figure.kind, figure.value, figure.unit) == (FigureKind.PERCENT, shown, "%"), text
    if places == 0 and number < 1000:
        figure = only(f"办结率百分之{text_of(number)}。")
        assert (figure.kind, figure.value) == (FigureKind.PERCENT, number)


@settings(max_examples=200, deadline=None)
@given(st.integers(2, 10), st.integers(1, 9))
def test_fractions(under: int, over: int) -> None:
    figure = only(f"占{text_of(under)}分之{text_of(over)}。")
    assert (figure.kind, figure.value) == (FigureKind.MULTIPLE, exact(Fraction(over, under)))


@settings(max_examples=2_000, deadline=None)
@given(st.text(st.characters(codec="utf-16", categories=None), max_size=60))
def test_any_unicode_text_is_read_without_an_error(text: str) -> None:
    """Two thousand texts a run, surrogates and unassigned characters among them."""
    found = extract(Report(name="t", text=text, year=2022))
    assert all(figure.span.end <= len(text) for figure in found.figures)
