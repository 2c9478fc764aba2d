"""Targets that stand in a table, and programmes of counted tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from ..records import Extraction, Figure, FigureKind, Report, Span
from ..sets import ANY, at_least
from .passages import Clause
from .plan import Piece, bare, trimmed
from .results import Result
from .target import Demand, demand_of, printed

_TASKS = re.compile(
    r"(?:重点|年度|目标|改革|整改|具体|工作|民生|为民|惠民)*(?:任务|指标|目标|实事|(?<=重点|年度|民生)工程)"
)
_SCOPED = re.compile(  # 县委确定的 | 25项重点工作
    r"(?:年度|年初|全年|今年|本年|下达|交办|确定|部署|安排|列入|计划|要点|清单|责任[状书])[^，。；\d]{0,8}$"
)
_THINGS = re.compile(r"[^，。；、\d]{0,6}?(?:重点工作|工程|项目|事项)(?!资金)")
_NAMED_AHEAD = re.compile(r"(?:任务|指标|实事)$")  # 攻坚任务 | 46项中
_ENDED = re.compile(r"[^，。；、\d]{0,4}?(?:完成|完工|办结|办成|建成|销号|达标|投用|落实|竣工|达到)")
_LEFT = re.compile(r"(?:事项|任务|指标)?(?:正在|尚|未|不|暂缓|续办|结转|推迟|取消|因)")  # 2项 | 正在推进
_BEGUN = re.compile(r"(?:开工|启动|动工)$")
_DONE = re.compile(r"完成|办成|办好|竣工|完工|实际|实现|建成|达到|办结|落实|目前|已|仅|只")
_NEAR = 16  # characters before a number that say that so many are done
_NAMED = re.compile(r"“[^”]{2,}”")
_TARGET_COLUMN = re.compile(r"目标|计划|任务")
_DONE_COLUMN = re.compile(r"完成|实际|实绩|达到|执行|进度")


def tabled(report: Report, extraction: Extraction) -> Iterator[tuple[str, Piece, Result | None]]:
    """A column of targets in a table, each with what its row says was done."""
    cells = [f for f in extraction.figures if f.cell is not None and report.blocks[f.block].section != "plan"]
    rows: dict[tuple[int, int], list[Figure]] = {}
    for f in cells:
        if f.cell is not None:
            rows.setdefault((f.cell.table, f.cell.row), []).append(f)
    for figure in cells:
        cell = figure.cell
        assert cell is not None
        if not _TARGET_COLUMN.search(cell.column_header) or _DONE_COLUMN.search(cell.column_header):
            continue
        row = [f for f in rows[cell.table, cell.row] if f is not figure]
        done = next((f for f in row if f.cell and _DONE_COLUMN.search(f.cell.column_header)), None)
        piece = Piece(figure.span, report.blocks[figure.block].span, figure.block, [figure], [])
        piece.demand = demand_of(report.text, figure.span, [figure])
        same = done is not None and done.kind is figure.kind
        yield f"E{figure.span.start}", piece, Result(done.span, done) if done is not None and same else None


def programme(text: str, parts: list[Clause], clauses: list[Clause]) -> Iterator[tuple[Piece, Figure]]:
    """38项任务已完成27项: the tasks of a programme, under the programme's name if the sentence before gives it."""
    figures = [f for c in parts for f in c.figures if f.kind is FigureKind.COUNT]
    for whole, done in combinations(figures, 2):
        if whole.unit != done.unit or not _is_programme(text, parts, whole) or _LEFT.match(text, done.span.end):
            continue
        said = text[max(whole.span.end, done.span.start - _NEAR) : done.span.start]
        if _BEGUN.search(said) or (not _DONE.search(said) and not _ENDED.match(text, done.span.end)):
            continue
        first = parts[0]
        name = _name_before(text, first, clauses)
        piece = Piece(name or _named(text, parts, whole), first.sentence, first.block, [whole], [])
        piece.demand = Demand(ANY if whole.masked else at_least(printed(whole)), whole.unit, "amount", (whole,))
        yield piece, done
        return


def _is_programme(text: str, parts: list[Clause], whole: Figure) -> bool:
    """A number of tasks; of works, projects or problems only where a word says who set them, or for when."""
    if _TASKS.match(text, whole.span.end):
        return True
    start = next(c.span.start for c in parts if whole in c.figures)
    head = text[start : whole.span.start]
    if _NAMED_AHEAD.search(head):
        return text[whole.span.end : whole.span.end + 1] in "中，,"
    return bool(_SCOPED.search(head) and _THINGS.match(text, whole.span.end))


def _named(text: str, parts: list[Clause], whole: Figure) -> Span:
    """34项任务; 攻坚任务46项 where the noun stands before the number."""
    start = next(c.span.start for c in parts if whole in c.figures)
    ahead = _NAMED_AHEAD.search(text[start : whole.span.start]) and not _TASKS.match(text, whole.span.end)
    return trimmed(text, bare(text, Span(start, whole.span.end))) if ahead else _with_noun(text, whole)


def counted_tasks(text: str, piece: Piece) -> Piece:
    """工作要点列出 | 34项任务: the tasks themselves; any other piece as it is."""
    if not piece.figures or piece.demand.figures[:1] != (piece.figures[0],):
        return piece
    span = _with_noun(text, piece.figures[0])
    return replace(piece, span=span) if span != piece.figures[0].span and span.end == piece.span.end else piece


def counts_tasks(text: str, piece: Piece) -> bool:
    """The piece is nothing but a number of tasks: 34项任务."""
    return (
        bool(piece.figures)
        and piece.span.start == piece.figures[0].span.start
        and (piece.span == _with_noun(text, piece.figures[0]) != piece.figures[0].span)
    )


def _with_noun(text: str, figure: Figure) -> Span:
    noun = _TASKS.match(text, figure.span.end) or _THINGS.match(text, figure.span.end)
    return Span(figure.span.start, noun.end() if noun else figure.span.end)


def _name_before(text: str, first: Clause, clauses: list[Clause]) -> Span | None:
    """扎实推进“……”行动。 just before, in the same block."""
    before = [c for c in clauses if c.block == first.block and c.sentence < first.sentence]
    if not before or before[-1].figures or not _NAMED.search(before[-1].span.of(text)):
        return None
    return trimmed(text, bare(text, before[-1].span))
