"""Shapes that hold digits, numerals or blanks and are no figure: numbers of documents, enumerators, addresses."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

CHINESE_DIGITS = "一二三四五六七八九十"
HANZI = "\u4e00-\u9fff"
SENTENCE_START = r"(?:^|(?<=[\n。；;：:！？!?]))[ \t\u3000]*"


class Shape(NamedTuple):
    """Reason for setting aside, regular expression, examples with ⟦⟧, counter-examples."""

    reason: str
    pattern: str
    examples: tuple[str, ...]
    counter: tuple[str, ...]


@cache
def shapes() -> tuple[Shape, ...]:
    """All shapes in their order of precedence."""
    table = tomllib.loads((files(__package__) / "lookalikes.toml").read_text(encoding="utf-8"))
    return tuple(
        Shape(row["reason"], _written_out(row["pattern"]), tuple(row["examples"]), tuple(row.get("not", ())))
        for row in table["shape"]
    )


def _written_out(pattern: str) -> str:
    named = {"{CN}": CHINESE_DIGITS, "{HAN}": HANZI, "{START}": SENTENCE_START}
    return re.sub(r"\{(?:CN|HAN|START)\}", lambda m: named[m[0]], pattern)
