from __future__ import annotations

from collections.abc import Iterator

from ..records import Facts, Finding, Severity
from . import rule
from .judged import remarks


@rule(
    "S005",
    "growth-mismatch",
    Severity.MUST_FIX,
    zh="“{quote}”：{state_zh}。{ways_zh}",
    en="“{quote}”: {state_en}.{ways_en}",
)
def growth_mismatch(facts: Facts) -> Iterator[Finding]:
    """A change (增加5期, 增长8.6％, 翻一番, 提高1.5个百分点) does not follow from the two values given.

    Why: growth is judged by superiors; it must follow from the printed values. At constant prices it is a query only.
    What to do: correct the figure, or state base and price basis (可比价, 调整后的基数).
    Authority: 《统计法》第九条；GB/T 8170 数值修约规则.
    """
    yield from remarks("S005", facts, "growth")
