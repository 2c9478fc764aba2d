"""The reason of a verdict in Chinese and English: the place, the words, the numbers, the comparison."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from ..lang.unseen import visible
from ..lang.words import word
from ..records import Goal, GoalVerdict, Report, Span
from ..sets import Interval, Number, Values, exact, plain
from .identity import path_at

_QUOTE = 40  # characters of the report quoted at most
_PARTS = 3  # stretches of a union named before it says "and so on"


class Why(NamedTuple):
    """One reason in both languages."""

    zh: str = ""
    en: str = ""

    def then(self, other: Why) -> Why:
        """This reason, then the other."""
        return Why(self.zh + other.zh, f"{self.en} {other.en}".strip())


@cache
def _texts() -> dict[str, list[str]]:
    table = tomllib.loads((files(__package__) / "why.toml").read_text(encoding="utf-8"))
    return {name: list(pair) for name, pair in table["why"].items()}


def say(name: str, **args: str | Why) -> Why:
    """The sentence of that name in `why.toml`, filled; a `Why` fills each language with its own words."""
    zh, en = _texts()[name]
    return Why(
        zh.format(**{k: v.zh if isinstance(v, Why) else v for k, v in args.items()}),
        en.format(**{k: v.en if isinstance(v, Why) else v for k, v in args.items()}),
    )


def verdict_words(verdict: GoalVerdict) -> Why:
    """The verdict's name."""
    return Why(word("verdict", verdict.value, "zh"), word("verdict", verdict.value, "en"))


def quote(report: Report, span: Span) -> Why:
    """The words of the report and the section they stand in."""
    words = span.of(report.text).strip("，,；;。 \n")
    words = visible(words if len(words) <= _QUOTE else words[:_QUOTE] + "…")
    path = path_at(report, span)
    return Why(f"“{words}”" + (f"（{path}）" if path else ""), f"“{words}”" + (f" ({path})" if path else ""))


def amount(value: Number | None, unit: str | None) -> str:
    """A number with its unit, in 亿 or 万 where that takes no more than four or two decimals."""
    if value is None:
        return ""
    for scale, name, places in ((10**8, "亿", 4), (10**4, "万", 2)):
        scaled = Fraction(value) / scale
        if unit != "%" and abs(scaled) >= 1 and scaled * 10**places % 1 == 0:
            return f"{plain(exact(scaled))}{name}{unit or ''}"
    return plain(value) + (unit or "")


def values_words(values: Values, unit: str | None) -> Why:
    """不低于90% · between 10 and 19; of a long union the first stretches."""
    shown = [_interval(part, unit) for part in values.parts[:_PARTS]]
    rest = say("and_so_on") if len(values.parts) > _PARTS else Why()
    return Why("、".join(p.zh for p in shown), ", ".join(p.en for p in shown)).then(rest)


def _interval(part: Interval, unit: str | None) -> Why:
    low, high = amount(part.lo, unit), amount(part.hi, unit)
    if part.is_point:
        return Why(low, low)
    if part.lo in (None, 0) and part.hi is None:
        return say("any")
    if part.hi is None:
        return say("more_than" if part.lo_open else "at_least", value=low)
    if part.lo is None:
        return say("less_than" if part.hi_open else "at_most", value=high)
    return say("between", low=low, high=high)


def target_words(goal: Goal) -> Why:
    """What the goal demands."""
    if goal.measure == "yes_no" and goal.target is not None:
        return say("yes" if 1 in goal.target else "no")
    return values_words(goal.target, goal.unit) if goal.target is not None else Why()
