"""Amounts before their unit: numerals in every form, with the words that make them approximate."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from ..frozen import quick
from ..sets import Number, exact, ratio
from .hanzi import LARGE, SMALL, value_of

_FULL = str.maketrans("０１２３４５６７８９．·・，％", "0123456789...,%", " \u00a0\u2009\u202f")

# bounded, so that a run of thousands of digits cannot stop the reader: int() refuses more than 4,300
ARABIC = (
    r"(?:[０-９]{1,3}(?:，[０-９]{3}){1,12}(?![0-9０-９])"
    # with a wide comma between narrow digits one group only: 120，135，246件 are three numbers
    r"|[0-9０-９]{1,3}(?:(?:,[0-9０-９]{3}){1,12}|(?<![0-9０-９]，[0-9０-９]{3})(?<![0-9０-９]，[0-9０-９]{2})"
    r"(?<![0-9０-９]，[0-9０-９])，[0-9０-９]{3}(?!，[0-9０-９]))(?![0-9０-９])"
    # thousands set apart by a blank, as print does, where a unit follows: 3 260起
    r"|(?<![0-9][ \u00a0\u2009\u202f])[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3}){1,4}"
    r"(?=[.][0-9]|[万亿]?[元件户名人起项吨亩公])"
    r"|[0-9０-９]{1,40})(?:[.．][0-9０-９]{1,40}"
    # 98·35％: a raised point, as print sets it; 5·12, 3·15 and “7·20” are days
    r"|[·・][0-9０-９]{1,4}(?=[ ]?(?:[%％‰]|[千百]?[万亿]|个百分点|倍|[元吨亩]|人(?!大))))?"
)
SCALE = r"(?:[百千]?万亿|[百千十]?[亿億](?!级)|[百千十]?[万萬](?!亿))"
CHINESE = r"[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]+(?:点[零〇一二三四五六七八九]+)?[万亿]{0,2}"

_CONTAINED = r"(?:[（(]含[）)])?(?:及|含)?"  # （含）以上, 及以下


@cache
def _bending() -> dict[str, dict[str, list[str | dict[str, Any]]]]:
    """Sense -> words, of the words before a number and of those after its unit."""
    table = tomllib.loads((files(__package__) / "bending.toml").read_text(encoding="utf-8"))
    return {"before": table["before"], "after": table["after"]}


def _alternative(entry: str | dict[str, Any]) -> str:
    """The expression of one word with what must or must not stand beside it."""
    if isinstance(entry, str):
        return re.escape(entry)
    before = f"(?<![{entry['not_after']}])" if "not_after" in entry else ""
    if "but_after" in entry:
        before = f"(?:{before}|(?<={entry['but_after']}))"
    only = f"(?=[{entry['only_before']}])" if "only_before" in entry else ""
    never = f"(?!{'|'.join(entry['not_before'])})" if "not_before" in entry else ""
    return f"{before}{re.escape(entry['word'])}{only}{never}"


def _group(name: str, words: dict[str, list[str | dict[str, Any]]], lead: str = "") -> str:
    return "|".join(f"(?P<{name}_{key}>{lead}(?:{'|'.join(map(_alternative, said))}))" for key, said in words.items())


@cache
def bending_ends() -> frozenset[str]:
    """The last characters of the words before a number that bend it."""
    said = (word for words in _bending()["before"].values() for word in words)
    return frozenset((word if isinstance(word, str) else str(word["word"]))[-1] for word in said)


@cache
def before() -> re.Pattern[str]:
    """A word before the number that bends it; match it with `fullmatch` or at its start."""
    return re.compile(_group("b", _bending()["before"]))


@cache
def after() -> re.Pattern[str]:
    """A word after the unit that bends the number."""
    return re.compile(_group("a", _bending()["after"], _CONTAINED))


def chinese(text: str) -> Number | None:
    """The value of a Chinese numeral, None where the characters make none (一二, 十十)."""
    return value_of(text)


@quick
@dataclass(frozen=True, slots=True)
class Amount:
    """A number as printed: `digit` is the weight of the last printed place, `coarse` of the last that is not 0."""

    start: int
    end: int
    value: Number
    scale: int
    digit: Number
    coarse: Number
    decimals: bool


def scale_of(text: str) -> int:
    """What 万, 千万 or 亿 multiplies by; blanks count nothing, and no character is 1."""
    factor = 1
    for c in text.strip():
        factor *= LARGE.get(c) or SMALL[c]
    return factor


def arabic(start: int, end: int, digits: str, scale: str) -> Amount:
    """An Arabic number, grouped or full-width, with its 万 or 亿."""
    factor = scale_of(scale) if scale else 1
    if digits.isdecimal() and digits.isascii():
        zeros = len(digits) - len(digits.rstrip("0") or digits)
        return Amount(start, end, int(digits) * factor, factor, factor, factor * 10**zeros, False)
    if not (digits.isascii() and digits.replace(".", "", 1).isdecimal()):
        digits = digits.translate(_FULL).replace(",", "")
    whole, _, decimals = digits.partition(".")
    shown = whole + decimals
    kept = shown.rstrip("0")
    zeros = len(shown) - len(kept) if kept else 0
    if not decimals:
        return Amount(start, end, int(whole) * factor, factor, factor, factor * 10**zeros, False)
    below = 10 ** len(decimals)
    value, digit = ratio(int(shown) * factor, below), _place(factor, below)
    return Amount(start, end, value, factor, digit, _place(factor * 10**zeros, below) if zeros else digit, True)


@lru_cache(maxsize=64)  # there are few places: a tenth, a hundredth, a tenth of 万
def _place(over: int, under: int) -> Number:
    return ratio(over, under)


def hanzi(start: int, end: int, text: str) -> Amount | None:
    """A Chinese number, exact as its words."""
    value = chinese(text)
    if value is None:
        return None
    factor = 10**8 if text[-1] in "亿億" else 10**4 if text[-1] in "万萬" else 1
    coarse: Number = 1
    if isinstance(value, int) and value:
        while value % (coarse * 10) == 0:
            coarse *= 10
    digit = coarse if isinstance(value, int) and value else exact(Fraction(1, 100)) * factor
    return Amount(start, end, value, factor, digit if factor > 1 else 1, coarse, "点" in text)
