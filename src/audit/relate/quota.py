"""So many for each, and what they make together: 42期，每期55人，累计2310人次; 村村配3名，合计336名; 日均1200件.

Nothing but the arithmetic says that nothing else is in the total, so a reading is taken only where it comes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..records import FigureKind, Product, Relation
from ..sets import Number
from . import arithmetic, drafts, pattern, perhead
from .binding import Layout, Role, Token
from .cues import cue, table

EACH = re.compile(
    r"(?:平均)?每一?([\u4e00-\u9fff]{1,3})(?:（[\u4e00-\u9fff]{1,4}）)?[^，。；\d]{0,12}$|"
    r"([村户人镇乡校班队家园店站院厂])\2[^，。；\d]{0,8}$"
)
SPAN = re.compile(r"每(?:一|个)?(?:年|月|季|周|日|天|次数|小时|百|千|万|亿|分)")
DAYS = re.compile(r"(日|天|周|月|场|期|班|节|课)均[^，。；\d]{0,6}$")
OVER = re.compile(r"(?:以|按照?|扣除[^，。；]{0,8}按)[^，。；\d]{0,8}$")
COUNTED = {"日": "工作日|天|日", "天": "工作日|天|日", "周": "周", "月": "个?月"}
PRICED = re.compile(r"每(公斤|千克|斤|吨|克|亩|公顷|平方米|平方公里)[^，。；\d]{0,8}$")
MEASURE = "个名位家支所座间条处户辆艘台"
ROLES = (Role.LEVEL, Role.AVERAGE, Role.CHANGE)


@pattern("quota")
def quotas(layout: Layout) -> Iterator[Relation]:
    """Quotas, unit prices and daily averages that come out."""
    counts = [t for t in layout.tokens if t.figure.kind is FigureKind.COUNT]
    for claim in counts:
        if not claim.known or claim.role not in ROLES or layout.section(claim.span) == "plan":
            continue
        if said := PRICED.search(claim.lead):
            yield from _price(counts, claim, said.group(1))
        elif DAYS.search(claim.lead):
            yield from _daily(counts, claim)
        elif (said := EACH.search(_words(layout, claim))) and not SPAN.search(claim.lead):
            yield from _quota(layout, counts, claim, said)


def _times(total: Token, claim: Token) -> Number | None:
    """As in `perhead`; who comes is counted as 人 in one place and as 人次 in all of them."""
    units = {total.figure.unit, claim.figure.unit}
    return 1 if "人次" in units and units <= {"人次", "人", "名", "位"} else perhead.times(total, claim)


def _words(layout: Layout, claim: Token) -> str:
    """The words before the quota, with the bracket of 每村（社区）."""
    start = layout.sentences[claim.sentence].start
    return re.split("[，；：、。]", layout.words(start, claim.span.start))[-1]


def _quota(layout: Layout, counts: Sequence[Token], claim: Token, said: re.Match[str]) -> Iterator[Relation]:
    """total = quota · count: the total beside the quota, the count before it or a stock of that name."""
    noun = said.group(1) or said.group(2)
    for total in _totals(counts, claim):
        for count in _counted(layout, counts, claim, noun):
            if count is not total and count.lane != "money" and _makes(claim, total, count):
                yield _relation(claim, total, count)
                return


def _totals(counts: Sequence[Token], claim: Token) -> list[Token]:
    """合计256名 right behind, else the figure right before: 增加学位5400个，…，平均每所增加900个."""
    near = [t for t in counts if t.sentence == claim.sentence and t.known and _times(t, claim) is not None]
    behind = [t for t in near if t.order > claim.order and t.clause - claim.clause in (1, 2)][:1]
    behind = [t for t in behind if cue("quota", "sum", before="^[^，。；]{0,6}?").search(t.lead)]
    mean = re.search("平均|均|折合|合", claim.lead)
    before = [t for t in near if t.order < claim.order and claim.clause - t.clause <= 4 and t.role is Role.LEVEL]
    return behind + (before[::-1] if mean else [])


def _counted(layout: Layout, counts: Sequence[Token], claim: Token, noun: str) -> list[Token]:
    """The counts of what 每 names: near, then anywhere before; 每处 of whatever stands right before."""
    before = [t for t in counts if t.order < claim.order and t.known and t.amount > 1 and t.role is Role.LEVEL]
    named = [t for t in reversed(before) if _is_of(t, noun)]
    near = [t for t in named if t.line == claim.line]
    wide = [t for t in named if t.line != claim.line and t.amount >= 20]
    both = [t for t in reversed(before) if t.line == claim.line and claim.sentence - t.sentence <= 1 and t.amount >= 50]
    general = "（" in _words(layout, claim) or noun.startswith("处")
    return near + wide + (both if general else [])


def _is_of(count: Token, noun: str) -> bool:
    """38期 for 每期, 118个村 for 每村."""
    unit, thing = count.figure.unit or "", noun[1:3] if noun[0] in MEASURE else noun[:2]
    return unit.startswith(noun[0]) or (bool(thing) and thing in count.tail[:6] + unit) or noun[0] in count.tail[:3]


def _makes(claim: Token, total: Token, count: Token) -> bool:
    """Exactly so many of whole things; rounded, where the words say 平均."""
    factor = Fraction(_times(total, claim) or 1)
    made = Fraction(claim.amount) * Fraction(count.amount)
    if total.figure.dimension != "money" and made == Fraction(total.amount) * factor:
        return total.amount >= 20
    slack = Fraction(total.figure.digit or 0) * factor / 2 + Fraction(claim.figure.digit or 0) * Fraction(count.amount)
    mean = re.search("平均|均|折合|合|每", claim.lead) is not None
    sharp = sum(c.isdigit() for c in claim.figure_words) >= 3
    off = Fraction(total.amount) * factor - made
    return mean and sharp and -slack / 2 <= off <= slack


def _price(counts: Sequence[Token], claim: Token, unit: str) -> Iterator[Relation]:
    """干茶1250吨，产值3.75亿元，每公斤均价300元."""
    if claim.lane != "money":
        return
    sizes = next((group for group in table("average")["size"].values() if unit in group), None)
    near = [t for t in counts if t.order < claim.order and t.line == claim.line and claim.sentence - t.sentence <= 1]
    near = [t for t in reversed(near) if t.known and t.role is Role.LEVEL and claim.clause - t.clause <= 6]
    if sizes is None:
        return
    for total in [t for t in near if t.lane == "money"]:
        for count in [t for t in near if t.figure.unit in sizes]:
            scale = Fraction(str(sizes[count.figure.unit or ""])) / Fraction(str(sizes[unit]))
            if _priced(claim, total, count, scale):
                yield _relation(claim, total, count, scale)
                return


def _priced(claim: Token, total: Token, count: Token, scale: Fraction) -> bool:
    """The price by both printed figures, rounded or cut off."""
    whole, over = arithmetic.hull(total.figure), arithmetic.hull(count.figure)
    if None in (whole.lo, whole.hi, over.lo, over.hi) or not over.lo:
        return False
    assert whole.lo is not None and whole.hi is not None and over.hi is not None
    digit = Fraction(claim.figure.digit or 0)
    low, high = Fraction(whole.lo) / (over.hi * scale), Fraction(whole.hi) / (over.lo * scale)
    return low <= claim.amount + digit and claim.amount - digit / 2 <= high


def _daily(counts: Sequence[Token], claim: Token) -> Iterator[Relation]:
    """全年办件30万件，以250个工作日计，日均1200件: over so many days as the words say."""
    said = DAYS.search(claim.lead)
    unit = COUNTED.get(said.group(1), said.group(1)) if said is not None else "天"
    near = [t for t in counts if t.order < claim.order and t.sentence == claim.sentence and t.known]
    spans = [t for t in reversed(near) if re.search(f"^(?:{unit})", (t.figure.unit or "").lstrip("个") + t.tail)]
    spans = [t for t in spans if OVER.search(t.opening) or claim.clause - t.clause <= 2]
    totals = [t for t in reversed(near) if _times(t, claim) is not None and t.role is Role.LEVEL]
    for total in totals:
        for span in spans:
            if span is not total and _priced(claim, total, span, 1 / Fraction(_times(total, claim) or 1)):
                yield _relation(claim, total, span)
                return


def _relation(claim: Token, total: Token, count: Token, scale: Fraction | None = None) -> Relation:
    factor = Fraction(_times(total, claim) or 1) if scale is None else 1 / scale
    product = Product(total.id, claim.id, count.id, 1 / factor)
    members = (claim.figure, total.figure, count.figure)
    return drafts.relation("ratio", members, (product,), pattern="quota", cue=claim.lead, hard=False, confidence=0.9)
