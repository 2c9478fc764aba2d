from __future__ import annotations

from collections.abc import Iterator

from ..lang.lists import patterns
from ..records import Facts, Finding, Severity, Span
from . import rule


@rule(
    "W001",
    "wording",
    Severity.ADVICE,
    zh="“{quote}”：{advice_zh}",
    en="“{quote}”: {advice_en}",
)
def wording(facts: Facts) -> Iterator[Finding]:
    """A fixed term is misquoted, a word does not go with its object (截止7月26日), or a unit has lost a character.

    Why: fixed terms have one wording; a slip in one makes a reader doubt the rest.
    What to do: use the wording given. The list is in lang/wording.toml, each entry with its source.
    Authority: 《党政机关公文处理工作条例》第十九条；GB/T 15834-2011；GB/T 15835-2011.
    """
    for pattern in patterns("wording"):
        for m in pattern.expression.finditer(facts.report.text):
            args = {"quote": m.group(), "advice_zh": pattern.zh, "advice_en": pattern.en}
            severity = Severity.QUERY if pattern.severity == "query" else None
            yield Finding("W001", Span(*m.span()), args=args, severity=severity)
