from __future__ import annotations

import re
from collections.abc import Iterator

from ..lang.lists import patterns
from ..records import Facts, FigureKind, Finding, Severity, Span, Status
from . import rule

MEASURED = (FigureKind.COUNT, FigureKind.PERCENT, FigureKind.MULTIPLE)
ABOUT = re.compile("约|近|余|多|来|左右|上下|大概|大约|超过|突破|数[十百千万]|几十|若干")


@rule(
    "W002",
    "vague-amount",
    Severity.ADVICE,
    zh="“{quote}”：不是准确数，请核填准确数字",
    en="“{quote}”: not an exact amount; give the exact figure",
)
def vague_amount(facts: Facts) -> Iterator[Finding]:
    """A result is given as an approximation (约, 余, 多, 超过) or as a batch without number (提醒一批).

    Why: an annual report speaks of what has been counted; an approximation can neither be added nor compared.
    What to do: give the counted figure. Targets (不少于, 以上) are bounds, not approximations, and are left alone.
    Authority: 《统计法》第九条（真实、准确、完整、及时）.
    """
    text = facts.report.text
    for f in facts.figures:
        approximate = f.status is Status.APPROXIMATE or f.masked
        if approximate and f.kind in MEASURED and ABOUT.search(f.qualifier):
            yield Finding("W002", f.span, args={"quote": f.span.of(text)})
    for pattern in patterns("vague"):
        for m in pattern.expression.finditer(text):
            severity = Severity.QUERY if pattern.severity == "query" else None
            yield Finding("W002", Span(*m.span()), args={"quote": m.group()}, severity=severity)
