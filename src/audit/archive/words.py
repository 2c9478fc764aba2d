"""The archive's sentences, in Chinese and English side by side (`texts.toml`), and refusals made of them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from ..errors import ArchiveError


class Words(str):
    """One sentence in both languages; as text it is the English one."""

    zh: str

    def __new__(cls, zh: str, en: str) -> Words:
        """Both are complete sentences."""
        made = super().__new__(cls, en)
        made.zh = zh
        return made


@cache
def sentences() -> dict[str, dict[str, list[str]]]:
    """Group -> key -> [Chinese, English]."""
    return tomllib.loads((files(__package__) / "texts.toml").read_text(encoding="utf-8"))


def text(group: str, key: str, language: str, **given: object) -> str:
    """A sentence in one language, filled in; sentences within it are in the same language."""
    chosen = {name: in_language(value, language) for name, value in given.items()}
    return sentences()[group][key][0 if language == "zh" else 1].format(**chosen)


def words(key: str, **given: object) -> Words:
    """A remark on what was found."""
    return Words(text("found", key, "zh", **given), text("found", key, "en", **given))


def refusal(key: str, **given: object) -> ArchiveError:
    """The exception for what cannot be evidence, or cannot be done with it."""
    return ArchiveError(text("refused", key, "en", **given), text("refused", key, "zh", **given))


def said(error: ArchiveError) -> Words:
    """What a refusal says, as part of another sentence."""
    return Words(error.words("zh"), str(error))


def in_language(value: object, language: str) -> object:
    """The value as it is put into a sentence of this language."""
    return value.zh if language == "zh" and isinstance(value, Words) else value
