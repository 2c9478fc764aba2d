"""What looks like a figure or a blank and is neither: numbers of documents, enumerators, slogans, names, addresses.

Shapes first (lang/lookalikes.toml), lists last (lang/lexicon.toml) and only for what has no shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..lang.lexicon import GROUPS, alternatives
from ..lang.lookalikes import shapes
from ..records import SetAside, Span

_SPACE = " \t\u3000\n"


@cache
def _pattern() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """One expression with a group per shape and list, and the reason of each group."""
    parts = [(shape.reason, shape.pattern) for shape in shapes()]
    parts += [(group.removesuffix("s"), alternatives(group)) for group in GROUPS]
    pattern = "|".join(f"({pattern})" for _, pattern in parts)
    return re.compile(pattern, re.MULTILINE), tuple(reason for reason, _ in parts)


def guards(text: str) -> Iterator[SetAside]:
    """Look-alikes in text order, disjoint."""
    pattern, reasons = _pattern()
    for m in pattern.finditer(text):
        if m.lastindex is None or not m[0].strip(_SPACE):
            continue
        start = m.start() + len(m[0]) - len(m[0].lstrip(_SPACE))
        yield SetAside(Span(start, m.end()), reasons[m.lastindex - 1])
