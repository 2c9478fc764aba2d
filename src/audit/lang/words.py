"""Words that users read, in Chinese and English."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))


def word(group: str, key: str, language: str = "zh") -> str:
    """The user's word for a key of a group such as `severity`; raises `KeyError` for an unknown one."""
    return _table()[group][key][0 if language == "zh" else 1]


def words(group: str, language: str = "zh") -> dict[str, str]:
    """All words of a group, in the file's order."""
    return {key: pair[0 if language == "zh" else 1] for key, pair in _table()[group].items()}
