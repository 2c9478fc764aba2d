"""Numerals between quotation marks: names of campaigns, methods and services, not quantities."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import SetAside, Span

_QUOTED = re.compile(r"[“\"「『‘]([^“”\"「」『』’\n]{1,24})[”\"」』’]")
_NUMERAL = re.compile(r"[0-9０-９零〇一二两三四五六七八九十百千万亿]+(?:[.．+＋-][0-9A-Za-z]+)*")
_STATEMENT = re.compile(r"[，。；]")
_TITLE = re.compile(r"《([^《》\n]{1,60})》")


def quoted(text: str, taken: bytearray) -> Iterator[SetAside]:
    """Numerals in short quotations and in titles; dates there have been read before."""
    for shape, reason in ((_QUOTED, "slogan"), (_TITLE, "title")):
        for m in shape.finditer(text):
            for numeral in _NUMERAL.finditer(text, m.start(1), m.end(1)):
                span = Span(*numeral.span())
                if not any(taken[span.start : span.end]):
                    yield SetAside(span, reason)
