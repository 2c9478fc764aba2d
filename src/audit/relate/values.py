"""Which two values a change lies between: 由…到…, the base of 上年 or 计划, both years named, told before or after."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from ..records import FigureKind
from ..sets import Number
from . import arithmetic, compared, slots
from .binding import Layout, Role, Token
from .cues import cue, table

YEARLY = re.compile(r"(?:年均|年平均)[^，]{0,6}$")
NOW = re.compile("今年|本年|当年|本届|现|实际|^(?:达到?|增[加长]?到|增至|升至|降[到至]|减[到至]|共|为)")
LEVELS = (Role.LEVEL, Role.AVERAGE)
AMOUNTS = (FigureKind.COUNT, FigureKind.PERCENT)


def is_change(token: Token) -> bool:
    """A change that the words call one: its direction stands before it, or it doubles."""
    if "翻" in token.figure_words and token.figure.kind is FigureKind.MULTIPLE:
        return True
    return token.role is Role.CHANGE and not YEARLY.search(token.lead)


def sign(claim: Token) -> int:
    """+1 up, −1 down: the last word of direction before the figure."""
    ups = [m.end() for m in cue("growth", "up").finditer(claim.opening)]
    downs = [m.end() for m in cue("growth", "down").finditer(claim.opening)]
    return -1 if max(downs, default=-1) > max(ups, default=-1) else 1


def pair(layout: Layout, n: int, claim: Token) -> tuple[Token, Token] | None:
    """New and old value: 由…到…, else the base named by 上年 or 计划 and the level before it."""
    tokens = layout.tokens
    near = [t for t in tokens[max(0, n - 14) : n] if t.sentence == claim.sentence and t.figure.kind in AMOUNTS]
    near = [t for t in near if claim.clause - t.clause <= 6 and comparable(t, claim)]
    slot = _slot(layout, n, claim)
    if slot is not None or slots.rows(layout, near):
        told = _in_rows(layout, n, claim, slot, near)
        if told is not None or slot is None:
            return told
    found = [from_to(layout, near), _bases(layout, near), compared.by_year(near), compared.line(layout, n, claim)]
    found += [_base_after(layout, n, claim), _told_after(layout, n, claim)]
    own = ([p for p in f if p[1].segment == claim.segment and not _interrupted(tokens, n, claim, *p)] for f in found)
    pairs = next(filter(None, own), [])
    if not pairs:
        return None
    pairs = [p for p in pairs if _counted_by(claim, p[0])] or pairs
    fitting = [p for p in pairs if slot is None and fits(claim, *p)]
    if fitting:
        return fitting[0]
    if slot is not None:
        return _by_slot(pairs, slot)
    pairs = [p for p in pairs if not of_own_subject(claim, *p) and not _far_off(claim, *p)]
    if not pairs:
        return None
    named = [p for p in pairs if _names_unit(claim, p[0])]
    return (named or pairs)[0]


def _in_rows(
    layout: Layout, n: int, claim: Token, slot: int | None, near: Sequence[Token]
) -> tuple[Token, Token] | None:
    """The pair of the claim's own place, where values are told in rows."""
    row = _row_of(layout, n, claim) if slot is not None else [claim]
    near = [t for t in near if t.order < row[0].order]
    pairs = slots.rows(layout, near)
    if slot is not None:
        pairs = pairs if len(pairs) == len(row) else slots.in_turn(layout, near, len(row))
        return pairs[slot] if pairs else None
    fitting = [p for p in pairs if claim.known and fits(claim, *p)]
    return slots.named(layout, claim, pairs) or (fitting[0] if fitting else None)


def _interrupted(tokens: Sequence[Token], n: int, claim: Token, new: Token, old: Token) -> bool:
    """Something else was counted since: …由64支增加到71支，服务时长**小时，同比增长15％ speaks of the hours."""
    since = tokens[max(new.order, old.order) + 1 : n]
    beside = {new.clause, old.clause}
    return claim.figure.kind is not FigureKind.POINT and any(
        t.role in LEVELS and t.figure.kind is FigureKind.COUNT and t.clause not in beside for t in since
    )


