"""Silent gaps: a measure word or unit where a number must stand and nothing does."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from ..lang.lexicon import by_first
from ..lang.measure_words import begins_word, ends_word
from ..lang.numerals import scale_of
from ..lang.units import unit
from ..records import FigureKind, Mask, MaskRole, Span, Status
from ..sets import Values
from .drafts import Draft, unknown
from .gap_rules import behind, countable, proven

# no gap behind a numeral, a blank or a word that stands for a number
_NUMERIC = (
    r"0-9０-９零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟几半每各整来个"
    r"*＊×XxＸ_□■○〇●◎▇█▓△▲◇◆#＃?？%％.．Ⅰ-Ⅻ"
)
_RELATIVE = ("%", "％", "‰", "个百分点")
_REACH = 32  # characters to the left that a rule may look at
_AHEAD = 24
_STOP = re.compile(r"[。！？\n]")
_BEHIND_NOUN = re.compile(r"[\u4e00-\u9fff”](?<![多余])")
_NOUN = re.compile(r"[\u4e00-\u9fff“]{2}")
_CLOSING = frozenset(("", *"，。；、,;（(）)\n"))
_AT_END = re.compile(r"[，。；、,;（(）)]|\Z|\n")


@cache
def _pattern() -> re.Pattern[str]:
    words = by_first(countable())
    # the first character rules most places out at once
    first = "".join(sorted({word[0] for word in countable()}))
    return re.compile(
        rf"(?=[{first}百千万亿%％‰])(?<![{_NUMERIC}])(?<!(?<![年期末划标])多)(?<!(?<![总])数)(?<![{_NUMERIC}]余)(?<!若干)(?<!某某)(?:(?P<point>个百分点)|(?P<scaled>[百千]?[万亿]{{1,2}}(?:{words}))|(?P<unit>{words})"
        rf"|(?P<percent>[%％‰]))"
    )


def gaps(text: str, taken: bytearray) -> Iterator[Draft]:
    """Units left standing without a number, in text order.

    Where a sentence has one gap, a unit at the end of another of its clauses is one too: a whole list was emptied.
    """
    sure: list[tuple[int, int]] = []
    unsure: list[tuple[int, int]] = []
    for m in _pattern().finditer(text):
        start, end = m.span()
        word = "个百分点" if m["point"] else "%" if m["percent"] else m[0]
        follows, ahead = text[end : end + 1], text[start - 1 : start]
        may_be = ahead == "余" or m["point"] or behind(word).match(text, end)
        emptied = m["unit"] is not None and (follows in _CLOSING or ahead == "、") and _may_be_emptied(text, start, end)
        if not (may_be or emptied) or taken.find(1, start, end) >= 0:
            continue
        belongs = m["unit"] is not None and (begins_word(text, start, end) or ends_word(text, start, end))
        left, right = text[max(0, start - _REACH) : start], text[end : end + _AHEAD]
        if may_be and proven(word, left, right, anyway=belongs):
            sure.append((start, end))
        elif emptied and not belongs:
            unsure.append((start, end))
    stops = [m.end() for m in _STOP.finditer(text)] if unsure else []
    sentences = {bisect_right(stops, start) for start, _ in sure}
    sure += [span for span in unsure if bisect_right(stops, span[0]) in sentences]
    for start, end in sorted(sure):
        yield _gap(text, Span(start, end))


def _may_be_emptied(text: str, start: int, end: int) -> bool:
    """A noun, then a unit that ends its clause, or a unit that begins an item: alone no gap, in an emptied list one."""
    if text[start - 1 : start] == "、":
        return _NOUN.match(text, end) is not None
    return _BEHIND_NOUN.match(text[start - 1 : start]) is not None and _AT_END.match(text, end) is not None


def _gap(text: str, span: Span) -> Draft:
    word = span.of(text)
    mask = Mask(Span(span.start, span.start), MaskRole.FIGURE)
    if word in _RELATIVE:
        kind, name = (FigureKind.POINT, word) if word == "个百分点" else (FigureKind.PERCENT, word.replace("％", "%"))
        stated = unknown(whole=False)
        return Draft(span.start, span.end, kind, Status.GAP, None, stated, Values((stated,)), name, mask=mask)
    kind = FigureKind.COUNT
    if word == "届":
        kind, mask = FigureKind.ORDINAL, Mask(mask.span, MaskRole.ORDINAL)
    name = word.lstrip("百千万亿")
    measured = unit(name)
    scale = scale_of(word[: len(word) - len(name)])
    stated = unknown(whole=measured.whole)
    return Draft(
        span.start, span.end, kind, Status.GAP, None, stated, Values((stated,)), name, measured.dimension, scale,
        mask=mask,
    )  # fmt: skip
