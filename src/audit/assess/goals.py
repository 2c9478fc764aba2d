"""All goals stated for a report, from the strongest source down, and the verdict on each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from ..records import (
    Assessment,
    BlockKind,
    Bounds,
    Extraction,
    Goal,
    GoalSource,
    GoalVerdict,
    Relation,
    Report,
    Span,
    Verdict,
)
from ..sets import Number, exactly
from .case import Case
from .embedded import embedded_goals, results_beside
from .evidence import is_activity
from .identity import lasting_ids, path_at
from .intentions import intentions, reads_intentions
from .judge import judge
from .ladder import judge_by_ladder
from .passages import lay_out
from .plan import plan_goals
from .planned import judge_plan
from .results import Result
from .score import attainment, counted, sensitivity, verifiability
from .sheet import refuse_misspelt
from .why import Why, say, verdict_words


def assessment(
    report: Report,
    extraction: Extraction,
    bounds: Bounds,
    sheet: tuple[Goal, ...],
    prior: tuple[Report, Extraction] | None,
    relations: tuple[Relation, ...],
) -> Assessment:
    """Every goal with its verdict, in the order sheet, last year's plan, this report."""
    applying, others, notes = _applying(sheet, report)
    last = _last_plan(prior) if prior is not None else []
    last, doubled = _beside_the_sheet(last, applying)
    if doubled:
        notes.append(say("doubled", count=str(doubled)))
    embedded, plan = embedded_goals(report, extraction), plan_goals(report, extraction)
    broad = reads_intentions(report, plan, embedded)
    if broad:
        embedded = sorted([*embedded, *intentions(report, extraction, embedded)], key=lambda g: g.span or Span(0, 0))
    goals = [_weightless(g) for g in (*applying, *last, *embedded, *plan)]
    beside = results_beside(report, extraction)
    own = _stating(report, extraction, [*embedded, *plan], beside)
    case = Case.of(report, extraction, bounds, relations, own, beside)
    verdicts = [_said_weightless(g, _judged(g, case, broad)) for g in goals]
    notes += _vetoes(goals, verdicts)
    pairs = counted(goals, verdicts)
    named, judged = lasting_ids(goals, verdicts, [_path(g, report, prior) for g in goals])
    return Assessment(
        named,
        judged,
        verifiability(pairs),
        attainment(pairs),
        attainment(pairs, lenient=False),
        sensitivity(pairs),
        tuple(others),
        tuple((n.zh, n.en) for n in notes),
    )


def _vetoes(goals: Sequence[Goal], verdicts: Sequence[Verdict]) -> list[Why]:
    """What a person must know of veto items: any that is not met, said apart from every score."""
    return [
        say("veto", indicator=goal.indicator, verdict=verdict_words(verdict.verdict))
        for goal, verdict in zip(goals, verdicts, strict=True)
        if goal.veto and verdict.verdict not in (GoalVerdict.MET, GoalVerdict.NOT_DUE)
    ]


def _weightless(goal: Goal) -> Goal:
    """Counts of meetings, documents and articles carry no weight, whoever set them."""
    return replace(goal, weight=0) if is_activity(goal) else goal


def _said_weightless(goal: Goal, verdict: Verdict) -> Verdict:
    if goal.weight or not is_activity(goal):
        return verdict
    why = Why(verdict.why_zh, verdict.why_en).then(say("weightless"))
    return replace(verdict, why_zh=why.zh, why_en=why.en)


def _beside_the_sheet(last: Sequence[Goal], sheet: Sequence[Goal]) -> tuple[list[Goal], int]:
    """Last year's plan without the goals that the sheet sets as well, and how many those are: each counts once."""

    def same(planned: Goal, given: Goal) -> bool:
        words = sorted((planned.indicator, given.indicator), key=len)
        return planned.unit == given.unit and _limit(planned) == _limit(given) and words[0] in words[1]

    kept = [goal for goal in last if not any(same(goal, given) for given in sheet)]
    return kept, len(last) - len(kept)


def _limit(goal: Goal) -> Number | None:
    """The number that a goal sets, whichever way it is to be compared."""
    if goal.target is None:
        return None
    return goal.target.hull.lo if goal.target.hull.lo is not None else goal.target.hull.hi


def _path(goal: Goal, report: Report, prior: tuple[Report, Extraction] | None) -> str:
    """Section of the report that states the goal; last year's plan stands in last year's report."""
    if goal.source is GoalSource.PRIOR_PLAN and prior is not None:
        at = int(goal.place.rpartition(":")[2])
        return path_at(prior[0], Span(at, at))
    return path_at(report, goal.span) if goal.span is not None else ""


def _stating(
    report: Report, extraction: Extraction, goals: Sequence[Goal], beside: Mapping[str, Result]
) -> frozenset[str]:
    """Figures that state goals; where no result stands beside a goal, all figures of its clause."""
    stating = {i for g in goals for i in g.figures}
    spans = sorted(g.span for g in goals if g.span is not None and g.id not in beside)
    ends = list(accumulate((span.end for span in spans), max))
    for clause in lay_out(report, extraction):
        before = bisect_left(spans, clause.span.end, key=lambda s: s.start)  # spans that start before its end
        if before and ends[before - 1] > clause.span.start:
            stating.update(f.id for f in clause.figures)
    return frozenset(stating)


def _judged(goal: Goal, case: Case, broad: bool) -> Verdict:
    own_plan = goal.source is GoalSource.PLAN
    if broad and (own_plan or goal.target is None):
        return judge_by_ladder(goal, case)
    return judge_plan(goal, case) if own_plan else judge(goal, case)


def _last_plan(prior: tuple[Report, Extraction]) -> list[Goal]:
    """Last year's plan as this year's goals."""
    report, extraction = prior
    return [
        replace(
            _deliverable(goal),
            id=f"L{goal.id[1:]}",
            source=GoalSource.PRIOR_PLAN,
            horizon="current",
            span=None,
            figures=(),
            scored=True,
            place=f"{report.name}:{(goal.span or Span(0, 0)).start}",
        )
        for goal in plan_goals(report, extraction)
    ]


def _deliverable(goal: Goal) -> Goal:
    """A day and no number: there by then, or not."""
    if goal.target is not None or goal.due is None or goal.measure == "frequency":
        return goal
    return replace(goal, target=exactly(1), measure="yes_no")


def _applying(sheet: Sequence[Goal], report: Report) -> tuple[list[Goal], list[Goal], list[Why]]:
    """The goals of a sheet that are this district's, those that are not, and what a person should know."""
    if not sheet:
        return [], [], []
    districts = list(dict.fromkeys(g.district for g in sheet))
    own = report.district or _named(districts, report)
    if not own and len(districts) == 1:
        return list(sheet), [], [say("one_district", district=districts[0])]
    if not own:
        return [], list(sheet), [say("no_district", districts="、".join(districts))]
    applying = [g for g in sheet if g.district == own]
    if not applying:
        refuse_misspelt(sheet, own)
    others = [g for g in sheet if g.district != own]
    return applying, others, [say("other_districts", count=str(len(others)))] if others else []


def _named(districts: Sequence[str], report: Report) -> str:
    """The one district of the sheet that title or signature name; "" where none or several are named."""
    ends = [b.span.of(report.text) for b in report.blocks if b.kind in (BlockKind.TITLE, BlockKind.SIGNATURE)]
    found = [d for d in districts if any(d in words for words in ends)]
    return found[0] if len(found) == 1 else ""
