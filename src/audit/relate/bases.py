"""Which counts a percentage is taken of: the part and the base that the words name, or that fit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..records import FigureKind
from . import arithmetic, naming
from .binding import Layout, Role, Token
from .complete import opposite
from .cues import cue
from .order import pairs

TIMES = ("年", "个月", "天", "日", "小时", "岁", "周")
PARTS = (Role.LEVEL, Role.PLAN)
COUNTED_BY = re.compile(r"[按以从]([\u4e00-\u9fff])(?:数|次)*(?:来)?(?:计算?|算|统计|口径|看)")


def covered(layout: Layout, n: int, claim: Token) -> Token | None:
    """对**个社区进行了100％覆盖: all of them, whatever the number of those who went."""
    previous = layout.tokens[n - 1] if n else None
    if previous is None or previous.clause != claim.clause or previous.figure.kind is not FigureKind.COUNT:
        return None
    return previous if claim.figure.value == 100 and "覆盖" in claim.tail else None


def inside(layout: Layout, n: int, claim: Token) -> Token | None:
    """The count inside the claim's own clause: 占全区52家的63.5％, 完成年度任务4100人的103.9％."""
    previous = layout.tokens[n - 1] if n else None
    if previous is None or previous.clause != claim.clause or previous.figure.kind is not FigureKind.COUNT:
        return None
    words = layout.between(previous, claim)
    if re.fullmatch(r"[^，。；]{0,8}的[^，。；]{0,6}", words) and re.search(
        r"占|完成|达到?|[为是]|相当于|对[照比标]|按照?|比照|[比较与同]", previous.opening
    ):
        return previous
    return None


def counts(layout: Layout, n: int, claim: Token) -> list[Token]:
    """Counts before the claim: in its sentence, and in the paragraph up to three sentences back."""
    return [
        t
        for t in layout.tokens[max(0, n - 60) : n]
        if claim.sentence - t.sentence <= 3
        and t.line == claim.line
        and t.figure.kind is FigureKind.COUNT
        and (t.role in PARTS or t.lead.endswith(("平均人口", "平均人数", "平均余额")))
        and t.figure.unit not in TIMES
        and not t.lead.endswith(("/", "／", "每"))
    ]


def fits(claim: Token, part: Token, base: Token, *, cut: bool = True) -> bool:
    """The share of printed figures is the claim."""
    if not arithmetic.known([part.figure, base.figure]):
        return False
    hundred = arithmetic.hundred(claim.figure)
    if (part.amount == 0) != (claim.amount == 0):
        return False  # nought is exact
    if part.amount > base.amount and claim.amount <= hundred:
        return False
    return arithmetic.share(claim.figure, arithmetic.hull(part.figure), arithmetic.hull(base.figure), cut=cut)


def fitting(layout: Layout, claim: Token, before: list[Token]) -> tuple[Token, Token] | None:
    """The nearest part and base that give the percentage."""
    own = [t for t in before if t.sentence == claim.sentence]
    called, planned = naming.called(claim, own), naming.of_plan(claim)
    parts = sorted(own, key=lambda t: (not naming.bears(claim, t), -t.order))  # 纠错27件 before 终止27件 for 纠错率
    nearest = sorted(before, key=lambda t: (t.sentence != claim.sentence, -t.order))
    for cut in (False, True):  # a base that fits by rounding goes before one that fits only by cutting off
        for part in parts:
            for base in nearest:
                if base is part or base.lane != part.lane or not fits(claim, part, base, cut=cut):
                    continue
                if called and base not in called:
                    continue
                if planned and not naming.planned(base):
                    continue
                if naming.turned_round(claim, part, base):
                    continue
                if naming.is_rate(claim) and whole_of(part, base, before) is not None:
                    continue  # 审结50件，胜诉45件、败诉5件，败诉率: not of 胜诉
                exceeds = base.role is Role.PLAN and base.clause == part.clause + 1  # 2400个，超额完成2000个的目标
                named = exceeds or not naming.is_rate(claim) or naming.named_by_rate(claim, part, base)
                if part.order < base.order and not named:
                    continue
                if _is_sharp(claim) or naming.speaks_of(claim, part, base):
                    return part, base
    return None


