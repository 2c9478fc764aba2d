"""Balances: what there was and what came in is what went out and what is left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from ..records import Linear, Relation
from . import arithmetic, drafts, pattern
from .binding import Layout, Token
from .cues import cue
from .runs import is_detail

NET = re.compile(r"净(?:增加?|减少?|流入|流出)了?$")


@pattern("balance")
def balances(layout: Layout) -> Iterator[Relation]:
    """上年结转45件，新收312件，办结330件，未结27件, told in one sentence and one unit."""
    for _, lane in layout.lanes():
        yield from _available(layout, lane)
        for _, told in groupby(lane, key=lambda t: t.sentence):
            tokens = [t for t in told if not is_detail(t)]
            by_segment = [list(g) for _, g in groupby(tokens, key=lambda t: t.segment)]
            yield from list(_balance(tokens)) or (r for part in by_segment for r in _balance(part))
            yield from _net(tokens)
            yield from _outcomes(tokens)


def _balance(told: list[Token]) -> Iterator[Relation]:
    inflow = _only(told, "inflow")
    outflow = _only(told, "outflow") if inflow is not None else None
    closing = _only(told, "closing") if outflow is not None else None
    if inflow is None or outflow is None or closing is None:
        return
    opening = _only(told, "opening")
    whole_account = re.search(r"总[计量收支]", inflow.lead + outflow.lead)
    if opening is None and not whole_account:
        return
    before = [t for t in (opening, inflow) if t is not None]
    after = [outflow, closing]
    if opening is not None and arithmetic.exactly(inflow.figure, [t.figure for t in after]):
        return  # what was carried over is already counted in
    figures = [t.figure for t in (*before, *after)]
    signs = [1] * len(before) + [-1] * len(after)
    equal = Linear(tuple((s, f.id) for s, f in zip(signs, figures, strict=True)), 0, 0)
    hard = inflow.lane == "money"  # cases may be handed over or joined on the way, money may not
    yield drafts.relation("total", figures, (equal,), pattern="balance", cue="收支平衡", exhaustive=True, hard=hard)


def _outcomes(told: list[Token]) -> Iterator[Relation]:
    """收到126件，另有上年结转8件，予以公开61件、…、结转下年9件: the outcomes are of both, where they add up."""
    for n, (received, carried) in enumerate(pairwise(told)):
        after = [t for t in told[n + 2 :] if t.clause > carried.clause]
        opens = cue("balance", "carried").search(carried.lead) and not re.search("下年|其中|含", carried.lead)
        if not opens or not cue("balance", "inflow").search(received.lead) or len(after) < 2:
            continue
        before = [received.figure, carried.figure]
        for end in range(2, len(after) + 1):
            figures = [t.figure for t in after[:end]]
            if arithmetic.known([*before, *figures]) and sum(f.value or 0 for f in before) == sum(
                f.value or 0 for f in figures
            ):
                terms = [(1, f.id) for f in before] + [(-1, f.id) for f in figures]
                equal = Linear(tuple(terms), 0, 0)
                members = [received.figure, *figures, carried.figure]
                yield drafts.relation("total", members, (equal,), pattern="balance", cue="收结平衡", exhaustive=True)
                return


def _available(layout: Layout, lane: list[Token]) -> Iterator[Relation]:
    """新收196件，…。加上上年结转的17件，可供审理的计213件: what came in was told before."""
    for carried, whole in pairwise(lane):
        near = (
            whole.sentence == carried.sentence and whole.clause - carried.clause <= 1 and whole.depth == carried.depth
        )
        if (
            not near
            or not cue("balance", "carried").search(carried.lead)
            or not cue("balance", "available").search(whole.lead)
        ):
            continue
        for received in reversed(lane[: lane.index(carried)]):
            if received.line != whole.line or whole.sentence - received.sentence > 2 or is_detail(received):
                continue
            if arithmetic.exactly(whole.figure, [received.figure, carried.figure]):
                figures = [received.figure, carried.figure]
                yield drafts.total(whole.figure, figures, pattern="balance", cue="加上结转", hard=False, confidence=0.9)
                break


def _net(told: list[Token]) -> Iterator[Relation]:
    """新增规上企业14家、退出3家，净增11家: what came less what left is the net."""
    for n, net in enumerate(told):
        if not NET.search(net.lead):
            continue
        for run in (told[n + 1 :], told[max(0, n - 4) : n]):  # 净增214名：新发展386名、转出241名…; or told before
            lost = [t for t in run if cue("balance", "lost").search(t.lead)]
            gained = [t for t in run if t not in lost and cue("balance", "gained").search(t.lead)]
            if (gained and lost and len(gained) + len(lost) == len(run)) or (len(gained) == len(lost) == 1):
                sign = -1 if re.search("减|出", net.lead) else 1
                terms = [(sign, net), *((-1, t) for t in gained), *((1, t) for t in lost)]
                equal = Linear(tuple((a, t.id) for a, t in terms), 0, 0)
                figures = [t.figure for _, t in terms]
                yield drafts.relation("total", figures, (equal,), pattern="balance", cue="净增", hard=False)
                break


def _only(told: list[Token], place: str) -> Token | None:
    """The one figure of that place; None if there is none or several."""
    said = cue("balance", place)
    found = [t for t in told if said.search(t.lead) and not _is_other(t, place)]
    return found[0] if len(found) == 1 else None


def _is_other(token: Token, place: str) -> bool:
    """办结 stands in 未办结 too, 结余 in 上年结余."""
    if place == "outflow":
        return bool(re.search(r"未|结余|结转", token.lead))
    at_end = re.search(
        "[年期月季][末底终]", token.lead
    )  # 期末库存 is what is left, though 库存 alone is what there was
    if place == "opening":
        return at_end is not None and not re.search("上[年期月季]|去年", token.lead)
    return place == "closing" and not at_end and bool(cue("balance", "opening").search(token.lead))
