"""Balances: what there was and what came in is what went out and what is left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

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
        for _, told in groupby(lane, key=lambda t: t.sentence):
            tokens = [t for t in told if not is_detail(t)]
            yield from _balance(tokens)
            yield from _net(tokens)


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
    return place == "closing" and bool(cue("balance", "opening").search(token.lead))
