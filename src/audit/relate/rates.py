"""Rates whose counts stand apart from them: by from-to with their counts, told again in the plan, of an average.

Read only where they come out: nothing but the arithmetic says that these counts are meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..records import FigureKind, Relation
from . import bases, drafts, naming, pattern, slots
from .binding import Layout, Role, Token

AGAIN = re.compile(
    r"([\u4e00-\u9fff]{2,10}?)(?:占比|的?比重|的?比例|率|覆盖面)(?:由|从)(?:目前|现在|现有|现|上年|去年|当前|今年)?的?$"
)
CONDITION = re.compile("应(?![诉急用对聘])|[需须待]|(?:符合|具备|满足|达到)[^，。；]{0,10}条件")
OF_AVERAGE = re.compile(
    r"([\u4e00-\u9fff]{3,14}?)(?:只|仅|才|大约|约|还不到|不到|不及)?(?:有|相当于|为|是|达到?|占|等于)?"
    r"(?:全国|全省|全市|全区|[省市县区]里?)的?(?:平均)?(?:水平|数|值)（?$"
)


@pattern("rates")
def rates(layout: Layout) -> Iterator[Relation]:
    """Rates of counts that their own words do not tell."""
    percents = [t for t in layout.tokens if t.figure.kind is FigureKind.PERCENT and t.known]
    for old, new in pairwise(percents):
        if new.order - old.order == 1 and slots.turned(layout, old, new):
            both = list(_both(layout, old, new))
            yield from both or _now(layout, old, new)
    for n, claim in enumerate(layout.tokens):
        if claim.known and claim.figure.kind in (FigureKind.PERCENT, FigureKind.MULTIPLE) and claim.amount:
            yield from _again(layout, claim)
            yield from _of_average(layout, n, claim)


def _counts(layout: Layout) -> list[Token]:
    told = [t for t in layout.tokens if t.figure.kind is FigureKind.COUNT and t.known and not t.depth]
    return [t for t in told if t.role in (Role.LEVEL, Role.AVERAGE) and layout.section(t.span) != "plan"]


def _both(layout: Layout, old: Token, new: Token) -> Iterator[Relation]:
    """80个村…由40个扩大到52个，治理率由50%升至65%: one base for both counts and both rates."""
    near = [t for t in layout.tokens[max(0, old.order - 5) : old.order] if t.sentence == old.sentence and t.known]
    told = [(a, b) for a, b in pairwise(near) if a.lane == b.lane and slots.turned(layout, a, b)]
    for before, after in told[-1:]:
        wholes = [t for t in _counts(layout) if t.lane == after.lane and t not in (before, after)]
        fitting = [t for t in wholes if bases.fits(old, before, t) and bases.fits(new, after, t)]
        for base in fitting[:1]:  # where the report first tells it
            for claim, part in ((old, before), (new, after)):
                yield drafts.ratio(claim.figure, part.figure, base.figure, pattern="rates", cue="前后两率")
                yield drafts.part(base.figure, [part.figure], pattern="rates", cue="前后两率", confidence=0.9)


def _now(layout: Layout, old: Token, new: Token) -> Iterator[Relation]:
    """企业187家，已建169家，覆盖率由86.1％升到90.4％: the counts told right before are those of today."""
    told = layout.tokens[max(0, old.order - 6) : old.order]
    near = [t for t in told if t.sentence == new.sentence and t.figure.kind is FigureKind.COUNT and t.known]
    near = [t for t in near if t.role is Role.LEVEL and new.segment == t.segment and old.clause - t.clause <= 3]
    for part in reversed(near):
        for base in [t for t in near if t.lane == part.lane and t.order < part.order]:
            if naming.is_rate(old) and bases.fits(new, part, base):
                yield drafts.ratio(new.figure, part.figure, base.figure, pattern="rates", cue="升至")
                if CONDITION.search(base.opening):
                    yield drafts.order(base.figure, part.figure, pattern="rates", cue="升至")
                else:
                    yield drafts.part(base.figure, [part.figure], pattern="rates", cue="升至", confidence=0.9)
                return


def _again(layout: Layout, claim: Token) -> Iterator[Relation]:
    """示范社区30个 of 120个社区 … 示范社区占比由目前的25％提高到30％以上: the share of this year, told in the plan."""
    said = AGAIN.search(claim.lead)
    if said is None:
        return
    name = said.group(1)
    parts = [t for t in _counts(layout) if t.order < claim.order and (t.lead.endswith(name) or t.tail == name)]
    for part in reversed(parts):
        if part.sentence == claim.sentence:
            return
        lane = [t for t in _counts(layout) if t.lane == part.lane and t is not part and t.sentence == part.sentence]
        fitting = [t for t in lane if bases.fits(claim, part, t)]
        if fitting:
            yield drafts.ratio(claim.figure, part.figure, fitting[0].figure, pattern="rates", cue=claim.lead)
            return


def _of_average(layout: Layout, n: int, claim: Token) -> Iterator[Relation]:
    """人均收入只相当于全市平均水平（6万元）的九成: of the average beside it, the part told elsewhere."""
    base = layout.tokens[n - 1] if n else None
    if base is None or base.clause != claim.clause or not base.known or not re.match("的约?", claim.lead):
        return
    said = OF_AVERAGE.search(base.opening) if base.figure.kind is FigureKind.COUNT else None
    if said is not None:
        part = _named(layout, said.group(1), base, claim)
        if part is not None:
            yield drafts.ratio(claim.figure, part.figure, base.figure, pattern="rates", cue="平均水平")


def _named(layout: Layout, name: str, base: Token, claim: Token) -> Token | None:
    """The figure of that name elsewhere, if it comes out."""
    told: Sequence[Token] = [t for t in _counts(layout) if t.lane == base.lane and t is not base]
    fitting = [t for t in told if name in t.lead and bases.fits(claim, t, base)]
    return fitting[-1] if fitting else None
