"""Bases of a rate that are told elsewhere, or in another unit: 治理率 of 行政村, 签约率 of 常住人口, 入住率 of 床位.

Taken only where the rate comes out of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..records import FigureKind
from . import bases, naming
from .binding import Layout, Role, Token
from .places import offered_before

NOUNS = ("行政村", "村", "社区", "乡镇", "镇街", "镇", "街道", "学校", "党支部", "网格", "自然村", "小区", "企业")
PEOPLE = re.compile("(?:常住|户籍|总)人口[^，。；]{0,4}$")
HOUSEHOLDS = re.compile("(?:户籍|农户|总户数|[全辖]区共?|家庭)[^，。；]{0,4}$")
OCCUPIED = re.compile(
    "(?:入住|使用|占用|利用|上座|满座|满员|入驻|出租|停放|入读|就读|招租|配租|入托|在岗|到岗|满编|上岗)率"
)
CHOSEN = re.compile("城镇化|老龄化|失业|出生|死亡|增长|满意|合格|优良|及格|报到|投诉|办结|整改|成功|完成")
REACH = 2  # clauses between part and rate


def find(layout: Layout, claim: Token, before: Sequence[Token]) -> tuple[Token, Token] | None:
    """The part right before the rate, and a base under a name that part and rate leave open."""
    if not naming.is_rate(claim) or claim.figure.value in (None, 0, 100) or claim.figure.kind is not FigureKind.PERCENT:
        return None
    own = [t for t in before if t.segment == claim.segment and claim.clause - t.clause <= REACH and t.known]
    for part in reversed(own):
        if part.role is not Role.LEVEL or part.depth > claim.depth:
            continue
        if OCCUPIED.search(claim.lead):
            wholes = offered_before(layout, part)
        else:
            wholes = [] if CHOSEN.search(claim.lead) else _wholes(layout, part)
        fitting = [t for t in wholes if t is not part and bases.fits(claim, part, t)]
        if fitting:
            return part, fitting[0]
    return None


def _wholes(layout: Layout, part: Token) -> list[Token]:
    """What the district has of that kind, wherever it is told."""
    told = [t for t in layout.by_lane.get(part.lane, ()) if t.known and t.role is Role.LEVEL and not t.depth]
    told = [t for t in told if t.sentence != part.sentence and layout.section(t.span) != "plan"]
    if part.lane == "person":
        return [t for t in told if PEOPLE.search(t.lead)]
    if part.lane == "户":
        return [t for t in told if HOUSEHOLDS.search(t.lead)]
    told = [t for t in told if t.order < part.order]
    words = part.label + (part.opening if len(part.label) < 4 else "") + _before(layout, part)
    named = [noun for noun in NOUNS if noun in words]
    return [t for t in told if any(t.tail.startswith((noun, f"行政{noun}")) for noun in named)]


def _before(layout: Layout, part: Token) -> str:
    """新增治理村14个，累计95个: 累计 alone takes its noun from the figure before."""
    told = layout.tokens[part.order - 1] if part.order else None
    bare = re.fullmatch("累计|总数|总量|达到?|共|合计", part.lead)
    return told.label if told is not None and bare and told.segment == part.segment and told.lane == part.lane else ""
