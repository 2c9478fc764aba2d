"""Parts: 其中, 包括, 含, 中的. A part is at most the whole; several are added only where they exclude each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..records import Relation
from . import arithmetic, drafts, pattern
from .binding import Layout, Role, Token
from .cues import cue, later

BELOW = later("part", "below", before="^")
ALREADY = later("part", "already", after="$")
INSIDE = later("part", "inside", before="^(?!其)([\u4e00-\u9fff]{2,10}?)")
WHOLES = (Role.LEVEL,)
EXPLAINED = re.compile("（含")  # 其中节能灯具1300盏（含旧灯改装）: the text itself says why it may be more
# 63个行政村中的41个; 送到群众手中，尚有 and 年中的 name no set
AMONG = r"[^，。；、\d]{0,20}(?:(?<![手心途年月旬期])当?中|里)(?:的|，?有|，)[^，。；、\d]{0,8}"
AMONG_BARE = r"[^，。；、\d]{1,16}(?<![手心途年月旬期])中"  # 9个镇（街道）中4个没有


@pattern("part")
def parts(layout: Layout) -> Iterator[Relation]:
    """Every part that the words set below a whole."""
    for _, lane in layout.lanes():
        yield from _below(layout, lane)
        yield from _among(layout, lane)
        yield from _inside(lane)


def _below(layout: Layout, lane: list[Token]) -> Iterator[Relation]:
    """N个，其中A a个、B b个."""
    done: set[int] = set()
    level = Role.LEVEL
    for n, token in enumerate(lane):
        if token.order in done or token.role is not level or token.lane == "岁":
            continue
        if not is_below(token):
            yield from _opening_sentence(layout, lane, n)
            continue
        group = _group(lane, n)
        done.update(t.order for t in group)
        whole = _whole(lane, n)
        if whole is None:
            yield from _opening_sentence(layout, lane, n)
            continue
        figures = [t.figure for t in group]
        if arithmetic.exceeds(whole.figure, figures) and _joined_subject(layout, whole):
            continue
        if len(group) > 1 and not _overlap(group) and not arithmetic.exceeds(whole.figure, figures):
            yield drafts.part(whole.figure, figures, cue="其中")
        else:
            if (
                _parallel(group)
                and not _overlap(group)
                and not any(arithmetic.exceeds(whole.figure, [f]) for f in figures)
            ):
                yield drafts.part(whole.figure, figures, cue="其中", hard=False)  # of one kind each: rarely both
            if _too_much_money(whole, group):
                yield drafts.part(whole.figure, figures, cue="其中", hard=False)
                continue
            for k, below in enumerate(group):
                above = group[k - 1] if k and _stricter(layout, group[k - 1], below) else whole
                if _of_its_own(above, below):
                    continue
                explained = EXPLAINED.match(layout.text, below.span.end) is not None
                yield drafts.part(above.figure, [below.figure], cue="其中", hard=not explained)


def _too_much_money(whole: Token, group: list[Token]) -> bool:
    """1860万元，其中低保金1120万元、临时救助910万元: money is spent once, so items of one list are asked about."""
    if whole.lane != "money" or len(group) < 2 or len({t.clause for t in group}) > 1 or _overlap(group):
        return False
    sources = {cue("part", "sources").search(t.lead) is not None for t in group}  # 中央资金…、用于教育…: two sortings
    named = all(len(t.lead.removeprefix("其中")) > 1 for t in group)
    return named and len(sources) == 1 and arithmetic.exceeds(whole.figure, [t.figure for t in group])


def _of_its_own(whole: Token, below: Token) -> bool:
    """20个项目，包含69个子项目; 一户600元，一年就有600万元: larger than the whole, being of another sort."""
    if not arithmetic.exceeds(whole.figure, [below.figure]):
        return False
    told = cue("part", "below", before="^").match(own_words(below))
    return below.tail.startswith(("子", "分")) or (not told and below.amount > 2 * whole.amount)


def _stricter(layout: Layout, one: Token, other: Token) -> bool:
    """50万元以上的31个、100万元以上的12个: the second class lies inside the first."""
    limits = [layout.tokens[t.order - 1] for t in (one, other) if t.order]
    same = len(limits) == 2 and all(t.role is Role.THRESHOLD for t in limits) and limits[0].lane == limits[1].lane
    return same and limits[1].amount > limits[0].amount


def _parallel(group: list[Token]) -> bool:
    """口袋公园8个、郊野公园5个: kinds of one thing, named alike."""
    ends = {t.lead[-1:] for t in group}
    return len(group) == 2 and len(ends) == 1 and all(len(t.lead) > 1 for t in group)


def _joined_subject(layout: Layout, whole: Token) -> bool:
    """38家成员单位、12个镇街均…，其中…: what follows speaks of both together."""
    if not whole.tail:
        return False  # 186户、523人: the same things in two units
    after = layout.tokens[whole.order + 1 : whole.order + 2]
    return any(
        t.clause == whole.clause and t.lane != whole.lane and re.search("[、和及与]", layout.between(whole, t))
        for t in after
    )


def _opening_sentence(layout: Layout, lane: list[Token], n: int) -> Iterator[Relation]:
    """粮食补贴2160万元。其中，一卡通发放2100万元: the one figure of its unit in the sentence before."""
    first = lane[n]
    if not n or lane[n - 1].sentence != first.sentence - 1 or lane[n - 1].line != first.line:
        return
    if not re.fullmatch(
        r"其中[，：]?[^，。；：]*", layout.words(layout.sentences[first.sentence].start, first.span.start)
    ):
        return
    alone = n < 2 or lane[n - 2].sentence != first.sentence - 1
    if alone and lane[n - 1].role in WHOLES and not is_below(lane[n - 1]):
        yield drafts.part(lane[n - 1].figure, [first.figure], cue="其中", hard=False)


def is_below(token: Token) -> bool:
    """Its clause begins with 其中 or the like."""
    words = own_words(token)
    return bool(BELOW().match(words) or ALREADY().search(token.lead))


def own_words(token: Token) -> str:
    """The words of its clause before it, from the bracket on that it stands in: 含女生 in 2317人（含女生2371人）."""
    return re.split("[（(]", token.opening)[-1] if token.depth else token.opening


def _group(lane: list[Token], n: int) -> list[Token]:
    """The figures under one 其中: its clause, and following clauses told with the same verb."""
    first = lane[n]
    group = [first]
    for token in lane[n + 1 :]:
        if token.role is not Role.LEVEL or token.sentence != first.sentence:
            break
        if token.clause != first.clause:
            told_alike = len(token.lead) > 2 and set(group[-1].lead[-2:]) & set(token.lead[-2:])
            going_alike = not token.lead and not group[-1].lead.removeprefix("其中") and _one_verb(group[-1], token)
            if token.segment != first.segment or not (told_alike or going_alike):
                break
        group.append(token)
    return group


def _one_verb(one: Token, other: Token) -> bool:
    """2650万元投向管网，2.53亿元投向学校: both figures open their clause, and the same verb follows."""
    return len(one.tail) > 2 and one.tail[:2] == other.tail[:2]


def _whole(lane: list[Token], n: int) -> Token | None:
    """The nearest figure before 其中 that is not itself below another; 空编6名，其中…51人 is of those there are."""
    for token in reversed(lane[:n]):
        if cue("part", "lacking").search(token.lead) and arithmetic.exceeds(token.figure, [lane[n].figure]):
            continue
        if token.sentence != lane[n].sentence:
            return None
        if token.depth > lane[n].depth:
            continue
        if token.segment != lane[n].segment and arithmetic.exceeds(token.figure, [lane[n].figure]):
            told = [t for t in lane[:n] if t.segment == token.segment and t.role in WHOLES and not is_below(t)]
            return max(told, key=lambda t: t.amount, default=None)  # 143人，男119人，女24人；其中科级以上37人: of all
        if token.role in WHOLES and (not is_below(token) or token.depth < lane[n].depth):
            return token
    return None


def _overlap(group: list[Token]) -> bool:
    """The parts name attributes that one and the same person may have."""
    return any(cue("part", "overlapping").search(t.label + t.opening) for t in group)


def _inside(lane: list[Token]) -> Iterator[Relation]:
    """干部培训1860人次，参训干部里基层干部达720人次: the clause names the set that it speaks of."""
    for whole, token in pairwise(lane):
        near = token.sentence == whole.sentence and 0 < token.clause - whole.clause <= 2 and token.depth == whole.depth
        said = INSIDE().match(token.opening) if near else None
        if said is None or token.role is not Role.LEVEL or whole.role not in WHOLES:
            continue
        named = re.sub("[的了]|已经?", "", said.group(1))
        shared = any(named[i : i + 2] in whole.label for i in range(len(named) - 1))
        if shared and not re.search("工作|活动|过程|年|检查|排查", named):
            yield drafts.part(whole.figure, [token.figure], cue="中的", hard=False)


def _among(layout: Layout, lane: list[Token]) -> Iterator[Relation]:
    """63个行政村中的41个; 110个村（社区）中有23个."""
    for whole, token in pairwise(lane):
        if token.sentence == whole.sentence and token.role is Role.LEVEL:
            words = layout.between(whole, token).replace("公里", "")
            bare = re.fullmatch(AMONG_BARE, words) and re.match("[没未无不已仍还尚]", token.tail)
            if re.fullmatch(AMONG, words) or bare:
                yield drafts.part(whole.figure, [token.figure], cue="中的")
