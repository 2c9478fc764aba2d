"""Which figure of a report answers a goal: same dimension, same words, same year; every candidate with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..match import best_fit, matchers
from ..records import Figure, FigureKind, Goal, Span, Stance, Status
from .kinds import OTHER, SAME, difference
from .measure import dimension
from .places import Place, Places, is_begun, moves
from .target import is_each
from .wording import WEAK, covered, cues, likeness, plain_words, shared, weights

ENOUGH = 0.55  # share of an indicator's words that must be found again
_NEAR, _CLAUSE, _BEFORE, _SENTENCE, _HEADING, _BLOCK = 1.0, 0.95, 0.8, 0.6, 0.55, 0.45
_LOCAL = 0.25  # share that the figure's own clause, or the one before it, must hold
_SUM = 0.2  # given to the sum of what a sentence counts, which answers before its parts
_PART = 0.12  # taken off for 其中: a part is not the whole
_OTHER_UNIT = 0.1  # taken off where the unit differs but counts things all the same
_STOCK = 0.15  # taken off where one says 累计 and the other does not
_SHORTER = 0.56  # score of a wording that says less than the goal and nothing else
_TELLING = 2  # characters at least that such a wording must hold of what is counted
_COUNTED = ("item", "organisation", "thing", "document", "group", "event", "case", "")
_GENERAL = {"item", "thing", ""}  # 个, 项: whatever is counted
_STOCK_WORDS = re.compile(r"累计|总数|达到|共有|总量|总计|共计")
_NEW = re.compile(r"新(?![一兴型时生])|净增")
_STANDS = re.compile(r"达到|总面积|累计|现有|共有|总数|总量|保有|拥有|存量")
_TOTAL = re.compile(r"累计|总数|总量")
_RATE_ENDS = re.compile(r"(?:占比|所占比例|比例|比重|率|增速|增长|增幅|下降|降低|减少|上升)$")
_RATE = re.compile(r"([\u4e00-\u9fff]{2})率|(满意|安全|获得|幸福)[度感]|([\u4e00-\u9fff]{2})(?:比例|占比|指数)")
_PER = re.compile(r"每|平均|均[有为配建达]|户均|村均|校均|人均")
POINTS = ("百分点", "个百分点")
_NO_EVIDENCE = (Stance.PLAN, Stance.BASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure brought forward: how well it fits, and the words that made it fit."""

    figure: Figure
    clause: Span
    score: float
    words: tuple[str, ...]
    begun: bool = False  # 开工12个: nothing says that any was finished
    opposite: bool = False  # 下降 where a rise was asked for


def candidates(goal: Goal, places: Places, own: frozenset[str]) -> list[Candidate]:
    """Figures that may answer the goal, the best first; `own` are the figures that state goals."""
    indicator = _RATE_ENDS.sub("", goal.indicator) if goal.measure in ("rate", "coverage") else goal.indicator
    words = plain_words(indicator)
    ranked = [
        _candidate(place, score, named, places, goal)
        for place, score, named in (*_lexical(goal, words, places, own), *_outside(goal, words, places, own))
        if score >= ENOUGH
    ]
    best: dict[str, Candidate] = {}
    for candidate in sorted(ranked, key=lambda c: (-c.score, c.figure.span)):
        best.setdefault(candidate.figure.id, candidate)
    return list(best.values())


Scored = tuple[Place, float, tuple[str, ...]]


def _lexical(goal: Goal, words: str, places: Places, own: frozenset[str]) -> Iterator[Scored]:
    """Places that share words with the goal, scored."""
    for place in places.local(words, _LOCAL):
        if not _usable(goal, place, own):
            continue
        contexts = [
            (_NEAR, place.near),
            (_CLAUSE, place.clause),
            (_BEFORE, place.before),
            (_SENTENCE, place.sentence),
            (_HEADING, place.heading),
            (_BLOCK, place.block),
        ]
        if likeness(words, contexts[:3]) < _LOCAL:
            continue
        differs = SAME if place.summed else difference(words, place.named, place.heading)
        score = likeness(words, contexts) - _penalty(goal, place) - differs
        if score < ENOUGH and differs < OTHER and _says_less(goal, words, place):
            score = _SHORTER
        near = f"{place.clause} {place.before} {place.sentence} {place.heading}"
        yield place, score, shared(words, near)


def _outside(goal: Goal, words: str, places: Places, own: frozenset[str]) -> Iterator[Scored]:
    """What outside matchers bring forward; they see every figure that can be compared with the goal."""
    if not len(matchers):
        return
    for place in places.all:
        if _usable(goal, place, own):
            fit = best_fit(words, place.wordings)
            yield place, fit.score, (fit.matcher,)


