from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import Facts, FigureKind, Finding, Severity, Span
from ..relate.binding import Layout, Token
from . import rule
from .lists import alternation


@rule(
    "S007",
    "unexplained-exclusion",
    Severity.QUERY,
    zh="“{quote}”：有数量被排除在外而未说明理由，请说明依据并附清单",
    en="“{quote}”: some are left out of the count without a reason; state the ground and attach the list",
)
def unexplained_exclusion(facts: Facts) -> Iterator[Finding]:
    """A number of tasks is declared not applicable (9项不涉及) beside those done, without a word why.

    Why: 27 of 38 are 71.1 % done, 27 of 29 are 93.1 %: whoever sets tasks aside changes the result.
    What to do: name the ground and who agreed, and attach the list.
    Authority: 督查工作惯例（销号管理须有依据）; no statute prescribes it.
    """
    excluded, reason = alternation("unexplained", "excluded"), alternation("unexplained", "reason")
    layout = Layout(facts.report, facts.extraction)
    lanes = {t.lane for t in layout.tokens}
    for token in layout.tokens:
        if token.figure.kind is not FigureKind.COUNT or token.lane not in lanes:
            continue
        words, span = _statement(layout, token)
        beside = [t for t in layout.tokens if t.lane == token.lane and t.sentence == token.sentence and t is not token]
        if excluded.search(words) and len(beside) > 1 and not reason.search(words):
            yield Finding("S007", span, args={"quote": span.of(facts.report.text)})


def _statement(layout: Layout, token: Token) -> tuple[str, Span]:
    """The figure with the words of its clause on both sides."""
    after = re.match(r"[^，。；、（）]*", layout.text[token.span.end :])
    end = token.span.end + (after.end() if after else 0)
    start = token.span.start - len(token.opening)
    return layout.text[start:end], Span(start, end)
