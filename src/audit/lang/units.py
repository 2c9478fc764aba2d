"""Units and measure words: what they measure, how they compare, and which longer words only look like them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from ..sets import Number, exact


@dataclass(frozen=True, slots=True)
class Unit:
    """A measure word or unit as written, without 万 or 亿.

    `dimension` is what it measures, "" where unknown; `factor` turns a value into the dimension's first unit; `whole`
    says that only whole numbers of it exist.
    """

    text: str
    dimension: str = ""
    factor: Number = 1
    whole: bool = False


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "units.toml").read_text(encoding="utf-8"))


@cache
def units() -> dict[str, Unit]:
    """All listed units by their words."""
    found: dict[str, Unit] = {}
    for row in _table()["dimension"]:
        factors = row.get("factors") or dict.fromkeys(row.get("words", ()), "1")
        for text, factor in factors.items():
            found[text] = Unit(text, row["name"], exact(Fraction(factor)), row["whole"])
    return found


def _pattern(*, behind_number: bool) -> re.Pattern[str]:
    """A unit at a place, the longest first, not where it only begins another word; then a stroke or （次）.

    Behind a number hardly any word is not a unit: 8家国有企业, 12项目标. Behind a blank 名家, 项目 are likelier words.
    """
    compound: dict[str, list[str]] = _table()["compound"]
    words = [word for word in units() if behind_number or word not in only_behind_numbers()]
    if behind_number:
        longer = _table()["behind_number"]["words"]
        compound = {word: [w for w in longer if w.startswith(word)] for word in words}

    def one(word: str) -> str:
        tails = [longer[len(word) :] for longer in compound.get(word, ()) if len(longer) > len(word)]
        latin = r"(?![A-Za-z0-9])" if word[-1].isascii() and word[-1].isalnum() else ""
        second = "(?!之(?!多))" if len(word) > 1 and word[-1] == "次" else ""  # 市场监管46件次之; 10万人次之多
        return re.escape(word) + second + latin + (f"(?!{'|'.join(tails)})" if tails else "")

    longest_first = sorted(words, key=lambda w: (-len(w), w))
    tails: dict[str, list[str]] = {}  # told apart by the first character: half the time
    for word in longest_first:
        tails.setdefault(re.escape(word[0]), []).append(one(word).removeprefix(re.escape(word[0])))
    listed = "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in tails.items())
    plain = "|".join(re.escape(word) for word in longest_first)
    below = "|".join(re.escape(word) for word in sorted(_table()["rates"]["denominators"], key=lambda w: (-len(w), w)))
    return re.compile(rf"(?P<unit>{listed})(?P<also>[（(](?:{plain})[）)])?(?P<rate>[/／](?:{below}))?")


def unit_at(text: str, at: int, *, behind_number: bool = False) -> Unit | None:
    """The unit that is written from `at` on, with its alternative （次） and its denominator; None if there is none."""
    m = (_behind_number() if behind_number else _alone()).match(text, at)
    return None if m is None else unit(m[0])


@cache
def _alone() -> re.Pattern[str]:
    return _pattern(behind_number=False)


@cache
def _behind_number() -> re.Pattern[str]:
    return _pattern(behind_number=True)


@cache
def unit(text: str) -> Unit:
    """The unit of that name; an alternative in brackets or a denominator gives a dimension of its own."""
    known = units().get(text)
    if known is not None:
        return known
    half = text.translate(_BRACKETS)
    known = units().get(half)
    if known is not None:
        return Unit(text, known.dimension, known.factor, known.whole)
    if "/" in half or "／" in half:
        over, _, under = half.replace("／", "/").partition("/")
        upper, lower = units().get(over), units().get(under)
        if upper is None:
            return Unit(text)
        return Unit(text, f"{upper.dimension}/{lower.dimension if lower else under}", upper.factor)
    first, bracket, _ = half.partition("（")
    upper = units().get(first)
    if bracket and upper is not None:
        return Unit(text, upper.dimension, upper.factor, upper.whole)
    return Unit(text)


_BRACKETS = str.maketrans("()", "（）")


@cache
def only_behind_numbers() -> frozenset[str]:
    """Units that are one behind a number only: 3镇12村; **村 is a name."""
    rows = [row for row in _table()["dimension"] if row.get("only_behind_numbers")]
    return frozenset(word for row in rows for word in row["words"])


@cache
def compounds() -> frozenset[str]:
    """Words that begin with a unit but are none: 人民, 条例."""
    return frozenset(word.partition("(")[0] for words in _table()["compound"].values() for word in words)


@cache
def endings() -> frozenset[str]:
    """Words that end in a unit but are none: 文件, 现场."""
    return frozenset(word for words in _table()["ends"].values() for word in words)


@cache
def weak() -> frozenset[str]:
    """Units that are common as other words too: 点, 面, 道 ..."""
    return frozenset(_table()["weak"]) | only_behind_numbers()
