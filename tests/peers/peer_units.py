"""Quantities with a unit: number and unit word, `一吨半`, money with a sign before it or small money behind it."""

from __future__ import annotations

import re
import tomllib
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tests.peers.peer_numbers import ANY, SIGN, amount, folded


class Quantity(NamedTuple):
    """A stretch of text, its number and the peer's name of its unit."""

    start: int
    end: int
    value: Fraction
    unit: str


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("units.toml").read_text(encoding="utf-8"))


@cache
def _words(kind: str) -> dict[str, str]:
    return {word: name for name, words in _table()[kind].items() for word in words}


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    def one(word: str) -> str:
        return re.escape(word) + ("(?![A-Za-z])" if word.isascii() else "")

    units = "|".join(one(word) for word in sorted(_words(kind), key=lambda w: (-len(w), w)))
    return re.compile(rf"(?P<n>{SIGN}?{ANY}(?:\s*[多几余]?\s*[万亿]{{1,2}})?)\s*(?P<u>{units})(?P<half>半(?!年))?")


def quantities(text: str, kind: str) -> list[Quantity]:
    """All quantities of `age`, `dimension` or `currency`."""
    found, at = [], 0
    plain = folded(text.replace("，", "；"))  # between two prices a full-width comma is a comma
    while (m := _pattern(kind).search(plain, at)) is not None:
        number, unit = _divided(m["n"], m["u"], _words(kind))
        value = None if _inside_number(plain, m.start()) else amount(number)
        at = m.end() if value is not None else m.start() + 1
        if value is not None:
            half = Fraction(1, 2) if m["half"] else 0
            found.append(Quantity(m.start(), m.end(), value + half, _words(kind)[unit]))
    if kind == "currency":
        found = _joined(plain, sorted(found + _before(plain)))
    return found


def _divided(number: str, unit: str, units: dict[str, str]) -> tuple[str, str]:
    """The longest unit wins: 12千米 is 12 kilometres, 3万亿字节 is 3 terabytes."""
    for cut in (2, 1):
        if len(number) > cut and number[-cut:] + unit in units:
            return number[:-cut], number[-cut:] + unit
    return number, unit


def _inside_number(plain: str, start: int) -> bool:
    return start > 0 and (plain[start - 1].isdigit() or plain[start - 1] == ".")


def _before(plain: str) -> list[Quantity]:
    signs = _words("prefix")
    pattern = re.compile(rf"(?P<u>{'|'.join(map(re.escape, sorted(signs, key=len, reverse=True)))})\s*(?P<n>{ANY})")
    read = ((m, amount(m["n"])) for m in pattern.finditer(plain))
    return [Quantity(m.start(), m.end(), value, signs[m["u"]]) for m, value in read if value is not None]


def _joined(plain: str, found: list[Quantity]) -> list[Quantity]:
    """两美元又三美分 is one amount of dollars."""
    kept: list[Quantity] = []
    parts: dict[str, str] = _table()["hundredth"]
    for one in found:
        last = kept[-1] if kept else None
        if last and parts.get(one.unit) == last.unit and plain[last.end : one.start].strip() in ("", "又", "再"):
            kept[-1] = Quantity(last.start, one.end, last.value + one.value / 100, last.unit)
        elif last is None or one.start >= last.end:
            kept.append(one)
    return kept
