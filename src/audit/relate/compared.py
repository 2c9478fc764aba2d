"""The value that the words compare with: 同700件的上年总量相比, 比4％的控制线低, 超出300座的任务, 去年…今年….

Beside 上年 and 由…到…, which `values` reads, these are the other ways to say what a change is measured from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ..records import FigureKind
from .binding import Layout, Role, Token
from .cues import cue
from .due import is_plan

LEVELS = (Role.LEVEL, Role.AVERAGE)
BEFORE = re.compile(
    r"(?:[比较同与跟和]|相比于?|相较于?|对比|对照|超[出过]?|[高低多少]于|[高低多]出|未达|距离?)[^，。；]{0,6}$"
)
BEHIND = re.compile(r"(?:的[^，。；\d]{1,12}?)?(?:相比较?|比较|对比|来比|之下)?，?[^，。；\d]{0,8}")
YEAR = re.compile(r"((?:19|20)\d{2})年")


def line(layout: Layout, n: int, claim: Token) -> list[tuple[Token, Token]]:
    """3.2％，比4％的控制线低0.8个百分点; 630件，同700件的上年总量相比，少了一成: the figure right before."""
    old = layout.tokens[n - 1] if n else None
    if (
        old is None
        or old.role is Role.CHANGE
        or old.sentence != claim.sentence
        or claim.clause - old.clause > 1
        or not BEFORE.search(old.lead)
    ):
        return []
    words = layout.between(old, claim)
    named = re.match("的(?!基础)", words) and BEHIND.fullmatch(words)
    if not named or not _of_one_kind(old, claim):
        return []
    before = layout.tokens[max(0, n - 5) : n - 1]
    news = [t for t in before if t.sentence == claim.sentence and t.lane == old.lane and t.role in LEVELS]
    return [(t, old) for t in reversed(news) if old.clause - t.clause <= 2]


def _of_one_kind(old: Token, claim: Token) -> bool:
    if claim.figure.kind is FigureKind.COUNT:
        return old.lane == claim.lane
    return claim.figure.kind is not FigureKind.POINT or old.figure.kind is FigureKind.PERCENT


def by_year(near: Sequence[Token]) -> list[tuple[Token, Token]]:
    """去年发案126件，今年98件，少了28件; 2021年120亿元，2023年150亿元: both years are named."""
    for old, new in pairwise(near):
        named = re.search("上年|去年|上届|同期", old.lead) and re.search("今年|本年|当年|本届", new.lead)
        ends = re.search("年初|期初", old.lead) and re.search("年末|年底|期末", new.lead)
        years = [YEAR.match(t.lead) for t in (old, new)]
        apart = years[0] and years[1] and int(years[0].group(1)) < int(years[1].group(1))
        if (named or ends or apart) and old.lane == new.lane and new.clause - old.clause == 1:
            return [(new, old)]
    return []


def over_plan(layout: Layout, n: int, claim: Token) -> tuple[Token, Token] | None:
    """计划数500人，超额20人; 超出300座的年度任务20座: what was done, and the plan that it is over or short of."""
    plan = layout.tokens[n - 1] if n else None
    if n > 1 and (told := _plan_first(layout.tokens[n - 2], layout.tokens[n - 1], claim)):
        return told
    if plan is None or plan.role is not Role.PLAN or not _of_one_kind(plan, claim) or plan.sentence != claim.sentence:
        return None
    inside = plan.clause == claim.clause and re.search(r"(?:超[出过]?|[高低多少]于|[高低多]出|[比较])$", plan.lead)
    behind = claim.clause - plan.clause == 1 and cue("growth", "over_plan", before="^", after="了?$").search(claim.lead)
    news = [t for t in layout.tokens[max(0, n - 4) : n - 1] if t.lane == plan.lane and t.role is Role.LEVEL]
    near = [t for t in news if t.sentence == claim.sentence and plan.clause - t.clause <= 2]
    return (near[-1], plan) if near and (inside or behind) else None


def _plan_first(plan: Token, new: Token, claim: Token) -> tuple[Token, Token] | None:
    """原定建20个，实际落成23个，多建3个: three clauses, one after the other."""
    apart = claim.clause - new.clause == new.clause - plan.clause == 1 and plan.segment == claim.segment
    planned = is_plan(plan) or re.search("(?:计划|原定|原计划|拟|预计|拟定)[\u4e00-\u9fff]{1,12}$", plan.lead)
    if not apart or not plan.lane == new.lane == claim.lane or new.role is not Role.LEVEL or not planned:
        return None
    more = claim.role is Role.CHANGE or cue("growth", "over_plan", before="^", after="了?$").search(claim.lead)
    told = more and not re.search("上年|去年|同期|同比", claim.lead) and cue("due", "came").search(new.lead)
    if not told or (plan.known and new.known and claim.known and abs(plan.amount - new.amount) != claim.amount):
        return None
    return new, plan


def to_come(layout: Layout, n: int, claim: Token) -> tuple[Token, Token] | None:
    """税收收入增长6％、达到21.2亿元: what is to be reached, and this year's value under the same name."""
    new = layout.tokens[n + 1] if n + 1 < len(layout.tokens) else None
    said = re.match(
        r"([\u4e00-\u9fff]{3,14}?)(?:同比|预期|力争|计划|比上年)?(?:增长|增加|提高|下降|减少|降低|压降)$", claim.opening
    )
    if said is None or new is None or new.figure.kind is not FigureKind.COUNT or new.sentence != claim.sentence:
        return None
    if not re.fullmatch(
        r"(?:以上|左右)?[、，]?(?:总[量额数规模]*|规模)?(?:达到?|突破|增至|升至|降至|减至|控制在|为)",
        layout.between(claim, new),
    ):
        return None
    name = said.group(1)
    told = [t for t in layout.tokens if t.lane == new.lane and t.known and t.sentence != new.sentence]
    told = [t for t in told if t.role is Role.LEVEL and layout.section(t.span) != "plan"]
    olds = [t for t in told if re.search(f"(?:^|[区县市年]){name}(?:总[量额]|达到?|为|完成|实现)*$", t.lead)]
    return (new, olds[-1]) if olds else None
