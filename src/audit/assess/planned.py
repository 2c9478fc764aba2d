"""This report's own plan is next year's: judged now only for what can be measured, and from what base."""

from __future__ import annotations

from ..records import Evidence, EvidenceLevel, Goal, GoalVerdict, Verdict
from ..sets import ANY
from .case import Case
from .evidence import candidates
from .why import Why, quote, say, target_words, verdict_words


def judge_plan(goal: Goal, case: Case) -> Verdict:
    """Not due where a number, a date or a frequency is set, else not measurable."""
    if goal.target is None and goal.due is None:
        verdict = GoalVerdict.NOT_MEASURABLE
        why = say("not_measurable", verdict=verdict_words(verdict))
        return Verdict(goal.id, verdict, (), why.zh, why.en)
    verdict = GoalVerdict.NOT_DUE
    words: dict[str, str | Why] = {
        "due": goal.due.isoformat() if goal.due else "—",
        "verdict": verdict_words(verdict),
        "target": target_words(goal),
    }
    if goal.target is None:
        why = say("not_due", **words)
        return Verdict(goal.id, verdict, (), why.zh, why.en)
    base = candidates(goal, case.places, case.own) if goal.target != ANY else []
    if not base:
        why = say("not_due_plan", **words)
        return Verdict(goal.id, verdict, (), why.zh, why.en)
    why = say("not_due_base", quote=quote(case.report, base[0].clause), **words)
    evidence = Evidence(base[0].figure.span, EvidenceLevel.OUTPUT, base[0].figure.id, "、".join(base[0].words))
    return Verdict(goal.id, verdict, (evidence,), why.zh, why.en)
