"""What the words put inside something told before: 试点的2.8万亩…全部在集体林之内.

Only where words say so; where only the arithmetic of two stages speaks (下达41份，回销的却成44份), it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..records import Relation
from . import arithmetic, drafts, pattern
from .binding import Layout, Role, Token
from .cues import cue, table
from .order import CARRIED, NOTHING_CARRIED
from .runs import is_detail

NONE_CARRIED = re.compile("没有一[\u4e00-\u9fff](?:是|属|系)?[^，。；]{0,6}(?:结转|遗留|积压|旧|往年|历年|上年|去年)")
LARGE = 30


@pattern("within")
def within(layout: Layout) -> Iterator[Relation]:
    """Parts and stages that their own clause, or the end of the sentence, calls so."""
    for name, lane in layout.lanes():
        told = [t for t in lane if t.known and t.role in (Role.LEVEL, Role.PLAN)]
        for n, token in enumerate(told):
            before = [t for t in told[:n] if t.sentence == token.sentence and t.depth <= token.depth]
            if not before:
                continue
            whole = before[-1]
            if len(before) == 1 and _all_inside(layout, whole, token):
                draft = drafts.order if cue("within", "became").search(token.label) else None
                if draft is not None and name == "person":
                    yield drafts.order(whole.figure, token.figure, pattern="within", cue="均在其内", hard=False)
                else:
                    yield drafts.part(whole.figure, [token.figure], pattern="within", cue="均在其内", hard=False)
            elif name == "area" and _ground(whole, token):
                yield drafts.part(whole.figure, [token.figure], pattern="within", cue="可用面积", hard=False)
            elif _in_stages(layout, whole, token):
                yield drafts.order(whole.figure, token.figure, pattern="within", cue="先后", hard=False)
        yield from _once_each(layout, told)


def _all_inside(layout: Layout, whole: Token, token: Token) -> bool:
    """考试合格的133人都从报名者里产生: said behind the figure, in its clause or the next two."""
    end = layout.sentences[token.sentence].end
    nearest = next((t.span.start for t in layout.tokens[token.order + 1 : token.order + 2]), end)
    behind = layout.words(token.span.end, min(end, nearest))
    said = cue("within", "inside").search(behind)
    if said is None or token.clause - whole.clause > 2:
        return False
    inside = behind[said.start() : said.end() + 1]
    common = {whole.label[i : i + 2] for i in range(len(whole.label) - 1)}
    return any(inside[i : i + 2] in common for i in range(len(inside) - 1)) or bool(re.search("其中|其内|上述", inside))


def _ground(whole: Token, token: Token) -> bool:
    """茶园3.6万亩，可采面积4.1万亩: right behind, and nothing else between."""
    land = cue("within", "ground", after="(?:总?面积|共有?|达到?)*$").search(whole.lead)
    used = cue("within", "of_area", before="^(?:其中)?").match(token.lead)
    return bool(land and used) and token.clause - whole.clause == 1 and token.order - whole.order == 1


@cache
def _pairs() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((re.compile(a), re.compile(b)) for a, b in table("within")["stages"])


def _in_stages(layout: Layout, whole: Token, token: Token) -> bool:
    """More came back than was given out, in one sentence and right behind it; nothing said of earlier years or more."""
    if token.order - whole.order != 1 or token.clause - whole.clause != 1 or is_detail(token):
        return False
    if not arithmetic.exceeds(whole.figure, [token.figure]) or 2 * token.amount > 3 * whole.amount:
        return False
    sentence = layout.sentences[token.sentence].of(layout.text)
    nothing = NONE_CARRIED.search(sentence) or NOTHING_CARRIED.search(sentence)
    more = re.search("超|积压|多出|另|包括|含|连同|此前|以前|陆续|提前|任务|计划|目标", sentence)
    if (more or CARRIED.search(sentence)) and not nothing:
        return False
    surprised = cue("within", "yet").search(token.opening)
    for first, second in _pairs():
        if first.search(whole.lead) and second.search(token.lead) and not first.search(token.lead):
            verb_first = "排查" in first.pattern or "下达" in first.pattern
            return bool(nothing or surprised or whole.amount >= LARGE or verb_first)
    return False


def _once_each(layout: Layout, told: list[Token]) -> Iterator[Relation]:
    """64名特派员每人只代表一个部门，税务派出29名，市场监管派出41名: two of them already more than all."""
    for n, whole in enumerate(told):
        run = [t for t in told[n + 1 :] if t.sentence == whole.sentence and t.clause > whole.clause]
        if len(run) < 2 or (n and told[n - 1].sentence == whole.sentence):
            continue
        figures = [t.figure for t in run]
        if not arithmetic.exceeds(whole.figure, figures) or any(t.amount > whole.amount for t in run):
            continue
        words = layout.words(whole.span.end, layout.sentences[whole.sentence].end)
        if cue("within", "once").search(words) and not any(is_detail(t) for t in run):
            yield drafts.part(whole.figure, figures, pattern="within", cue="每人一处", hard=False)
