"""Values told in rows, each in its place: 由9%、41%、50%调整为8%、40%、52%; 上年分别为a和b，依次增长p、q.

A change belongs to the pair of its own place, never across places: by its own place in a row of changes, or by the name
that stands at that place (二产比重…).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .binding import Layout, Role, Token
from .cues import cue

JOINED = re.compile(r"[、/]?(?:以及|和|与|及)?[^，。；：、（）\d]{0,8}")
NAMES = re.compile(r"[^，。；：]*[、和与及][^，。；：]*")
MORE = "(?:今年|去年|上年|本年|当年|\\d{4}年|目前|现在?)的?$"


def turned(layout: Layout, old: Token, new: Token) -> bool:
    """由a增加到b, a降至b: the words between lead from the one to the other."""
    words = re.sub(MORE, "", layout.between(old, new))
    starts = re.search(r"(?:由|从)[^，。；]{0,16}$", old.opening)
    led = cue("growth", "to", after=r"[了约近]?$").search(words)
    turn = cue("growth", "turn", before="^", after=r"[^，。；]{0,4}(?:到|至|为|成)[了约近]?$").match(words)
    reached = starts and re.fullmatch(r"[\u4e00-\u9fff]{1,6}[到至成为][了约近]?", words)
    return len(words) < 12 and bool(turn or reached or (starts and led))


def row_before(layout: Layout, near: Sequence[Token], last: int) -> list[Token]:
    """The figures told side by side that end at `near[last]`, in text order."""
    first = last
    while first and _side_by_side(layout, near[first - 1], near[first]):
        first -= 1
    return list(near[first : last + 1])


def row_after(layout: Layout, near: Sequence[Token], first: int) -> list[Token]:
    """The figures told side by side from `near[first]` on."""
    last = first
    while last + 1 < len(near) and _side_by_side(layout, near[last], near[last + 1]):
        last += 1
    return list(near[first : last + 1])


def _side_by_side(layout: Layout, a: Token, b: Token) -> bool:
    """3.1万元和1.9万元; 8.9%、43.1%: a list comma or 和 between them, and hardly more."""
    words = layout.between(a, b)
    return a.clause == b.clause and words[:1] in tuple("、/和与及以") and JOINED.fullmatch(words) is not None


def rows(layout: Layout, near: Sequence[Token]) -> list[tuple[Token, Token]]:
    """(new, old) of each place of two rows, one turned into the other; nothing where only single values are told."""
    for i in range(len(near) - 2, -1, -1):
        if turned(layout, near[i], near[i + 1]):
            olds, news = row_before(layout, near, i), row_after(layout, near, i + 1)
            if len(olds) == len(news) > 1 and all(o.lane == n.lane for o, n in zip(olds, news, strict=True)):
                return list(zip(news, olds, strict=True))
    return []


def in_turn(layout: Layout, near: Sequence[Token], many: int) -> list[tuple[Token, Token]]:
    """城镇a、农村b，上年分别为c和d, and as many changes after it: the rows of one lane, place by place."""
    for i in range(len(near) - 1, many, -1):
        olds = row_before(layout, near, i)
        news = list(near[: near.index(olds[0])])[-many:]
        if len(olds) != many or len(news) != many or olds[0].role is not Role.BASE:
            continue
        told = {t.lane for t in (*olds, *news)}
        if len(told) == 1 and all(t.role in (Role.LEVEL, Role.AVERAGE) for t in news):
            return list(zip(news, olds, strict=True))
    return []


def mixed(layout: Layout, old: Token, new: Token, near: Sequence[Token]) -> bool:
    """Either of them stands in a row: 50%调整为8% is no pair where rows are told."""
    i, k = near.index(old), near.index(new)
    before, after = row_before(layout, near, i), row_after(layout, near, k)
    return any(t.lane == old.lane for t in before[:-1]) or any(t.lane == new.lane for t in after[1:])


def named(layout: Layout, claim: Token, pairs: Sequence[tuple[Token, Token]]) -> tuple[Token, Token] | None:
    """二产比重上升…: the pair whose place bears the name that the change speaks of."""
    sentence = layout.sentences[claim.sentence]
    for said in re.finditer(r"[^，。；：]+", layout.words(sentence.start, pairs[0][1].span.start)):
        names = re.split("[、和与及]", re.sub(r"增加值|占比|比重|分别|依次.*|之比.*", "", said.group()))
        held = [k for k, name in enumerate(names) if len(name) > 1 and name[-2:] in claim.opening]
        if len(names) == len(pairs) and len(held) == 1:
            return pairs[held[0]]
    own = [p for p in pairs if len(p[0].lead) > 1 and p[0].lead[:2] in claim.opening]
    return own[0] if len(own) == 1 else None
