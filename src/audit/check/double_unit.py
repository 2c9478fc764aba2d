from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import Facts, Finding, Severity, Span
from . import rule

DOUBLED = re.compile(
    r"(?<=[0-9０-９*＊_万亿])(?:([个项次名场件起家户篇条期套支处人册份本])\1(?![均一-龥])|(万|亿)\2元|(?:万元){2}|(?:亿元){2}|[%％]{2})"
)


@rule(
    "U002",
    "double-unit",
    Severity.ADVICE,
    zh="“{quote}”：计量单位重复，请删去一个",
    en="“{quote}”: the unit stands twice; strike one",
)
def double_unit(facts: Facts) -> Iterator[Finding]:
    """A unit or measure word stands twice behind its number (5个个, 3万万元, 20％％).

    Why: 万万元 is a different amount from 万元; nobody can say which is meant.
    What to do: strike the surplus unit.
    Authority: 《国务院关于在我国统一实行法定计量单位的命令》；GB/T 15835-2011.
    """
    text = facts.report.text
    for m in DOUBLED.finditer(text):
        start = m.start()
        while start > 0 and (text[start - 1].isdigit() or text[start - 1] in "*＊_.．"):
            start -= 1
        span = Span(start, m.end())
        yield Finding("U002", span, args={"quote": span.of(text)})
