"""Targets that a report names while it reports: 完成年度任务4100人, 比计划的15个多出3个, 四项硬指标：……."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import groupby

from ..records import BlockKind, Extraction, Figure, FigureKind, Goal, GoalSource, Report, Span
from ..sets import at_least, at_most
from .announced import announced, goes_on_below, noun
from .commitments import commitments
from .passages import Clause, lay_out
from .plan import Piece, bare, pieces_of, trimmed
from .results import Result, claimed, figure_beside
from .target import Demand, demand_of, due_of, indicator_of
from .tasks import counted_tasks, programme, tabled
from .wording import cues, plain_words

_RESULT = re.compile(r"^的?[^，。；]{0,2}?\d+(?:\.\d+)?\s*[%％]")
_COMPARING = re.compile(
    r"^(?:完成|超过|超出|超额|高于|低于|达到|比|较|距离?|离)|(?:的|还差|尚差|相差|多出|增加|高出|少)+(?:个百分点)?$"
)
_SLOW = re.compile(r"(?:进度|进展|推进|工作)*(?:仍|还|相对)?(?:偏慢|滞后|缓慢|不快|偏低|不高|不足|较慢|较低|有差距)$")
_DONE = re.compile(r"完成|实际|实现|建成|达到|办结|落实|目前|已|仅|只")
_PLANNED = re.compile(r"计划[^，。；\d]{1,14}$")  # 计划开展督查 | 12轮，实际开展13轮
_REQUIRED = re.compile(
    r"(?:要求|应当?|必?须|需要?)(?:达到?|配齐|完成|建成)(?:不低于|不少于)?$"
)  # 要求达到 | 95%，目前为92.6%
_PROGRAMME = re.compile(  # 人才培养计划1人, 供地指标800亩: a name or a quota, no target
    r"(?:行动|培养|培训|资助|帮扶|供地|用地|能耗|奖励|人才|工程|振兴|攻坚|三年)(?:计划|指标|任务)[^，。；]{0,6}$"
)
_SET = re.compile(r"(?:年初|年度|全年|上级|下达|确定|安排)[^，。；\d]{0,8}$")  # 未能完成年初确定的 | 15个试点任务
_TASK_BEHIND = re.compile(r"^[^，。；\d]{1,12}(?:任务|目标|计划)")


@cache
def _before_number() -> re.Pattern[str]:
    """完成年度任务 | 4100人."""
    verb = "完成|超过|超出|超|高于|低于|高出|达到|比|较|距|距离|离|未达|达|占|是|为"
    behind = r"(?:的|(?:为|是)[^，。；\d]{0,14}?|有|即|：|:|（|\()?"
    return re.compile(rf"(?P<verb>{verb})?[^，。；\d]{{0,6}}?(?P<noun>{noun()})(?:数|量|值)?{behind}$")


@cache
def _behind_number() -> re.Pattern[str]:
    """70％ | 的年度目标."""
    scope = "|".join(sorted(cues()["self"]["scope"], key=lambda w: (-len(w), w)))
    return re.compile(rf"^(?:以上|以内)?(?:的|(?={scope})){noun()}")


@cache
def _setting() -> re.Pattern[str]:
    """市下达我区 | 固定资产投资; 年初承诺办理的 | 民生实事."""
    words = sorted(
        {*cues()["commitment"]["own"], *cues()["commitment"]["scoped"]} - {"民生实事"}, key=lambda w: (-len(w), w)
    )
    return re.compile(
        rf"^[^，。；]{{0,10}}?(?:{'|'.join(words)})(?:我[区县市镇])?(?:办理|办好|为群众办)?(?:[的是为了])*"
    )


@cache
def _tasked() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """超额完成全年 | 2.6亿元 | 的税收任务: a claim and a scope before the number, the noun behind it."""
    scope = "|".join(sorted({*cues()["self"]["scope"], *cues()["commitment"]["scope"]}, key=lambda w: (-len(w), w)))
    return (
        re.compile(rf"完成[^，。；\d]{{0,4}}(?:{scope})[^，。；\d]{{0,6}}$"),
        re.compile(rf"^(?:以上)?的?[^，。；\d]{{0,8}}?{noun()}"),
    )


_LOOK_BACK = 4  # characters before a result that say it was kept down

Target = tuple[str, Piece, Result | None]
"""A target read out of the account: its id, its words, and what its own sentence says came of it.

