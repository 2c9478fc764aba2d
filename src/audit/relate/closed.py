"""Splits that the text calls closed: 此外没有别的去向, 全部参评, shares that make up a hundred, votes of those present.

What comes out elsewhere is read there; such a split is asked about, never proved wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from ..records import FigureKind, Relation
from . import arithmetic, drafts, pattern
from .binding import Layout, Role, Token
from .cues import cue, table
from .kinds import misses_by_little
from .runs import Sum, is_detail, levels

BALLOT = "票"


@pattern("closed")
def closed(layout: Layout) -> Iterator[Relation]:
    """Wholes and parts of one lane, or of voters and votes."""
    for lane_name, lane in layout.lanes():
        shown_or_not = levels(lane)
        level = [t for t in shown_or_not if t.known]
        opening = {t.sentence: t.id for t in reversed(shown_or_not)}  # the first of each sentence
        told: set[str] = set()  # parts of a split, which are no wholes of their own
        for n, whole in enumerate(level):
            for split in _nothing_else(layout, level, n) if whole.id not in told else ():
                told.update(split.figures[1:])
                yield split
            yield from _told_behind(level, n)
            run = _list_behind(level, n)
            first = opening[whole.sentence] == whole.id
            if len(run) > 1 and ((first and _of_its_noun(layout, whole, run)) or _excess(whole, run)):
                yield from _told(whole, run, "各类")
            run = run or _next_sentence(level, n)
            if len(run) > 1 and not is_detail(run[0]):
                yield from _by_shares(layout, whole, run)
        if lane_name == BALLOT:
            yield from _ballots(layout, level)


def _told(whole: Token, parts: Sequence[Token], cue_words: str, *, share: int = 4) -> Iterator[Relation]:
    """The total, where the parts make it up or miss it by so much as slips do."""
    figures = [t.figure for t in parts]
    if arithmetic.exactly(whole.figure, figures) or misses_by_little(Sum(whole, tuple(parts)), share=share):
        yield drafts.total(whole.figure, figures, pattern="closed", cue=cue_words, hard=False, confidence=0.9)


def _nothing_else(layout: Layout, level: list[Token], n: int) -> Iterator[Relation]:
    """线索63条。41条已办结；17条正在核查，3条转往外区，此外没有别的去向."""
    whole = level[n]
    for reach in (0, 1):
        if whole.sentence + reach >= len(layout.sentences):
            return
        sentence = layout.sentences[whole.sentence + reach]
        run = [t for t in level[n + 1 :] if t.sentence <= whole.sentence + reach and t.line == whole.line]
        run = [t for t in run if not is_detail(t)]
        first_of_all = not any(t.sentence == whole.sentence for t in level[:n])
        if len(run) < 2 or not first_of_all:
            continue
        said = layout.words(run[-1].span.end, sentence.end)
        if cue("closed", "nothing_else", after="[^。；]*[。；]?$").search(said):
            yield from _told(whole, run, "再无其他", share=2)
            return


def _told_behind(level: list[Token], n: int) -> Iterator[Relation]:
    """查封7起、停产5起、移送4起，这三种手段加到一块用了17起."""
    whole = level[n]
    said = re.search(table("closed")["these"], whole.opening)
    if said is None or not cue("closed", "put_together").search(whole.opening[said.end() :]):
        return
    many = "零一二三四五六七八九十".find(said.group().removeprefix("这")[0].replace("两", "二"))
    run = [t for t in level[max(0, n - many) : n] if t.sentence == whole.sentence and t.clause < whole.clause]
    near = run and whole.clause - run[-1].clause == 1 and all(b.clause - a.clause <= 1 for a, b in pairwise(run))
    if many > 1 and len(run) == many and near and all(len(t.lead) > 1 for t in run):
        yield from _told(whole, run, "加到一块", share=2)


def _list_behind(level: list[Token], n: int) -> list[Token]:
    """The named figures right behind the whole, up to two clauses off, in its sentence and at its depth."""
    whole, run = level[n], list[Token]()
    for token in level[n + 1 :]:
        previous = run[-1] if run else whole
        apart = token.clause - previous.clause > (1 if run else 2) or token.clause == whole.clause
        if apart or token.sentence != whole.sentence or token.depth != whole.depth or not token.lead:
            break
        run.append(token)
    return run


def _next_sentence(level: list[Token], n: int) -> list[Token]:
    """共3,840户。一产412户，二产1,135户，三产2,467户: all of the next sentence."""
    whole = level[n]
    here = [t for t in level if t.sentence == whole.sentence]
    after = [t for t in level[n + 1 :] if t.sentence == whole.sentence + 1 and t.line == whole.line]
    return after if len(here) == 1 and all(t.depth == whole.depth for t in after) else []


def _of_its_noun(layout: Layout, whole: Token, run: Sequence[Token]) -> bool:
    """窗口42个，综合窗口18个，专业窗口20个，帮办窗口6个: kinds of the whole's own noun; or every one was sorted."""
    if len(run) < 3 or is_detail(run[0]) or any(cue("part", "overlapping").search(t.label) for t in run):
        return False
    words = layout.words(whole.span.end, run[0].span.start)
    end = layout.sentences[whole.sentence].end
    told = cue("closed", "every_one").search(words + layout.words(run[-1].span.end, end))
    if told is not None and "其中" not in words:
        return len({t.lead[-2:] for t in (whole, *run)}) > 1
    noun = whole.lead[-2:] if len(whole.lead) > 1 else ""
    names = [re.sub("的$|[有为是]$", "", t.lead) for t in run]
    kinds = len(noun) > 1 and all(name.endswith(noun) and len(name) > len(noun) + 1 for name in names)
    return kinds and len(set(names)) == len(names) and whole.clause + 1 == run[0].clause


