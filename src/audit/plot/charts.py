"""Bars with names on the left and, where they share a scale, that scale below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor, log10

from ..lang.unseen import visible
from .sheet import Sheet, has, width

PAGE = 1036  # pixels: the text width of an A4 page
ROW, TITLE, LEGEND, SCALE, WORDS, MARGIN, GAP = 44, 46, 40, 34, 36, 26, 12
"""Heights of a bar's row, title, legend, scale and its words; margins at the sides, distance of names from bars."""
INKED = 18  # width of a colour in the legend
NAMES = 20  # characters of a name at most
NARROW = 0.03  # share of the longest bar below which a number does not fit
BAR, THIN = 0.62, 0.26  # of a row's height
TICKS = 8  # at most
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
        alt = visible(self.alt)
        return {"image/png": self.png, "text/plain": alt}, {"image/png": {"alt": alt}}


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
    longest = max((sum(bar.lengths.get(key, 0) for key in keys) for bar in bars), default=0)
    inks = dict(zip(keys, colours, strict=False))
    legend = {inks[key]: name for key, name in keys.items()} if bars else {}
    chart = _Chart(
        [bar.name for bar in bars], (0, max(longest, 1) * 1.02), legend=legend, axis=axis, title=alt, whole=True
    )
    for row, bar in enumerate(bars):
        start = 0.0
        for key, ink in inks.items():
            length = bar.lengths.get(key, 0)
            chart.bar(row, start, start + length, ink)
            if length > NARROW * longest:
                chart.write(row, start + length / 2, f"{length:g}", 8, "white", at=0.5)
            start += length
    return Picture(chart.sheet.png(), alt)


def range_bars(bars: Sequence[Range], *, axis: str, alt: str, limits: tuple[float, float] | None = None) -> Picture:
    """One horizontal bar per `Range`; an unbounded end runs to the edge and is drawn as an arrow."""
    ends = [x for bar in bars for x in (bar.low, bar.high, bar.mark) if x is not None]
    low, high = limits or (min([0.0, *ends]), max([1.0, *ends]) * 1.15)
    chart = _Chart([bar.name for bar in bars], (low, high), axis=axis, title=alt)
    least = (high - low) * 0.008  # a single value is seen, too
    for row, bar in enumerate(bars):
        start, end = (low if bar.low is None else bar.low), (high if bar.high is None else bar.high)
        length = max(end - start, least)
        begin = min(start, high - length)
        chart.bar(row, begin, begin + length, COLOURS[0])
        if bar.high is None:
            chart.arrow(row, high, COLOURS[0])
        if bar.mark is not None:
            chart.diamond(row, bar.mark, COLOURS[1])
    return Picture(chart.sheet.png(), alt)


def scaled_ranges(groups: Sequence[Sequence[Range]], *, alt: str) -> Picture:
    """Bars in groups, each group on a scale of its own from 0: the first in full, the others (other readings) thinner.

    The ends are written beside the bars; an unbounded end runs to the edge and is drawn as an arrow.
    """
    chart = _Chart([bar.name for group in groups for bar in group], (0, EDGE + 0.45), title=alt)
    row = 0
    for group in groups:
        longest = max((end for bar in group for end in (bar.low, bar.high) if end is not None), default=0) or 1
        for bar in group:
            main = bar is group[0]
            colour, share = (COLOURS[0], BAR) if main else (COLOURS[3], THIN)
            low, high = (bar.low or 0) / longest, EDGE if bar.high is None else bar.high / longest
            chart.bar(row, low, max(high, low + 0.01), colour, share)
            if bar.high is None:
                chart.arrow(row, EDGE, colour)
            chart.write(row, EDGE + 0.06, _ends(bar), 9, INK)
            row += 1
    return Picture(chart.sheet.png(), alt)


def _ends(bar: Range) -> str:
    """The range in figures: `≥ 6`, `1–2`."""
    low, high = (None if end is None else f"{end:.10g}" for end in (bar.low, bar.high))
    if low is None or high is None:
        return f"≥ {low}" if low else f"≤ {high}" if high else ""
    return low if low == high else f"{low}–{high}"


