"""Pictures for notebooks, as PNG bytes: masked figures by section, attainment, verdicts, feasible ranges.

The only user of matplotlib. No window, no global setting and no font of the machine is touched: Chinese comes from
the NotoSansSC that zhplot ships, under a family name of its own, so that every machine draws the same pixels. A
character that this font lacks is written as its code point (U+1F3DB), never drawn as an empty box.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

FAMILY = "Audit Sans SC"
DPI = 144
WIDTH = 7.2  # inches: the text width of an A4 page
NARROW = 0.03  # share of the longest bar below which a number does not fit
INK, SOFT, RULE = "#1f2933", "#52606d", "#d9dee4"
EDGE = 1.3  # where an unbounded bar ends, in units of the longest bounded one
COLOURS = ("#2f6f9f", "#c8572b", "#d9a441", "#8a94a0", "#4d8b57", "#7b5ea7", "#b0b7bf")
"""Told apart in print and by colour-blind readers; the first is always what is shown or met."""
VERDICT_COLOURS = ("#2f6f9f", "#8bb4d1", "#c8572b", "#d9a441", "#b98b2f", "#7b8794", "#b0b7bf")
"""In the order of `GoalVerdict`: decided, undecided for want of figures, not to be judged."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG and its description for those who do not see it; a notebook shows it by itself."""

    png: bytes
    alt: str

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, object], dict[str, object]]:
        return {"image/png": self.png, "text/plain": self.alt}, {"image/png": {"alt": self.alt}}


@dataclass(frozen=True, slots=True)
class Range:
    """A bar from `low` to `high`; None is unbounded. `mark` is a single value drawn on it."""

    name: str
    low: float | None
    high: float | None
    mark: float | None = None


@dataclass(frozen=True, slots=True)
class Stack:
    """A bar of several lengths, one for each key."""

    name: str
    lengths: Mapping[str, float] = field(default_factory=dict)


def stacked_bars(
    bars: Sequence[Stack], keys: Mapping[str, str], *, axis: str, alt: str, colours: Sequence[str] = COLOURS
) -> Picture:
    """One horizontal bar per `Stack`, top to bottom; `keys` maps the keys to their words in drawing order.

    `alt` is the title, and stands for the picture where it cannot be seen.
    """
    from matplotlib.ticker import MaxNLocator

    figure, axes = _canvas(len(bars) + 1)
    left = [0.0] * len(bars)
    longest = max((sum(bar.lengths.get(key, 0) for key in keys) for bar in bars), default=0)
    for colour, (key, name) in zip(colours, keys.items(), strict=False):
        lengths = [bar.lengths.get(key, 0) for bar in bars]
        drawn = axes.barh(range(len(bars)), lengths, left=left, color=colour, height=0.62, label=_drawable(name))
        for rectangle, length in zip(drawn, lengths, strict=True):
            if length > NARROW * longest:
                middle = rectangle.get_x() + length / 2, rectangle.get_y() + rectangle.get_height() / 2
                text = f"{length:g}"
                axes.text(*middle, text, ha="center", va="center", color="white", fontproperties=_font(8))
        left = [a + b for a, b in zip(left, lengths, strict=True)]
    axes.set_xlim(0, max([*left, 1]) * 1.02)
    axes.xaxis.set_major_locator(MaxNLocator("auto", steps=[1, 2, 5, 10], integer=True))
    _names(axes, [bar.name for bar in bars])
    if bars and keys:
        _legend(axes, len(keys))
    return _picture(figure, axes, axis, alt)


def range_bars(bars: Sequence[Range], *, axis: str, alt: str, limits: tuple[float, float] | None = None) -> Picture:
    """One horizontal bar per `Range`; an unbounded end runs to the edge and is drawn as an arrow."""
    figure, axes = _canvas(len(bars))
    ends = [x for bar in bars for x in (bar.low, bar.high, bar.mark) if x is not None]
    low, high = limits or (min([0.0, *ends]), max([1.0, *ends]) * 1.15)
    room = (high - low) * 0.03
    for row, bar in enumerate(bars):
        start, end = (low if bar.low is None else bar.low), (high if bar.high is None else bar.high)
        width = max(end - start, room / 4)
        axes.barh(row, width, left=min(start, high - width), color=COLOURS[0], height=0.46, alpha=0.85)
        if bar.high is None:
            axes.plot([high], [row], marker=">", color=COLOURS[0], markersize=9, clip_on=False)
        if bar.mark is not None:
            axes.plot([bar.mark], [row], marker="D", color=COLOURS[1], markersize=5)
    axes.set_xlim(low, high)
    _names(axes, [bar.name for bar in bars])
    return _picture(figure, axes, axis, alt)


