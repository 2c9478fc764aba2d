from __future__ import annotations

from collections.abc import Iterator

from ..records import Facts, FigureKind, Finding, Severity, Status
from . import rule
from .quoting import counted

UNMEASURED = (FigureKind.DATE, FigureKind.PERIOD, FigureKind.NAME)


@rule(
    "B002",
    "partial-figure",
    Severity.MUST_FIX,
    zh="“{quote}”：{subject}的数字只显示了一部分，位数不明，请补全",
    en="“{quote}”: the figure of {subject} is only partly shown and its number of digits unknown; supply it in full",
)
def partial_figure(facts: Facts) -> Iterator[Finding]:
    """Some digits of a figure are shown, others masked (`12**`).

    Why: nobody can say whether 12** is 12, 120 or 1299; a reader may take the visible digits for the figure.
    What to do: print the figure in full, or mask it wholly and name the ground.
    Authority: 《党政机关公文处理工作条例》第十九条（内容表述准确）.
    """
    for f in facts.figures:
        if f.status is Status.PARTIAL and f.kind not in UNMEASURED:
            yield Finding("B002", f.span, args={"quote": f.span.of(facts.report.text), "subject": counted(f)})
