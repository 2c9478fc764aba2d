"""Splits that the words call complete: 其余, 由…组成, 属于 and 不属于, N类, classes that exclude each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from . import arithmetic
from .announced import announced, following
from .binding import Layout, Token
from .cues import cue, later, table
from .kinds import excluding, kinds, misses_by_little, of_one_kind, outcomes
from .rest import with_rest
from .runs import Sum, is_detail, is_residual, siblings

WHOLE_LAST = later("total", "whole_last")
SUMMED = later("total", "whole_last", after="[\u4e00-\u9fff]{0,2}$")
STRETCH = later("total", "stretches", before="^", after="[\u4e00-\u9fff]{0,4}$")
COMPOSED = re.compile(r"[^。；]{0,12}[，：]?由([^。；]*?)(?:组成|构成)")
DIVIDED = re.compile(r"[^。；，]{0,6}，(?:共?分为|划分为)([^。；，]*)")
NEXT_IN_LIST = re.compile(r"[^，。；：（]*、")


def complete(layout: Layout, lane: list[Token]) -> Iterator[tuple[Sum, str]]:
    """Splits whose words say that nothing is left out."""
    for n, token in enumerate(lane):
        yield from with_rest(layout, lane, n, token)
        yield from _composed(layout, lane, n, token)
        yield from _opposites(layout, lane, n, token)
        wide = following(lane, n, token)
        yield from announced(layout, lane, n, token, wide)
        run = wide if wide and wide[0].clause - token.clause <= 1 else []
        if len(run) > 1:
            yield from _exclusive(token, run)
            yield from kinds(layout, token, run)
            yield from _pairs(token, run)
        if len(run) > 2 or token.lead.startswith("全年"):
            yield from _periods(lane, n, token, run)
        yield from _together(layout, lane, n, token)
        yield from _counted_together(layout, lane, n, token)
        after = layout.text[token.span.end : token.span.end + 1]
        if after in ("（", "("):
            yield from _bracketed(layout, lane, n, token)
        elif after in ("：", ":"):
            yield from _after_colon(layout, lane, n, token)


def _composed(layout: Layout, lane: list[Token], n: int, whole: Token) -> Iterator[tuple[Sum, str]]:
    """N个，由A a个、B b个和C c个组成."""
    near = layout.text[whole.span.end : whole.span.end + 14]
    if "由" not in near and "分为" not in near:
        return
    rest = layout.text[whole.span.end : layout.sentences[whole.sentence].end]
    said = COMPOSED.match(rest) or DIVIDED.match(rest)
    if not said:
        return
    inside = [t for t in lane[n + 1 :] if t.span.end <= whole.span.end + said.end(1)]
    if len(inside) > 1:
        yield Sum(whole, tuple(inside)), "composed"


def _opposites(layout: Layout, lane: list[Token], n: int, whole: Token) -> Iterator[tuple[Sum, str]]:
    """收件550件…属于职责的401件，不属于的136件."""
    if len(lane) < n + 3:
        return
    a, b = lane[n + 1], lane[n + 2]
    if a.sentence != b.sentence or b.sentence - whole.sentence > 1:
        return
    if any(t.sentence == b.sentence and t.depth == b.depth for t in lane[n + 3 : n + 4]):
        return  # a longer list, of which these are two
    if NEXT_IN_LIST.match(layout.between(whole, a)):
        return  # a sibling in the same list, not their whole
    same_place = a.sentence == b.sentence == whole.sentence or (
        a.sentence == b.sentence == whole.sentence + 1 and whole.line == b.line and not _pending(layout, whole)
    )
    if same_place and opposite(a.label, b.label) and not is_detail(a) and not is_detail(b):
        sorted_out = cue("total", "sorted_by").search(a.opening)
        yield Sum(whole, (a, b)), "classes" if sorted_out else "opposites"


def _pending(layout: Layout, whole: Token) -> bool:
    """Cases that came in: some of them are still open, or were carried over, when the outcomes are counted."""
    return bool(re.search("受理|收案|新收|移送|提前介入|积存|旧存", whole.opening))


def opposite(one: str, other: str) -> bool:
    """One label denies the other: 同意 and 不同意, 逮捕 and 未予逮捕, 实到 and 请假."""
    if one.startswith("实到") and re.match("请假|缺席|缺勤|未到", other):
        return True
    for denial in re.finditer(r"(?:不予|未予|不|未|没有|没|非)([\u4e00-\u9fff]{2})", other):
        if denial.group(1) in one and not re.search(f"(?:不予|未予|不|未|没有?|非){denial.group(1)}", one):
            return True
    return False


def _exclusive(whole: Token, run: list[Token]) -> Iterator[tuple[Sum, str]]:
    """Classes that exclude each other (男 and 女; 5A, 4A, 3A) and are more than the whole; or nearly all, and more."""
    if not arithmetic.exceeds(whole.figure, [t.figure for t in run]):
        return
    found = Sum(whole, tuple(run))
    overlapping = any(cue("part", "overlapping").search(t.label) for t in run)
    labels = [t.label for t in run]
    if excluding([whole.label, *labels]):
        return  # one of the classes, not their whole
    if siblings(found):
        return
    together = run[0].clause == run[-1].clause or is_detail(run[0])
    parallel = (len(run) > 2 and together) or run[0].lead[-2:] == run[1].lead[-2:]
    if excluding(labels) or outcomes(labels) or (parallel and not overlapping and misses_by_little(found)):
        yield found, "excess"


def _periods(lane: list[Token], n: int, whole: Token, run: list[Token]) -> Iterator[tuple[Sum, str]]:
    """三年来累计136，2020年36，2021年42，2022年58: one part for every stretch of time."""
    told = STRETCH()
    if len(run) > 2 and WHOLE_LAST().search(whole.opening):
        leads = [t.lead.removeprefix("其中") for t in run]
        stretches = {lead for lead in leads if told.search(lead)}
        if len(stretches) == len(run):
            yield Sum(whole, tuple(run)), "classes"
    if not whole.lead.startswith("全年"):
        return
    year = [t for t in lane[max(0, n - 4) : n] if t.segment == whole.segment and told.search(t.lead)]
    quarters = "".join(re.findall("([一二三四])季度", "".join(t.lead for t in year)))
    if quarters == "一二三四" and len(year) == 4 and whole.clause - year[-1].clause <= 1:
        yield Sum(whole, tuple(year)), "classes"


def _pairs(whole: Token, run: list[Token]) -> Iterator[tuple[Sum, str]]:
    """男性a名，女性b名: everybody is one or the other."""
    if len(run) > 2 and run[2].clause - run[1].clause == run[1].clause - run[0].clause:
        return  # 刑事、行政、民事: a row of more
    for one, other in whole_pairs():
        if one.match(run[0].lead) and other.match(run[1].lead):
            sure = DENIED.search(other.pattern) or arithmetic.exceeds(whole.figure, [t.figure for t in run[:2]])
            yield Sum(whole, tuple(run[:2])), "classes" if sure else "opposites"  # 城区、农村: some may be neither


DENIED = re.compile("[不未非]|[男女]|新收")


@cache
def whole_pairs() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Two classes of which everything is one or the other."""
    pairs = table("total")["whole_pairs"]
    return tuple((re.compile(f"(?:其中)?(?:{one})"), re.compile(other)) for one, other in pairs)


