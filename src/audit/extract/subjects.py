"""What a figure counts, in the words of its own clause; and of whom."""

from __future__ import annotations

import re

from ..records import Cell, FigureKind
from .clauses import Clauses
from .drafts import Draft

_TIMED = (FigureKind.DATE, FigureKind.PERIOD)
_LONGEST = 24
_STOP = re.compile(r"[，。；、：！？,;:!?\n（）()“”《》|\t/／]")
# words that only lead up to the number
_BEFORE = re.compile(
    r"(?:共有?|共计|合计|总计|累计|达到?|达成|(?<![行作认成])为|有|约|近|超过?|已经?|计|是|了|(?<![支收付])出|至|到|在|的|分别为?|分别是|仅|仅有|就|各|由|从|比|较"
    r"|以|按|把|将|对|其中|含|包括|控制|保持|稳定|不|年末|目前)$"
)
_LEADING = re.compile(
    r"^(?:其中|目前|现有|现(?!场|代|金|行)|全[区市县省镇乡]|我[区市县省镇局院]|共有?(?!同|享|产|建|青)|累计|已经?|又|还有?|同时|另有|另(?!外)|其余|以及"
    r"|和(?!谐|睦|平)|与|及|并(?!联|网)|先后|共计|合计|总计|截至|期间|以来|我们|通过|经(?!济|营|费|常)|据|也|将|把|对(?!接|口|外|象)|比(?!例|重|率)|较(?!大|高|多)|在(?!线|建|册|岗|校|编|职)|向|给|被|该)+"
)
_LONGEST_BEFORE = 3  # characters of a word in _BEFORE
_LAST_STOP = re.compile(rf"(?s:.*){_STOP.pattern}")
_QUOTED = re.compile(r"[“《][^“”《》]*[”》][^，。；、：“”《》]*$")
_NO_NOUN = frozenset("，。；、：！？,;:!?\n（）()“”《》|\t")
_LINKS = ("和", "与", "及", "并", "共", "等", "的", "在", "对", "把", "将", "其中", "约", "有", "为")
_CHANGE = re.compile(r"^(?:净?增加?|减少|多|少|增长|下降|提高|提升|上升|回落|降低|增幅|降幅|净增|新增|扩大|缩小|减幅)$")
# the noun behind the unit ends where a verb or a link begins
_NOUN_END = re.compile(
    r"[，。；、：！？,;:!?\n（）()“”《》|\t\d*＊×]|(?:进行|开展|实现|完成|参加|参与|到|在|对|为|与|和|及|被|均|已|全部|全覆盖|将|把|向|由|按|按照|通过|建立"
    r"|正在|纳入|列入|顺利|得到|达到|有|是|比|较|占|增|减|提高|提升|上升|降低|回落|超额|下降|成为|组成|分成|划分|细分|进入|得以|用于|并|等|来|以|从|办结|通过|结对|落地|涉及|不涉及|实际|我[区市县])"
)
_CHANGED = re.compile(r"(?:净增|增加|减少|增长|下降|提高|提升|上升|回落|降低)$")
_SCOPE = re.compile(
    r"(?:全|我|本)[省市县区州镇乡村国局院校](?!级)"
    r"|(?<![\u4e00-\u9fff])[^\W\d个占在向对把各等和与由从年全我本于为有是及的每]{2,4}?(?:省|市|县|区|镇|乡|街道)(?![级委政场域内外长民村])"
)
# every _SCOPE holds one
_PLACE = re.compile(r"[省市县区州镇乡村国局院校道]")


def subject(
    text: str,
    draft: Draft,
    clauses: Clauses,
    cell: Cell | None,
    *,
    previous: Draft | None,
    times: list[Draft],
    before: str,
) -> str:
    """A few words out of the clause.

    `previous` is the quantity to the left in the same sentence, `before` its subject, `times` the dates since then.
    """
    if draft.kind in _TIMED or draft.kind is FigureKind.NAME:
        return ""
    if cell is not None and (cell.row_header or cell.column_header):
        return f"{cell.row_header}{re.sub(r'[（(][^）)]*[）)]$', '', cell.column_header)}".strip()
    start = clauses.clause(draft.start)[0]
    if previous is not None and previous.end > start:
        start = previous.end
        if text[start : start + 1] != "的" and previous.kind is not FigureKind.NAME:
            start += len(_noun(text, start))
    left = _left(_without(text, min(start, draft.start), draft.start, times))
    right = _noun(text, draft.end)
    if draft.kind is FigureKind.PERCENT and left.startswith("占"):
        return f"{before}{left}"[-_LONGEST:]
    if _CHANGE.match(left) and not right:
        return f"{_CHANGED.sub('', before)}{left}"[-_LONGEST:]
    return f"{left}{right}"[-_LONGEST:] or before


def _without(text: str, start: int, end: int, times: list[Draft]) -> str:
    """The words between two places, dates left out."""
    start = max(start, end - 2 * _LONGEST)
    words = []
    for time in times:
        if time.start >= start and time.end <= end:
            words.append(text[start : time.start])
            start = time.end
    return "".join([*words, text[start:end]])


def _left(words: str) -> str:
    if not words:
        return ""
    stop = _LAST_STOP.match(words)
    if stop is not None:
        begin = stop.end()
        if ("”" in words or "》" in words) and (quoted := _QUOTED.search(words)) is not None:
            begin = min(begin, quoted.start())
        words = words[begin:]
    words = words.strip(" \u3000")
    while (m := _BEFORE.search(words, len(words) - _LONGEST_BEFORE)) is not None and m.start() != 1:
        words = words[: m.start()]
    leading = _LEADING.match(words)
    bare = words[leading.end() :] if leading else words
    if len(bare) > 1 or words in _LINKS:
        return bare if len(bare) > 1 else ""
    return words


def _noun(text: str, start: int) -> str:
    if text.startswith("的", start):
        start += 1
    if text[start : start + 1] in _NO_NOUN:
        return ""
    words = text[start : start + 16]
    end = _NOUN_END.search(words)
    return words[: end.start()] if end else words


def scope(text: str, draft: Draft, clauses: Clauses) -> str:
    """Whose figure it is, where the sentence says so before the figure: 全区, 望川镇."""
    if draft.kind in _TIMED or draft.kind is FigureKind.NAME:
        return ""
    end = draft.start
    sentence = max(clauses.sentence(end)[0], end - 80)
    if _PLACE.search(text, sentence, end) is None:
        return ""
    clause = max(clauses.clause(end)[0], sentence)
    found = _SCOPE.findall(text[clause:end])
    if not found and sentence < clause:
        found = _SCOPE.findall(text[sentence:end])
    return str(found[-1]).removeprefix("其中") if found else ""
