"""Shares of one whole that are told one after the other: 16.7％、42.6％、40.7％. All of them make 100.

Said only of shares whose names exclude each other, or that are announced as all there are; they need not come out
to the last digit, because each of them is rounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..records import FigureKind, Holds, Linear, Relation, Span
from ..sets import exact, plain
from . import drafts, pattern
from .binding import Layout, Role, Token
from .cues import cue, table
from .kinds import excluding, outcomes

PROPORTION = re.compile(
    r"(?:三次产业|三产|产业结构|一二三产)[^。；\d]{0,16}(\d{1,2}(?:\.\d+)?)[:：∶](\d{1,2}(?:\.\d+)?)[:：∶](\d{1,2}(?:\.\d+)?)"
)
NEAR = 12  # further from 100 they are hardly all


@pattern("shares")
def shares(layout: Layout) -> Iterator[Relation]:
    """Rows of shares that should make 100 and do not."""
    percent = FigureKind.PERCENT
    percents = [t for t in layout.tokens if t.figure.kind is percent]
    hidden = {t.sentence for t in percents if t.figure.masked}
    for row in _rows([t for t in percents if t.sentence not in hidden]):
        total = sum((Fraction(t.amount) for t in row), Fraction(0))
        slack = sum((Fraction(t.figure.digit or 1) for t in row), Fraction(0))
        if slack < abs(total - 100) <= NEAR and _all_there_are(layout, row):
            whole = Linear(tuple((1, t.id) for t in row), 100, 100)
            figures = [t.figure for t in row]
            yield drafts.relation("total", figures, (whole,), pattern="shares", cue="合计100", hard=False)
    yield from _proportions(layout)


def _proportions(layout: Layout) -> Iterator[Relation]:
    """三次产业增加值之比为9.3∶41.6∶49.1: three printed shares of one whole."""
    for said in PROPORTION.finditer(layout.text):
        numbers = [Fraction(said.group(k)) for k in (1, 2, 3)]
        digit = Fraction(1, 10 ** max(len(said.group(k).partition(".")[2]) for k in (1, 2, 3)))
        total = sum(numbers, Fraction(0))
        if digit * 3 / 2 < abs(total - 100) <= NEAR:
            members = tuple(Span(said.start(k), said.end(k)) for k in (1, 2, 3))
            sum_of = f"{'＋'.join(said.group(k) for k in (1, 2, 3))}＝{plain(exact(total))} ≠ 100"
            yield Relation(
                id="", kind="total", pattern="shares", members=members, figures=(), cue="合计100", hard=False,
                span=Span(said.start(1), said.end(3)), holds=Holds.FALSE, why_zh=sum_of, why_en=sum_of,
            )  # fmt: skip


def _rows(percents: Sequence[Token]) -> Iterator[list[Token]]:
    """Printed shares in one sentence, clause by clause."""
    row: list[Token] = []
    for token in percents:
        usable = token.known and token.role is Role.LEVEL and token.amount <= 100
        if row and usable and token.sentence == row[-1].sentence and token.clause - row[-1].clause <= 2:
            row.append(token)
            continue
        if len(row) > 1:
            yield row
        row = [token] if usable else []
    if len(row) > 1:
        yield row


def _all_there_are(layout: Layout, row: Sequence[Token]) -> bool:
    """Their names exclude each other, or a list of as many names is announced before 分别占."""
    labels = [re.sub("占.*$", "", t.lead) or t.label for t in row]
    sentence = layout.sentences[row[0].sentence]
    before = layout.words(sentence.start, row[0].span.start)
    if not cue("ratio", "share").search(before):
        return False
    if outcomes(labels) or excluding(labels):
        return True
    inside = row[0].clause == row[-1].clause
    names = re.split("[、和及与]", re.split("[，；：]", before)[-1]) if inside else []
    together = "".join(names)
    grouped = any(sum(word in together for word in group) == len(row) for group in _groups())
    in_turn = re.search("分别|依次|占比|比重", before) is not None
    return inside and len(row) > 2 and in_turn and (grouped or "三次产业" in before)


def _groups() -> list[list[str]]:
    """Words that exclude each other, and between them name everything."""
    return [*table("total")["opposites"], *table("total")["outcomes"]]
