from __future__ import annotations

from collections.abc import Iterator

from ..records import Facts, Finding, Severity
from . import rule
from .judged import remarks
from .shared_base import questions, rows


@rule(
    "S004",
    "ratio-mismatch",
    Severity.MUST_FIX,
    zh="“{quote}”：{state_zh}。{ways_zh}",
    en="“{quote}”: {state_en}.{ways_en}",
)
def ratio_mismatch(facts: Facts) -> Iterator[Finding]:
    """A share, rate or average does not follow from the counts it stands beside, or no whole number gives it.

    Why: a rate is what the reader remembers; it must be recomputable. Rounding is no error.
    What to do: correct rate or counts, or state the base that was used.
    Authority: 《统计法》第九条；GB/T 8170 数值修约规则.
    """
    told = {r.id for shares in rows(facts).values() for r in shares}
    yield from questions("S004", facts)
    yield from remarks("S004", facts, "ratio", but=told)