class _Chart:
    """A sheet with title, names, legend and scale; bars are put into it by row and value."""

    def __init__(
        self,
        names: Sequence[str],
        limits: tuple[float, float],
        *,
        title: str,
        legend: Mapping[str, str] | None = None,
        axis: str | None = None,
        whole: bool = False,
    ) -> None:
        shown = [_shortened(name) for name in names]
        self._limits = limits
        self._left = MARGIN / 2 + max((width(name, 9) for name in shown), default=0) + GAP
        inks = _lines(legend or {}, PAGE - MARGIN - self._left)
        self._top = TITLE + LEGEND * len(inks)
        bottom = self._top + ROW * max(len(names), 1)
        self.sheet = Sheet(PAGE, bottom + (0 if axis is None else SCALE + WORDS) + MARGIN // 2)
        self.sheet.text(MARGIN / 2, TITLE / 2, _drawable(title), 10.5, INK)
        if axis is not None:
            self._scale(bottom, axis, whole)  # first: bars lie above it
        self._legend(inks)
        for row, name in enumerate(shown):
            self.sheet.text(self._left - GAP, self._middle(row), name, 9, INK, at=1)

    def bar(self, row: int, low: float, high: float, colour: str, share: float = BAR) -> None:
        """From one value to another; nothing where they are the same."""
        if high > low:
            middle, half = self._middle(row), ROW * share / 2
            self.sheet.rectangle(
                self._x(low), middle - half, max(self._x(high), self._x(low) + 1), middle + half, colour
            )

    def write(self, row: int, value: float, words: str, size: float, colour: str, *, at: float = 0) -> None:
        """Words at a value."""
        self.sheet.text(self._x(value), self._middle(row), _drawable(words), size, colour, at=at)

    def arrow(self, row: int, value: float, colour: str) -> None:
        """The end of a bar that goes on."""
        x, y, size = self._x(value), self._middle(row), ROW * BAR / 2
        x = round(x) - 1  # no seam
        self.sheet.polygon([(x, y - size), (x + 1 + size * 0.7, y), (x, y + size)], colour)

    def diamond(self, row: int, value: float, colour: str) -> None:
        """A single value."""
        x, y, size = self._x(value), self._middle(row), 7
        self.sheet.polygon([(x, y - size), (x + size, y), (x, y + size), (x - size, y)], colour)

    def _x(self, value: float) -> float:
        low, high = self._limits
        return self._left + (value - low) / (high - low) * (PAGE - MARGIN - self._left)

    def _middle(self, row: int) -> float:
        return self._top + ROW * (row + 0.5)

    def _legend(self, lines: Sequence[Sequence[tuple[str, str]]]) -> None:
        for number, line in enumerate(lines):
            x, middle = self._left, TITLE + LEGEND * (number + 0.5)
            for colour, words in line:
                self.sheet.rectangle(x, middle - 6, x + INKED, middle + 6, colour)
                self.sheet.text(x + INKED + 8, middle, words, 8.5, INK)
                x += _room(words)

    def _scale(self, bottom: float, words: str, whole: bool) -> None:
        for value in ticks(*self._limits, whole=whole):
            x = self._x(value)
            self.sheet.rectangle(x - 0.5, self._top, x + 0.5, bottom, RULE)
            self.sheet.text(x, bottom + SCALE / 2, f"{value:.10g}", 8.5, SOFT, at=0.5)
        self.sheet.rectangle(self._left, bottom, PAGE - MARGIN, bottom + 1, RULE)
        middle = (self._left + PAGE - MARGIN) / 2
        self.sheet.text(middle, bottom + SCALE + WORDS / 2, _drawable(words), 9, SOFT, at=0.5)


def _lines(legend: Mapping[str, str], room: float) -> list[list[tuple[str, str]]]:
    """Colours and their words, in as many lines as they need."""
    lines: list[list[tuple[str, str]]] = []
    left = 0.0
    for colour, words in legend.items():
        name = _drawable(words)
        if not lines or left < _room(name):
            lines.append([])
            left = room
        lines[-1].append((colour, name))
        left -= _room(name)
    return lines


def _room(words: str) -> float:
    return INKED + 8 + width(words, 8.5) + 28


def ticks(low: float, high: float, *, whole: bool) -> list[float]:
    """Round values from `low` to `high` in steps of 1, 2 or 5 times a power of ten, `whole` ones if need be."""
    power = 10.0 ** floor(log10((high - low) / TICKS))
    if whole:
        power = max(power, 1.0)
    step = next(step for step in (power, 2 * power, 5 * power, 10 * power, 20 * power) if (high - low) / step <= TICKS)
    return [n * step for n in range(ceil(low / step), floor(high / step) + 1)]


def _shortened(name: str) -> str:
    return _drawable(name if len(name) <= NAMES else name[: NAMES - 1] + "…")


def _drawable(text: str) -> str:
    """Text of a report; a character unknown to the font is named."""
    return "".join(c if has(c) else f"U+{ord(c):04X}" for c in text)