Ids begin with E for a target that the report calls one, with T for a programme of counted tasks, with C for what it
only committed itself to.
"""


def embedded_goals(report: Report, extraction: Extraction) -> list[Goal]:
    """The targets that the account of the year itself names, in text order."""
    clauses, targets = _read(report, extraction)
    return [_goal(report, id, piece, done, clauses) for id, piece, done in targets]


def results_beside(report: Report, extraction: Extraction) -> dict[str, Result]:
    """By goal id, what the sentence itself sets against the target."""
    _, targets = _read(report, extraction)
    return {id: done for id, _, done in targets if done is not None}


def _read(report: Report, extraction: Extraction) -> tuple[list[Clause], list[Target]]:
    """Clauses of the account, and the targets in them."""
    text = report.text
    laid = (c for c in lay_out(report, extraction) if c.section != "plan")
    clauses = [c for c in laid if report.blocks[c.block].kind is BlockKind.BODY]
    targets: list[Target] = []
    for inside in _paragraphs(report, clauses):
        for statement in _statements(text, inside):
            targets += _of_statement(text, statement, inside)
    early: list[Target] = [(f"E{p.span.start}", p, None) for p in pieces_of(report, extraction, now=True) if p.numbered]
    return clauses, sorted([*targets, *early, *tabled(report, extraction)], key=lambda t: t[1].span)


def _paragraphs(report: Report, clauses: list[Clause]) -> Iterator[list[Clause]]:
    """The clauses of each block; a head that announces goals takes the blocks below it along."""
    open_: list[Clause] = []
    head: str | None = None
    for block, inside in groupby(clauses, key=lambda c: c.block):
        path = report.blocks[block].path
        below = head is not None and block == open_[-1].block + 1 and (not head or path.startswith(head + "/"))
        if open_ and not below:
            yield open_
            open_, head = [], None
        open_ += inside
        if head is None and goes_on_below(report.text, open_):
            head = path
    if open_:
        yield open_


def _statements(text: str, clauses: list[Clause]) -> Iterator[list[Clause]]:
    """Clauses up to each full stop; behind a head that announces goals, through the blocks below it."""
    open_: list[Clause] = []
    below = False
    for clause in clauses:
        open_.append(clause)
        below = below or goes_on_below(text, open_)
        if text[clause.span.end - 1] in "。！？" and not below:
            yield open_
            open_ = []
    if open_:
        yield open_


def _of_statement(text: str, statement: list[Clause], clauses: list[Clause]) -> Iterator[Target]:
    """A list of goals, through all its semicolons, else the targets of each sentence."""
    listed = list(announced(text, statement))
    yield from ((f"E{piece.span.start}", piece, None) for piece in listed)
    for whole, sentence in groupby(statement, key=lambda c: c.sentence):
        if not any(whole.meets(piece.span) for piece in listed) and not (listed and whole.of(text).endswith("：")):
            yield from _of_sentence(text, list(sentence), clauses)


def _of_sentence(text: str, parts: list[Clause], clauses: list[Clause]) -> list[Target]:
    """The targets of one sentence; `clauses` are its block's."""
    named = [(p, _beside(text, p, clauses)) for clause in parts for p in _stated(text, clause, parts)]
    for piece, done in named:
        piece.demand = _kept_below(text, piece.demand, done.figure if done else None)
    found: list[Target] = [(f"E{piece.span.start}", piece, done) for piece, done in named]
    taken = [piece.span for piece, _ in named]
    committed = commitments(text, parts, clauses)
    free = ((counted_tasks(text, p), done) for p, done in committed if not any(p.span.meets(t) for t in taken))
    found += [(f"C{p.span.start}", p, done) for p, done in free]
    if not found:
        found += [(f"T{p.span.start}", p, Result(done.span, done)) for p, done in programme(text, parts, clauses)]
    return found


