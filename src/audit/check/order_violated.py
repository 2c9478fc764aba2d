from __future__ import annotations

from collections.abc import Iterator

from ..records import Facts, Finding, Severity
from . import rule
from .judged import remarks


@rule(
    "S003",
    "order-violated",
    Severity.MUST_FIX,
    zh="“{quote}”：{state_zh}。{ways_zh}",
    en="“{quote}”: {state_en}.{ways_en}",
)
def order_violated(facts: Facts) -> Iterator[Finding]:
    """More was finished than was found, received or due (整改 > 发现, 办结 > 收到, 实到 > 应到).

    Why: what comes of something cannot exceed it, unless work of earlier years is counted in; then it is a query only.
    What to do: correct the figure, or state what was carried over (上年结转).
    Authority: 《统计法》第九条；《党政机关公文处理工作条例》第十九条.
    """
    yield from remarks("S003", facts, "order")