def _candidate(place: Place, score: float, named: tuple[str, ...], places: Places, goal: Goal) -> Candidate:
    ended = places.ended(place) if place.begun and not is_begun(goal.indicator) else place
    shown = ended or place
    opposite = moves(goal.indicator) * shown.change < 0
    return Candidate(shown.figure, shown.span, round(score, 4), named, begun=ended is None, opposite=opposite)


def _usable(goal: Goal, place: Place, own: frozenset[str]) -> bool:
    """The figure is a result of the year that the goal's target can be compared with."""
    f = place.figure
    if f.id in own or f.stance in _NO_EVIDENCE or place.past or not _comparable(goal, place):
        return False
    return not (_NEW.search(goal.indicator) and _is_stock(place)) and not _other_rate(goal, place)


def _says_less(goal: Goal, words: str, place: Place) -> bool:
    """新增学位 for 新增中小学和幼儿园学位: every telling word of it is the goal's, what is counted among them."""
    if goal.measure != "amount" or (place.figure.unit or "") != (goal.unit or ""):
        return False
    near = place.near.replace(" ", "")
    verb = next((v for v in sorted(cues()["verbs"], key=len, reverse=True) if near.startswith(v)), "")
    thing, hit = near[len(verb) :], covered(near, words)[len(verb) :]
    telling = [w > WEAK for w in weights(near)][len(verb) :]
    return sum(telling) >= _TELLING and all(hit) and bool(thing) and words.endswith(thing[-2:])


def _other_rate(goal: Goal, place: Place) -> bool:
    """败诉率 does not answer 审结率, nor 知晓率 满意度: the wording names another measure, and not the goal's."""
    theirs = [next(filter(None, found.groups())) for found in _RATE.finditer(place.near)]
    own = _RATE.search(goal.indicator)
    return (
        goal.measure in ("rate", "coverage")
        and bool(theirs)
        and own is not None
        and not any(stem in goal.indicator for stem in theirs)
    )


def _comparable(goal: Goal, place: Place) -> bool:
    figure = place.figure
    if is_each(goal.text) and goal.measure == "amount" and not _PER.search(place.clause):
        return False
    if goal.measure in ("rate", "coverage"):
        if goal.unit in POINTS:
            return figure.kind is FigureKind.POINT
        return figure.kind is FigureKind.PERCENT and bool(moves(goal.indicator)) == bool(place.change)
    if figure.kind is not FigureKind.COUNT:
        return False
    wanted, has = dimension(goal.unit), figure.dimension or dimension(figure.unit)
    if wanted in _COUNTED and has in _COUNTED:
        return wanted == has or _GENERAL & {wanted, has} != set()  # 34场 is no number of 支
    return wanted == has


def _penalty(goal: Goal, place: Place) -> float:
    f = place.figure
    off = -_SUM if place.summed else 0.0
    off += _OTHER_UNIT if (f.unit or "") != (goal.unit or "") and goal.measure == "amount" else 0.0
    if place.clause.startswith("其中") and "其中" not in goal.text and not _names(goal.indicator, place.near):
        off += _PART
    stock = bool(_TOTAL.search(goal.indicator)) or bool(_TOTAL.search(goal.text))
    if stock != (bool(_TOTAL.search(place.near)) or f.cumulative):
        off += _STOCK
    if place.risen and not stock and goal.measure == "amount" and not _STOCK_WORDS.search(goal.text):
        off += _STOCK
    return off


def _is_stock(place: Place) -> bool:
    """油茶种植面积达到4.9万亩 is what there is; nothing says that it is new."""
    return bool(_STANDS.search(place.near)) and not _NEW.search(f"{place.near} {place.clause}")


def _names(indicator: str, near: str) -> bool:
    """The part is itself what is asked for: 其中硕士…… answers 引进硕士."""
    words = plain_words(indicator)
    telling = weights(words)
    return any(h and w > WEAK for h, w in zip(covered(words, near), telling, strict=True))


def is_activity(goal: Goal) -> bool:
    """Meetings, documents, articles: superiors are forbidden to assess their number."""
    words = cues()["activity"]
    return (
        goal.measure in ("amount", "frequency")
        and goal.unit in words["units"]
        and any(word in goal.indicator for word in words["words"])
    )


def is_shown(figure: Figure) -> bool:
    """A number can be read."""
    return figure.status in (Status.STATED, Status.APPROXIMATE)
