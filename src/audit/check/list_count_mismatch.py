from __future__ import annotations

from collections.abc import Iterator

from ..records import Facts, Finding, Severity
from . import rule
from .judged import remarks


@rule(
    "S006",
    "list-count-mismatch",
    Severity.MUST_FIX,
    zh="“{quote}”：{state_zh}。{ways_zh}",
    en="“{quote}”: {state_en}.{ways_en}",
)
def list_count_mismatch(facts: Facts) -> Iterator[Finding]:
    """A counted list names more or fewer things than its number says (六个系统 called 5个). 等 leaves a list open.

    Why: the number or the list is wrong, and a reader cannot tell which.
    What to do: correct the number, or complete or shorten the list.
    Authority: 《党政机关公文处理工作条例》第十九条（内容表述准确）.
    """
    yield from remarks("S006", facts, "list")
