from __future__ import annotations

from collections.abc import Iterator

from ..records import Facts, Finding, Severity
from . import rule
from .judged import remarks


@rule(
    "X001",
    "restatement-mismatch",
    Severity.MUST_FIX,
    zh="“{quote}”：{state_zh}。{ways_zh}",
    en="“{quote}”: {state_en}.{ways_en}",
)
def restatement_mismatch(facts: Facts) -> Iterator[Finding]:
    """One quantity stands in two places (preamble and body, text and table, this year and last) with two values.

    Why: two values of one quantity cannot both be right; often scope or cut-off date differ and are not named.
    What to do: use one figure throughout, or name scope and date of each.
    Authority: 《统计法》第九条；《党政机关公文处理工作条例》第十九条.
    """
    yield from remarks("X001", facts, "same")
