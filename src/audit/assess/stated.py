"""Figures that a word for a target stands beside: 完成年度任务4100人, 70％的年度目标, 高于目标2.1个百分点."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from ..records import Figure, FigureKind, Span
from ..sets import ANY, Values, at_least, at_most, exact
from .announced import noun
from .passages import Clause
from .plan import Piece, trimmed
from .results import Result
from .target import Demand, demand_of, is_kept_low
from .wording import cues

_RESULT = re.compile(r"^的?[^，。；]{0,2}?\d+(?:\.\d+)?\s*[%％]")
_DONE = re.compile(r"完成|实际|实现|建成|达到|办结|落实|目前|已|仅|只")
_PLANNED = re.compile(r"计划(?!总投资|概算)[^，。；\d]{1,14}$")  # 计划开展督查 | 12轮，实际开展13轮
_REQUIRED = re.compile(
    r"(?:要求|应当?|必?须|需要?)(?:达到?|配齐|完成|建成)(?:不低于|不少于)?$"
)  # 要求达到 | 95%，目前为92.6%
_PROGRAMME = re.compile(  # 人才培养计划1人, 供地指标800亩: a name or a quota, no target
    r"(?:行动|培养|培训|资助|帮扶|供地|用地|能耗|奖励|人才|工程|振兴|攻坚|三年)(?:计划|指标|任务)[^，。；]{0,6}$"
)
_SET = re.compile(r"(?:年初|年度|全年|上级|下达|确定|安排)[^，。；\d]{0,8}$")  # 未能完成年初确定的 | 15个试点任务
_TASK_BEHIND = re.compile(r"^[^，。；\d]{1,12}(?:任务|目标|计划)")
_VERSUS = re.compile(
    r"(?P<over>高于|超过?|超出|高出)?(?P<under>低于|少于|不及|落后)?[^，。；\d]{0,4}(?:目标|任务|计划|预期)(?:任务|目标|值|数)?"
    r"(?P<side>多出?|高出?|超出?|低|少|还?差|尚差)?(?:了)?$"
)
_COMPARED = re.compile(r"^(?:.{0,2})(?:低于|少于|不足|不及)")
_GAP = re.compile(  # 高于目标 | 2.1个百分点
    r"(?P<over>高于|超过?|超出|高出|好于)?(?P<under>低于|塌|距离?|离|差|不及|落后)?"
    r"[^，。；\d]{0,4}(?:目标|任务|计划|预期)(?:任务|目标|值)?(?P<side>高出?|超出?|低|少|还?差|尚差)?(?:了)?$"
)


@cache
def _before_number() -> re.Pattern[str]:
    """完成年度任务 | 4100人."""
    verb = "完成|超过|超出|超|高于|低于|高出|达到|比|较|距|距离|离|未达|达|占|是|为"
    behind = r"(?:的|(?:为|是)[^，。；\d]{0,14}?|有|即|：|:|（|\(|(?:多|少|高|低|超)(?:出|了)?)?"
    return re.compile(rf"(?P<verb>{verb})?[^，。；\d]{{0,6}}?(?P<noun>{noun()})(?:数|量|值)?{behind}$")


@cache
def _behind_number() -> re.Pattern[str]:
    """70％ | 的年度目标."""
    scope = "|".join(sorted(cues()["self"]["scope"], key=lambda w: (-len(w), w)))
    return re.compile(rf"^(?:以上|以内)?(?:的|(?={scope})){noun()}")


@cache
def _tasked() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """超额完成全年 | 2.6亿元 | 的税收任务: a claim and a scope before the number, the noun behind it."""
    scope = "|".join(sorted({*cues()["self"]["scope"], *cues()["commitment"]["scope"]}, key=lambda w: (-len(w), w)))
    return (
        re.compile(rf"完成[^，。；\d]{{0,4}}(?:{scope})[^，。；\d]{{0,6}}$"),
        re.compile(rf"^(?:以上)?的?[^，。；\d]{{0,8}}?{noun()}"),
    )


def stated(text: str, clause: Clause, sentence: Sequence[Clause]) -> Iterator[Piece]:
    """Figures of a clause that a word for a target stands beside."""
    for figure in clause.figures:
        if figure.kind not in (FigureKind.COUNT, FigureKind.PERCENT):
            continue
        before = text[clause.span.start : figure.span.start]
        behind = text[figure.span.end : clause.span.end]
        head = None if _PROGRAMME.search(before) else _before_number().search(before)
        loose = _is_planned(before, behind) and _done_behind(text, figure, sentence)
        if head is not None and not _stands_as_target(head):
            head = None
        tasked = all(p.search(words) for p, words in zip(_tasked(), (before, behind), strict=True))
        if head is None and not loose and not tasked and not _behind_number().match(behind):
            continue
        if figure.kind is FigureKind.PERCENT and head is not None and _is_result(before, head["verb"] or ""):
            continue
        end = figure.span.end if _RESULT.match(behind) else clause.span.end
        piece = Piece(
            trimmed(text, Span(clause.span.start, end)), clause.sentence, clause.block, [figure], list(clause.times)
        )
        piece.demand = demand_of(text, Span(max(clause.span.start, figure.span.start - 1), figure.span.end), [figure])
        piece.demand = _from_the_number_on(piece.demand, compared=bool(_COMPARED.match(text[figure.span.start - 2 :])))
        yield piece
        return


def _stands_as_target(head: re.Match[str]) -> bool:
    """A verb of comparison, a scope such as 年度, or 为 shows that 目标 or 计划 is this report's own."""
    scope = tuple(cues()["self"]["scope"])
    return bool(head["verb"]) or head["noun"].startswith(scope) or head[0].endswith(("为", "是", "：", ":"))


