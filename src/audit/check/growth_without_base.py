from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import Facts, FigureKind, Finding, Severity, Span
from ..relate.binding import Layout, Role, Token
from . import rule

MACRO = re.compile("可比价|不变价|增加值|GDP|生产总值|投资|零售额|总产值|可支配收入|进出口|存款|贷款")
COMPARED = re.compile(r"同比|环比|[比较]上|[比较]去|[比较]前|[比较]\d{4}年")


@rule(
    "S009",
    "growth-without-base",
    Severity.ADVICE,
    zh="“{quote}”：增减幅度缺少上期数，无法复核，请补报上期数",
    en="“{quote}”: the earlier value is missing, so the change cannot be checked; supply it",
)
def growth_without_base(facts: Facts) -> Iterator[Finding]:
    """A rate of growth (同比增长15％) stands without the earlier value, and no other figure gives it.

    Why: growth without its base cannot be recomputed; where this year's value is masked as well, nothing is left.
    What to do: supply the earlier value. A query where this year's value is masked; where it is shown, one advice for
    the whole report, and none for rates that the statistics office publishes (GDP, investment, retail sales).
    Authority: 《统计法》第九条.
    """
    layout = Layout(facts.report, facts.extraction)
    advised = False
    told = {r.members[0] for r in facts.relations if r.kind == "growth" and len(r.members) > 2}
    for n, token in enumerate(layout.tokens):
        if token.role is not Role.CHANGE or token.span in told or layout.section(token.span) == "plan":
            continue
        rate = token.figure.kind is FigureKind.PERCENT and COMPARED.search(token.opening)
        points = token.figure.kind is FigureKind.POINT and COMPARED.search(token.opening) and _unseen(layout, n)
        hidden = token.figure.kind is FigureKind.COUNT and token.figure.masked and not _beside(layout, n)
        if not rate and not hidden and not points:
            continue
        new = _beside(layout, n)
        unseen = _unseen(layout, n)
        if not unseen and (advised or MACRO.search(token.opening + (new.opening if new else ""))):
            continue
        advised = advised or not unseen
        start = new.span.start if new is not None else token.span.start - len(token.opening)
        span = Span(start, token.span.end)
        severity = Severity.QUERY if unseen else None
        yield Finding("S009", span, args={"quote": span.of(facts.report.text)}, severity=severity)


def _unseen(layout: Layout, n: int) -> bool:
    """The change, or the level that it belongs to, is masked."""
    new = _beside(layout, n)
    return layout.tokens[n].figure.masked or (new is not None and new.figure.masked)


def _beside(layout: Layout, n: int) -> Token | None:
    """The level that the change belongs to: the count right before it, or the percentage if it is one of points."""
    token, before = layout.tokens[n], layout.tokens[n - 1] if n else None
    wanted = FigureKind.PERCENT if token.figure.kind is FigureKind.POINT else FigureKind.COUNT
    if before is None or before.figure.kind is not wanted or token.clause - before.clause > 1:
        return None
    return before if before.sentence == token.sentence and before.role is Role.LEVEL else None
