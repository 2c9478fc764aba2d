from __future__ import annotations

from collections.abc import Iterator

from ..records import Facts, Finding, Severity
from . import rule
from .judged import remarks


@rule(
    "S002",
    "part-exceeds-whole",
    Severity.MUST_FIX,
    zh="“{quote}”：{state_zh}。{ways_zh}",
    en="“{quote}”: {state_en}.{ways_en}",
)
def part_exceeds_whole(facts: Facts) -> Iterator[Finding]:
    """A part (其中, 含, 占…) is larger than the whole it belongs to.

    Why: 其中 puts one figure inside another; a larger part means that scope, period or a digit is wrong.
    What to do: correct the figure, or say to which other whole the part belongs.
    Authority: 《统计法》第九条；《党政机关公文处理工作条例》第十九条.
    """
    yield from remarks("S002", facts, "part")
