"""One target told twice: 覆盖率离95％的目标还差4.6个百分点 … 2024年底前覆盖率达到95％."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import FigureKind, Relation
from . import drafts, pattern
from .again import bigrams, weight
from .binding import ANNOUNCED, Layout, Role, Token

NAME = re.compile("[\u4e00-\u9fff]{0,3}(?:率|比例|比重|占比|指数|满意度|水平)")
REACHED = re.compile("(?:达到?|升[到至]|提[高升]到|提[高升]至|增[加至到]+|实现|不低于|保持在?|稳定在|力争|为|至|到)$")
ENOUGH = 2  # what the words must share


@pattern("goals")
def goals(layout: Layout) -> Iterator[Relation]:
    """A rate that is called a target, and the same rate under its name where it is planned."""
    rates = [t for t in layout.tokens if t.figure.kind is FigureKind.PERCENT and t.known]
    for target in rates:
        if not (ANNOUNCED.match(target.tail) or target.role is Role.PLAN):
            continue
        planned = [t for t in rates if t.amount == target.amount and _plans(layout, t) and t.line != target.line]
        told = next((t for t in planned if _one_rate(target, t)), None)
        if told is not None:
            pair = sorted((target, told), key=lambda t: t.order)
            yield drafts.same(pair[0].figure, pair[1].figure, pattern="goals", cue="目标", hard=False, confidence=0.8)


def _plans(layout: Layout, token: Token) -> bool:
    """It stands among what comes next, as what shall be reached."""
    coming = layout.section(token.span) == "plan" or re.search("年[底末内]?前|力争|明年|下一年", token.opening)
    return bool(coming and REACHED.search(token.lead)) and not ANNOUNCED.match(token.tail)


def _one_rate(target: Token, planned: Token) -> bool:
    """Both are said of one rate: 网办率, 党组织覆盖率."""
    names = [NAME.findall(t.opening) for t in (target, planned)]
    if not all(names) or names[0][-1][-2:] != names[1][-1][-2:]:
        return False
    return weight(bigrams(names[0][-1]) & bigrams(names[1][-1])) >= ENOUGH
