from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ..records import Facts, Finding, Goal, GoalSource, Severity, Span
from ..sets import ANY
from . import block_at, rule
from .quoting import quote


@rule(
    "G002",
    "plan-without-target",
    Severity.QUERY,
    zh="计划“{quote}”没有数量、时限或频次，到期无法评定，请补充",
    en="plan “{quote}”: no number, date or frequency; it cannot be judged when due; supply one",
)
def plan_without_target(facts: Facts) -> Iterator[Finding]:
    """A plan item without number, deadline or frequency; an item with none at all is named once, as a whole.

    Why: what cannot be measured cannot be reported as done next year; the fault is the plan's, not the district's work.
    What to do: add number, deadline and responsible unit.
    Authority: practice of annual plans (目标、措施、时限、责任人 for each task); no regulation is cited.
    """
    goals = [g for g in facts.assessment.goals if g.source is GoalSource.PLAN and g.span is not None]
    for block, inside in groupby(goals, key=lambda g: block_at(facts.report, g.span or Span(0, 0))):
        items = list(inside)
        if block is not None and not any(_numbered(g) for g in items):
            yield Finding("G002", block.span, args={"quote": quote(facts, block.span)})
            continue
        for goal in items:
            if goal.span is not None and goal.target is None and goal.due is None:
                yield Finding("G002", goal.span, args={"quote": quote(facts, goal.span)})


def _numbered(goal: Goal) -> bool:
    """A number is set that more than one thing or one team would meet."""
    if goal.target is None or goal.target == ANY:
        return goal.due is not None and goal.target is None and goal.measure != "frequency"
    if goal.measure == "frequency":
        return False
    low = goal.target.hull.lo
    return goal.measure in ("rate", "coverage") or low is None or low > 1
