from __future__ import annotations

from collections.abc import Iterator

from ..records import Facts, Finding, Severity
from . import rule
from .judged import remarks


@rule(
    "S001",
    "total-mismatch",
    Severity.MUST_FIX,
    zh="“{quote}”：{state_zh}。{ways_zh}",
    en="“{quote}”: {state_en}.{ways_en}",
)
def total_mismatch(facts: Facts) -> Iterator[Finding]:
    """A total and its parts do not add up (共38项，完成27项，不涉及9项，推进1项).

    Why: a total that its own parts contradict cannot be used, and only the district can say which figure is wrong.
    What to do: check the ledger and correct it, or name the part left out; every way is listed, none preferred.
    Authority: 《统计法》第九条（真实、准确、完整、及时）；《党政机关公文处理工作条例》第十九条（内容表述准确）.
    """
    yield from remarks("S001", facts, "total")
