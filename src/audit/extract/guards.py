"""What looks like a figure or a blank and is neither: numbers of documents, enumerators, slogans, names, addresses.

Shapes first (lang/lookalikes.toml), lists last (lang/lexicon.toml) and only for what has no shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..lang.lexicon import GROUPS, alternatives, lexicon
from ..lang.lookalikes import shapes
from ..records import SetAside, Span

_FIRST = (
    r"\s0-9A-Za-z０-９一二两三四五六七八九十百千万亿零中党第每其附专公表图"
    r"\-(（\[〔【﹝［“\"|:=_—*＊.．·…+＋×✕①-⓿❶-➓㈠-㈩"
)
_SPACE = " \t\u3000\n"


@cache
def _pattern() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """One expression with a group per shape and list, and the reason of each group."""
    parts = [(shape.reason, shape.pattern) for shape in shapes()]
    parts += [(group.removesuffix("s"), alternatives(group)) for group in GROUPS]
    pattern = "|".join(f"({pattern})" for _, pattern in parts)
    # the first character rules most places out at once, and no shape begins inside a number
    first = re.escape("".join(sorted({word[0] for group in GROUPS for word in lexicon(group)})))
    return re.compile(rf"(?=[{_FIRST}{first}])(?!(?<=[0-9])[0-9])(?:{pattern})", re.MULTILINE), tuple(
        reason for reason, _ in parts
    )


def guards(text: str) -> Iterator[SetAside]:
    """Look-alikes in text order, disjoint."""
    pattern, reasons = _pattern()
    for m in pattern.finditer(text):
        if m.lastindex is None or not m[0].strip(_SPACE):
            continue
        start = m.start() + len(m[0]) - len(m[0].lstrip(_SPACE))
        yield SetAside(Span(start, m.end()), reasons[m.lastindex - 1])
