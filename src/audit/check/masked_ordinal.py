from __future__ import annotations

from collections.abc import Iterator

from ..records import Facts, FigureKind, Finding, Severity, Status
from . import rule


@rule(
    "B005",
    "masked-ordinal",
    Severity.QUERY,
    zh="“{quote}”：届次、期次在本件中未显示，请补全",
    en="“{quote}”: the ordinal is not shown in this copy; supply it",
)
def masked_ordinal(facts: Facts) -> Iterator[Finding]:
    """The number of a session, congress or issue is masked (第**次).

    Why: the ordinal says which meeting is meant; it is as a rule public and nothing is won by masking it.
    What to do: supply it.
    Authority: 《党政机关公文处理工作条例》第十九条（内容表述准确）.
    """
    for f in facts.figures:
        if f.status is Status.REDACTED and f.kind is FigureKind.ORDINAL:
            yield Finding("B005", f.span, args={"quote": f.span.of(facts.report.text)})
