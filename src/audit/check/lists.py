"""Word lists of the rules here: sorted TOML beside the code."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def alternation(name: str, key: str) -> re.Pattern[str]:
    """Any word of the list `key` in `check/<name>.toml`, the longest first."""
    table = tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))
    return re.compile("|".join(sorted(table[key], key=lambda word: (-len(word), word))))