DONE = "办结|审结|结案|执结|答复|支出|办理|化解|处置|了结|整改|销号|完成|消化|处理"
CARRIED = "结转|旧存|结余|转来|转入|接转|遗留|积存|未结|滚存|移交|往年|历年|跨年"


def _together(layout: Layout, lane: list[Token], n: int, whole: Token) -> Iterator[tuple[Sum, str]]:
    """a和b，合计c; 一季度a，二季度b，…，全年共c: parts told alike, and a sum that misses by little."""
    summed = SUMMED().search(whole.lead) is not None
    if not (summed or whole.lead.startswith(("全年", "全期", "年度")) or "生产总值" in whole.lead):
        return
    run = _before(lane, n)
    opening = run[0].opening if run else ""
    of_year = whole.lead.startswith(("全年", "全期", "年度")) and cue("total", "stretches").search(opening)
    industries = "生产总值" in whole.lead and re.search("三次产业|三个产业", opening)
    if not (summed or of_year or industries):
        return
    run = _without_their_number(run, whole)
    if len(run) < 2 or whole.clause - run[-1].clause > 1 or any(is_detail(t) for t in run):
        return
    if re.search(DONE, whole.lead) and any(re.search(CARRIED, t.lead) for t in run):
        return  # what was done is not the sum of what came in
    added = re.search(r"(?:^|，)(?:再?加上?)", layout.between(run[0], run[-1]) + run[1].opening)
    alike = len({t.lead[-2:] for t in run}) == 1 or run[0].clause == run[-1].clause or bool(added)
    alike = alike or of_one_kind(whole, run) or any(is_residual(t) for t in run)
    found = Sum(whole, tuple(run))
    if alike and misses_by_little(found, share=10):
        yield found, "together"


