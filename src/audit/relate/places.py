"""Places and those who took them, in two units: 募集岗位120个，实际上岗108人; 床位260张，入住老人231人."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..records import Relation
from . import arithmetic, drafts, pattern
from .binding import Layout, Role, Token
from .cues import table

UNITS = re.compile("^(?:个|张|套|间|处|席|组|台)$")
SPREAD = 4  # figures between


@dataclass(frozen=True, slots=True)
class Places:
    """Words of what is offered, and of taking it."""

    offered: re.Pattern[str]
    taken: re.Pattern[str]
    units: tuple[str, ...]


@cache
def kinds() -> tuple[Places, ...]:
    """The kinds of places.toml."""
    return tuple(Places(_any(e["places"]), _any(e["taken"]), tuple(e["units"])) for e in table("places")["of"])


def _any(words: list[str]) -> re.Pattern[str]:
    return re.compile(f"(?<![未不待])(?:{'|'.join(sorted(words, key=lambda w: (-len(w), w)))})")


@pattern("places")
def places(layout: Layout) -> Iterator[Relation]:
    """At most as many came as there were places; doubtful where more did, for places are taken in turn."""
    for token in layout.tokens:
        offered = place_of(layout, token)
        if offered is not None and 2 * _least(token) < 3 * _most(offered, token):
            yield drafts.order(offered.figure, token.figure, cue="名额", pattern="places", hard=False, confidence=0.7)


def place_of(layout: Layout, taker: Token) -> Token | None:
    """The places that a figure tells the takers of, told right before it."""
    if taker.role is not Role.LEVEL or taker.opening.startswith("其中"):
        return None
    named = [kind for kind in kinds() if taker.figure.unit in kind.units and kind.taken.search(taker.label)]
    for token in reversed(layout.tokens[max(0, taker.order - SPREAD) : taker.order] if named else ()):
        if token.segment != taker.segment or taker.clause - token.clause > 3:
            return None
        if token.lane == taker.lane:
            if any(kind.taken.search(token.label) for kind in named):
                return None  # counted already: 上岗146人，留用88人
            continue
        if token.has_share or token.depth > taker.depth or token.opening.startswith("其中"):
            continue  # 床位260张，护理型床位120张占46％: of the places, some
        if any(kind.offered.search(token.label) for kind in named) and UNITS.match(token.figure.unit or ""):
            return token if token.role in (Role.LEVEL, Role.PLAN) else None
    return None


def offered_before(layout: Layout, taker: Token) -> list[Token]:
    """床位260张，护理型120张，入住老人231人: every figure of the stretch that tells places, the nearest first."""
    named = [kind for kind in kinds() if taker.figure.unit in kind.units and kind.taken.search(taker.label)]
    told = [t for t in layout.tokens[max(0, taker.order - 8) : taker.order] if t.segment == taker.segment]
    told = [t for t in reversed(told) if t.role is Role.LEVEL and UNITS.match(t.figure.unit or "")]
    return [t for t in told if any(kind.offered.search(t.label) for kind in named)]


def _least(token: Token) -> int | float:
    low = arithmetic.hull(token.figure).lo
    return 0 if low is None else float(low)


def _most(offered: Token, taker: Token) -> int | float:
    high = arithmetic.hull(offered.figure).hi
    return _least(taker) + 1 if high is None else float(high)
