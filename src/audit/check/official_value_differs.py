from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..assess.why import amount
from ..records import Facts, Figure, FigureKind, Finding, Goal, Outcome, Severity
from ..sets import Number, plain
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
        cited = [facts.figure(e.figure) for e in verdict.evidence if e.figure is not None]
        if goal.official is None or not cited or cited[0].masked:
            continue
        said = _reported(goal, cited, goal.official, facts.report.text)
        if said is None:
            continue
        reported, same = said
        yield Finding(
            "G004",
            cited[0].span,
            Outcome.PASS if same else Outcome.FAIL,
            args={
                "indicator": goal.indicator,
                "reported": reported,
                "provider": goal.provider or "—",
                "official": amount(goal.official, goal.unit),
            },
        )


def _reported(goal: Goal, cited: Sequence[Figure], official: Number, text: str) -> tuple[str, bool] | None:
    """The report's value in words, and whether the official one is the same; None where the two cannot be compared.

    A rate that the report gives only as two counts is computed; it is the same where it rounds to the official one.
    """
    first = cited[0]
    if goal.measure not in ("rate", "coverage"):
        return first.span.of(text), official in first.values
    if first.kind is FigureKind.PERCENT:
        return first.span.of(text), official in first.values
    part, whole = (f.values.point for f in (*cited, *cited)[:2])
    if len(cited) != 2 or part is None or not whole:
        return None
    rate = Fraction(part) * 100 / whole
    decimals = len(plain(official).partition(".")[2])
    words = f"{cited[0].span.of(text)}÷{cited[1].span.of(text)}＝{plain(rate, 2)}%"
    return words, abs(rate - official) * 10**decimals * 2 <= 1