def _before(lane: list[Token], n: int) -> list[Token]:
    """The figures of its sentence and depth told before it."""
    first = n
    while first and lane[first - 1].sentence == lane[n].sentence:
        first -= 1
    return [t for t in lane[first:n] if t.depth == lane[n].depth]


# in every one of them stands 计 or 加
MANY = re.compile(
    r"([两二三四五六七八九十]|\d{1,2})[大个]?[项类者块级地镇部方][分面]?[\u4e00-\u9fff]{0,4}?(?:合计|共计|总计|相加|加总)"
)


def _without_their_number(run: list[Token], whole: Token) -> list[Token]:
    """优秀18个、良好36个、一般5个，三个等次合计59个: the three are how many parts there are, none of them."""
    apart = len(run) > 2 and run[-1].clause == whole.clause != run[-2].clause
    return run[:-1] if apart and not run[-1].lead and run[-1].amount == len(run) - 1 else run


def _counted_together(layout: Layout, lane: list[Token], n: int, whole: Token) -> Iterator[tuple[Sum, str]]:
    """教育12.3亿元、卫生健康6.8亿元、社会保障8.1亿元，三项合计29.2亿元: the last so many before it."""
    said = MANY.search(whole.opening) if "计" in whole.opening or "加" in whole.opening else None
    if said is None:
        return
    many = (
        int(said.group(1)) if said.group(1).isdigit() else 2 if said.group(1) == "两" else CHINESE.index(said.group(1))
    )
    run = _before(lane, n)[-many:]
    listed = len(run) == many > 1 and whole.clause - run[-1].clause == 1
    if listed and all(t.lead for t in run) and all(b.clause - a.clause <= 1 for a, b in pairwise(run)):
        found = Sum(whole, tuple(run))
        yield found, "together" if misses_by_little(found, share=10) else "listed"


CHINESE = "零一二三四五六七八九十"


def _bracketed(layout: Layout, lane: list[Token], n: int, whole: Token) -> Iterator[tuple[Sum, str]]:
    """讲座64场（线上22场、线下52场）: one or the other, in brackets right behind the whole."""
    end = min((i for c in "）)" if (i := layout.text.find(c, whole.span.end)) >= 0), default=whole.span.end)
    inside = [t for t in lane[n + 1 : n + 8] if t.span.end <= end]
    labels = [t.label for t in inside]
    if len(inside) < 2 or not all(t.lead for t in inside):
        return
    found = Sum(whole, tuple(inside))
    halves = len(inside) == 2 and any(
        one.fullmatch(a.lead) and other.fullmatch(b.lead)
        for one, other in whole_pairs()
        for a, b in (inside, inside[::-1])
    )
    if arithmetic.exceeds(whole.figure, [t.figure for t in inside]):
        if halves or excluding(labels) or outcomes(labels):
            yield found, "excess"
    elif halves:
        yield found, "opposites"


def _after_colon(layout: Layout, lane: list[Token], n: int, whole: Token) -> Iterator[tuple[Sum, str]]:
    """18,600人次：集中轮训9,420人次；网络培训6,180人次；送学上门2,900人次: a list to the end of the sentence."""
    run = [t for t in lane[n + 1 :] if t.sentence == whole.sentence and t.depth == whole.depth]
    last = layout.sentences[whole.sentence].end
    words = layout.words(whole.span.end, last)
    told = len(run) > 1 and all(len(t.lead) > 1 for t in run) and not is_detail(whole)
    parted = told and all(b.clause - a.clause <= 1 for a, b in pairwise(run)) and run[0].clause - whole.clause == 1
    loose = cue("total", "loose").search(words) or any(cue("part", "overlapping").search(t.label) for t in run)
    found = Sum(whole, tuple(run))
    if parted and not loose and len(layout.words(run[-1].span.end, last)) < 3 and misses_by_little(found):
        yield found, "listed"
