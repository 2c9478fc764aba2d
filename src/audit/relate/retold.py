"""Two places of the papers quoted side by side: 开篇称建成口袋公园26个，附表又记为建成口袋公园62个."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise, takewhile

from ..records import Relation
from . import drafts, pattern
from .binding import Layout, Role, Token
from .cues import words
from .runs import levels

SHORTEST = 3  # characters that both must end in, if the second names the thing again


@cache
def _quoted() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What the first place says, and what the second says otherwise."""
    where, says, more = ("|".join(words("retold", key)) for key in ("elsewhere", "says", "again"))
    first = f"(?:{where})[^，。；]{{0,4}}?(?:{says})"
    return re.compile(first), re.compile(
        f"(?:{where})[^，。；]{{0,6}}?(?:{more})[^，。；]{{0,2}}?(?:{says})(?P<name>[^，。；]*)$"
    )


@pattern("retold")
def retold(layout: Layout) -> Iterator[Relation]:
    """The same thing in two places that the text itself compares."""
    for _, lane in layout.lanes():
        told = [t for t in levels(lane) if t.known and t.role is Role.LEVEL]
        for a, b in pairwise(told):
            if b.line == a.line and b.order - a.order == 1 and b.sentence - a.sentence <= 1 and _otherwise(a, b):
                yield drafts.same(a.figure, b.figure, pattern="retold", cue="两处", hard=False)


def _otherwise(a: Token, b: Token) -> bool:
    """The second names the same thing, or names nothing."""
    first, second = _quoted()
    said = second.search(b.opening)
    if said is None or not first.search(a.opening) or a.amount == b.amount:
        return False
    name = said.group("name")
    alike = takewhile(lambda two: two[0] == two[1], zip(reversed(a.lead), reversed(name), strict=False))
    shared = sum(1 for _ in alike)
    return not name or shared >= min(SHORTEST, len(name))