def _is_sharp(claim: Token) -> bool:
    """A printed share; 12％以内 or 97％以上 fits nearly any two counts."""
    hull = claim.figure.values.hull
    return hull.hi is not None and bool(hull.lo)


def in_unit(layout: Layout, claim: Token, before: list[Token]) -> list[Token]:
    """按件数计算，批捕率…: the counts in the unit that the words before the rate name, if they name one."""
    said = COUNTED_BY.findall(layout.between(before[-1], claim)) if before else None
    return [t for t in before if (t.figure.unit or "").startswith(said[-1])] or before if said else before


def names_unit(layout: Layout, claim: Token, last: Token) -> bool:
    """The words between say by which unit the rate is counted."""
    return COUNTED_BY.search(layout.between(last, claim)) is not None


def elsewhere(layout: Layout, claim: Token, before: list[Token]) -> tuple[Token, Token] | None:
    """A base stated earlier in the report under the same name: 占农户总数的7.3％ of 全区农户31500户."""
    own = [t for t in before if t.sentence == claim.sentence]
    if not own or claim.figure.value in (None, 0, 100) or naming.of_plan(claim):
        return None
    part = own[-1]
    named = re.search(r"占([\u4e00-\u9fff]{2,6}?)(?:总数|总量|总额|总户数)?的?$", claim.lead)
    noun = named.group(1)[-2:] if named else part.lead[-2:]
    if len(noun) < 2:
        return None
    for base in layout.by_lane[part.lane]:
        apart = base.sentence != part.sentence and noun in base.label and base.role is Role.LEVEL
        if apart and fits(claim, part, base):
            return part, base
    return None


def split(claim: Token, before: list[Token]) -> tuple[Token, Token] | None:
    """逮捕25人，未捕24人，不捕率48.98％: the base is both together."""
    own = [t for t in before if t.sentence == claim.sentence and t.known]
    for i in range(len(own) - 1, 0, -1):
        for a, b in ((own[i], own[i - 1]), (own[i - 1], own[i])):
            if a.lane != b.lane or not _one_question(claim, a, b):
                continue
            both = arithmetic.total([a.figure, b.figure])
            if arithmetic.share(claim.figure, arithmetic.hull(a.figure), both):
                return a, b
    return None


def _one_question(claim: Token, a: Token, b: Token) -> bool:
    """起诉率 of 公诉 and 不起诉, 不捕率 of 逮捕 and 未捕: both labels speak of what the rate is named for."""
    name = naming.stem(claim)[-1:]
    return bool(name) and all(name in t.label for t in (a, b)) and abs(a.clause - b.clause) <= 1


def widest(lane: list[Token]) -> Token:
    """The largest figure of the claim's sentence or, failing that, the nearest larger one."""
    return max(lane, key=lambda t: (t.sentence, t.figure.value or 0))


def at_least(base: Token, part: Token) -> bool:
    """The base may be as large as the part."""
    low, high = arithmetic.hull(part.figure).lo, arithmetic.hull(base.figure).hi
    return low is None or high is None or high >= low


def of_money(claim: Token, base: Token) -> bool:
    """项目69个，产业类资金占60.9％: a share of money that is told elsewhere."""
    said = re.search("(?:资金|金额|投资额?|经费|支出|产值|预算|[款费])(?:所?占|的?比)", claim.opening)
    return said is not None and base.lane != "money"


def of_base(claim: Token, base: Token) -> bool:
    """The figure is what the percentage is taken of: 收到诉求**件，办结率99.2％; 202名，…的比例是48.2％."""
    if claim.clause - base.clause != 1 or of_money(claim, base):
        return False
    if re.match(r"其中|[^，]{0,14}(?:的)?比例|[^，]{0,6}占(?:比)?[^，]{0,2}$", claim.opening):
        return not re.match(r"占", claim.opening)
    stem = naming.stem(claim)
    every = stem == "覆盖" and claim.figure.value == 100
    return every or (bool(stem) and any(p.smaller.search(stem) and p.larger.search(base.label) for p in pairs()))


