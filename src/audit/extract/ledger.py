"""The other half of the ledger: numerals and placeholders that nothing has claimed."""

from __future__ import annotations

import re

from ..records import SetAside, Span

_CHINESE = re.compile(r"[零〇一二两三四五六七八九十百千万亿]+")
# told apart behind the first character, by which the engine skips all others
_UNCLAIMED = re.compile(
    r"[0-9０-９*＊×╳_XＸ□■○](?:(?<=[0-9０-９])[0-9０-９]*(?:[.．,，][0-9０-９]+)*|(?<=[*＊])[*＊]*|(?<=[×╳])[×╳]*"
    r"|(?<=_)_+|(?<=[XＸ])(?<![A-Za-z][XＸ])[XＸ]+(?![A-Za-z])|(?<=[□■○])[□■○]+)"
)


def leftovers(text: str, taken: bytearray) -> tuple[list[SetAside], tuple[Span, ...]]:
    """Chinese numerals inside words, set aside; and unread spans: digits and placeholders nobody understood."""
    words = [SetAside(span, "word") for span in _free(_CHINESE, text, taken)]
    return words, tuple(span for span in _free(_UNCLAIMED, text, taken) if span.of(text).strip(".．,，"))


def _free(pattern: re.Pattern[str], text: str, taken: bytearray) -> list[Span]:
    """The stretches of every match that are not claimed."""
    found = []
    for m in pattern.finditer(text):
        at, end = m.span()
        while (start := taken.find(0, at, end)) >= 0:
            at = taken.find(1, start, end)
            if at < 0:
                at = end
            found.append(Span(start, at))
    return found
