"""Ids of goals that last: made of their words and section, never of offsets, so that a review stays with its goal."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from ..records import Goal, GoalSource, Report, Span, Verdict

_DIGITS = 8  # hexadecimal; two goals of one report share them by chance once in about a million reports
_LETTERS = {
    GoalSource.PRIOR_PLAN: "L",
    GoalSource.EMBEDDED: "E",
    GoalSource.HEADING: "H",
    GoalSource.PLAN: "P",
}


def path_at(report: Report, span: Span) -> str:
    """The outline path of the block that a span starts in; "" before the first."""
    at = bisect_right(report.blocks, span.start, key=lambda b: b.span.start) - 1
    return report.blocks[at].path if at >= 0 else ""


def lasting_ids(
    goals: Sequence[Goal], verdicts: Sequence[Verdict], paths: Sequence[str]
) -> tuple[tuple[Goal, ...], tuple[Verdict, ...]]:
    """The same goals and verdicts under ids such as `P3f9a0c12`: source, words, section path.

    Goals of a sheet keep the sheet's ids. The second goal of the same words in the same section ends in `-2`. An item
    of last year's plan has the digits that it had in last year's report: `P3f9a0c12` there, `L3f9a0c12` here.
    """
    taken = {g.id for g in goals if g.source is GoalSource.SHEET}
    named: list[Goal] = []
    for goal, path in zip(goals, paths, strict=True):
        id = goal.id if goal.source is GoalSource.SHEET else _free(_id(goal, path), taken)
        taken.add(id)
        named.append(replace(goal, id=id))
    judged = (replace(v, goal=g.id) for v, g in zip(verdicts, named, strict=True))
    return tuple(named), tuple(judged)


def _id(goal: Goal, path: str) -> str:
    words = "".join(goal.text.split())
    return _LETTERS[goal.source] + sha256(f"{words}\0{path}".encode()).hexdigest()[:_DIGITS]


def _free(id: str, taken: set[str]) -> str:
    """The id, with a number behind it where it is taken."""
    number, free = 1, id
    while free in taken:
        number += 1
        free = f"{id}-{number}"
    return free
