"""The rules of silent gaps: which units they are about and what must stand around one (gaps.toml)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ..lang.units import units, weak

_HAN = "\u4e00-\u9fff"
_STOP = r"(?=[，。；、,;（(）)]|\Z|\n)"
_SCALED = (
    "元", "美元", "亩", "吨", "人次", "斤", "公里", "立方米", "平方米", "千瓦时", "人", "户", "件", "株", "份", "剂次",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class GapRule:
    """`before` ends at the unit and `after` begins behind it; `anyway`: also inside what looks like another word."""

    units: frozenset[str]
    before: str
    after: str
    never: str
    anyway: bool
    doubled: bool
    examples: tuple[str, ...]
    counter: tuple[str, ...]

    def fits(self, unit: str, left: str, right: str) -> bool:
        """Whether the words on both sides of the unit say that a number is missing."""
        return _fits(_compiled(self, unit), left, right)


Compiled = tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str] | None]
"""What must stand before a unit, what behind it, and what must not stand before it."""


def _compiled(rule: GapRule, unit: str) -> Compiled:
    """The expressions of a rule for one unit."""
    same = re.escape(unit)
    nouns = "|".join(map(re.escape, _table()["classifiers"].get(unit, ()))) or r"(?!)"
    before = rule.before.replace("{UNIT}", same).replace("{COUNTED}", nouns)
    twice = f"(?<={same})" if rule.doubled else ""
    never = re.compile(f"(?:{rule.never})$") if rule.never else None
    return re.compile(f"(?:{before}){twice}$"), re.compile(rule.after.replace("{UNIT}", same)), never


def _fits(compiled: Compiled, left: str, right: str) -> bool:
    before, after, never = compiled
    return bool(after.match(right) and before.search(left)) and not (never and never.search(left))


def proven(unit: str, left: str, right: str, *, anyway: bool) -> bool:
    """One of the rules about the unit fits; `anyway`: one of those that hold inside what looks like another word."""
    return any(_fits(compiled, left, right) for compiled in _rules_for(unit, anyway))


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "gaps.toml").read_text(encoding="utf-8"))


@cache
def countable() -> tuple[str, ...]:
    """Every unit that a gap may leave standing, the longest first."""
    listed = [word for word in units() if word not in weak() and not word.isascii()]
    more = (*_classes()["large"], *_classes()["lasting"], *_classes()["rate"], *_table()["classifiers"])
    return tuple(sorted({*listed, *more}, key=lambda w: (-len(w), w)))


@cache
def _classes() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in _table()["units"].items()}


def _class(name: str) -> frozenset[str]:
    scaled = frozenset(scale + unit for scale in ("万", "亿") for unit in _SCALED)
    scaled |= frozenset(scale + "元" for scale in ("百万", "千万", "百亿", "千亿", "万亿"))  # 百万人次 is a number
    if name == "scaled":
        return scaled
    if name == "classified":
        return frozenset(_table()["classifiers"])
    if name == "any":
        return frozenset(word for word in countable() if word not in weak()) | scaled
    return _classes()[name]


@cache
def rules() -> tuple[GapRule, ...]:
    """All rules in the file's order."""
    table = _table()
    named = {
        "{STOP}": _STOP,
        "{HAN}": _HAN,
        "{DONE}": "|".join(table["done"]),
        "{AMOUNT}": "|".join(table["amount"]),
        "{PAID}": "|".join(table["paid"]),
    }

    def written_out(pattern: str) -> str:
        return re.sub(r"\{(?:STOP|HAN|DONE|AMOUNT|PAID)\}", lambda m: named[m[0]], pattern)

    return tuple(
        GapRule(
            _class(row["units"]),
            written_out(row["before"]),
            written_out(row["after"]),
            written_out(row.get("not_before", "")),
            row.get("anyway", False),
            row.get("doubled", False),
            tuple(row["examples"]),
            tuple(row.get("not", ())),
        )
        for row in table["gap"]
    )


@cache
def _rules_for(unit: str, anyway: bool) -> tuple[Compiled, ...]:
    about = (rule for rule in rules() if unit in rule.units and (rule.anyway or not anyway))
    return tuple(_compiled(rule, unit) for rule in about)


@cache
def behind(unit: str) -> re.Pattern[str]:
    """What must stand behind the unit for any of its rules; rules out most places at once."""
    same = re.escape(unit)
    either = "|".join(
        dict.fromkeys(rule.after.replace("{UNIT}", same) for rule in rules() if unit in rule.units and rule.after)
    )
    return re.compile(either or r"(?!)")
