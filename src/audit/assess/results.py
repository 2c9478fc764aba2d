"""What a report's own sentence sets against a target that it names: a figure, or words such as 全部办结 and 未开工."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ..records import Figure, FigureKind, Span
from .measure import dimension
from .passages import Clause
from .plan import Piece
from .wording import WEAK, covered, cues, plain_words, weights

_DONE = re.compile(r"完成|实际|实现|建成|达到|办结|落实|目前|已|仅|只")
_AHEAD = re.compile(r"计划[^，。；\d]{1,14}$|(?:要求|应当?|必?须|需要?)(?:达到?|配齐|完成|建成)(?:不低于|不少于)?$")
_COMPARES = re.compile(r"^(?:比|较|与|距|离|低于|高于)")
_ADVERBS = 3  # characters beside the words that say that all is done: 目前, 均已
_COUNTED = ("item", "organisation", "thing", "document", "group", "event", "case", "")


@dataclass(frozen=True, slots=True)
class Result:
    """What stands beside a target: the figure to compare, or the words that say how it went."""

    span: Span
    figure: Figure | None = None
    how: str = "figure"  # figure | dated (when it was done) | all (all of it was) | short (it was not) | share (of it)


def is_comparable(a: Figure, b: Figure) -> bool:
    """Same kind, and units that measure the same."""
    return a is not b and a.kind is b.kind and _same_unit(a, b)


def figure_beside(text: str, piece: Piece, clauses: Sequence[Clause]) -> Figure | None:
    """The figure that the target is compared with in the same sentence.

    The nearest before it of the same kind, or the first behind it that is said to be done.
    """
    own = piece.figures[0]
    inside = [c for c in clauses if c.sentence == piece.sentence]
    same = [f for c in inside for f in c.figures if is_comparable(f, own)]
    before = [f for f in same if f.span.end <= own.span.start]
    behind = [f for f in same if f.span.start >= own.span.end]
    done = [f for f in behind if _DONE.search(text[own.span.end : f.span.start])]
    if done and (not before or _AHEAD.search(text[piece.span.start : own.span.start])):
        return done[0]
    if not before and behind and _COMPARES.match(piece.span.of(text)):
        named = [f for f in behind if f.span.start >= piece.span.end]  # 比预期的7.5%低…，增长6.3%
        return named[0] if named else None
    return before[-1] if before else None


def result_of(text: str, piece: Piece, clauses: Sequence[Clause]) -> Result | None:
    """What the clauses behind a commitment say of it: a comparable figure, else words."""
    later = [c for c in _following(text, piece, clauses) if not _sets_again(text, c)]
    for own in piece.demand.figures[:1]:
        for clause in later:
            for figure in clause.figures:
                if figure.kind is own.kind and _same_unit(own, figure) and _turns(text, piece, clause, figure, later):
                    return Result(clause.span, figure)
    for clause in later:
        if piece.demand.measure == "yes_no" and clause.times and _DONE.search(clause.span.of(text)):
            return Result(clause.span, clause.times[-1], "dated")
        for how in ("short", "all"):
            said = next((word for word in cues()["commitment"][how] if word in clause.span.of(text)), None)
            if said is not None and (how == "short" or _says_only(text, piece, clause, said)):
                return Result(clause.span, None, how)
    return None


def claimed(text: str, piece: Piece, clauses: Sequence[Clause]) -> Result | None:
    """提前完成市下达的3000亩任务: the sentence itself says that the target was reached, or by what share."""
    figure = piece.figures[0]
    head = text[piece.span.start : figure.span.start]
    if (share := share_of(text, figure, clauses)) is not None:
        return Result(piece.span, share, "share")
    if not _claims().match(head):
        return None
    inside = [c for c in clauses if c.span.meets(Span(figure.span.start, figure.span.end + 1))]
    shares = [f for c in inside for f in c.figures if f.kind is FigureKind.PERCENT and f.span.start >= figure.span.end]
    if shares and figure.kind is not FigureKind.PERCENT:
        return Result(piece.span, shares[0], "share")
    return Result(piece.span, None, "all")


def share_of(text: str, target: Figure, clauses: Sequence[Clause]) -> Figure | None:
    """占年度任务45公里 | 的85.8%: the share right behind the target says how much of it was done."""
    if target.kind is FigureKind.PERCENT or not _TASK.search(text[max(0, target.span.start - 12) : target.span.start]):
        return None
    for figure in (f for c in clauses for f in c.figures if f.kind is FigureKind.PERCENT):
        if figure.span.start >= target.span.end and text[target.span.end : figure.span.start] in ("的", "的约"):
            return figure
    return None


_TASK = re.compile("(?:任务|目标|计划)[^，。；]{0,6}$")


@cache
def _claims() -> re.Pattern[str]:
    return re.compile(r"^(?:已|均)?(?:全面|超额|提前|圆满|顺利|如期|按期|按时|均|全部)*完成(?!率)")


def _following(text: str, piece: Piece, clauses: Sequence[Clause]) -> list[Clause]:
    """The rest of the sentence; the next one of the same paragraph where it opens with a turn."""
    behind = [c for c in clauses if c.block == piece.block and c.span.start >= piece.span.end]
    own = [c for c in behind if c.sentence == piece.sentence]
    rest = behind[len(own) :]
    turns = ("截至", "截止", "目前", "实际", "到年底", "到年末", "至年底", "最终")
    if rest and not own and rest[0].span.of(text).startswith(turns):
        following = [c for c in rest if c.sentence == rest[0].sentence]
        if _speaks_of(piece.span.of(text), Span(rest[0].span.start, following[-1].span.end).of(text)):
            return following
    return own


def _speaks_of(target: str, words: str) -> bool:
    """The next sentence takes up a telling word of the target."""
    own, theirs = plain_words(target), plain_words(words)
    return any(h and w > WEAK for h, w in zip(covered(own, theirs), weights(own), strict=True))


def _says_only(text: str, piece: Piece, clause: Clause, said: str) -> bool:
    """已全部办结, 10件实事全部办结: nothing but the target is said to be done, not 配套管网全部完成."""
    rest = plain_words(clause.span.of(text).replace(said, " "))
    named = plain_words(Span(piece.sentence.start, piece.span.end).of(text))
    return sum(w > WEAK and not h for h, w in zip(covered(rest, named), weights(rest), strict=True)) <= _ADVERBS


def _sets_again(text: str, clause: Clause) -> bool:
    words = clause.span.of(text)
    return any(w in words for w in ("计划", "下达", "明年", "下一年")) and not _DONE.search(words)


def _same_unit(a: Figure, b: Figure) -> bool:
    if (a.unit or "") == (b.unit or ""):
        return True
    kinds = dimension(a.unit), dimension(b.unit)
    return kinds[0] == kinds[1] and kinds[0] not in _COUNTED


def _turns(text: str, piece: Piece, clause: Clause, figure: Figure, later: Sequence[Clause]) -> bool:
    """A word of done work stands before the figure, in its clause or one before; or the verb of the target again."""
    since = text[later[0].span.start : figure.span.start] if later else ""
    again = covered(plain_words(piece.span.of(text)), plain_words(text[clause.span.start : figure.span.start]))
    return any(again) or any(word in since for word in cues()["commitment"]["turn"])