def _beside(text: str, piece: Piece, clauses: list[Clause]) -> Result | None:
    figure = figure_beside(text, piece, clauses)
    return Result(figure.span, figure) if figure is not None else claimed(text, piece, clauses)


def _stated(text: str, clause: Clause, sentence: list[Clause]) -> Iterator[Piece]:
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
        piece.demand = _from_the_number_on(piece.demand)
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


def _from_the_number_on(demand: Demand) -> Demand:
    """高于98%的目标 compares with a target of 98 %, which the number itself meets."""
    hull = demand.values.hull if demand.values is not None else None
    return replace(demand, values=at_least(hull.lo)) if hull is not None and hull.lo_open and hull.lo else demand


def _kept_below(text: str, demand: Demand, done: Figure | None) -> Demand:
    """失业率控制在3.37%，比年目标任务4%低: what is kept down has its target above."""
    if done is None or demand.values is None or demand.values.hull.lo is None or demand.values.hull.hi is not None:
        return demand
    kept = text[max(done.span.start - _LOOK_BACK, 0) : done.span.start].endswith(("控制在", "控制到", "下降到", "降至"))
    return replace(demand, values=at_most(demand.values.hull.lo)) if kept else demand


def _done_behind(text: str, figure: Figure, sentence: list[Clause]) -> bool:
    """The sentence goes on to say what was done of it."""
    later = [f for c in sentence for f in c.figures if f.span.start >= figure.span.end and f.kind is figure.kind]
    return any(f.unit == figure.unit and _DONE.search(text[figure.span.end : f.span.start]) for f in later)


def _is_result(before: str, verb: str) -> bool:
    """完成年度任务的98％ is what was done; 年度目标是98％ is a target."""
    stated = verb not in ("占", "完成") and before.endswith(("为", "是"))
    return not stated and verb in ("完成", "占", "达到", "达", "是", "为", "")


def _goal(report: Report, id: str, piece: Piece, done: Result | None, clauses: list[Clause]) -> Goal:
    demand = piece.demand
    cell = piece.figures[0].cell if piece.figures else None
    indicator = cell.row_header if cell is not None else _indicator(report.text, piece, done, clauses)
    deadlines = [t for t in piece.times if report.text[t.span.end - 1] in "前底末"]
    due = due_of(report, deadlines, report.year)
    return Goal(
        id=id,
        source=GoalSource.EMBEDDED,
        indicator=indicator,
        horizon="current",
        text=piece.span.of(report.text) if cell is None else f"{cell.row_header} {piece.span.of(report.text)}",
        span=piece.span,
        target=demand.values,
        unit=demand.unit,
        due=due,
        measure=demand.measure,
        figures=tuple(f.id for f in piece.figures),
    )


def _indicator(text: str, piece: Piece, result: Result | None, clauses: list[Clause]) -> str:
    """The target clause seldom names what is counted; the clause of its result or the one before it does."""
    own = re.sub(noun(), "", indicator_of(text, piece.span, _inside(piece, clauses), piece.times))
    own = _COMPARING.sub("", own).replace("（）", "").strip("的原")
    if (set_ := _setting().match(own)) and len(own) - set_.end() > 3:
        own = own[set_.end() :]
    if len(plain_words(own)) > 3:
        return own
    at = result.span.start if result is not None else piece.span.start - 1
    near = [c for c in clauses if c.sentence == piece.sentence and c.span.start <= at and not c.span.covers(piece.span)]
    named = [c for c in near if result is not None and c.span.covers(result.span)] or near[:1]
    words = "".join(indicator_of(text, bare(text, c.span), c.figures, c.times) for c in named)
    return _SLOW.sub("", words) or own or piece.span.of(text)


def _inside(piece: Piece, clauses: list[Clause]) -> list[Figure]:
    return [f for c in clauses if c.span.meets(piece.span) for f in c.figures]
