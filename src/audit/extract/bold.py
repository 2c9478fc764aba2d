"""Real Markdown bold around words: the asterisks are no blank.

`**` hides figures in these reports and marks bold in Markdown. Bold it is only where the pair closes on the same line,
hugs its words on both sides, and nothing behind either pair asks for a number or a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import SetAside, Span
from .masks import wants_number

_STARS = re.compile(r"(?<![*\d])\*\*(?!\*)")
_OPENS_AFTER = re.compile(r"(?:^|[\s。；：:，、“（(）)】|>#\-0-9.])$")
# **320**家, **86处**, **93.0%**: a whole number between both pairs
_NUMBER = re.compile(
    r"(?<![*\d])\*\*(?P<inside>(?:约|近|超过?|逾)?\d[\d,，.]{0,20}(?:余|多)?[万亿]{0,2}(?:[%％‰]|[\u4e00-\u9fff]{0,4}))"
    r"\*\*(?![*\d])"
)
_CLOSES_BEFORE = re.compile(r"$|[\s，。；：:、！？”）)|]")
_PHRASE = re.compile(r"[\u4e00-\u9fff“”]{4,16}")
_STOPS = re.compile(r"[，。；：]")
_ADMIN = re.compile(r"[省市区县旗州镇乡村]|街道|社区|等|余|多")
_ENDS_IN_STOP = re.compile(r"[。：:！？]$")


def bold(text: str) -> Iterator[SetAside]:
    """The asterisks of every bold passage, in text order."""
    high = 0
    while (found := text.find("**", high)) >= 0:
        low = text.rfind("\n", high, found) + 1 or high
        high = text.find("\n", found)
        high = len(text) if high < 0 else high
        around = [m.span("inside") for m in _NUMBER.finditer(text, low, high) if balanced(text, m.start(), m.end())]
        for start, end in around:
            yield SetAside(Span(start - 2, start), "bold")
            yield SetAside(Span(end, end + 2), "bold")
        numbers = {start - 2 for start, _ in around}
        stars = [m.span() for m in _STARS.finditer(text, low, high) if m.start() not in numbers]
        i = 0
        while i + 1 < len(stars):
            if _is_bold(text, low, high, stars[i], stars[i + 1]):
                yield SetAside(Span(*stars[i]), "bold")
                yield SetAside(Span(*stars[i + 1]), "bold")
                i += 2
            else:
                i += 1


def balanced(text: str, start: int, end: int) -> bool:
    """The clause around has its asterisks in pairs: in **8**处**， a digit of 86 may be hidden, so nothing is bold."""
    low = max((text.rfind(stop, 0, start) for stop in "，。；：、\n"), default=-1) + 1
    ends = [at for at in (text.find(stop, end) for stop in "，。；：、\n") if at >= 0]
    return text.count("**", low, min(ends, default=len(text))) % 2 == 0


def _is_bold(text: str, low: int, high: int, first: tuple[int, int], second: tuple[int, int]) -> bool:
    inside = text[first[1] : second[0]]
    if len(inside) < 2 or inside[0] in " \t“”，。、；" or inside[-1] in " \t、，；（":
        return False
    if any(wants_number(text, *stars) or _ADMIN.match(text, stars[1]) for stars in (first, second)):
        return False
    if not _OPENS_AFTER.search(text[max(low, first[0] - 1) : first[0]]):
        # inside a sentence only a phrase that its clause ends with: 要**坚持问题导向**，
        return _PHRASE.fullmatch(inside) is not None and _STOPS.match(text, second[1], high) is not None
    return bool(_CLOSES_BEFORE.match(text, second[1], high) or _ENDS_IN_STOP.search(inside))
