from __future__ import annotations

from collections.abc import Iterator

from ..records import Facts, FigureKind, Finding, Severity, Status
from . import rule
from .quoting import counted

MEASURED = (FigureKind.COUNT, FigureKind.PERCENT, FigureKind.POINT, FigureKind.MULTIPLE)


@rule(
    "B001",
    "masked-figure",
    Severity.QUERY,
    zh="“{quote}”：{subject}的数字在本件中未显示，请补报或说明不宜公开的依据",
    en="“{quote}”: the figure of {subject} is not shown in this copy; supply it, or say on what ground it is withheld",
)
def masked_figure(facts: Facts) -> Iterator[Finding]:
    """A figure stands in the text, every digit of it masked (`**`, XX, ____).

    Why: what is masked cannot be added up, compared with a goal or with last year; it lowers what can be verified.
    What to do: supply the figure, or name the lawful ground for withholding it, which closes the query.
    Authority: 《政府信息公开条例》（国务院令第711号）第十四条至第十六条（不予公开的情形）.
    """
    for f in facts.figures:
        if f.status is Status.REDACTED and f.kind in MEASURED:
            args = {"quote": f.span.of(facts.report.text), "subject": counted(f)}
            yield Finding("B001", f.span, args=args)
