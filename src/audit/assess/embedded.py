"""Targets that a report names while it reports: 完成年度任务4100人, 比计划的15个多出3个, 四项硬指标：……."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import groupby

from ..records import BlockKind, Extraction, Figure, Goal, GoalSource, Report, Span
from ..sets import at_most
from .announced import announced, goes_on_below, noun
from .commitments import commitments
from .passages import Clause, lay_out
from .plan import Piece, bare, pieces_of
from .results import Result, claimed, figure_beside, share_of
from .stated import distance, gaps, stated
from .target import Demand, due_of, indicator_of, is_kept_low
from .tasks import counted_tasks, counts_tasks, programme, tabled
from .wording import WEAK, covered, cues, plain_words, weights

_COMPARING = re.compile(
    r"^(?:完成|超过|超出|超额|高于|低于|达到|比|较|距离?|离)|(?:的|还差|尚差|相差|多出|增加|高出|少)+(?:个百分点)?$"
)
_NEXT = re.compile(r"^(?:明年|来年|下一年度?|下年度)")
_SLOW = re.compile(r"(?:进度|进展|推进|工作)*(?:仍|还|相对)?(?:偏慢|滞后|缓慢|不快|偏低|不高|不足|较慢|较低|有差距)$")


@cache
def _setting() -> re.Pattern[str]:
    """市下达我区 | 固定资产投资; 年初承诺办理的 | 民生实事."""
    words = sorted(
        {*cues()["commitment"]["own"], *cues()["commitment"]["scoped"]} - {"民生实事"}, key=lambda w: (-len(w), w)
    )
    return re.compile(
        rf"^[^，。；]{{0,10}}?(?:{'|'.join(words)})(?:我[区县市镇])?(?:办理|办好|为群众办)?(?:[的是为了])*"
    )


_NAMED_BEFORE = 24  # characters before a result that name what it measures
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
            if not _is_ahead(text, statement, report.year):
                targets += _of_statement(text, statement, inside)
    early: list[Target] = [(f"E{p.span.start}", p, None) for p in pieces_of(report, extraction, now=True) if p.numbered]
    found = [*targets, *early, *tabled(report, extraction)]
    return clauses, sorted((t for t in found if not _said_before(text, t, found)), key=lambda t: t[1].span)


def _said_before(text: str, target: Target, others: list[Target]) -> bool:
    """比目标少3个 of a goal that a list has set already: the same number, and words that it shares."""
    _, piece, done = target
    if done is None or not piece.figures:
        return False  # listed itself
    words = plain_words(Span(piece.sentence.start, piece.span.end).of(text))
    return any(
        own is None
        and listed.figures
        and listed.demand.unit == piece.demand.unit
        and listed.demand.values == piece.demand.values
        and any(h and w > WEAK for h, w in _shared(listed.span.of(text), words))
        for _, listed, own in others
    )


def _shared(target: str, words: str) -> Iterator[tuple[bool, float]]:
    own = plain_words(target)
    return zip(covered(own, words), weights(own), strict=True)


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


def _is_ahead(text: str, statement: list[Clause], year: int | None) -> bool:
    """2024年预期目标为…… in an account of 2023 is set for next year."""
    words = text[statement[0].span.start : statement[-1].span.end]
    later = year is not None and any(int(y) > year for y in re.findall(r"(20\d\d)年", words))
    return bool(_NEXT.match(words)) or (later and bool(re.search(noun(), words)) and "已" not in words)


def _of_statement(text: str, statement: list[Clause], clauses: list[Clause]) -> Iterator[Target]:
    """A list of goals, through all its semicolons, else the targets of each sentence."""
    listed = list(announced(text, statement))
    yield from ((f"E{piece.span.start}", piece, None) for piece in listed)
    for whole, sentence in groupby(statement, key=lambda c: c.sentence):
        if not any(whole.meets(piece.span) for piece in listed) and not (
            listed and whole.of(text).endswith(("：", ":"))
        ):
            yield from _of_sentence(text, list(sentence), clauses)


def _of_sentence(text: str, parts: list[Clause], clauses: list[Clause]) -> list[Target]:
    """The targets of one sentence; `clauses` are its block's."""
    named = [(p, _beside(text, p, clauses)) for clause in parts for p in stated(text, clause, parts)]
    taken = [piece.span for piece, _ in named]
    apart = [gap for clause in parts for gap in gaps(text, clause, parts)]
    named += [(piece, done) for piece, done in apart if not any(piece.span.meets(span) for span in taken)]
    for piece, done in named:
        if done is not None and done.figure is not None:
            piece.demand = distance(text, piece, done.figure)
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
    share = share_of(text, piece.figures[0], clauses)
    if figure is None or (share is not None and not _is_that_share(figure, piece.figures[0], share)):
        return claimed(text, piece, clauses)
    return Result(figure.span, figure)


def _is_that_share(done: Figure, target: Figure, share: Figure) -> bool:
    """38.6公里 is 85.8% of 45公里; 合计60.5公里 is not, so it is no result of that target."""
    values = [f.value for f in (done, target, share)]
    if any(value is None for value in values) or not target.value:
        return True
    reached, wanted, said = (Fraction(value or 0) for value in values)
    return abs(reached / wanted * 100 - said) <= 1


def _kept_below(text: str, demand: Demand, done: Figure | None) -> Demand:
    """失业率控制在3.37%，比年目标任务4%低: what is kept down has its target above."""
    if done is None or demand.values is None or demand.values.hull.lo is None or demand.values.hull.hi is not None:
        return demand
    kept = text[max(done.span.start - _LOOK_BACK, 0) : done.span.start].endswith(("控制在", "控制到", "下降到", "降至"))
    kept = kept or is_kept_low(
        re.split("[，。；,;]", text[max(done.span.start - _NAMED_BEFORE, 0) : done.span.start])[-1]
    )
    return replace(demand, values=at_most(demand.values.hull.lo)) if kept else demand


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
    if counts_tasks(text, piece):
        return piece.span.of(text)[piece.figures[0].span.end - piece.span.start :]
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