def of_own_subject(claim: Token, new: Token, old: Token) -> bool:
    """机构由84个减至53个，人员减少15%: the change names things of its own, and neither value is of them."""
    beside = claim.clause in (new.clause, old.clause) or claim.order < max(new.order, old.order)
    if beside or claim.figure.kind is FigureKind.POINT:
        return False
    for lane, said in table("growth")["measures"].items():
        if re.search(said, claim.opening) and new.lane != lane:
            return True
    named = _subject(claim)
    words = new.label + new.opening + old.label + old.opening + (new.figure.unit or "")
    if len(named) < 2:
        return bool(named) and claim.opening.startswith("其中")  # 其中增值税增长8%
    sort = claim.opening.startswith("其中") or (len(named) > 3 and named[:2] not in words)  # 发明专利 of 专利
    return sort or (named[-2:] not in words and named[-1] not in words)


def _subject(claim: Token) -> str:
    """人员 in 人员减少15%: the words before the change without those of direction, time and degree."""
    words, about = claim.opening, cue("growth", "about").pattern
    before = ""
    while before != words:
        before, words = words, re.sub(f"^{about}|{about}$", "", words)
    return words


def comparable(token: Token, claim: Token) -> bool:
    """A change in units is between values of that unit; points are between percentages; percent, between anything."""
    if claim.figure.kind is FigureKind.COUNT:
        return token.lane == claim.lane
    if claim.figure.kind is FigureKind.POINT:
        return token.figure.kind is FigureKind.PERCENT
    return True


def from_to(layout: Layout, near: Sequence[Token]) -> list[tuple[Token, Token]]:
    """由a增加到b, nearest first."""
    found = [
        (new, old)
        for old, new in pairwise(near)
        if old.lane == new.lane and slots.turned(layout, old, new) and not slots.mixed(layout, old, new, near)
    ]
    return found[::-1]


def _bases(layout: Layout, near: Sequence[Token]) -> list[tuple[Token, Token]]:
    """(level, base of another time or plan) in one lane, nearest base first."""
    found = []
    for i in range(len(near) - 1, -1, -1):
        old = near[i]
        planned = old.role is Role.PLAN and re.search("比|较", old.opening)
        earlier = old.depth and _of_earlier_year(layout, old)  # （2022年为150亿元）
        if old.role is not Role.BASE and not planned and not earlier:
            continue
        news = [t for t in reversed(near[:i]) if t.lane == old.lane and t.role in LEVELS]
        news = [t for t in news if old.clause - t.clause <= 6]
        found += [(new, old) for new in [*_wholes(news), *news]]
    return found


def _wholes(news: Sequence[Token]) -> list[Token]:
    """36家，国家级1家、省级9家、市级26家，上年共31家: what the parts make is compared, not the last of them."""
    runs = range(2, len(news))
    return [news[k] for k in runs if arithmetic.exactly(news[k].figure, [t.figure for t in news[:k]])][:1]


def _base_after(layout: Layout, n: int, claim: Token) -> list[tuple[Token, Token]]:
    """44.7岁，比换届前下降3.8岁，换届前为48.5岁; or the new value behind: 较上年的126起减少38起，今年发生88起."""
    tokens = layout.tokens
    before = [t for t in tokens[max(0, n - 4) : n] if t.sentence == claim.sentence]
    after = [t for t in tokens[n + 1 : n + 2] if t.sentence == claim.sentence and t.clause - claim.clause <= 1]
    after = [t for t in after if not re.match("算上|加上?|连同|计入|含|合上", t.lead)]  # of a sum, no earlier value
    olds = [t for t in after if t.role is Role.BASE or _of_earlier_year(layout, t)]
    if not olds and after and NOW.search(after[0].lead):
        named = [t for t in before if t.role is Role.BASE and t.clause == claim.clause]
        return [(after[0], t) for t in named if t.lane == after[0].lane and comparable(t, claim)]
    news = [t for t in reversed(before) if t.role in LEVELS]
    return [(new, old) for old in olds for new in news if new.lane == old.lane and comparable(old, claim)]


def _of_earlier_year(layout: Layout, token: Token) -> bool:
    """（2022年为1260件） in the report on 2023; 年初为1.62万人."""
    said = re.search(r"(\d{4})年", token.lead)
    year = layout.report.year
    return (said is not None and year is not None and int(said.group(1)) < year) or token.lead.startswith("年初")


def _told_after(layout: Layout, n: int, claim: Token) -> list[tuple[Token, Token]]:
    """信访量同比下降15.3％，由去年的850件下降到今年的720件."""
    after = [t for t in layout.tokens[n + 1 : n + 3] if t.sentence == claim.sentence and t.clause - claim.clause == 1]
    after = [t for t in after if comparable(t, claim)] or after
    if len(after) == 1:
        after = [t for t in layout.tokens[n + 1 : n + 3] if t.sentence == claim.sentence and t.segment == claim.segment]
        return _both_years(after, claim)
    if not after or not re.match(r"(?:即|其中)?(?:由|从)", after[0].opening):
        return []  # another subject: 重污染天数下降五成，优良水体比例由…上升到…
    return from_to(layout, after) if all(comparable(t, claim) for t in after) else []


