"""Word-list rules as patterns: regular expressions in TOML, each with its advice in both languages and its source."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class WordPattern:
    """One entry of a list: what to look for, what to say, which severity, where it comes from."""

    expression: re.Pattern[str]
    zh: str
    en: str
    severity: str
    source: str
    group: int


@cache
def patterns(name: str) -> tuple[WordPattern, ...]:
    """The entries of `lang/<name>.toml`, in the file's order."""
    table = tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))
    return tuple(
        WordPattern(
            re.compile(entry["pattern"]),
            entry.get("zh", ""),
            entry.get("en", ""),
            entry.get("severity", ""),
            entry.get("source", table.get("source", "")),
            entry.get("group", 0),
        )
        for entry in table["pattern"]
    )