def _excess(whole: Token, run: Sequence[Token]) -> bool:
    """投诉930件，欠薪512件，社保268件，工时121件，合同157件: classes of one length told alike, more than the whole."""
    names = [t.lead for t in run]
    alike = len({len(name) for name in names}) == 1 and len(names[0]) in (2, 3) and len(set(names)) == len(names)
    bare = all(not t.tail and not t.depth for t in run) and whole.clause + 1 == run[0].clause
    overlapping = any(cue("part", "overlapping").search(t.label) for t in run)
    more = arithmetic.exceeds(whole.figure, [t.figure for t in run])
    top = more and not overlapping and len(run) > 2 and all(t.amount < whole.amount for t in run)
    verbs = re.compile(
        "办结|受理|新收|立案|结案|转办|完成|整改|移送|查处|调解|起诉|审结|培训|新增|发放|走访|化解|[错清核减]退|返贫|纳入|退出|签约|开工|投产"
    )
    return top and alike and bare and not any(verbs.search(n) for n in names) and len(whole.lead) > 3


def _by_shares(layout: Layout, whole: Token, run: Sequence[Token]) -> Iterator[Relation]:
    """咨询742个占41.2％、…、表扬52个占2.9％: shares that make a hundred are of everything."""
    first, last = run[0].order, run[-1].order
    here = [t for t in layout.tokens[whole.order : last + len(run) + 2] if t.sentence == run[0].sentence]
    rates = [t for t in here if t.figure.kind is FigureKind.PERCENT and t.known and t.order > first]
    between = layout.tokens[whole.order + 1 : last]
    if any(t.lane == whole.lane and not t.known for t in between):
        return  # the shares may be of what is not shown
    if len(rates) != len(run) or any(t.role is not Role.LEVEL for t in rates):
        return
    if not re.search("占|比重|比例|占比", layout.words(run[0].span.end, rates[-1].span.start)):
        return
    summed = sum((Fraction(t.amount) for t in rates), Fraction(0))
    slack = sum((Fraction(t.figure.digit or 0) / 2 for t in rates), Fraction(0))
    if abs(summed - 100) <= slack and 99 <= summed <= 101:
        yield from _told(whole, run, "占比合为百分之百")


def _ballots(layout: Layout, level: list[Token]) -> Iterator[Relation]:
    """到会31人，赞成27票，反对2票，弃权2票: at most as many as are there; as many, if everybody voted."""
    told = [t for t in level if cue("closed", "votes").search(t.lead)]
    for first in [t for t in told if re.search("赞成|(?<!不)同意", t.lead)]:
        run = [t for t in told if t.sentence == first.sentence and t.order >= first.order]
        people = [t for t in layout.tokens[max(0, first.order - 6) : first.order] if t.lane == "person"]
        there = [t for t in people if t.sentence == first.sentence and cue("closed", "voters").search(t.lead)]
        if len(run) < 2 or not there or not arithmetic.known([t.figure for t in (*run, there[-1])]):
            continue
        figures = [t.figure for t in run]
        everybody = cue("closed", "every_one").search(layout.sentences[first.sentence].of(layout.text))
        if everybody or arithmetic.exceeds(there[-1].figure, figures) or arithmetic.exactly(there[-1].figure, figures):
            yield drafts.total(there[-1].figure, figures, pattern="closed", cue="计票", hard=False)
