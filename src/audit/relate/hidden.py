"""Totals of which a part is hidden: 案件420件，民事260件、刑事**件、行政8件.

That nothing is left out stands nowhere: the parts are listed right behind the whole, each under a name of its own, and
what is shown leaves room for what is not. Such a total is soft: it says what to ask, and no range follows from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..records import Relation, Status
from ..sets import Number
from . import arithmetic, drafts, pattern
from .binding import Layout, Token
from .complete import whole_pairs
from .cues import cue
from .kinds import excluding, outcomes
from .order import pairs
from .rows import goes_on, row
from .runs import Sum, is_detail, levels, siblings

EVENTS = ("场", "次", "期", "批")


@pattern("hidden")
def hidden(layout: Layout) -> Iterator[Relation]:
    """A whole that is shown, and the parts behind it of which some are not."""
    for _, lane in layout.lanes():
        level = levels(lane)
        done: set[int] = set()
        for n, whole in enumerate(level):
            for run in (_behind(layout, level, n), _sorted(layout, level, n)):
                told = len(run) > 1 and not done & {whole.order, run[0].order} and _fits(whole, run)
                if told and _is_split(layout, whole, run):
                    done.update(t.order for t in run)
                    yield drafts.total(whole.figure, [t.figure for t in run], pattern="hidden", cue="所列", hard=False)


def _behind(layout: Layout, lane: list[Token], n: int) -> list[Token]:
    """The row that stands right behind the whole."""
    whole = lane[n]
    colon = layout.text[whole.span.end : whole.span.end + 1]
    for k, first in enumerate(lane[n + 1 :], start=n + 1):
        if first.sentence != whole.sentence:
            break
        if first.depth == whole.depth:
            apart = first.clause > whole.clause or colon == "—"
            begins = apart and goes_on(layout, whole, first, gap=2 if first.tail else 1, across=colon == "—")
            return _one_list(row(layout, lane, k, across=colon in "：:")) if begins else []
    return []


def _sorted(layout: Layout, lane: list[Token], n: int) -> list[Token]:
    """The row behind 分行业看 in the next sentence, if the whole is what its own sentence begins with."""
    whole = lane[n]
    if n and lane[n - 1].sentence == whole.sentence:
        return []
    for k, first in enumerate(lane[n + 1 :], start=n + 1):
        if first.line != whole.line or first.sentence - whole.sentence > 1:
            break
        if first.sentence > whole.sentence:
            opening = layout.words(layout.sentences[first.sentence].start, first.span.start)
            named = cue("hidden", "sorting", before="^").match(opening)
            return _one_list(row(layout, lane, k)) if named else []
    return []


def _one_list(run: list[Token]) -> list[Token]:
    """Without what is said besides: 中央a、省级b、市级c，用于产业的d; 其中…."""
    details = [k for k, t in enumerate(run) if is_detail(t)]
    run = run[: details[0]] if details else run
    clause = [t for t in run if t.clause == run[0].clause]
    apart = len({t.clause for t in run[len(clause) :]}) == len(run) - len(clause)
    return clause if len(clause) > 1 and apart else run


def _fits(whole: Token, run: Sequence[Token]) -> bool:
    """Some of the parts are hidden, and what is shown of them can be what the whole leaves."""
    hidden = [t for t in run if t.figure.masked]
    shown = [t for t in run if not t.figure.masked]
    if whole.figure.status is Status.PARTIAL and hidden and all(t.known for t in shown):
        return _tells_alike(run) and not arithmetic.exceeds(whole.figure, [t.figure for t in shown])
    if not hidden or not shown or not all(t.known for t in shown):
        return False
    left = Fraction(whole.amount) - sum(Fraction(t.amount) for t in shown)
    if left <= 0 or arithmetic.exceeds(whole.figure, [t.figure for t in run]):
        return False
    return len(hidden) > 1 or _may_be(hidden[0], left)


def _tells_alike(run: Sequence[Token]) -> bool:
    """顾问1*名，部门聘**名、区政府聘5名: one clause lists them under names built alike."""
    one_list = len({t.clause for t in run}) == 1 and len({t.lead for t in run}) == len(run)
    ends = {t.lead.rstrip("了的有")[-1:] for t in run}
    return one_list and (len(ends) == 1 or _complementary(run) or excluding([t.label for t in run]))


def _may_be(token: Token, value: Fraction) -> bool:
    number: Number = int(value) if value.denominator == 1 else value
    return number in token.figure.values


def _is_split(layout: Layout, whole: Token, run: list[Token]) -> bool:
    """The words make them kinds of the whole, not stages of one work or things beside it."""
    noun = whole.lead[-2:]
    labels = [t.label.removesuffix(noun) or t.label for t in run]
    words = layout.words(whole.span.end, run[-1].span.start)
    if cue("total", "loose").search(words) or not all(t.lead for t in run) or whole.has_share:
        return False
    if any(cue("part", "overlapping").search(label) for label in labels):
        return False
    if outcomes(labels) or excluding(labels) or _complementary(run) or whole.figure.status is Status.PARTIAL:
        return True
    listed = run[0].clause == run[-1].clause or re.match("[：:—]", layout.text[whole.span.end :]) is not None
    last = run[-1].tail in ("", layout.text[run[-1].span.end : layout.sentences[run[-1].sentence].end].rstrip("。；"))
    if last and _narrow(run):
        return True
    if siblings(Sum(whole, tuple(run))) or any(_is_stage(whole, t) for t in run):
        return False
    events = not listed and whole.figure.unit in EVENTS and not cue("hidden", "general").search(whole.lead)
    shown = sum(Fraction(t.amount) for t in run if t.known)
    return not events and (len(run) > 2 or listed) and shown * (4 if listed else 2) >= whole.amount


def _narrow(run: Sequence[Token]) -> bool:
    """One part alone is hidden, and a digit of it is shown: that it fits the rest is hardly chance."""
    hidden = [t for t in run if not t.known]
    return len(hidden) == 1 and hidden[0].figure.status is Status.PARTIAL


def _is_stage(whole: Token, token: Token) -> bool:
    """办结 of what was 收到: at most as many, but not a part of it beside others."""
    return any(p.smaller.search(token.label) and p.larger.search(whole.label) for p in pairs())


def _complementary(run: Sequence[Token]) -> bool:
    """集中供养402人，分散供养**人: named alike, each with a word of its own; or one or the other."""
    if len(run) != 2:
        return False
    a, b = run[0].lead.removeprefix("其中"), run[1].lead
    alike = a != b and ((len(a) == len(b) and a[-2:] == b[-2:]) or (len(a) > 1 and b.endswith(a)))
    return alike or any(one.match(x) and other.match(y) for one, other in whole_pairs() for x, y in ((a, b), (b, a)))
