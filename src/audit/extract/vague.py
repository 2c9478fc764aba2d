"""Numbers of which only a stretch is said: 数十, 十几万, 两三个, 二三十, 一百五六十."""

from __future__ import annotations

import re
from fractions import Fraction

from ..lang.numerals import chinese
from ..records import SetAside, Span
from ..sets import exact
from .drafts import Draft
from .shares import seven_or_eight
from .tails import bend, tail

_CLOSE = "一两|两三|三四|三五|四五|五六|六七|七八|八九"
_PAIR = f"(?:{_CLOSE}|一二|二三)"
VAGUE = (
    r"[数几](?:[十百千][万亿]?|[万亿])|[二三四五六七八九]?十[几数][万亿]?"
    rf"|[一二三四五六七八九]百{_PAIR}十[万亿]?|[二三四五六七八九]?十{_PAIR}[万亿]?"
    rf"|{_PAIR}[十百千][万亿]?|(?:{_CLOSE})[万亿]?|[几数]"
)
_PLACES = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


def vague(text: str, m: re.Match[str]) -> Draft | SetAside:
    """The bounds of the wording; 几个 and what counts nothing is set aside."""
    words = m["vague"]
    if words in ("几", "数") or m["counted"] is None:
        return SetAside(Span(*m.span()), "indefinite")
    low, high = bounds(words)
    if text.startswith("成", m.end()):
        return seven_or_eight(text, m, low * 10, high * 10)
    measured = tail(text, m.end())
    if measured.bare:
        return SetAside(Span(*m.span()), "indefinite")
    if measured.scale != 1:  # 几十余万
        low, high = (int(exact(Fraction(n) * measured.scale)) for n in (low, high))
    start, _, word = bend(text, m.start())
    return Draft.between(start, measured, low, high, word or words)


def bounds(words: str) -> tuple[int, int]:
    """Least and greatest whole number of the words: 数十 is 20 to 99, 十几 11 to 19, 二三十 20 to 30."""
    digits = words.rstrip("万亿") or words
    scale = 1
    for c in words[len(digits) :]:
        scale *= _PLACES[c]
    if digits[0] in "几数":
        place = _PLACES[digits[1:]] * scale
        return 2 * place, 10 * place - 1
    few = re.fullmatch("([二三四五六七八九]?)十[几数]", digits)
    if few is not None:
        tens = 10 * _value(few[1] or "一")
        return (tens + 1) * scale, (tens + 10) * scale - 1
    hundred, _, rest = digits.rpartition("百") if re.match("[一二三四五六七八九]百.", digits) else ("", "", digits)
    base = 100 * _value(hundred) if hundred else 0
    if (ten := re.fullmatch("([二三四五六七八九]?)十(..)", rest)) is not None:
        tens = base + 10 * _value(ten[1] or "一")
        return (tens + _value(ten[2][0])) * scale, (tens + _value(ten[2][1])) * scale
    place = _PLACES[rest[2:]]
    return (base + _value(rest[0]) * place) * scale, (base + _value(rest[1]) * place) * scale


def _value(digit: str) -> int:
    return int(chinese(digit) or 0)
