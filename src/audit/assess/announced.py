"""Sentences that list goals: 年初确定了四项目标：……; 与各镇签订责任书，约定……、……。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from ..records import FigureKind, Span
from .passages import Clause
from .plan import Piece, split
from .wording import cues

_COLON = re.compile(r"[：:]")
_BREAK = re.compile(r"[；;。]")
_REPORTS = re.compile(
    r"完成(?:情况|[较良了])|落实情况|进展|推进|成效|成绩|结果|圆满|顺利|取得|已|实际|目前|截至|截止|同比|较上年|比上年|分别"
)
_NAMED = re.compile(
    r"(?:本|全|今|20\d{2})?年(?:度|初)?[^，。；：:]{0,8}(?:目标|任务|指标|计划)[^，。；：:]{0,6}$"
)  # 本年度目标：
_ITEMS = re.compile(r"(?:[两二三四五六七八九十]|\d+)(?:条|项|件|个|大|方面)")  # 约定五条
_PLEDGE = re.compile(r"责任[状书]|军令状|承诺书|任务书|任务清单|实事")
_COUNTS = re.compile(
    r"(?:定|列|签|立|提|下达|明确|承诺|安排|约定)(?:下|出)?(?:了|以下|如下)?[两二三四五六七八九十\d]+[条项件个大]"
)
_SET_OPENLY = re.compile(  # 全年目标是…, 我区承担…, 全年应完成…
    r"(?:目标|任务|指标|计划|要求)(?:任务)?(?:是|为|有)|承诺|承担|提出|定下|下达|约定|应(?:当)?完成|确定|明确"
)
_TAIL = re.compile(
    r"(?:等|这)?(?:[两二三四五六七八九十\d]+[项个条])?(?:约束性|量化|硬)?(?:目标|任务|指标|要求)(?:任务)?$"
)
_LEAST = 2  # goals that a sentence without a colon must list


@cache
def noun() -> str:
    """What a report calls the number set for it, with what may stand before: 年度目标任务."""
    words = sorted(cues()["self"]["nouns"], key=lambda w: (-len(w), w))
    scope = sorted(cues()["self"]["scope"], key=lambda w: (-len(w), w))
    return f"(?:{'|'.join(scope)})*(?:{'|'.join(words)})"


def announced(text: str, statement: Sequence[Clause]) -> Iterator[Piece]:
    """The goals that a statement lists, through all its semicolons; none where it reports what was done."""
    start = _list_start(text, statement)
    if start is None:
        return
    for clause in statement:
        rest = Span(max(clause.span.start, start), clause.span.end)
        if rest.start >= rest.end:
            continue
        if _REPORTS.search(rest.of(text)):
            return
        figures = tuple(f for f in clause.figures if rest.covers(f.span))
        times = tuple(f for f in clause.times if rest.covers(f.span))
        for piece in split(text, Clause(rest, clause.sentence, clause.block, clause.section, figures, times)):
            if piece.figures and piece.demand.values is not None:
                yield _without_tail(text, piece)


def _without_tail(text: str, piece: Piece) -> Piece:
    """招聘教师200名 | 等目标."""
    tail = _TAIL.search(piece.span.of(text))
    end = piece.span.start + tail.start() if tail is not None else piece.span.end
    last = max(f.span.end for f in piece.figures)
    return replace(piece, span=Span(piece.span.start, end)) if last <= end < piece.span.end else piece


def goes_on_below(text: str, statement: Sequence[Clause]) -> bool:
    """The statement ends in the colon of a head that announces goals: they stand in the paragraphs below it."""
    words = text[statement[0].span.start : statement[-1].span.end].rstrip()
    return words.endswith(("：", ":")) and _announces(words[:-1])


def _list_start(text: str, statement: Sequence[Clause]) -> int | None:
    """Where the list begins: behind the colon of a head that announces goals, else at the clause that sets them."""
    whole = Span(statement[0].span.start, statement[-1].span.end)
    words = whole.of(text)
    for colon in _COLON.finditer(words):
        before = words[: colon.start()]
        head = before[max((m.end() for m in _BREAK.finditer(before)), default=0) :]
        if _announces(head):
            return whole.start + colon.end()
    return _without_colon(text, statement)


def _announces(head: str) -> bool:
    """The last words before a colon name goals, a pledge, or count what was set."""
    if _REPORTS.search(head):
        return False
    last = head.rpartition("，")[2]
    if _NAMED.search(last) or _PLEDGE.search(last) or _COUNTS.search(last):
        return True
    verb = any(v in head for v in (*cues()["self"]["announce"], *cues()["commitment"]["scoped"]))
    counted = _ITEMS.search(last) and any(w in head for w in cues()["commitment"]["scope"])
    return verb and bool(re.search(noun(), last) or counted)


def _without_colon(text: str, statement: Sequence[Clause]) -> int | None:
    """年初承诺新增就业3000人、改造小区12个。: two counts or more, and no word of what came of them."""
    counted = [f for c in statement for f in c.figures if f.kind in (FigureKind.COUNT, FigureKind.PERCENT)]
    if len(counted) < _LEAST:
        return None
    begins = statement[0].span.start
    words, rest = text[begins : counted[0].span.start], text[begins : statement[-1].span.end]
    set_ = list(_SET_OPENLY.finditer(words))
    scoped = any(w in words for w in ("年初", "年度", "全年", "今年", "责任书", "责任状", "年内"))
    if not set_ or not scoped or _REPORTS.search(rest) or any(w in rest for w in ("办结", "资金", "经费", "超额")):
        return None
    if "完成" in re.sub(r"应(?:当)?完成", "", rest):
        return None
    start = max(set_[-1].end(), words.rfind("，") + 1)
    while words[start : start + 1] in tuple("的了为是"):
        start += 1
    return begins + start
