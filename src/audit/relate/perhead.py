"""Averages whose total and count stand further off: 案均3,200元 of the cases and the fines told clauses before.

Such a reading is taken where it comes out; where it does not, only if one count and one total stand right before it in
one sentence (资助学生500人次，资金40万元，人次均800元).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..records import FigureKind, Product, Relation
from ..sets import Interval, Number
from . import arithmetic, drafts
from .binding import Layout, Role, Token
from .cues import cue, table

PER_UNIT = re.compile(
    "([\u4e00-\u9fff]{1,2}?次?)均(?!为?衡)(?:每[年月日])?([\u4e00-\u9fff]{0,10}?)(?:约|近|达到?|为|是|在|超)*$"
)
MONTHLY = re.compile("月人均|月户均|[人户]月?均每?月|每[人户]每?月")
EACH = re.compile(
    "(?:每|平均每|一)(?:个|名|位|家|支|辆|所|座|处)?([\u4e00-\u9fff]{1,6}?)(?:平均)?"
    "(?:配[备有置]?|拥有|有|对[上应接]|联系|结对|负责|管理|服务|承担|包[联保抓]|带|帮[扶带]?|分担|面对|照[看料护])了?([\u4e00-\u9fff]{0,6}?)约?$"
)
RECEIVED = re.compile("(?:实际|各自)?(?:到手|分得|分到|拿到|领到|领取|得到|获得|获补|受益|得|领|享受|获)+$")
LEVELS = (Role.LEVEL, Role.BASE)


def wide(layout: Layout, n: int, claim: Token) -> Iterator[Relation]:
    """total = average · count, further back than one clause or two."""
    if not claim.known:
        return
    before = [t for t in layout.tokens[max(0, n - 30) : n] if t.line == claim.line and claim.sentence - t.sentence <= 2]
    before = [t for t in before if t.figure.kind is FigureKind.COUNT and t.role in LEVELS]
    before = [t for t in before if not cue("average", "others").search(t.lead) or t.role is Role.LEVEL]
    said = PER_UNIT.search(claim.lead)
    if said is not None or MONTHLY.search(claim.lead) or re.search("亩产|单产", claim.lead):
        yield from _per_unit(claim, before, said)


def _per_unit(claim: Token, before: Sequence[Token], said: re.Match[str] | None) -> Iterator[Relation]:
    unit = said.group(1) if said is not None else ""
    noun = unit[-1:] if unit[-1:] != "次" else unit  # 农村户均 is of 户, 人次均 of 人次
    noun = noun if noun else "亩" if re.search("亩产|单产", claim.lead) else "人"
    counts = [t for t in reversed(before) if _counted_in(t, noun)]
    totals = [t for t in reversed(before) if times(t, claim) is not None]
    months = 12 if MONTHLY.search(claim.lead) else 1
    sharp = sum(c.isdigit() for c in claim.figure_words) >= 3
    named = RECEIVED.sub("", said.group(2))[-4:] if said is not None else ""
    for total in totals:
        for count in counts:
            if count is total or not (count.known and total.known) or count.amount < 2:
                continue
            here = total.sentence == claim.sentence == count.sentence
            if (sharp or here or (named and named in total.label)) and _fits(claim, total, count, months):
                yield _relation(claim, total, count, months)
                return
    totals = [t for t in totals if not named or named[-2:] in t.label]  # 人均可支配收入 is of another total
    if months == 1 and said is not None:
        yield from _refuted(claim, counts, totals)


def _refuted(claim: Token, counts: Sequence[Token], totals: Sequence[Token]) -> Iterator[Relation]:
    """学生500人次，资金40万元，人次均800元: the only count and the only total, right before the average."""
    own = [t for t in counts if t.sentence == claim.sentence]
    whole = [t for t in totals if t.sentence == claim.sentence and t not in own]
    if len(own) != 1 or len(whole) != 1 or not (own[0].known and whole[0].known):
        return
    count, total = own[0], whole[0]
    beside = claim.clause - total.clause == 1 and abs(total.clause - count.clause) <= 1
    if beside and claim.opening == claim.lead and total.role is Role.LEVEL and not count.depth and not total.depth:
        yield _relation(claim, total, count, 1)


def _counted_in(token: Token, noun: str) -> bool:
    """92个村 for 村均, 500人次 for 人次均, 420件 of cases for 案均."""
    unit = token.figure.unit or ""
    if noun in ("亩", "人", "户", "家", "人次"):
        dimension = {"亩": "area", "人": "person"}.get(noun)
        return unit.startswith(noun) or (dimension is not None and token.figure.dimension == dimension)
    if noun == "案":
        return unit in ("件", "起", "宗", "个") and re.search("案|查处|处罚|办结|立案", token.label) is not None
    return unit.startswith(noun[-1]) or token.tail.startswith(noun)


def times(total: Token, claim: Token) -> Number | None:
    """Units of the average in one unit of the total; None if they do not compare."""
    if (total.figure.unit or "") == (claim.figure.unit or "") or total.lane == claim.lane == "person":
        return 1
    for group in table("average")["size"].values():
        if total.figure.unit in group and claim.figure.unit in group:
            return Fraction(str(group[total.figure.unit])) / Fraction(str(group[claim.figure.unit]))
    return None


def _fits(claim: Token, total: Token, count: Token, months: int) -> bool:
    """The quotient is the printed average, rounded or cut off."""
    whole, over, average = (arithmetic.hull(t.figure) for t in (total, count, claim))
    factor = Fraction(times(total, claim) or 1) / months
    if count.lane == "area":
        factor /= Fraction(str(table("average")["size"]["area"].get(count.figure.unit or "", 1)))
    if None in (whole.lo, whole.hi, average.lo, average.hi, over.lo, over.hi) or not over.lo:
        return False
    assert whole.lo is not None and whole.hi is not None and over.hi is not None
    told = Interval(Fraction(whole.lo) * factor / over.hi, Fraction(whole.hi) * factor / over.lo)
    digit = Fraction(claim.figure.digit or 0)
    return arithmetic.meet(told, Interval(Fraction(claim.amount) - digit / 2, Fraction(claim.amount) + digit))


def _relation(claim: Token, total: Token, count: Token, months: int) -> Relation:
    scale = months / Fraction(times(total, claim) or 1)
    if count.lane == "area":
        scale *= Fraction(str(table("average")["size"]["area"].get(count.figure.unit or "", 1)))
    product = Product(total.id, claim.id, count.id, scale)
    members = (claim.figure, total.figure, count.figure)
    return drafts.relation("ratio", members, (product,), pattern="average", cue=claim.lead)


def each(layout: Layout, n: int, claim: Token) -> Iterator[Relation]:
    """医师800人、护士960人，每位医师配护士1.2名; 36家企业与12个村牵手，一个村对上3家企业: where it comes out."""
    said = EACH.search(claim.lead) if claim.figure.kind is FigureKind.COUNT and claim.known else None
    if said is None or claim.role not in (Role.AVERAGE, Role.LEVEL):
        return
    noun, thing = said.group(1)[-2:], said.group(2)[-2:] or claim.tail[:2]
    near = [t for t in layout.tokens[max(0, n - 8) : n] if claim.sentence - t.sentence <= 1 and t.known]
    near = [t for t in near if t.figure.kind is FigureKind.COUNT and t.line == claim.line and t.role is Role.LEVEL]
    counts = [t for t in reversed(near) if noun in t.label]
    totals = [t for t in reversed(near) if times(t, claim) is not None and len(thing) > 1 and thing in t.label]
    for total in totals:
        for count in counts:
            if count is not total and count.amount > 1 and _fits(claim, total, count, 1):
                yield _relation(claim, total, count, 1)
                return
