"""Parts: 其中, 包括, 含, 中的. A part is at most the whole; several are added only where they exclude each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..records import Relation
from . import arithmetic, drafts, pattern
from .binding import Layout, Role, Token
from .cues import cue

WHOLES = (Role.LEVEL,)


@pattern("part")
def parts(layout: Layout) -> Iterator[Relation]:
    """Every part that the words set below a whole."""
    for _, lane in layout.lanes():
        yield from _below(layout, lane)
        yield from _among(layout, lane)


def _below(layout: Layout, lane: list[Token]) -> Iterator[Relation]:
    """N个，其中A a个、B b个."""
    done: set[int] = set()
    for n, token in enumerate(lane):
        if token.order in done or token.role is not Role.LEVEL or not is_below(token):
            continue
        group = _group(lane, n)
        done.update(t.order for t in group)
        whole = _whole(lane, n)
        if whole is None:
            continue
        figures = [t.figure for t in group]
        if len(group) > 1 and not _overlap(group) and not arithmetic.exceeds(whole.figure, figures):
            yield drafts.part(whole.figure, figures, cue="其中")
        else:
            for k, below in enumerate(group):
                above = group[k - 1] if k and _stricter(layout, group[k - 1], below) else whole
                yield drafts.part(above.figure, [below.figure], cue="其中")


def _stricter(layout: Layout, one: Token, other: Token) -> bool:
    """50万元以上的31个、100万元以上的12个: the second class lies inside the first."""
    limits = [layout.tokens[t.order - 1] for t in (one, other) if t.order]
    same = len(limits) == 2 and all(t.role is Role.THRESHOLD for t in limits) and limits[0].lane == limits[1].lane
    return same and limits[1].amount > limits[0].amount


def is_below(token: Token) -> bool:
    """Its clause begins with 其中 or the like."""
    return bool(cue("part", "below", before="^").match(token.opening.lstrip("（(")))


def _group(lane: list[Token], n: int) -> list[Token]:
    """The figures under one 其中: its clause, and following clauses told with the same verb."""
    first = lane[n]
    group = [first]
    for token in lane[n + 1 :]:
        if token.role is not Role.LEVEL or token.sentence != first.sentence:
            break
        if token.clause != first.clause:
            alike = set(group[-1].lead[-2:]) & set(token.lead[-2:])
            if token.segment != first.segment or not alike or len(token.lead) < 3:
                break
        group.append(token)
    return group


def _whole(lane: list[Token], n: int) -> Token | None:
    """The nearest figure before 其中 that is not itself below another."""
    for token in reversed(lane[:n]):
        if token.sentence != lane[n].sentence:
            return None
        if token.depth > lane[n].depth:
            continue
        if token.role in WHOLES and (not is_below(token) or token.depth < lane[n].depth):
            return token
    return None


def _overlap(group: list[Token]) -> bool:
    """The parts name attributes that one and the same person may have."""
    return any(cue("part", "overlapping").search(t.label + t.opening) for t in group)


def _among(layout: Layout, lane: list[Token]) -> Iterator[Relation]:
    """63个行政村中的41个; 110个村（社区）中有23个."""
    for whole, token in pairwise(lane):
        if token.sentence == whole.sentence and token.role is Role.LEVEL:
            words = layout.between(whole, token).replace("公里", "")
            if re.fullmatch(r"[^，。；、\d]{0,20}(?:当?中|里)(?:的|，?有|，)[^，。；、\d]{0,8}", words):
                yield drafts.part(whole.figure, [token.figure], cue="中的")
