"""A goal with a number against a report: the figure that answers it, the comparison, the reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from itertools import islice

from ..records import Figure, Goal, GoalVerdict, Verdict
from ..sets import ANY, Values, exactly, plain
from .case import Case, evidence_of, nothing, plain_verdict
from .evidence import Candidate, candidates, is_shown
from .results import Result
from .verdict import agreed, compare, possible, rivals
from .why import Why, amount, quote, say, target_words, values_words, verdict_words
from .without import by_said, by_word, rate_beside, without_figure

_EXCLUDED = re.compile(r"不涉及|不适用|不需要|取消|调出|不再|终止")
_HUNDRED = 100


def judge(goal: Goal, case: Case) -> Verdict:
    """The verdict on a goal that has a number, with evidence and reason."""
    if goal.due is not None and case.report.year is not None and goal.due > date(case.report.year, 12, 31):
        return plain_verdict(
            goal,
            GoalVerdict.NOT_DUE,
            say("not_due", due=goal.due.isoformat(), verdict=verdict_words(GoalVerdict.NOT_DUE)),
        )
    if goal.target is None:
        verdict = GoalVerdict.NOT_MEASURABLE
        return plain_verdict(goal, verdict, say("not_measurable", verdict=verdict_words(verdict)))
    if goal.target == ANY:
        verdict = GoalVerdict.NOT_VERIFIABLE
        return plain_verdict(goal, verdict, say("masked_target", verdict=verdict_words(verdict)))
    said = case.beside.get(goal.id)
    if said is not None and said.how != "figure":
        return by_said(goal, said, case)
    if goal.measure == "yes_no" and said is None:
        return _with_official(goal, by_word(goal, case) or nothing(goal), None)
    best = _best(goal, said, case)
    found = _by_figure(goal, best, case) if best is not None else without_figure(goal, case)
    return _with_official(goal, found, best.figure if best else None)


def _best(goal: Goal, said: Result | None, case: Case) -> Candidate | None:
    if said is not None and said.figure is not None:
        return Candidate(said.figure, case.clause_of(said.figure), 1.0, (goal.indicator,))
    ranked = candidates(goal, case.places, case.own)
    if ranked:
        return ranked[0]
    found = rate_beside(goal, case)
    if found is None or not (is_shown(found[0]) or found[0].id in case.bounds.feasible):
        return None
    return Candidate(*found, 1.0, (goal.indicator,))


def _by_figure(goal: Goal, best: Candidate, case: Case) -> Verdict:
    assert goal.target is not None
    figure = best.figure
    values, others = possible(figure, case.bounds), rivals(figure, case.bounds)
    readings = [v.scaled(-1) if best.opposite else v for v in (values, *others)]
    verdict = agreed({compare(v, goal.target, goal.measure) for v in readings})
    if verdict is None:
        verdict = GoalVerdict.NOT_VERIFIABLE
    if best.begun and verdict is GoalVerdict.MET:
        verdict = GoalVerdict.PARTLY_MET
    words = {
        "quote": quote(case.report, best.clause),
        "values": values_words(values, figure.unit),
        "target": target_words(goal),
        "verdict": verdict_words(verdict),
    }
    if best.opposite:
        why = say("opposite", **words)
    elif best.begun:
        why = say("begun", **words)
    elif is_shown(figure):
        why = say("found", **words)
    elif verdict is not GoalVerdict.NOT_VERIFIABLE and figure.id in case.bounds.feasible:
        why = say("feasible", **words)
    else:
        open_ended = values.hull.lo in (None, 0) and values.hull.hi is None
        why = say("masked_wholly" if open_ended else "masked", **words)
    why = _excluding(goal, figure, case, words) or why
    if others:
        why = why.then(say("disputed", other=values_words(Values.of(p for v in others for p in v.parts), figure.unit)))
    evidence = [evidence_of(figure, case, "、".join(best.words))]
    evidence += [evidence_of(f, case, "") for f in _bases(figure, case)]
    return Verdict(goal.id, verdict, tuple(evidence), why.zh, why.en)


def _excluding(goal: Goal, done: Figure, case: Case, words: Mapping[str, str | Why]) -> Why | None:
    """27 of 38 with 9 不涉及: both shares are said, 27/38 and 27/29; neither is chosen."""
    whole = goal.target.hull.lo if goal.target is not None else None
    done_values = possible(done, case.bounds).point
    at = case.at(done.span)
    if whole is None or done_values is None or at is None or goal.id not in case.beside:
        return None
    for clause in islice(case.clauses, at, None):
        out = next((f for f in clause.figures if f.unit == done.unit and f.value), None)
        if clause.sentence != case.clauses[at].sentence:
            return None
        if (
            out is not None
            and out.value is not None
            and 0 < out.value < whole
            and _EXCLUDED.search(clause.span.of(case.report.text))
        ):
            return say(
                "excluded",
                **words,
                whole=amount(whole, goal.unit),
                done=amount(done_values, done.unit),
                out=quote(case.report, clause.span),
                rate=_rounded(Fraction(done_values) * _HUNDRED / whole),
                reduced=_rounded(Fraction(done_values) * _HUNDRED / (whole - out.value)),
            )
    return None


def _rounded(rate: Fraction) -> str:
    return plain(rate, 1) if rate.denominator != 1 else str(rate.numerator)


def _bases(figure: Figure, case: Case) -> list[Figure]:
    """The counts that a share is made of."""
    for relation in case.relations:
        if relation.kind in ("ratio", "growth") and relation.figures and relation.figures[0] == figure.id:
            return [case.figures[i] for i in relation.figures[1:] if i in case.figures]
    return []


def _with_official(goal: Goal, found: Verdict, figure: Figure | None) -> Verdict:
    """The official value is evidence, the report a claim: the value decides, a difference is said."""
    if goal.official is None or goal.target is None:
        return found
    verdict = compare(exactly(goal.official), goal.target, goal.measure)
    words: dict[str, str | Why] = {
        "provider": goal.provider or say("provider"),
        "value": amount(goal.official, goal.unit),
        "verdict": verdict_words(verdict),
    }
    differs = figure is not None and is_shown(figure) and goal.official not in figure.values
    why = Why(found.why_zh, found.why_en)
    if differs:
        why = why.then(say("official_differs", **words))
    if verdict is not found.verdict:
        why = why.then(say("official", **words))
    return Verdict(goal.id, verdict, found.evidence, why.zh, why.en)