def carried_over(layout: Layout, claim: Token, before: list[Token], base: Token | None) -> Token | None:
    """抽查240卷，合格236卷，合格率98.3％；优秀168卷，优秀率72％: the part of a second rate on the base of the first."""
    part = before[-1] if before else None
    if part is None or base is None or part is base or not naming.bears(claim, part) or part.lane != base.lane:
        return None
    near = part.line == base.line and claim.sentence - base.sentence <= 1 and claim.clause - part.clause <= 1
    told = layout.tokens[base.order + 1 : claim.order]  # of last year as well: 去年同期收案208件，结案36件，结案率…
    others = [t for t in told if t.lane == base.lane and t.segment == part.segment]
    return part if near and others == [part] and at_least(base, part) else None


def sole(layout: Layout, claim: Token, before: list[Token]) -> tuple[Token, bool] | None:
    """The one count that a share without a part can be of, and whether the words say that it is.

    23个行政村，年收入超过20万元的村占68.4％: sure, the same noun; 文件17件，合法性审核率100％: where some number fits.
    """
    near = [t for t in before if t.segment == claim.segment and t.figure.dimension != "money"]
    if (
        not near
        or of_money(claim, near[-1])
        or claim.clause - near[-1].clause > 2
        or near[-1].depth
        or near[-1].figure.scale != 1
    ):
        return None
    base, noun = near[-1], re.search(r"([\u4e00-\u9fff])(?:数量?)?占(?:比|到|了|总数)*(?:为|达|约)?$", claim.opening)
    sure = noun is not None and base.tail.endswith(noun.group(1)) and re.search("共|总|现有|辖", base.opening)
    beside = [t for t in near if t.clause == base.clause and t is not base]
    if not sure and (beside or naming.bears(claim, base) or "：" in layout.between(base, claim)):
        return None
    return base, bool(sure)


def named(claim: Token, part: Token, before: list[Token], *, is_rate: bool) -> Token | None:
    """The base that the words leave for a share that fits none."""
    lane = [t for t in before if t.lane == part.lane and t is not part and t.order < part.order]
    if naming.of_plan(claim):  # another item's plan is no base
        lane = [t for t in lane if naming.planned(t) and t.segment == part.segment]
        lane = [t for t in lane if t is lane[-1] and part.order - t.order <= 1]
        if lane and claim.known and claim.amount > arithmetic.hundred(claim.figure):
            return lane[0]  # a plan may be exceeded
    called = naming.OF_NAMED.search(claim.lead)
    if called is not None:
        told = [t for t in lane if t.sentence == claim.sentence and called.group(1) in t.label]
        near_named = [t for t in lane if t.sentence == claim.sentence and naming.shares_word(called.group(1), t)]
        told = told or (near_named if called.group().startswith("完成") else [])
        if len(told) == 1:
            return told[0]
    if is_rate and (stock := _coverage(claim, part, lane)):
        return stock
    lane = [t for t in lane if not t.has_share and t.depth <= part.depth]
    near = [t for t in lane if t.sentence == claim.sentence and at_least(t, part)]
    if is_rate and (due := [t for t in near if naming.due(t, part)]):
        return due[-1]
    if is_rate:
        behind = [t for t in before if t.lane == part.lane and t.order > part.order and naming.bears(claim, part)]
        behind = [] if re.search("新增|新建|再", part.lead) else behind  # 新增14个，累计95个: not of the stock
        near = near or [t for t in behind if at_least(t, part) and not t.depth]  # 出生人口3412人，平均人口58.7万人
        near = [t for t in near if t.segment == claim.segment and part.clause - t.clause <= 3]
        near = [t for t in near if naming.named_by_rate(claim, part, t) and not naming.bears(claim, t)]
        near = [t for t in near if not opposite(t.label, part.label) and not opposite(part.label, t.label)]
        if naming.stem(claim)[:1] in ("不", "未"):  # 不捕率: of both together, not of those that were 逮捕
            near = [t for t in near if t.lead[-2:] != part.lead[-2:]]
        if len(near) > 1 and not part.known:
            staged = [t for t in near if any(p.larger.search(t.label) for p in pairs())]
            whole = [t for t in near[:-1] if t is whole_before(near, near[-1])]
            near = whole or (staged if staged == near[-1:] else [])  # nothing to try: only the stage right before
        return near[-1] if near and not of_base(claim, part) else None
    near = near or [t for t in lane if at_least(t, part)]
    base = widest(near) if near else None
    return base if base is not None and naming.under_its_name(claim, base) else None


