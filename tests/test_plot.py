"""Pictures show Chinese on a machine without Chinese fonts, are the same bytes every time, and never draw boxes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from audit.plot import FAMILY, Picture, Range, Stack, chinese_family, range_bars, scaled_ranges, stacked_bars
from audit.plot.charts import ticks


@pytest.fixture
def draw() -> Iterator[Picture]:
    bars = [Stack("一、主要工作", {"shown": 12, "masked": 30}), Stack("二、存在问题", {"shown": 3})]
    yield stacked_bars(
        bars, {"shown": "写明", "masked": "未显示"}, axis="数据项（个）", alt="各部分写明与未显示的数据项"
    )


def test_a_picture_is_a_png_with_words_for_those_who_do_not_see_it(draw: Picture) -> None:
    shown, described = draw._repr_mimebundle_()
    assert draw.png.startswith(b"\x89PNG")
    assert shown["text/plain"] == "各部分写明与未显示的数据项"
    assert described == {"image/png": {"alt": "各部分写明与未显示的数据项"}}


def test_a_character_the_font_lacks_is_named_not_boxed() -> None:
    named = range_bars([Range("U+1F3DB广场", 0.2, 0.9)], axis="", alt="")
    assert range_bars([Range("\U0001f3db广场", 0.2, 0.9)], axis="", alt="").png == named.png


def test_a_box_would_be_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audit.plot.charts._drawable", str)
    with pytest.raises(LookupError, match=r"the font has no character U\+1F3DB"):
        range_bars([Range("\U0001f3db", 0.2, 0.9)], axis="", alt="")


def test_marks_of_a_report_are_drawn_as_they_stand() -> None:
    odd = Range(r"$\frac{1}{0}$ _x_ **篇", 0, None, mark=3)
    assert range_bars([odd], axis="$x^2$", alt="").png != range_bars([Range("篇", 0, None)], axis="x", alt="").png


def test_empty_tables_still_draw() -> None:
    assert stacked_bars([], {}, axis="", alt="").png.startswith(b"\x89PNG")
    assert range_bars([], axis="", alt="").png.startswith(b"\x89PNG")


def test_paper_is_white_and_bars_have_the_inks_of_the_legend(draw: Picture) -> None:
    picture = Image.open(BytesIO(draw.png)).convert("RGB")
    counted = sorted(((n, colour) for n, colour in picture.getcolors() or ()), reverse=True)
    assert counted[0][1] == (255, 255, 255)
    assert {(0x2F, 0x6F, 0x9F), (0xC8, 0x57, 0x2B)} <= {colour for _, colour in counted[:4]}


@pytest.mark.parametrize(
    ("low", "high", "whole", "expected"),
    [
        (0, 2.04, True, [0, 1, 2]),
        (0, 31.6, True, [0, 5, 10, 15, 20, 25, 30]),
        (0, 100, False, [0, 20, 40, 60, 80, 100]),
        (-3, 1, False, [-3, -2.5, -2, -1.5, -1, -0.5, 0, 0.5, 1]),
        (0, 1.2e9, True, [0, 2e8, 4e8, 6e8, 8e8, 1e9, 1.2e9]),
    ],
)
def test_scales_have_round_values(low: float, high: float, whole: bool, expected: list[float]) -> None:
    assert ticks(low, high, whole=whole) == pytest.approx(expected)


def test_a_legend_that_is_too_long_takes_another_line() -> None:
    bars, keys = [Stack("a", {"x": 1})], {"x": "一", "y": "二"}
    long = {key: words * 40 for key, words in keys.items()}
    heights = [Image.open(BytesIO(stacked_bars(bars, k, axis="", alt="").png)).height for k in (keys, long)]
    assert heights[0] < heights[1]


def test_nothing_is_changed_for_other_users_of_matplotlib(draw: Picture) -> None:
    import matplotlib as mpl

    assert FAMILY not in mpl.rcParams["font.sans-serif"]
    assert "zhplot" not in sys.modules


def test_the_shipped_font_is_used_not_one_of_the_machine(draw: Picture) -> None:
    from matplotlib.font_manager import FontProperties, fontManager

    file = Path(fontManager.findfont(FontProperties(family=chinese_family()), fallback_to_default=False))
    assert file.parts[-3:] == ("zhplot", "fonts", "NotoSansSC-Regular.ttf")


@pytest.mark.slow
def test_another_process_draws_the_same_bytes(tmp_path: Path) -> None:
    program = (
        "import sys; from hashlib import sha256; from audit.plot import *\n"
        "p = range_bars([Range('苇塘区', .2, .9), Range('芦滩县', None, None, .5)], axis='目标达成区间', alt='')\n"
        "print(sha256(p.png).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            cwd=tmp_path,
            env={"PYTHONHASHSEED": seed, "MPLCONFIGDIR": str(tmp_path), "TZ": zone, "PATH": ""},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    ]
    assert runs[0] == runs[1] != ""


def test_each_group_of_ranges_has_a_scale_of_its_own() -> None:
    few, many = [Range("a", 1, 2)], [Range("b", 1000, 2000), Range("c", 1500, None)]
    both = scaled_ranges([few, many], alt="x")
    assert both.png == scaled_ranges([few, many], alt="x").png
    assert scaled_ranges([[Range("a", 1, 2)]], alt="x").png != scaled_ranges([[Range("a", 1, 4)]], alt="x").png
    assert scaled_ranges([[Range("a", None, None)], [Range("b", 0, 0)]], alt="x").png.startswith(b"\x89PNG")
