"""Pictures show Chinese on a machine without Chinese fonts, are the same bytes every time, and never draw boxes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.plot import FAMILY, Picture, Range, Stack, range_bars, scaled_ranges, stacked_bars


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
    monkeypatch.setattr("audit.plot._drawable", str)
    with pytest.raises(UserWarning, match="missing from font"):
        range_bars([Range("\U0001f3db", 0.2, 0.9)], axis="", alt="")


def test_marks_of_a_report_are_drawn_as_they_stand() -> None:
    odd = Range(r"$\frac{1}{0}$ _x_ **篇", 0, None, mark=3)
    assert range_bars([odd], axis="$x^2$", alt="").png != range_bars([Range("篇", 0, None)], axis="x", alt="").png


def test_empty_tables_still_draw() -> None:
    assert stacked_bars([], {}, axis="", alt="").png.startswith(b"\x89PNG")
    assert range_bars([], axis="", alt="").png.startswith(b"\x89PNG")


def test_nothing_is_changed_for_other_users_of_matplotlib(draw: Picture) -> None:
    import matplotlib as mpl

    assert FAMILY not in mpl.rcParams["font.sans-serif"]
    assert "zhplot" not in sys.modules


def test_the_shipped_font_is_used_not_one_of_the_machine(draw: Picture) -> None:
    from matplotlib.font_manager import FontProperties, fontManager

    file = Path(fontManager.findfont(FontProperties(family=FAMILY), fallback_to_default=False))
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
