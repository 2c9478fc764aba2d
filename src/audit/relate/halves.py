"""Small wholes told in halves: 隐患13处，上半年销号5处、下半年销号8处; 机构29家，公建11家、民办18家.

A sum of small numbers comes about by chance; here the parts are named by words of which each excludes the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile

from ..records import Relation
from . import arithmetic, drafts, pattern
from .binding import Layout, Token
from .cues import table
from .rows import goes_on, row
from .runs import SMALL, is_detail, levels

LEAST = 3
FIFTH = 5  # a slip may be that part of the whole


@cache
def _groups() -> tuple[tuple[re.Pattern[str], ...], ...]:
    """The words of every group of halves.toml."""
    return tuple(tuple(re.compile(f"^(?:其中|已)?(?:{word})") for word in told) for told in table("halves")["of"])


@pattern("halves")
def halves(layout: Layout) -> Iterator[Relation]:
    """A whole and, right behind it, its halves."""
    for _, lane in layout.lanes():
        level = levels(lane)
        for n, whole in enumerate(level[:-2]):
            if not whole.known or whole.amount < LEAST or whole.has_share:
                continue
            run = _behind(layout, level, n)
            if len(run) < 2 or not _exclusive(whole, run):
                continue
            figures = [t.figure for t in run]
            if arithmetic.exactly(whole.figure, figures):
                if whole.amount < SMALL:
                    yield drafts.total(whole.figure, figures, pattern="halves", cue="各半", hard=False)
            elif _slip(whole, run):
                yield drafts.total(whole.figure, figures, pattern="halves", cue="各半", hard=False, confidence=0.7)


def _behind(layout: Layout, lane: Sequence[Token], n: int) -> list[Token]:
    """The row that begins right behind the whole."""
    whole, first = lane[n], lane[n + 1]
    near = first.depth == whole.depth and first.clause > whole.clause and goes_on(layout, whole, first, gap=2)
    return list(takewhile(lambda t: not is_detail(t), row(layout, list(lane), n + 1))) if near else []


def _exclusive(whole: Token, run: Sequence[Token]) -> bool:
    """Each begins with another word of one group; 上半年18场 itself is a half, and no whole of the next."""
    if any(not t.known for t in run):
        return False
    for group in _groups():
        places = [next((k for k, word in enumerate(group) if word.search(t.lead)), None) for t in run]
        itself = any(word.search(whole.lead) for word in group) and not _wider(whole, run)
        if None not in places and len(set(places)) == len(run) and not itself:
            return True
    return False


def _wider(whole: Token, run: Sequence[Token]) -> bool:
    """新建公路18条，新建水泥路11条…: 新改建26座 names both."""
    return re.match("新改建|新建改造|新改扩建|新建和?改", whole.lead) is not None and len(run[0].lead) < 4


def _slip(whole: Token, run: Sequence[Token]) -> bool:
    """More than the whole by little: 29 and 11＋20."""
    over = sum(int(t.amount) for t in run) - int(whole.amount)
    return 0 < over * FIFTH <= whole.amount and whole.amount >= 10
