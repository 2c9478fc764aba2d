"""Then and now told in words of their own: 原来20分钟，现在8分钟，压缩七成; 从148家扩大到176家，新开38家、没有关停.

Changes beside 上年 and 由…到 are read elsewhere; such looser pairs are asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..records import FigureKind, Relation
from . import drafts, growth, pattern, values
from .binding import Layout, Token
from .cues import cue

PERIOD = "(?:是|为|有|达|每[月年日天人户]|一[年月天]|要|需要?|得|只[有要]?|仅|才|共|约|近)*$"


@pattern("leaps")
def leaps(layout: Layout) -> Iterator[Relation]:
    """Changes of two values that no other words but 原来 and 现在 mark."""
    for n, claim in enumerate(layout.tokens):
        if not claim.known:
            continue
        near = [t for t in layout.tokens[max(0, n - 3) : n] if t.sentence == claim.sentence and t.known]
        if values.is_change(claim):
            yield from _then_and_now(claim, near)
        elif claim.figure.kind is FigureKind.COUNT:
            yield from _none_lost(layout, claim, near)


def _then_and_now(claim: Token, near: Sequence[Token]) -> Iterator[Relation]:
    """补贴原来每月1,200元，现在每月1,800元，标准翻了一番."""
    if len(near) < 2 or claim.clause - near[-1].clause > 1:
        return
    old, new = near[-2:]
    then = cue("leaps", "then", after=PERIOD).search(old.lead)
    now = cue("leaps", "now", after=PERIOD).search(new.lead)
    if not (then and now) or old.lane != new.lane or new.clause - old.clause > 1 or not old.amount:
        return
    if not values.comparable(old, claim) or (values.of_own_subject(claim, new, old) and "翻" not in claim.figure_words):
        return
    for told in growth.against(claim, new, old):
        yield replace(told, pattern="leaps", hard=False)


def _none_lost(layout: Layout, claim: Token, near: Sequence[Token]) -> Iterator[Relation]:
    """从148家扩大到176家，一年里新开38家、没有关停: what was opened is the difference."""
    if len(near) < 2 or not cue("leaps", "opened", after="了?$").search(claim.lead):
        return
    behind = layout.words(claim.span.end, layout.sentences[claim.sentence].end)
    if not cue("leaps", "none_lost", before="^[，、]?[^，。；]{0,4}").match(behind):
        return
    for new, old in values.from_to(layout, near):
        if new.lane == claim.lane and claim.clause - new.clause == 1:
            yield drafts.difference(claim.figure, new.figure, old.figure, pattern="leaps", cue="只增不减", hard=False)
