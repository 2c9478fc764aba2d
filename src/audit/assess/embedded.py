"""Targets that a report names while it reports: 完成年度任务4100人, 比计划的15个多出3个, 四项硬指标：……."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby

from ..records import BlockKind, Extraction, Figure, FigureKind, Goal, GoalSource, Report, Span
from .measure import dimension
from .passages import Clause, lay_out
from .plan import Piece, split
from .target import demand_of, due_of, indicator_of
from .wording import cues, plain_words

_RESULT = re.compile(r"^的?[^，。；]{0,2}?\d+(?:\.\d+)?\s*[%％]")
_COMPARING = re.compile(
    r"^(?:完成|超过|超出|超额|高于|低于|达到|比|较|距离?|离)|(?:的|还差|尚差|相差|多出|增加|高出|少)+(?:个百分点)?$"
)
_ANNOUNCED = re.compile(r"^[^：:]{2,40}[：:]")


@cache
def _noun() -> str:
    words = sorted(cues()["self"]["nouns"], key=lambda w: (-len(w), w))
    scope = sorted(cues()["self"]["scope"], key=lambda w: (-len(w), w))
    return f"(?:{'|'.join(scope)})*(?:{'|'.join(words)})"


@cache
def _before_number() -> re.Pattern[str]:
    """完成年度任务 | 4100人."""
    verb = "完成|超过|超出|超|高于|低于|高出|达到|比|较|距|距离|离|未达|达|占|是|为"
    return re.compile(rf"(?P<verb>{verb})?[^，。；\d]{{0,6}}?{_noun()}(?:数|量|值)?(?:的|为|是|有|即|：|:|（|\()?$")


@cache
def _behind_number() -> re.Pattern[str]:
    """70％ | 的年度目标."""
    scope = "|".join(sorted(cues()["self"]["scope"], key=lambda w: (-len(w), w)))
    return re.compile(rf"^(?:以上|以内)?(?:的|(?={scope})){_noun()}")


def embedded_goals(report: Report, extraction: Extraction) -> list[Goal]:
    """The targets that the account of the year itself names, in text order."""
    clauses, read = _read(report, extraction)
    return [_goal(report, piece, clauses, number, ahead) for number, (piece, ahead) in enumerate(read, start=1)]


def results_beside(report: Report, extraction: Extraction) -> dict[str, Figure]:
    """By goal id, the figure that the sentence itself compares with the target."""
    clauses, read = _read(report, extraction)
    found = {
        f"E{n}": None if ahead else result_beside(piece, clauses) for n, (piece, ahead) in enumerate(read, start=1)
    }
    return {id: figure for id, figure in found.items() if figure is not None}


def _read(report: Report, extraction: Extraction) -> tuple[list[Clause], list[tuple[Piece, bool]]]:
    """Clauses of the account, and the targets in them; the flag says that a list names goals before any result."""
    clauses = [
        c for c in lay_out(report, extraction) if c.section != "plan" and report.blocks[c.block].kind is BlockKind.BODY
    ]
    read: list[tuple[Piece, bool]] = []
    for _, inside in groupby(clauses, key=lambda c: c.sentence):
        parts = list(inside)
        listed = list(_announced(report.text, parts))
        stated = [piece for clause in parts for piece in _stated(report.text, clause)]
        read += [(piece, True) for piece in listed] or [(piece, False) for piece in stated]
    return clauses, read


def _stated(text: str, clause: Clause) -> Iterator[Piece]:
    """Figures of a clause that a word for a target stands beside."""
    for figure in clause.figures:
        if figure.kind not in (FigureKind.COUNT, FigureKind.PERCENT):
            continue
        before = text[clause.span.start : figure.span.start]
        behind = text[figure.span.end : clause.span.end]
        head = _before_number().search(before)
        if head is None and not _behind_number().match(behind):
            continue
        if figure.kind is FigureKind.PERCENT and head is not None and _is_result(before, head["verb"] or ""):
            continue
        end = figure.span.end if _RESULT.match(behind) else clause.span.end
        piece = Piece(
            _trimmed(text, Span(clause.span.start, end)), clause.sentence, clause.block, [figure], list(clause.times)
        )
        piece.demand = demand_of(text, Span(max(clause.span.start, figure.span.start - 1), figure.span.end), [figure])
        yield piece
        return


def _is_result(before: str, verb: str) -> bool:
    """完成年度任务的98％ is what was done; 年度目标是98％ is a target."""
    stated = verb not in ("占", "完成") and before.endswith(("为", "是"))
    return not stated and verb in ("完成", "占", "达到", "达", "是", "为", "")


def _announced(text: str, clauses: list[Clause]) -> Iterator[Piece]:
    """The items behind 年度计划确定了四项硬指标：."""
    first, last = clauses[0], clauses[-1]
    words = text[first.span.start : last.span.end]
    head = _ANNOUNCED.match(words)
    if head is None or not re.search(_noun(), head[0]) or not any(v in head[0] for v in cues()["self"]["announce"]):
        return
    start = first.span.start + head.end()
    for clause in clauses:
        rest = Span(max(clause.span.start, start), clause.span.end)
        if rest.start >= rest.end:
            continue
        shown = Clause(rest, clause.sentence, clause.block, clause.section, *_within(clause, rest))
        for piece in split(text, shown):
            if piece.figures and piece.demand.values is not None:
                yield piece


def _within(clause: Clause, span: Span) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    return (
        tuple(f for f in clause.figures if span.covers(f.span)),
        tuple(f for f in clause.times if span.covers(f.span)),
    )


def _goal(report: Report, piece: Piece, clauses: list[Clause], number: int, ahead: bool) -> Goal:
    demand = piece.demand
    result = None if ahead else result_beside(piece, clauses)
    indicator = _indicator(report.text, piece, result, clauses)
    due = due_of(report, piece.times, report.year)
    return Goal(
        id=f"E{number}",
        source=GoalSource.EMBEDDED,
        indicator=indicator,
        horizon="current",
        text=piece.span.of(report.text),
        span=piece.span,
        target=demand.values,
        unit=demand.unit,
        due=due,
        measure=demand.measure,
        figures=tuple(f.id for f in piece.figures),
    )


def result_beside(piece: Piece, clauses: list[Clause]) -> Figure | None:
    """The figure that the target is compared with in the same sentence: the nearest before it of the same kind."""
    own = piece.figures[0]
    same = [
        f
        for c in clauses
        if c.sentence == piece.sentence
        for f in c.figures
        if f is not own and f.kind is own.kind and dimension(f.unit) == dimension(own.unit)
    ]
    before = [f for f in same if f.span.end <= own.span.start]
    return before[-1] if before else None


def _indicator(text: str, piece: Piece, result: Figure | None, clauses: list[Clause]) -> str:
    """The target clause seldom names what is counted; the clause of its result or the one before it does."""
    own = re.sub(_noun(), "", indicator_of(text, piece.span, piece.figures, piece.times))
    own = re.sub(
        r"^(?:完成|超过|超出|超额|高于|低于|达到|比|较|距离?|离)|(?:的|还差|尚差|多出|增加|高出|少)+$", "", own
    ).strip("的")
    if len(plain_words(own)) > 3 and result is None:
        return own
    at = result.span.start if result is not None else piece.span.start - 1
    near = [c for c in clauses if c.sentence == piece.sentence and c.span.start <= at and not c.span.covers(piece.span)]
    named = [c for c in near if result is None or c.span.covers(result.span)] or near
    return "".join(indicator_of(text, c.span, c.figures, c.times) for c in named) or own


def _inside(piece: Piece, clauses: list[Clause]) -> list[Figure]:
    return [f for c in clauses if c.span.meets(piece.span) for f in c.figures]


def _trimmed(text: str, span: Span) -> Span:
    end = span.end
    while end > span.start and text[end - 1] in " ，,；;。：:、":
        end -= 1
    return Span(span.start, end)
