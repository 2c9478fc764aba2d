"""What is missing to the plan: the plan is the result and the shortfall."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import Relation
from . import drafts, pattern
from .binding import Layout, Role

SHORT = re.compile(r"差额[系为是]?$|尚?缺口?$|还差$")


@pattern("shortfall")
def shortfalls(layout: Layout) -> Iterator[Relation]:
    """发展党员118名，完成计划120名的98.3％，差额2名: the plan is the result and what is missing."""
    for _, lane in layout.lanes():
        for n, missing in enumerate(lane):
            if not SHORT.match(missing.lead):
                continue
            told = [t for t in lane[max(0, n - 3) : n] if t.sentence == missing.sentence]
            plans = [t for t in told if t.role is Role.PLAN]
            done = [t for t in told if t.role is Role.LEVEL]
            if plans and done:
                parts = [done[-1].figure, missing.figure]
                yield drafts.total(plans[-1].figure, parts, pattern="shortfall", hard=False, cue="差额")
