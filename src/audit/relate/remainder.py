"""What is left for next year: 未完成的**项任务 in the plan, against the part that the report calls unfinished."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import Alternative, Linear, Relation
from . import drafts, pattern
from .binding import Layout, Role, Token
from .runs import is_detail, is_residual

LEFT = re.compile(r"(?:未完成|未办结|未整改|剩余|其余|余下|尚未完成)的?$")
EXEMPT = re.compile("不涉及|不适用|不纳入")


@pattern("remainder")
def remainders(layout: Layout) -> Iterator[Relation]:
    """The remainder that the plan takes up and the open part of the split it comes from."""
    for _, lane in layout.lanes():
        for later in lane:
            if LEFT.search(later.lead) and layout.section(later.span) == "plan":
                left = _open_part(layout, lane, later)
                if left is not None:
                    yield _relation(lane, later, left)


def _open_part(layout: Layout, lane: list[Token], later: Token) -> Token | None:
    """The unfinished part in the work section, in a statement that names the same undertaking."""
    name = _names(layout, later)
    for token in lane:
        unfinished = token.role is Role.LEVEL and is_residual(token) and not is_detail(token)
        if unfinished and token.sentence < later.sentence and name & _names(layout, token):
            return token
    return None


def _names(layout: Layout, token: Token) -> set[str]:
    """The quoted names in the sentence of the figure and the one before it."""
    first = layout.sentences[max(0, token.sentence - 1)].start
    text = layout.text[first : token.span.start]
    return set(re.findall(r"“([^”]{2,20})”", text))


def _relation(lane: list[Token], later: Token, left: Token) -> Relation:
    exempt = [t for t in lane if t.segment == left.segment and EXEMPT.search(t.label)]
    alternatives = tuple(
        Alternative(
            (Linear(((1, later.id), (-1, token.id), (-1, left.id)), 0, 0),),
            "若不涉及的任务仍未完成",
            "if the tasks not involved stay open",
        )
        for token in exempt[:1]
    )
    return drafts.same(later.figure, left.figure, pattern="remainder", cue="未完成", alternatives=alternatives)