def scaled_ranges(groups: Sequence[Sequence[Range]], *, alt: str) -> Picture:
    """Bars in groups, each group on a scale of its own from 0: the first in full, the others (other readings) thinner.

    The ends are written beside the bars; an unbounded end runs to the edge and is drawn as an arrow.
    """
    figure, axes = _canvas(sum(map(len, groups)))
    names = [bar.name for group in groups for bar in group]
    row = 0
    for group in groups:
        longest = max((end for bar in group for end in (bar.low, bar.high) if end is not None), default=0) or 1
        for bar in group:
            main = bar is group[0]
            colour, height = (COLOURS[0], 0.46) if main else (COLOURS[3], 0.2)
            low, high = (bar.low or 0) / longest, EDGE if bar.high is None else bar.high / longest
            axes.barh(row, max(high - low, 0.01), left=low, color=colour, height=height)
            if bar.high is None:
                axes.plot([EDGE], [row], marker=">", color=colour, markersize=8, clip_on=False)
            axes.text(EDGE + 0.06, row, _drawable(_ends(bar)), va="center", fontproperties=_font(9), color=INK)
            row += 1
    axes.set_xlim(0, EDGE + 0.45)
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    _names(axes, names)
    return _picture(figure, axes, "", alt)


def _ends(bar: Range) -> str:
    """The range in figures: `≥ 6`, `1–2`."""
    low, high = (None if end is None else f"{end:.10g}" for end in (bar.low, bar.high))
    if low is None or high is None:
        return f"≥ {low}" if low else f"≤ {high}" if high else ""
    return low if low == high else f"{low}–{high}"


def _canvas(rows: int) -> tuple[Figure, Axes]:
    """A figure with room for that many bars, drawn without any window system."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, 1.0 + 0.36 * max(rows, 1)), dpi=DPI, layout="constrained", facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(RULE)
    axes.grid(axis="x", color=RULE, linewidth=0.7)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, colors=SOFT)
    return figure, axes


def _names(axes: Axes, names: Sequence[str]) -> None:
    axes.set_yticks(range(len(names)), [_shortened(name) for name in names])
    axes.set_ylim(len(names) - 0.45, -0.55)
    for label in axes.get_yticklabels():
        label.set_fontproperties(_font(9))
        label.set_color(INK)


def _shortened(name: str) -> str:
    return _drawable(name if len(name) <= 20 else name[:19] + "…")


def _legend(axes: Axes, columns: int) -> None:
    axes.legend(
        prop=_font(8.5), loc="lower left", bbox_to_anchor=(0, 1), ncols=columns, frameon=False, handlelength=1.1
    )


def _picture(figure: Figure, axes: Axes, axis: str, alt: str) -> Picture:
    figure.suptitle(_drawable(alt), x=0.01, ha="left", fontproperties=_font(10.5), color=INK)
    axes.set_xlabel(_drawable(axis), fontproperties=_font(9), color=SOFT)
    for label in axes.get_xticklabels():
        label.set_fontproperties(_font(8.5))
    out = BytesIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph .* missing from font")
        figure.savefig(out, format="png", metadata={"Software": None})
    return Picture(out.getvalue(), alt)


def _drawable(text: str) -> str:
    """Text of a report as it stands: a dollar sign starts no formula, a character unknown to the font is named."""
    known = _known()
    return "".join(c if ord(c) in known else f"U+{ord(c):04X}" for c in text).replace("$", r"\$")


@cache
def _known() -> frozenset[int]:
    """Code points that the font has."""
    from matplotlib.font_manager import get_font

    return frozenset(get_font(str(_font_file())).get_charmap())


@cache
def _font_file() -> Path:
    """The font file, found without importing zhplot (which would change matplotlib for everybody)."""
    spec = find_spec("zhplot")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("zhplot is not installed: it holds the font of all pictures", name="zhplot")
    return Path(spec.submodule_search_locations[0]) / "fonts" / "NotoSansSC-Regular.ttf"


@cache
def _registered() -> str:
    """The family name under which the font is known to matplotlib; a system's own Noto Sans SC is never picked."""
    from matplotlib.font_manager import FontEntry, fontManager

    fontManager.ttflist.append(FontEntry(fname=str(_font_file()), name=FAMILY, weight=400, size="scalable"))
    return FAMILY


def _font(size: float) -> FontProperties:
    from matplotlib.font_manager import FontProperties

    return FontProperties(family=_registered(), size=size)
