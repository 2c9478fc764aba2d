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
from .binding import BOUND, Layout, Role, Token
from .cues import cue, table

STAGES = (Role.LEVEL, Role.PLAN)
ALREADY = re.compile("(?:已经?|实际|实)(?:完成)?([\u4e00-\u9fff]{2})")
OCCASION = re.compile("场|次|期|批")
COMERS = re.compile("人.*次")
TO_COME = re.compile("计划|目标|任务|拟")
OPENING = re.compile(r"[\u4e00-\u9fff](?![?*{|])")
QUALIFIER = re.compile("一般|重大|较大|特大|省级|市级|区级|县级")
CARRIED = re.compile(r"结转|旧存|(?:上年|去年|往年)的?(?:遗留|转入|转来|未结|移交)|历年")


@dataclass(frozen=True, slots=True)
class Pair:
    """Words of the two stages; `carry`: the second may hold work of earlier years; `opens`: how its words begin."""

    larger: re.Pattern[str]
    smaller: re.Pattern[str]
    carry: bool
    opens: frozenset[str]


@cache
def pairs() -> tuple[Pair, ...]:
    """The pairs of order.toml, and any two stages of its chains."""
    told = [(e["larger"], e["smaller"], e["carry"]) for e in table("order")["pair"]]
    for chain in table("order")["chain"]:
        told += [(larger, smaller, chain["carry"]) for larger, smaller in combinations(chain["stages"], 2)]
    return tuple(Pair(_end(larger), _end(smaller), carry, _opens(smaller)) for larger, smaller, carry in told)


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
    return re.compile(f"{before}(?<![未不在待])(?:{'|'.join(longest_first)})")


def _opens(words: Iterable[str]) -> frozenset[str]:
    """The characters that the words begin with: where none of them stands, there is nothing to search for."""
    if odd := [word for word in words if not OPENING.match(word)]:
        raise ValueError(f"order.toml: a stage begins with one plain Chinese character, not so {odd}")
    return frozenset(word[0] for word in words)


@pattern("order")
def orders(layout: Layout) -> Iterator[Relation]:
    """Two stages of one work in one sentence, counted in one unit; and results against the plan they exceed."""
    level, plan = Role.LEVEL, Role.PLAN
    for _, lane in layout.lanes():
        for n, token in enumerate(lane):
            if token.role is level:
                yield from list(_stages(lane, n, token)) or _due(lane, n, token)
            elif token.role is plan:
                yield from _stages(lane, n, token)
                yield from _exceeded(lane, n, token)
    yield from _turnout(layout)


def _stages(lane: list[Token], n: int, smaller: Token) -> Iterator[Relation]:
    if not any_smaller().search(smaller.label) or smaller.opening.startswith("其中"):
        return
    if BOUND.search(smaller.figure.qualifier):
        return  # 落地亿元以上项目: how large, not how many
    found: list[tuple[Token, Pair]] = []
    label = smaller.label
    for pair in _may_end(label):
        if not pair.smaller.search(label):
            continue
        larger = _nearest(lane, n, pair)
        if larger is None or (pair.smaller.search(larger.lead) and not pair.larger.search(larger.lead)):
            continue
        if not _of_another(pair, larger, smaller):
            found.append((larger, pair))
    if not found:
        return
    beyond = [told for told in found if arithmetic.exceeds(told[0].figure, [smaller.figure])]
    beyond = [told for told in beyond if told is found[0] or 2 * smaller.amount < 3 * told[0].amount]
    larger, pair = (beyond or found)[0]  # 收到136件，立案45件，结案48件: more than were 立案
    carried = _carried(lane, larger, smaller)
    yield drafts.order(larger.figure, smaller.figure, *(c.figure for c in carried), hard=not pair.carry, cue="stages")


def _of_another(pair: Pair, larger: Token, smaller: Token) -> bool:
    """来信86件，答复网上留言126件: the second stage names things of its own."""
    own = cue("order", "filler").sub("", pair.smaller.sub("", smaller.lead))
    said = larger.label + larger.opening
    return len(own) > 2 and not any(own[i : i + 2] in said for i in range(len(own) - 1))


def _nearest(lane: list[Token], n: int, pair: Pair) -> Token | None:
    """The nearest figure before, up to a semicolon, that names the first stage."""
    qualifiers = _qualifiers(lane[n])
    for k in range(n - 1, -1, -1):
        token = lane[k]
        if token.segment != lane[n].segment:
            break
        rest = pair.larger.sub("", token.label, count=1)  # 整改 in 下达整改通知书 is no second stage
        if pair.smaller.search(rest) and "应" not in token.lead:
            continue  # 反馈问题完成整改80个，信访件330个完成整改: both are the second stage
        if qualifiers and qualifiers != _qualifiers(token):
            continue
        named = pair.larger.search(token.label) or pair.larger.search(token.opening)
        if TO_COME.search(token.lead):
            continue  # a plan may be exceeded
        if token.role in STAGES and named and not _is_carried(token):
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
    return [t for t in found if not _counted_in(t, larger, smaller)][:1]


def _counted_in(carried: Token, larger: Token, smaller: Token) -> bool:
    """处置174件，其中上年结转13件: already inside what there was; 新收 never holds it."""
    between = larger.order < carried.order < smaller.order
    return "新" not in larger.lead and between and bool(re.match("其中|含|（", carried.opening) or carried.depth)


def _due(lane: list[Token], n: int, done: Token) -> Iterator[Relation]:
    """需改造126户，已改造118户: what was done of what was due, under one verb."""
    said = ALREADY.search(done.lead)
    if said is None:
        return
    for k in range(n - 1, -1, -1):
        due = lane[k]
        if due.segment != done.segment or done.clause - due.clause > 2:
            return
        named = re.search(f"(?:应|需|须|待)[^，。；]{{0,4}}{said.group(1)}", due.label)
        if named and due.role in STAGES:
            yield drafts.order(due.figure, done.figure, cue="应办")
            return


def _turnout(layout: Layout) -> Iterator[Relation]:
    """开展活动**场，受众**人次: whoever came came to one of them. Worth saying only where neither is shown."""
    for events, people in pairwise(layout.tokens):
        if people.sentence != events.sentence or people.clause - events.clause > 1:
            continue
        held = COMERS.match(people.figure.unit or "") and OCCASION.match(events.figure.unit or "")
        if held and events.figure.masked and people.figure.masked and {events.role, people.role} == {Role.LEVEL}:
            yield drafts.order(people.figure, events.figure, hard=False, cue="人次", confidence=0.5)


def _exceeded(lane: list[Token], n: int, plan: Token) -> Iterator[Relation]:
    """14次，超出年度计划的12次: the result is at least the plan."""
    if not n or not re.search(r"超(?:过|出|额|完成)?", plan.opening):
        return
    done = lane[n - 1]
    if done.sentence == plan.sentence and done.role is Role.LEVEL and plan.clause - done.clause <= 1:
        yield drafts.order(done.figure, plan.figure, cue="超过计划")