def _both_years(after: Sequence[Token], claim: Token) -> list[tuple[Token, Token]]:
    """比去年多了126人，去年486人，今年622人."""
    if len(after) != 2 or after[1].clause - after[0].clause != 1 or not all(comparable(t, claim) for t in after):
        return []
    years = [re.search("(上年|去年|今年|本年)", t.lead) for t in after]
    old = [t for t, year in zip(after, years, strict=True) if year and year.group(1) in ("上年", "去年")]
    new = [t for t, year in zip(after, years, strict=True) if year and year.group(1) in ("今年", "本年")]
    return [(new[0], old[0])] if len(old) == len(new) == 1 else []


def _slot(layout: Layout, n: int, claim: Token) -> int | None:
    """Place of the claim among several told together: 件、人两项降幅依次是50.76％和64.27％."""
    row = _row_of(layout, n, claim)
    return row.index(claim) if len(row) > 1 and cue("growth", "in_turn").search(row[0].opening) else None


def _row_of(layout: Layout, n: int, claim: Token) -> list[Token]:
    """The figures of the claim's kind in its clause."""
    around = layout.tokens[max(0, n - 4) : n + 5]
    return [t for t in around if t.clause == claim.clause and t.figure.kind is claim.figure.kind]


def _by_slot(pairs: Sequence[tuple[Token, Token]], slot: int) -> tuple[Token, Token] | None:
    """The nearest pair of each lane, in text order; None if the claim has no pair of its own."""
    nearest: dict[str, tuple[Token, Token]] = {}
    for pair in pairs:
        nearest.setdefault(pair[0].lane, pair)
    told = sorted(nearest.values(), key=lambda p: p[0].order)
    return told[slot] if slot < len(told) and len(told) > 1 else None


def _counted_by(claim: Token, new: Token) -> bool:
    """按件计, 人数: of this unit and no other."""
    unit = (new.figure.unit or "")[:1]
    return bool(unit) and re.search(f"按{unit}|{unit}[次]?数", claim.opening) is not None


def _names_unit(claim: Token, new: Token) -> bool:
    """按人计, 涉案人数, 案件数: the claim says which unit it speaks of."""
    unit = (new.figure.unit or "")[:1]
    return bool(unit) and unit in claim.opening


def _far_off(claim: Token, new: Token, old: Token) -> bool:
    """36亿元，去年4083亿元，增长11.6%: three times off and more, they are not values of one thing."""
    if claim.figure.kind is FigureKind.POINT or not (claim.known and new.known and old.known) or not old.amount:
        return False
    scale, shift = product_terms(claim)
    told = (Fraction(claim.amount) * scale + shift) * old.amount
    if claim.figure.kind is FigureKind.COUNT:
        told = Fraction(old.amount + sign(claim) * claim.amount)
    return told > 0 and not told / 3 < new.amount < told * 3


def product_terms(claim: Token) -> tuple[Number, Number]:
    """(scale, shift) so that new = (claim · scale + shift) · old."""
    if claim.figure.kind is FigureKind.PERCENT:
        return Fraction(sign(claim), 100), 1
    if "翻" in claim.figure_words:
        return 1, 0
    return sign(claim), 1


def fits(claim: Token, new: Token, old: Token) -> bool:
    """The change between the printed figures is the claim (rounded or cut off)."""
    a, b, c = (arithmetic.hull(t.figure) for t in (new, old, claim))
    if None in (a.lo, a.hi, b.lo, b.hi, c.lo, c.hi) or not b.lo:
        return True
    assert a.lo is not None and a.hi is not None and b.hi is not None and c.lo is not None and c.hi is not None
    if claim.figure.kind in (FigureKind.COUNT, FigureKind.POINT):
        change = (a + b.scaled(-1)).scaled(sign(claim))
        return arithmetic.meet(change, c)
    scale, shift = product_terms(claim)
    if "翻" in claim.figure_words:
        return a.hi >= c.lo * b.lo
    top = max(c.hi, claim.amount + (claim.figure.digit or 0)) if claim.known else c.hi  # cut off, not rounded
    factors = sorted(Fraction(x) * scale + shift for x in (c.lo, top))
    return bool(factors[0] * b.lo <= a.hi and a.lo <= factors[1] * b.hi)
