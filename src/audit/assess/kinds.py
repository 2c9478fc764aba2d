"""Whether a wording names another kind of thing or of act than a goal: 水质监测站 is no 空气监测站."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from .wording import WEAK, covered, cues, weights

_NAME = 2  # characters at least that name something

OTHER, UNSURE, SAME = 1.0, 0.2, 0.0
"""What is taken off a match: all of it, a little where both name something more, nothing."""


def difference(words: str, named: str, heading: str) -> float:
    """How much the thing `named` beside a figure differs from what a goal's `words` ask for."""
    acts, theirs = _acts(words), _acts(named)
    if (acts and theirs and not acts & theirs) or _opposed(words, f"{named} {heading}"):
        return OTHER
    own, other = _left(words, f"{named} {heading}"), _left(named, words)
    if not own or not other:
        return SAME
    if any(_kin(words[a:b], named[c:d]) for a, b in own for c, d in other):
        return SAME
    if not _shares_a_thing(words, named):
        return OTHER
    return OTHER if any(_beside_the_same(words, x, named, y) for x in own for y in other) else UNSURE


def _shares_a_thing(words: str, named: str) -> bool:
    """Something is named by both that is no act: 湿地修复 and 修复矿山 share only the act."""
    hit = "".join(c if h else " " for c, h in zip(words, covered(words, named), strict=True))
    return any(len(run) >= _NAME for run in _nameless().sub(" ", hit).split())


def _left(words: str, other: str) -> list[tuple[int, int]]:
    """Stretches of the words that name something in two telling characters or more and are not in the other."""
    hit, telling = covered(words, other), [w > WEAK for w in weights(words)]
    left = "".join(c if t and not h else " " for c, h, t in zip(words, hit, telling, strict=True))
    bare = _nameless().sub(lambda m: " " * len(m[0]), left)
    return [m.span() for m in re.finditer(r"\S+", bare) if len(m[0]) >= _NAME]


def _kin(a: str, b: str) -> bool:
    """场馆 and 博物馆: the last character says that both are of one kind."""
    return a[-1] == b[-1]


def _beside_the_same(words: str, own: tuple[int, int], named: str, other: tuple[int, int]) -> bool:
    """Both stretches stand before the same two characters, or behind the same: 空气|监测, 水质|监测."""

    def around(text: str, at: tuple[int, int]) -> Iterator[str]:
        yield from (f">{text[at[1] : at[1] + _NAME]}", f"<{text[max(at[0] - _NAME, 0) : at[0]]}")

    return any(
        a == b and len(a) > _NAME and " " not in a
        for a, b in zip(around(words, own), around(named, other), strict=True)
    )


def _opposed(words: str, other: str) -> bool:
    """城镇 and 农村: the goal names one side and the wording only the other."""
    for sides in cues()["opposites"]:
        named = [any(w in words for w in side) for side in sides]
        theirs = [any(w in other for w in side) for side in sides]
        if any(named) and any(theirs) and not any(a and b for a, b in zip(named, theirs, strict=True)):
            return True
    return False


def _acts(words: str) -> set[str]:
    """Kinds of act that the words name: to build, to repair, to close, to inspect."""
    return {kind for kind, verbs in cues()["acts"].items() if any(verb in words for verb in verbs)}


@cache
def _nameless() -> re.Pattern[str]:
    """Verbs, and words that count or date but name nothing."""
    named = {v for verbs in cues()["acts"].values() for v in verbs} | set(cues()["verbs"]) | set(cues()["nameless"])
    return re.compile("|".join(sorted(map(re.escape, named), key=lambda w: (-len(w), w))))
