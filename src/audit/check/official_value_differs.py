from __future__ import annotations

from collections.abc import Iterator

from ..assess.why import amount
from ..records import Facts, Finding, Outcome, Severity
from . import rule


@rule(
    "G004",
    "official-value-differs",
    Severity.QUERY,
    zh="指标“{indicator}”：报告写{reported}，{provider}提供的数为{official}，请核对口径",
    en="indicator “{indicator}”: the report says {reported}, {provider} gives {official}; reconcile the two",
)
def official_value_differs(facts: Facts) -> Iterator[Finding]:
    """The report's figure differs from the department's, whichever is higher (数据打架); equal values pass.

    Why: the report is a claim, the department's figure is evidence; they differ even where the goal is met by both.
    What to do: state scope and cut-off date of both, correct the one that is wrong.
    Authority: the provider that the superior's target sheet names for the indicator.
    """
    for goal, verdict in zip(facts.assessment.goals, facts.assessment.verdicts, strict=True):
        cited = next((e.figure for e in verdict.evidence if e.figure is not None), None)
        if goal.official is None or cited is None:
            continue
        figure = facts.figure(cited)
        if figure.masked:
            continue
        same = goal.official in figure.values
        yield Finding(
            "G004",
            figure.span,
            Outcome.PASS if same else Outcome.FAIL,
            args={
                "indicator": goal.indicator,
                "reported": figure.span.of(facts.report.text),
                "provider": goal.provider or "—",
                "official": amount(goal.official, goal.unit),
            },
        )
