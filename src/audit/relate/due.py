"""What was due against what was done: 应改造126户，已改造118户; 计划160名，实际151名; 860户，超出800户的任务.

What is due is never exceeded in silence: a plan may be, and the text then says 超 or a rate past a hundred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..records import Figure, FigureKind, Holds, Relation
from . import arithmetic, drafts, pattern
from .binding import Layout, Role, Token
from .cues import cue

MEASURED = (FigureKind.COUNT, FigureKind.PERCENT)
BARE_DUE = re.compile(r"^应[\u4e00-\u9fff]{1,2}(?:的|共|共有|有|为)?$")
PAST = re.compile("超|突破|越过|跨过|高于|多于|好于|优于")


@pattern("due")
def due(layout: Layout) -> Iterator[Relation]:
    """Orders between duties or plans and what came of them."""
    for _, lane in layout.lanes():
        for n, token in enumerate(lane):
            owed = due_for(lane, n)
            if owed is not None:
                yield drafts.order(owed.figure, token.figure, cue="应办", pattern="due")
            yield from _owed_behind(lane, n)
    lanes: dict[str, list[Token]] = {}
    for token in layout.tokens:
        if token.figure.kind in MEASURED:
            lanes.setdefault(token.lane, []).append(token)
    for lane in lanes.values():
        for n, token in enumerate(lane):
            if is_plan(token) and layout.section(token.span) != "plan":
                yield from _met(layout, lane, n)
    yield from _columns(layout)


def _columns(layout: Layout) -> Iterator[Relation]:
    """计划 and 到位 side by side in a table: rows in which no more came than was planned."""
    cells = [f for f in layout.extraction.figures if f.cell is not None and f.kind is FigureKind.COUNT]
    rows: dict[tuple[int, int], list[Figure]] = {}
    for figure in cells:
        assert figure.cell is not None
        rows.setdefault((figure.cell.table, figure.cell.row), []).append(figure)
    for row in rows.values():
        plans = [f for f in row if f.cell and cue("due", "plan_header", before="^").match(f.cell.column_header)]
        came = [f for f in row if f.cell and cue("due", "came_header", before="^").match(f.cell.column_header)]
        if len(plans) == len(came) == 1 and not arithmetic.exceeds(plans[0], came):
            yield drafts.order(plans[0], came[0], cue="计划", pattern="due", hard=False, confidence=0.9)


def due_for(lane: list[Token], n: int) -> Token | None:
    """What was due of what was done under the same verb: 应转正64名 for 按期转正62名."""
    done = lane[n]
    if done.role is not Role.LEVEL or _must(done) is not None:
        return None
    for owed in reversed(lane[:n]):
        if owed.segment != done.segment or done.clause - owed.clause > 2:
            return None
        verb = _must(owed)
        told = verb is not None and (verb in done.lead or (owed.lead.startswith("应") and done.lead.startswith("实")))
        if told and owed.role in (Role.LEVEL, Role.PLAN):
            return owed
    return None


def _must(token: Token) -> str | None:
    """The verb of what has to be done: 改造 in 需改造管网126公里."""
    said = cue("due", "must", before="(?<![适相反效响])", after="[^，。；的]{0,4}?([\u4e00-\u9fff]{2})").search(
        token.label
    )
    bare = cue("due", "must", before="^", after="([\u4e00-\u9fff]{2})").match(token.lead)
    named = bare or said
    return None if named is None else named.group(1)


def _owed_behind(lane: list[Token], n: int) -> Iterator[Relation]:
    """已建36家，应建36家; 累计改造142公里，应改的180公里: told the other way round, only where it comes out."""
    owed, done = lane[n], lane[n - 1] if n else None
    if done is None or not BARE_DUE.match(owed.lead) or done.role is not Role.LEVEL or _must(done):
        return
    if cue("due", "added").search(done.lead):
        return  # 加上上年结转11件，应办153件: part of what was due
    near = done.segment == owed.segment and owed.clause - done.clause == 1
    if near and not arithmetic.exceeds(owed.figure, [done.figure]):
        yield drafts.order(owed.figure, done.figure, cue="应办", pattern="due", hard=False)


def is_plan(token: Token) -> bool:
    """The words right around the figure say that it was planned for this year."""
    behind = cue("due", "planned_behind", before="^的?").match(token.tail)
    before = cue("due", "planned", after="(?:为|是|的|定为|数)*$").search(token.lead)
    named = token.role is Role.PLAN or behind or before or cue("due", "meant").search(token.lead)
    return bool(named) and not cue("due", "of_later").search(token.opening)


def _met(layout: Layout, lane: list[Token], n: int) -> Iterator[Relation]:
    """The result told right before or right after a plan."""
    plan = lane[n]
    after = lane[n + 1] if n + 1 < len(lane) else None
    if n and _told_before(lane[n - 1], plan):
        yield from _compared(layout, plan, lane[n - 1])
    elif after is not None and _told_after(plan, after):
        yield from _compared(layout, plan, after)


def _told_before(done: Token, plan: Token) -> bool:
    """改造860户，超出800户的年度任务."""
    near = done.sentence == plan.sentence and 0 <= plan.clause - done.clause <= 1
    words = plan.figure.qualifier + plan.lead
    said = cue("due", "against", before="^").match(words) or (plan.role is Role.PLAN and plan.clause > done.clause)
    told = done.role is Role.LEVEL or (done.role is Role.CHANGE and done.lane == FigureKind.PERCENT.value)
    return near and told and not is_plan(done) and bool(said) and plan.order - done.order <= 2


def _told_after(plan: Token, done: Token) -> bool:
    """计划招聘教师160名，实际录用151名."""
    near = done.segment == plan.segment and done.clause - plan.clause == 1
    return near and done.role is Role.LEVEL and not is_plan(done) and bool(cue("due", "came").search(done.lead))


def _compared(layout: Layout, plan: Token, done: Token) -> Iterator[Relation]:
    """The larger first; more than was planned only where the text says so."""
    if _ceiling(plan) and _below(plan, done):
        yield _told(plan, done, "控制线", plan)
    elif _past(layout, plan, done):
        yield _told(done, plan, "超过计划", plan)
    elif done.order > plan.order and not arithmetic.exceeds(plan.figure, [done.figure]) and not _of_another(plan, done):
        yield drafts.order(plan.figure, done.figure, cue="计划", pattern="due", hard=False, confidence=0.9)


def _told(larger: Token, smaller: Token, said: str, plan: Token) -> Relation:
    """Both values are printed and in order; 超出800户 as a quantity of its own would be open above."""
    told = drafts.order(larger.figure, smaller.figure, cue=said, pattern="due", hard=False, confidence=0.9)
    return told if plan.known else replace(told, constraints=(), holds=Holds.TRUE)


def _ceiling(plan: Token) -> bool:
    """A line not to be crossed: 4.5％的控制线."""
    return bool(re.search("控制|红线|限额|上限", plan.lead + plan.tail))


def _below(plan: Token, done: Token) -> bool:
    return _valued(plan, done) and done.amount <= plan.amount


def _valued(plan: Token, done: Token) -> bool:
    """Both are printed; 超出 before the plan belongs to the comparison."""
    return plan.figure.value is not None and done.known


def _past(layout: Layout, plan: Token, done: Token) -> bool:
    """Said to be more than planned, or a rate past a hundred is, or plainly more under a 计划数 of its own."""
    first, last = sorted((plan, done), key=lambda t: t.order)
    between = layout.between(first, last) + plan.figure_words
    enough = _valued(plan, done) and done.amount >= plan.amount
    rates = [t.figure for t in layout.tokens[last.order + 1 : last.order + 4] if t.sentence == last.sentence]
    over = any(f.kind is FigureKind.PERCENT and _of_hundred(f) for f in rates)
    return enough and bool(PAST.search(between) or over)


def _of_hundred(rate: Figure) -> bool:
    return rate.value is not None and rate.value >= 100


def _of_another(plan: Token, done: Token) -> bool:
    """计划投资3亿元，完成税收2亿元: what was done is something else."""
    own = cue("due", "filler").sub("", cue("due", "came").sub("", done.lead))
    return len(own) > (3 if re.search("实|已|最", done.lead) else 1) and not any(
        own[i : i + 2] in plan.label + plan.opening for i in range(len(own) - 1)
    )
