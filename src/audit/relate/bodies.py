"""Bodies of two kinds counted together: 4个街道、7个镇 … 11个镇（街道）; 103个村和49个社区共有网格长152名.

Every body of both kinds has one of what is counted, or they are counted once more under their joint name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..records import FigureKind, Relation
from . import arithmetic, drafts, pattern
from .binding import Layout, Role, Token

KIND = re.compile("^(街道|建制镇|镇|民族乡|乡|行政村|村|社区居委会|社区|居委会|居民区|林场|园区|开发区)")
JOINED = re.compile(
    "^(?:乡镇|镇乡|镇街|街镇|镇[（(]街|乡[（(]镇|街道[（(]镇|镇[（(]乡|村社|村居|村[（(]社|社区[（(]村|村[（(]居)"
)
PAIRS = (("街道", "镇"), ("乡", "镇"), ("村", "社区"), ("村", "居委会"), ("村", "居民区"), ("园区", "镇"))
EACH_ONE = ("名", "个", "支", "处", "所", "家", "位", "座", "间")
SMALL = 10


@pattern("bodies")
def bodies(layout: Layout) -> Iterator[Relation]:
    """Two kinds of bodies side by side, and what counts them together."""
    counts = [t for t in layout.tokens if t.figure.kind is FigureKind.COUNT and t.role is Role.LEVEL and t.known]
    for a, b in pairwise(counts):
        beside = re.fullmatch("[^，。；：]{1,6}[、和与及]", layout.between(a, b)) is not None
        if b.order - a.order == 1 and a.lane == b.lane == "个" and beside and _kinds(a, b):
            whole = _told_together(layout, counts, a, b)
            if whole is not None:
                members = [a.figure, b.figure]
                yield drafts.total(whole.figure, members, pattern="bodies", cue="合称", hard=False, confidence=0.8)


def _kinds(a: Token, b: Token) -> bool:
    """个街道 and 个镇: the two kinds that are one level."""
    kinds = [said.group(1) for t in (a, b) if (said := KIND.match(t.tail))]
    if len(kinds) < 2:
        return False
    named = {kind[-1:] if kind[-1:] in "镇乡村" else kind.removesuffix("居委会") or kind for kind in kinds}
    return any(named == {one.removesuffix("居委会") or one, two.removesuffix("居委会") or two} for one, two in PAIRS)


def _told_together(layout: Layout, counts: list[Token], a: Token, b: Token) -> Token | None:
    """The figure right behind with one of each; else the first that bears the joint name."""
    n = counts.index(b)
    for token in counts[n + 1 :]:
        if not arithmetic.exactly(token.figure, [a.figure, b.figure]):
            continue
        if token.sentence == b.sentence and token.clause - b.clause <= 1 and token.amount >= SMALL:
            return token if token.figure.unit in EACH_ONE else None
        if token.lane == a.lane and _joint(layout, token):
            return token
    for token in reversed(counts[: n - 1]):
        one_of_each = token.sentence == a.sentence and a.clause - token.clause <= 1 and token.amount >= SMALL
        if arithmetic.exactly(token.figure, [a.figure, b.figure]) and token.lane != a.lane and one_of_each:
            return token if token.figure.unit in EACH_ONE else None
    return None


def _joint(layout: Layout, token: Token) -> bool:
    """11个镇（街道）, 11个镇街: in the words or in the unit."""
    unit = (token.figure.unit or "").removeprefix("个")
    return JOINED.match(unit + layout.text[token.span.end : token.span.end + 6]) is not None
