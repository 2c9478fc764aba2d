from __future__ import annotations

from collections.abc import Iterator

from ..assess.wording import likeness, plain_words
from ..records import Facts, Finding, Goal, GoalSource, Severity
from . import rule
from .quoting import section

_SAME = 0.85  # share of the words of each that the other must hold


@rule(
    "G005",
    "repeated-measure",
    Severity.ADVICE,
    zh="措施“{quote}”与{place}的“{other}”重复，建议合并或细化",
    en="measure “{quote}” repeats “{other}” ({place}); merge them or be specific",
)
def repeated_measure(facts: Facts) -> Iterator[Finding]:
    """A measure without a number that stands twice in the plan, or stood in last year's plan in the same words.

    Why: a measure repeated word for word says that nothing was decided anew; a reader counts it once.
    What to do: merge the two, or say what is new.
    Authority: 《党政机关公文处理工作条例》第十九条（内容简洁、表述准确）.
    """
    own = _measures(facts)
    for n, goal in enumerate(own):
        if (twin := _twin(goal, own[:n])) is not None:
            yield _finding(facts, goal, twin)
    before = _measures(facts.prior) if facts.prior is not None else []
    for goal in own:
        if (twin := _twin(goal, before)) is not None:
            yield _finding(facts, goal, twin, facts.prior)


def _measures(facts: Facts) -> list[Goal]:
    plan = (g for g in facts.assessment.goals if g.source is GoalSource.PLAN and g.span is not None)
    return [g for g in plan if g.target is None]


def _twin(goal: Goal, others: list[Goal]) -> Goal | None:
    words = plain_words(goal.text)
    for other in others:
        theirs = plain_words(other.text)
        if likeness(words, [(1.0, theirs)]) >= _SAME and likeness(theirs, [(1.0, words)]) >= _SAME:
            return other
    return None


def _finding(facts: Facts, goal: Goal, twin: Goal, prior: Facts | None = None) -> Finding:
    """`twin` stands in this report, or in `prior`."""
    assert goal.span is not None and twin.span is not None
    place = prior.report.name if prior is not None else section(facts, twin.span) or facts.report.name
    related = () if prior is not None else (twin.span,)
    return Finding("G005", goal.span, args={"quote": goal.text, "other": twin.text, "place": place}, related=related)
