"""Sentences that list goals: 年初确定了四项目标：……; 与各镇签订责任书，约定……、……。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ..records import FigureKind, Span
from .passages import Clause
from .plan import Piece, split
from .wording import cues

_COLON = re.compile(r"[：:]")
_BREAK = re.compile(r"[；;。]")
_REPORTS = re.compile(r"完成情况|落实情况|进展|成效|结果|已|实际|目前|截至|截止|同比|较上年|比上年|分别")
_NAMED = re.compile(  # 本年度目标：
    r"(?:本|全|今|\d{4})?年(?:度|初)?[^，。；：:]{0,6}(?:目标|任务|指标|计划)[^，。；：:]{0,3}$"
)
_ITEMS = re.compile(r"(?:[两二三四五六七八九十]|\d+)(?:条|项|件|个|大|方面)")  # 约定五条
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
                yield piece


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
    if _REPORTS.search(head):
        return False
    last = head.rpartition("，")[2]
    if _NAMED.search(last):
        return True
    verb = any(v in head for v in (*cues()["self"]["announce"], *cues()["commitment"]["scoped"]))
    counted = _ITEMS.search(last) and any(w in head for w in cues()["commitment"]["scope"])
    return verb and bool(re.search(noun(), last) or counted)


def _without_colon(text: str, statement: Sequence[Clause]) -> int | None:
    """年初承诺新增就业3000人、改造小区12个。: two counts or more, and no word of what came of them."""
    head, sets = statement[0], ("承诺", *cues()["self"]["announce"])
    first = min((f.span.start for f in head.figures), default=head.span.end)
    words = text[head.span.start : first]
    rest = text[head.span.start : statement[-1].span.end]
    scoped = any(w in words for w in ("年初", "年度", "全年", "责任书", "责任状"))
    counted = [f for c in statement for f in c.figures if f.kind in (FigureKind.COUNT, FigureKind.PERCENT)]
    if not scoped or not any(v in words for v in sets) or len(counted) < _LEAST or _REPORTS.search(rest):
        return None
    if any(word in rest for word in ("完成", "办结", "资金", "经费")):
        return None
    return head.span.start if head.figures else head.span.end
