from __future__ import annotations

from collections.abc import Iterator

from ..lang.lists import patterns
from ..records import Facts, Finding, Severity, Span
from . import rule


@rule(
    "W003",
    "leftover-note",
    Severity.MUST_FIX,
    zh="“{quote}”：疑为起草批注或模板文字未删除，请核对后删除或补齐内容",
    en="“{quote}”: looks like a drafting note or template text left in; remove it or supply what it asks for",
)
def leftover_note(facts: Facts) -> Iterator[Finding]:
    """A note between drafters, a choice of the template (增长/下降), a formula or a reminder was left in the text.

    Why: it shows a place that was never finished, often one where a figure was doubted.
    What to do: settle what the note asks, then delete it.
    Authority: 《党政机关公文处理工作条例》第二十条（公文文稿签发前审核）.
    """
    taken: list[Span] = []
    for pattern in patterns("leftover"):
        for m in pattern.expression.finditer(facts.report.text):
            span = Span(*m.span(pattern.group))
            if not any(span.meets(t) for t in taken):
                taken.append(span)
                severity = Severity.QUERY if pattern.severity == "query" else None
                yield Finding("W003", span, args={"quote": span.of(facts.report.text)}, severity=severity)
