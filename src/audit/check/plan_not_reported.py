from __future__ import annotations

import re
from collections.abc import Iterator

from ..assess.passages import lay_out
from ..assess.wording import plain_words
from ..records import Facts, Finding, GoalSource, GoalVerdict, Severity, Span
from . import rule
from .quoting import quote

_CONSOLIDATES = re.compile(  # what these speak of must be there already
    r"巩固|(?:持续|继续|不断|进一步)(?:用好|擦亮|打响|做优|做强|放大|深化|拓展)|擦亮|用好"
)
_NAME = re.compile(r"[“《]([^”》]{2,})[”》]")


@rule(
    "G003",
    "plan-not-reported",
    Severity.QUERY,
    zh="“{quote}”列入计划，报告中没有写明结果，请说明",
    en="“{quote}” was planned; the report says nothing of its outcome; explain",
)
def plan_not_reported(facts: Facts) -> Iterator[Finding]:
    """A planned item that the report never takes up, or one to be consolidated that was never reported as done.

    Why: what is planned with a number is owed a result; silence is no result. To 巩固 what the account never mentions
    presupposes what nobody reported.
    What to do: state the result, or why it was put off.
    Authority: practice of annual assessment (计划 against 完成情况, item by item); no regulation is cited.
    """
    report = facts.report
    title = report.blocks[0].span if report.blocks else Span(0, len(report.text))
    seen: set[str] = set()
    for goal, verdict in zip(facts.assessment.goals, facts.assessment.verdicts, strict=True):
        stated = goal.source in (GoalSource.EMBEDDED, GoalSource.PRIOR_PLAN) and goal.target is not None
        if stated and verdict.verdict is GoalVerdict.NO_EVIDENCE and goal.indicator not in seen:
            seen.add(goal.indicator)
            yield Finding("G003", goal.span or title, args={"quote": goal.text})
        elif verdict.verdict is GoalVerdict.NOT_MET and goal.span is not None and _CONSOLIDATES.search(goal.text):
            yield Finding("G003", goal.span, args={"quote": goal.text}, related=tuple(e.span for e in verdict.evidence))
    account = "".join(
        plain_words(c.span.of(report.text)) for c in lay_out(report, facts.extraction) if c.section != "plan"
    )
    account = account.replace(" ", "")
    for clause in lay_out(report, facts.extraction):
        words = clause.span.of(report.text)
        if clause.section != "plan" or not _CONSOLIDATES.search(words):
            continue
        names = [plain_words(n).replace(" ", "") for n in _NAME.findall(words)]
        if names and not any(name in account for name in names):
            yield Finding("G003", clause.span, args={"quote": quote(facts, clause.span)})