def _is_planned(before: str, behind: str) -> bool:
    """The words around a number set it ahead: 计划开展…12轮, 应配齐60套, 年初确定的15个…任务."""
    if _PROGRAMME.search(before):
        return False
    set_for_it = _SET.search(before) and _TASK_BEHIND.match(behind)
    return bool(_PLANNED.search(before) or _REQUIRED.search(before) or set_for_it)


def _from_the_number_on(demand: Demand, *, compared: bool) -> Demand:
    """高于98%的目标, 低于90%的目标 compare with a target of so much, which the number itself meets."""
    hull = demand.values.hull if demand.values is not None else None
    if hull is None or demand.values == ANY:
        return demand
    if hull.lo is not None and hull.lo_open:
        return replace(demand, values=at_least(hull.lo))
    return replace(demand, values=at_least(hull.hi)) if compared and hull.hi is not None else demand


def _done_behind(text: str, figure: Figure, sentence: Sequence[Clause]) -> bool:
    """The sentence goes on to say what was done of it."""
    later = [f for c in sentence for f in c.figures if f.span.start >= figure.span.end and f.kind is figure.kind]
    return any(f.unit == figure.unit and _DONE.search(text[figure.span.end : f.span.start]) for f in later)


def _is_result(before: str, verb: str) -> bool:
    """完成年度任务的98％ is what was done; 年度目标是98％ is a target."""
    stated = verb not in ("占", "完成") and before.endswith(("为", "是"))
    return not stated and verb in ("完成", "占", "达到", "达", "是", "为", "")


def gaps(text: str, clause: Clause, sentence: Sequence[Clause]) -> Iterator[tuple[Piece, Result]]:
    """增长10.1%，高于目标2.1个百分点: the target is what was reached less the gap."""
    for point in clause.figures:
        found = _GAP.search(text[clause.span.start : point.span.start]) if point.kind is FigureKind.POINT else None
        before = [
            f
            for c in sentence
            for f in c.figures
            if f.kind is FigureKind.PERCENT and f.span.end <= point.span.start and f.span.start >= _reach(text, point)
        ]
        side = _side(found) if found is not None else 0
        if not side or not before:
            continue
        done = before[-1]
        piece = Piece(trimmed(text, clause.span), clause.sentence, clause.block, [point], list(clause.times))
        own = next(c.span.start for c in sentence if done in c.figures)
        low = is_kept_low(text[own : done.span.start])
        piece.demand = Demand(_less(done, point, side, low=low), "%", "rate", (point,))
        yield piece, Result(done.span, done)
        return


def distance(text: str, piece: Piece, done: Figure) -> Demand:
    """高于年度目标2微克, 比年度目标少5个: the number is the distance to the target, not the target.

    超过年度目标130名 beside 142 is a target: the comparison allows it, and it is more than half of what was reached.
    Where a number is hidden nobody can tell which it is.
    """
    own = piece.figures[0]
    found = _VERSUS.search(text[piece.span.start : own.span.start]) if own.kind is not FigureKind.POINT else None
    side = _side(found) if found is not None else 0
    if found is None or not side:
        return piece.demand
    if not found["side"] and done.value is not None and own.value is not None:
        allowed = own.value < done.value if side > 0 else own.value > done.value
        if allowed and own.value * 2 > done.value:
            return piece.demand
    start = max(text.rfind(mark, 0, done.span.start) for mark in "，。；,;\n") + 1
    values = _less(done, own, side, low=is_kept_low(text[start : done.span.start]))
    return replace(piece.demand, values=values)


def _reach(text: str, point: Figure) -> int:
    """Start of the sentence's last stretch between semicolons."""
    return max(text.rfind(mark, 0, point.span.start) for mark in "；。\n")


def _side(found: re.Match[str]) -> int:
    """1: above the target, -1: below, 0: not said."""
    side = found["side"] or ""
    if found["over"] or side[:1] in ("高", "超", "多"):
        return 1
    return -1 if found["under"] or side else 0


def _less(done: Figure, point: Figure, side: int, *, low: bool) -> Values:
    """The target that the result and its distance from it leave; of what is kept low it is the limit from above."""
    if done.value is None or point.value is None or done.masked or point.masked:
        return ANY
    value = exact(done.value - side * point.value)
    return at_most(value) if low else at_least(value)