def whole_of(part: Token, sibling: Token, before: list[Token]) -> Token | None:
    """审结50件，胜诉45件、败诉5件，败诉率…: the larger figure beside the part makes the whole with it."""
    if sibling.segment != part.segment or abs(part.order - sibling.order) != 1 or part.clause - sibling.clause > 1:
        return None
    wholes = [t for t in before if t.lane == part.lane and t.order < sibling.order and t.segment == part.segment]
    return next((t for t in reversed(wholes) if arithmetic.exactly(t.figure, [part.figure, sibling.figure])), None)


def whole_before(lane: Sequence[Token], last: Token) -> Token:
    """应诉97件，一审68件、二审29件，…: the whole of the parts that end with the last figure, else that figure."""
    told = [t for t in lane if t.segment == last.segment]
    for first in range(len(told) - 2):
        if arithmetic.exactly(told[first].figure, [t.figure for t in told[first + 1 :]]):
            return told[first]
    return last


def called_by_rate(claim: Token, own: list[Token]) -> Token:
    """办结402件，正在办理14件，办结率…: the nearest figure that bears the rate's name, else the nearest."""
    near = [t for t in own if claim.clause - t.clause <= 2 and naming.bears(claim, t)]
    return near[-1] if near else own[-1]


def _coverage(claim: Token, part: Token, lane: list[Token]) -> Token | None:
    """14个镇街，其中12个建成，覆盖率…; 行政村186个，已通硬化路192个，通达率…: the figure right before the part."""
    rate = cue("ratio", "coverage", after=r"[^，。；]{0,3}$").search(claim.lead)
    if rate is None or not lane or lane[-1].segment != part.segment or part.clause - lane[-1].clause > 1:
        return None
    among = re.search("其中|中的?$", part.opening) or set(rate.group()[:-1]) & set(part.label)
    return lane[-1] if among and claim.clause - part.clause <= 1 else None


def hidden_between(before: list[Token], part: Token, base: Token) -> bool:
    """The base is printed, and a count of its unit that stands nearer is not."""
    return base.known and any(
        t.lane == base.lane and t.order > base.order and t is not part and not t.known for t in before
    )


def subject(claim: Token, own: list[Token]) -> Token:
    """企业3200家、职工8.6万人，其中中小微企业占比98.5％: of the figures told together, the one of the same noun."""
    beside = [t for t in own if t.clause == own[-1].clause]
    words = re.sub("^其中|占比.*|的?比例.*|占.*", "", claim.opening)
    return next((t for t in beside if len(t.lead) > 1 and words.endswith(t.lead[-2:])), own[-1])


def denied(claim: Token, part: Token, before: list[Token]) -> Token | None:
    """抽检412批次，不合格21批次，合格率…: the whole that the rest is a share of."""
    stem = naming.stem(claim)
    if not stem or f"不{stem}" in claim.lead or not re.search(f"[不未]{stem}", part.label):
        return None
    lane = [t for t in before if t.lane == part.lane and t.order < part.order and t.segment == part.segment]
    return lane[-1] if len(lane) == 1 and at_least(lane[0], part) else None


def summed(claim: Token, before: list[Token]) -> list[Token] | None:
    """受理318件，调解226件，裁决83件，其他结案9件，结案率100％: parts told in a row, and their whole."""
    own = [t for t in before if t.segment == claim.segment]
    if len(own) < 3 or claim.clause - own[-1].clause > 1:
        return None
    lane = [t for t in own if t.lane == own[-1].lane]
    for first in range(1, len(lane) - 1):
        parts, base = lane[first:], lane[first - 1]
        whole = arithmetic.hull(base.figure)
        if arithmetic.known([p.figure for p in (*parts, base)]) and arithmetic.share(
            claim.figure, arithmetic.total(p.figure for p in parts), whole
        ):
            return [*parts, base]
    return None
