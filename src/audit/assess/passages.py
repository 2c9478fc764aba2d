"""A report as clauses: the smallest stretches that say one thing, with their figures, sentence and headings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..read.outline import clauses, sentences
from ..records import Block, BlockKind, Extraction, Figure, FigureKind, Report, Span

QUANTITIES = (FigureKind.COUNT, FigureKind.PERCENT, FigureKind.POINT, FigureKind.MULTIPLE)
_TIMES = (FigureKind.DATE, FigureKind.PERIOD)
_COMMAS = "，,"
_SPOKEN = (BlockKind.BODY, BlockKind.HEADING)


@dataclass(frozen=True, slots=True)
class Clause:
    """Words between commas or stops, inside one block; a table row's cells are clauses of their own."""

    span: Span
    sentence: Span
    block: int
    section: str
    figures: tuple[Figure, ...]  # quantities
    times: tuple[Figure, ...]  # dates and periods


@lru_cache(maxsize=16)
def lay_out(report: Report, extraction: Extraction) -> tuple[Clause, ...]:
    """All clauses of headings and body text, in text order."""
    return tuple(_clauses(report, extraction))


def _clauses(report: Report, extraction: Extraction) -> Iterator[Clause]:
    whole, parts = sentences(report.text), clauses(report.text, _COMMAS)
    starts = [part.start for part in parts]
    figures = extraction.figures
    for number, block in enumerate(report.blocks):
        if block.kind not in _SPOKEN:
            continue
        first = max(bisect_right(starts, block.span.start) - 1, 0)
        for part in parts[first : bisect_left(starts, block.span.end)]:
            span = Span(max(part.start, block.span.start), min(part.end, block.span.end))
            if span.start >= span.end:
                continue
            inside = figures[_from(figures, span.start) : _from(figures, span.end)]
            yield Clause(
                span,
                _sentence(whole, span, block),
                number,
                block.section,
                tuple(f for f in inside if f.kind in QUANTITIES),
                tuple(f for f in inside if f.kind in _TIMES),
            )


def _from(figures: tuple[Figure, ...], at: int) -> int:
    return bisect_left(figures, at, key=lambda f: f.span.start)


def _sentence(whole: tuple[Span, ...], part: Span, block: Block) -> Span:
    sentence = whole[bisect_right(whole, part.start, key=lambda s: s.start) - 1]
    return Span(max(sentence.start, block.span.start), min(sentence.end, block.span.end))


def headings_above(report: Report) -> tuple[str, ...]:
    """By number of the block, the headings above it, nearest last."""
    seen: dict[str, list[tuple[int, str]]] = {}  # by path, number and words
    found: list[str] = []
    for number, block in enumerate(report.blocks):
        steps = block.path.split("/")
        above = sorted(h for n in range(1, len(steps)) for h in seen.get("/".join(steps[:n]), ()))
        run_in = _run_in(report, number) if block.kind is BlockKind.BODY else ""
        found.append("".join(words for _, words in above) + run_in)
        if block.kind is BlockKind.HEADING and block.path:
            seen.setdefault(block.path, []).append((number, block.span.of(report.text)))
    return tuple(found)


def _run_in(report: Report, block: int) -> str:
    """The run-in heading of the same path just before."""
    before = report.blocks[block - 1] if block else None
    here = report.blocks[block]
    return (
        before.span.of(report.text) if before and before.kind is BlockKind.HEADING and before.path == here.path else ""
    )
