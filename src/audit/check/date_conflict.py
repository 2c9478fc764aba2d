from __future__ import annotations

from collections.abc import Iterator

from ..records import Facts, Finding, Severity
from . import rule
from .judged import remarks


@rule(
    "T001",
    "date-conflict",
    Severity.MUST_FIX,
    zh="“{quote}”：{state_zh}。{ways_zh}",
    en="“{quote}”: {state_en}.{ways_en}",
)
def date_conflict(facts: Facts) -> Iterator[Finding]:
    """A day that does not exist (11月31日), a later stage before an earlier one, a span that its ends contradict.

    Why: dates fix what was done in the year under report; an impossible one shows that nobody checked.
    What to do: correct the date.
    Authority: GB/T 7408 日期和时间表示法；《党政机关公文处理工作条例》第十九条.
    """
    yield from remarks("T001", facts, "dates")
