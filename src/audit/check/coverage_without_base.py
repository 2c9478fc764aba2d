from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import Facts, FigureKind, Finding, Outcome, Severity, Span, Status
from ..relate.binding import Layout, Role, Token
from . import rule


@rule(
    "S008",
    "coverage-without-base",
    Severity.QUERY,
    zh="“{quote}”：比率缺少可复核的基数，请补报应有数和实有数",
    en="“{quote}”: the rate cannot be recomputed; supply how many there are and how many were reached",
)
def coverage_without_base(facts: Facts) -> Iterator[Finding]:
    """A rate whose base is masked, or 100 % coverage in figures with no count at all in its sentence.

    Why: a coverage of 100 % of an unknown number says nothing; a rate with a masked base cannot be checked.
    What to do: supply base and count.
    Authority: 《统计法》第九条; counting rules of the superior's target sheet where there is one.
    """
    layout = Layout(facts.report, facts.extraction)
    stated = {m: r for r in facts.relations if r.kind == "ratio" for m in r.members[:1]}
    for token in layout.tokens:
        if token.figure.kind is not FigureKind.PERCENT or token.figure.masked or token.role is Role.CHANGE:
            continue
        if token.figure.status is Status.APPROXIMATE:
            continue  # 占三成多: nobody claims to have counted
        relation = stated.get(token.span)
        if layout.section(token.span) == "plan":
            continue
        if relation is not None:
            figures = [f for f in facts.figures if f.id in relation.figures[1:]]
            lacking = len(figures) < 2 and any(f.masked for f in figures)
            if lacking or (token.figure.value == 100 and all(f.masked for f in figures)):
                start, end = min(m.start for m in relation.members), max(m.end for m in relation.members)
                yield _finding(facts, Span(start, _clause_end(layout, end)))
        elif token.figure.value == 100 and _covers(token) and not _counts(layout, token):
            start = token.span.start - len(token.opening)
            yield _finding(facts, Span(start, _clause_end(layout, token.span.end)))


def _finding(facts: Facts, span: Span) -> Finding:
    return Finding("S008", span, Outcome.FAIL, args={"quote": span.of(facts.report.text)})


def _covers(token: Token) -> bool:
    return "覆盖" in token.tail or "覆盖" in token.lead


def _counts(layout: Layout, token: Token) -> bool:
    """What is covered is counted: in the clause itself, or in the clause before it with 全部, 均, 应."""
    for other in layout.tokens:
        if other.figure.kind is FigureKind.COUNT and other.sentence == token.sentence and other.order < token.order:
            whole = re.search("全部|均|都|应|共有", other.opening + other.tail)
            if other.clause == token.clause or (token.clause - other.clause == 1 and whole):
                return True
    return False


def _clause_end(layout: Layout, position: int) -> int:
    """The end of the clause that a position stands in."""
    stops = [i for c in "，。；\n" if (i := layout.text.find(c, position)) >= 0]
    return min(stops, default=len(layout.text))
