"""Counts that stand for each other: 村级阵地118处 of 118个村; 58支队伍 with 58名第一书记; 23个执法部门 … 23个部门.

Only equal numbers are told, large enough that they are no chance; that they differ proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import FigureKind, Relation
from . import drafts, pattern
from .again import significant
from .binding import Layout, Role, Token
from .cues import cue

LEAST = 20
PLACES = ("处", "个", "所", "座", "间", "家", "支")
OF_DISTRICT = re.compile("^(?:全[区市县镇乡]|我[区县市])(?:的|共有?)?$")


@pattern("counterparts")
def counterparts(layout: Layout) -> Iterator[Relation]:
    """Every count with the first that it stands for."""
    counts = [t for t in layout.tokens if t.figure.kind is FigureKind.COUNT and t.role is Role.LEVEL and t.known]
    by_amount: dict[object, list[Token]] = {}
    for token in counts:
        if token.amount >= LEAST:
            earlier = by_amount.setdefault(token.amount, [])
            for told, look in ((t, look) for t in earlier for look in LOOKS):
                if look(layout, told, token):
                    yield drafts.same(
                        told.figure, token.figure, pattern="counterparts", cue="对应", hard=False, confidence=0.7
                    )
                    break
            earlier.append(token)


def _level_for_bodies(layout: Layout, bodies: Token, places: Token) -> bool:
    """118个村（社区） and 村（社区）级118处: one in every village."""
    before = layout.text[max(0, places.span.start - 9) : places.span.start]
    named = re.search("(行政村|村|社区|乡镇|镇|街道)(?:[（(][\u4e00-\u9fff]{1,3}[）)])?级$", before)
    one_kind = named is not None and bodies.tail.startswith((named.group(1), "行政" + named.group(1)))
    near = 0 <= places.sentence - bodies.sentence <= 2 and bodies.figure.unit == "个"
    return near and one_kind and places.figure.unit in PLACES


def _heads(layout: Layout, groups: Token, heads: Token) -> bool:
    """58支驻村工作队…，第一书记58名: one at the head of each."""
    led = cue("counterparts", "heads", after="[共各有计配备了]*$").search(heads.lead)
    grouped = cue("counterparts", "groups").search(groups.tail[:8])
    return groups.sentence == heads.sentence and heads.lane == "person" and bool(led and grouped)


def _shortened(layout: Layout, a: Token, b: Token) -> bool:
    """23个执法部门 … 23个部门: the noun without its word, where both begin a statement."""
    said = cue("counterparts", "bodies", before="^").match(b.tail)
    if said is None or a.lane != b.lane or a.sentence == b.sentence or a.amount % 10 == 0:
        return False
    own = re.match(f"[\u4e00-\u9fff]{{1,4}}?{said.group()}", a.tail)
    begins = all(t.opening in ("", "全区", "全县", "全市", "区直", "县直", "由", "对", "共有") for t in (a, b))
    return own is not None and begins and b.sentence - a.sentence <= 12


def _of_district(layout: Layout, a: Token, b: Token) -> bool:
    """农村户籍6.2万户 … 全区6.2万户农户: of the whole district, and of one sort."""
    if a.lane != b.lane or a.line == b.line or not OF_DISTRICT.match(b.lead) or significant(a) < 3:
        return False
    noun = re.match("[\u4e00-\u9fff]{2}", b.tail)
    return noun is not None and set(noun.group()) & set(a.label) - set("人民全区县市") != set()


LOOKS = (_level_for_bodies, _heads, _shortened, _of_district)
