"""Orders: what comes of something is at most what there was. 办结 ≤ 收到, 整改 ≤ 发现, 实到 ≤ 应到.

Work carried over from last year may be finished this year: such orders are soft, and a carried figure that the text
names is the third member.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise

from ..records import Relation
from . import arithmetic, drafts, pattern
from .binding import BOUND, REST, Layout, Role, Token
from .cues import cue, table
from .due import due_for
from .places import place_of

STAGES = (Role.LEVEL, Role.PLAN)
OCCASION = re.compile("场|次|期|批")
COMERS = re.compile("人.*次")
TO_COME = re.compile("计划|目标|任务|拟")
OPENING = re.compile(r"[\u4e00-\u9fff](?![?*{|])")
ADDED = re.compile("加上|加|连同|算上|计入|含|包括")
QUALIFIER = re.compile("一般|重大|较大|特大|省级|市级|区级|县级")
CARRIED = re.compile(
    r"结转|旧存|历年|往年|(?:上年|去年|年初|期初|跨年)[^，。；]{0,2}(?:遗留|转|未结|留存|积存|积压|移交)|积案|存案"
)
NOTHING_CARRIED = re.compile(
    "(?:没有|无|未|不存在|没)[^，。；]{0,6}(?:遗留|结转|积案|旧存|存案|余案|积压|未结)|(?:遗留|结转|积案|旧存|存案)[^，。；]{0,4}(?:为零|为0|没有|无)"
)
REFERRING = re.compile(
    r"^(?:截至|截止|目前|至今|到目前|[到至]?(?:年[底末]|岁末|\d+月[底末])|现[在已]|其中|上述|以上|这些|年内|当年|已)"
)
PERIOD = re.compile("上半年|下半年|全年|[一二三四]季度|前三季度|本月|当月|\\d+月份")


@dataclass(frozen=True, slots=True)
class Pair:
    """Words of the two stages; `carry`: the second may hold work of earlier years; `opens`: how its words begin;
    `loose`: more of the second proves nothing; `of_one_kind`: 检测…合格…, told apart and not worked off.
    """

    larger: re.Pattern[str]
    smaller: re.Pattern[str]
    carry: bool
    opens: frozenset[str]
    loose: bool = False
    of_one_kind: bool = False


@cache
def pairs() -> tuple[Pair, ...]:
    """The pairs of order.toml, and any two stages of its chains."""
    told = [(e["larger"], e["smaller"], e["carry"], False, False) for e in table("order")["pair"]]
    for chain in table("order")["chain"]:
        how = chain["carry"], chain.get("loose", False), chain.get("part", False)
        told += [(larger, smaller, *how) for larger, smaller in combinations(chain["stages"], 2)]
    return tuple(Pair(_end(a), _end(b), carry, _opens(b), loose, kind) for a, b, carry, loose, kind in told)


@cache
def any_smaller() -> re.Pattern[str]:
    """Any word of a second stage."""
    told = [word for e in table("order")["pair"] for word in e["smaller"]]
    told += [word for chain in table("order")["chain"] for words in chain["stages"][1:] for word in words]
    return _end(sorted(set(told)), f"(?=[{''.join(sorted(_opens(told)))}])")


@cache
def _by_opening() -> dict[str, list[int]]:
    """By a character that begins a word of a second stage: the places of its pairs."""
    places: dict[str, list[int]] = {}
    for n, pair in enumerate(pairs()):
        for character in pair.opens:
            places.setdefault(character, []).append(n)
    return places


def _may_end(label: str) -> list[Pair]:
    """The pairs, in their order, whose second stage may be named there."""
    at = _by_opening()
    return [pairs()[n] for n in sorted({n for character in label for n in at.get(character, ())})]


def _end(words: list[str], before: str = "") -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda w: (-len(w), w))
    return re.compile(f"{before}(?<![未不在待])(?<!限期)(?:{'|'.join(longest_first)})")


def _opens(words: Iterable[str]) -> frozenset[str]:
    """The characters that the words begin with: where none of them stands, there is nothing to search for."""
    if odd := [word for word in words if not OPENING.match(word)]:
        raise ValueError(f"order.toml: a stage begins with one plain Chinese character, not so {odd}")
    return frozenset(word[0] for word in words)


@pattern("order")
def orders(layout: Layout) -> Iterator[Relation]:
    """Two stages of one work, counted in one unit."""
    for _, lane in layout.lanes():
        for n, token in enumerate(lane):
            if _is_stage(token) and due_for(lane, n) is None and place_of(layout, token) is None:
                yield from _stages(layout, lane, n, token)
    yield from _turnout(layout)


def _stages(layout: Layout, lane: list[Token], n: int, smaller: Token) -> Iterator[Relation]:
    found = _led_by(layout, lane, n)
    if not found:
        return
    found.sort(key=lambda told: -told[0].order)
    holding = [told for told in found if not arithmetic.exceeds(told[0].figure, [smaller.figure])]
    near = [told for told in found if told in holding or 2 * smaller.amount < 3 * told[0].amount]
    larger, pair = (near or found)[0]  # 收到136件，立案45件，结案48件: more than were 立案
    if (larger, pair) not in holding and not _worth_asking(layout, larger, smaller, pair):
        return
    if _splits(lane, n, larger):
        return
    if re.match("(?:其中)?(?:需要?|须|必须|亟需)", smaller.lead) and not arithmetic.exceeds(
        larger.figure, [smaller.figure]
    ):
        yield drafts.part(larger.figure, [smaller.figure], pattern="order", cue="stages", hard=False)
        return  # 排查427个，需要整治的183个: some of them, not a stage that they went through
    if pair.of_one_kind:
        yield drafts.part(larger.figure, [smaller.figure], pattern="order", cue="stages", hard=not pair.carry)
        return
    carried = _carried(lane, larger, smaller)
    said = layout.sentences[smaller.sentence].of(layout.text)
    sure = larger.sentence == smaller.sentence and (not pair.carry or bool(NOTHING_CARRIED.search(said)))
    yield drafts.order(larger.figure, smaller.figure, *(c.figure for c in carried), hard=sure, cue="stages")


def _is_stage(token: Token) -> bool:
    """It counts what was done, not how large or how long it is: 落地亿元以上项目."""
    counts = token.role in STAGES and not token.opening.startswith("其中")
    sized = BOUND.search(token.figure.qualifier) or token.lane in ("time", "duration", "天")
    return counts and not sized and any_smaller().search(token.label) is not None


def _splits(lane: list[Token], n: int, larger: Token) -> bool:
    """发现问题96个，当场纠正58个，督促整改38个: ways in which all of them went, a total."""
    beside = [
        t for t in lane[max(0, n - 1) : n + 2] if t is not lane[n] and t is not larger and t.segment == lane[n].segment
    ]
    done = [t for t in beside if any_smaller().search(t.lead) and not REST.search(t.label)]
    return any(arithmetic.exactly(larger.figure, [lane[n].figure, t.figure]) for t in done)


def _led_by(layout: Layout, lane: list[Token], n: int) -> list[tuple[Token, Pair]]:
    """First stages of what the figure says was done: in its own stretch, else a little further back."""
    smaller = lane[n]
    named = [pair for pair in _may_end(smaller.label) if pair.smaller.search(smaller.label)]
    for reach in (_in_segment, _further_back):
        found: list[tuple[Token, Pair]] = []
        for pair in named:
            larger = _nearest(reach(layout, lane, n), smaller, pair)
            if larger is None or (pair.smaller.search(larger.lead) and not pair.larger.search(larger.lead)):
                continue
            if not _of_another(pair, larger, smaller):
                found.append((larger, pair))
        if found:
            return found
    return []


def _in_segment(layout: Layout, lane: list[Token], n: int) -> list[Token]:
    """What stands before it, up to a semicolon, the nearest first."""
    return [t for t in reversed(lane[:n]) if t.segment == lane[n].segment]


def _further_back(layout: Layout, lane: list[Token], n: int) -> list[Token]:
    """新发案件86件，降幅5%。法院当年审结79件: the sentence before, where this one names no first stage itself."""
    smaller = lane[n]
    told = [t for t in reversed(lane[:n]) if t.line == smaller.line and smaller.sentence - t.sentence <= 1]
    return told[:3] if told and all(t.segment != smaller.segment for t in told) else []


def _worth_asking(layout: Layout, larger: Token, smaller: Token, pair: Pair) -> bool:
    """More came out than went in: said of one work, of one stretch of time, in words that name nothing else."""
    if pair.loose or (larger.segment != smaller.segment and not REFERRING.match(smaller.opening)):
        return False
    periods = [PERIOD.findall(t.opening) for t in (larger, smaller)]
    return not all(periods) or periods[0] == periods[1]


def _of_another(pair: Pair, larger: Token, smaller: Token) -> bool:
    """来信86件，答复网上留言126件: the second stage names things of its own."""
    own = cue("order", "filler").sub("", pair.smaller.sub("", smaller.lead))
    said = larger.label + larger.opening
    return len(own) > 2 and not any(own[i : i + 2] in said for i in range(len(own) - 1))


def _nearest(before: list[Token], smaller: Token, pair: Pair) -> Token | None:
    """The nearest figure before that names the first stage."""
    qualifiers = _qualifiers(smaller)
    for token in before:
        rest = pair.larger.sub("", token.label, count=1)  # 整改 in 下达整改通知书 is no second stage
        if pair.smaller.search(rest) and "应" not in token.lead:
            continue  # 反馈问题完成整改80个，信访件330个完成整改: both are the second stage
        if qualifiers and qualifiers != _qualifiers(token):
            continue
        named = pair.larger.search(token.label) or pair.larger.search(token.opening)
        if TO_COME.search(token.lead):
            continue  # a plan may be exceeded
        if token.role in STAGES and named and not _is_carried(token) and token.depth <= smaller.depth:
            return token
    return None


def _qualifiers(token: Token) -> set[str]:
    """一般 and 重大 are counted apart."""
    return set(QUALIFIER.findall(token.label))


def _is_carried(token: Token) -> bool:
    return bool(CARRIED.search(token.lead))


def _carried(lane: list[Token], larger: Token, smaller: Token) -> list[Token]:
    """The carried figure, where it is not already inside the larger one: 新收158件，办结161件，其中含上年结转6件."""
    found = [t for t in lane if t.sentence == smaller.sentence and _is_carried(t) and "下年" not in t.label]
    found = [t for t in found if not NOTHING_CARRIED.search(t.label)]
    return [t for t in found if not _counted_in(t, larger, smaller)][:1]


def _counted_in(carried: Token, larger: Token, smaller: Token) -> bool:
    """处置174件，其中上年结转13件: already inside what there was; 新收 never holds it."""
    if carried.order < larger.order and larger.clause - carried.clause <= 1:
        return ADDED.search(carried.lead) is not None  # 加上上年结转11件，应办153件
    between = larger.order < carried.order < smaller.order
    return "新" not in larger.lead and between and bool(re.match("其中|含|（", carried.opening) or carried.depth)


def _turnout(layout: Layout) -> Iterator[Relation]:
    """开展活动**场，受众**人次: whoever came came to one of them. Worth saying only where neither is shown."""
    for events, people in pairwise(layout.tokens):
        if people.sentence != events.sentence or people.clause - events.clause > 1:
            continue
        held = COMERS.match(people.figure.unit or "") and OCCASION.match(events.figure.unit or "")
        if held and events.figure.masked and people.figure.masked and {events.role, people.role} == {Role.LEVEL}:
            yield drafts.order(people.figure, events.figure, hard=False, cue="人次", confidence=0.5)
