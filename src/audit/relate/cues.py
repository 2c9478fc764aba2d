"""Cue words of the patterns: sorted TOML beside the code, read once, as regular expressions."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The whole of `relate/<name>.toml`."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(name: str, key: str) -> tuple[str, ...]:
    """The list `key`, longest first, so that the longest cue wins in an alternation."""
    return tuple(sorted(table(name)[key], key=lambda word: (-len(word), word)))


@cache
def cue(name: str, key: str, before: str = "", after: str = "") -> re.Pattern[str]:
    """Any of the words in the list `key` (each itself a regular expression), between `before` and `after`."""
    return re.compile(f"{before}(?:{'|'.join(words(name, key))}){after}")


def later(name: str, key: str, before: str = "", after: str = "") -> Callable[[], re.Pattern[str]]:
    """`cue` for a place that every figure passes: looked up by name once, at the first call and not at import."""
    return cache(lambda: cue(name, key, before, after))
