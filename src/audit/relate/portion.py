"""Parts that one attribute names of the figure right before: 农家乐180户，挂星的4X户; 检出阳性**人; 重点人群签约….

Asked only: the words do not say that the set is the one before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..records import Relation
from . import arithmetic, bases, drafts, pattern
from .binding import BOUND, Layout, Role, Token
from .cues import cue
from .order import any_smaller
from .part import is_below
from .runs import levels

WHICH = re.compile(r"的(?:就?只|仅|也?就|才|共)?(?:[有占达为是]|共有|不到|不足)?$")
NEAR = 2  # clauses


@pattern("portion")
def portions(layout: Layout) -> Iterator[Relation]:
    """Every part of the figure told right before it in its lane."""
    for _, lane in layout.lanes():
        level = levels(lane)
        for n, token in enumerate(level):
            whole = _whole(layout, level, n)
            if whole is not None and not arithmetic.exceeds(whole.figure, [token.figure]):
                yield drafts.part(whole.figure, [token.figure], pattern="portion", cue="的", hard=False, confidence=0.8)


def _whole(layout: Layout, lane: Sequence[Token], n: int) -> Token | None:
    token, before = lane[n], lane[n - 1] if n else None
    if before is None or before.sentence != token.sentence or token.depth != before.depth or is_below(token):
        return None
    near = before.segment == token.segment and 0 < token.clause - before.clause <= NEAR
    if near and cue("portion", "found", before="^").match(token.lead) and not token.known:
        return bases.whole_before(lane[:n], before)
    if near and _of_some(token, before):
        return before
    return _attributed(layout, lane, n) if WHICH.search(token.lead) else None


def _of_some(token: Token, before: Token) -> bool:
    """家庭医生签约27.2万人，签约率45％，重点人群签约10.3万人: the same verb, of some of them."""
    some = cue("portion", "some", before="^").match(token.lead)
    verb = token.lead[-2:]
    own = token.lead[some.end() :] if some else ""
    return bool(own) and own == verb and before.lead.endswith(verb) and token.known and token.amount < before.amount


def _attributed(layout: Layout, lane: Sequence[Token], n: int) -> Token | None:
    """挂星的4X户: an attribute with 的, of the first of its stretch that is no attribute itself."""
    token = lane[n]
    sized = BOUND.search(token.figure.qualifier) or cue("portion", "stage").search(token.lead)
    if (
        sized
        or token.known
        or any_smaller().search(re.sub("优秀|良好|合格|达标|优良", "", token.lead))
        or token.role is not Role.LEVEL
    ):
        return None
    for whole in reversed(lane[:n]):
        if whole.sentence != token.sentence or token.clause - whole.clause > 6 or token.segment - whole.segment > 0:
            return None
        told = layout.tokens[whole.order + 1 : token.order]
        attribute = WHICH.search(whole.lead) or cue("part", "overlapping").search(whole.lead)
        if attribute or is_below(whole) or whole.has_share:
            continue
        beside = [t for t in told if t.lane != token.lane and t.figure.kind is token.figure.kind and not t.depth]
        beside = [t for t in beside if t.role is Role.LEVEL and t.clause > whole.clause]
        return whole if whole.known and not beside and not cue("portion", "stage").search(whole.lead) else None
    return None
