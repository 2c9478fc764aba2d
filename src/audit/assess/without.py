"""A goal that no figure of the report answers: what its words, counts and papers still let one say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from ..records import Evidence, EvidenceLevel, Figure, FigureKind, Goal, GoalVerdict, Span, Verdict
from ..sets import at_least, exactly, plain
from .case import Case, evidence_of, nothing, worded
from .evidence import ENOUGH
from .places import moves
from .results import Result
from .target import last_day
from .verdict import compare, disputed, possible
from .why import Why, amount, quote, say, target_words, verdict_words
from .wording import cues, likeness, plain_words

_FINISHED = re.compile(r"已|完成|建成|通过|全部|投用")
_HOW = re.compile(r"按期|按时|及时|足额|一次|优良|优秀|合格|达标|规范")  # 审结 is not 按期审结
_BEFORE = 0.8  # weight of the words of the clause before
_HUNDRED = 100
_RATE = re.compile(r"(?:占比|比例|比重|率)$")


def without_figure(goal: Goal, case: Case) -> Verdict:
    """What the report lets one say where no figure of it answers the goal."""
    for way in (_by_gap, _by_all, _by_counts, _by_document):
        if (found := way(goal, case)) is not None:
            return found
    return nothing(goal)


def _by_gap(goal: Goal, case: Case) -> Verdict | None:
    """距70％的年度目标还差3个百分点: the report itself says that it fell short."""
    if goal.span is None or not any(w in goal.text for w in cues()["self"]["short"]):
        return None
    verdict = GoalVerdict.PARTLY_MET if goal.measure in ("amount", "coverage") else GoalVerdict.NOT_MET
    words: dict[str, str | Why] = {"quote": quote(case.report, goal.span), "target": target_words(goal)}
    return worded(goal, verdict, "gap", words, [Evidence(goal.span, EvidenceLevel.ASSERTION)])


def by_said(goal: Goal, said: Result, case: Case) -> Verdict:
    """The sentence of the target says in words how it went: all of it, none of it, so many per cent of it."""
    words: dict[str, str | Why] = {"quote": quote(case.report, said.span), "target": target_words(goal)}
    if said.how == "share" and said.figure is not None:
        verdict = compare(possible(said.figure, case.bounds), at_least(_HUNDRED), "amount")
        return worded(goal, verdict, "said_share", words, [evidence_of(said.figure, case, "")])
    if said.how == "dated" and said.figure is not None:
        verdict, name = _dated(goal, (said.figure,), case)
        words["due"] = goal.due.isoformat() if goal.due else ""
        return worded(goal, verdict, name, words, [Evidence(said.span, EvidenceLevel.ACTION)])
    evidence = [Evidence(said.span, EvidenceLevel.ASSERTION)]
    if said.how == "all":
        verdict = GoalVerdict.PARTLY_MET if goal.measure == "yes_no" else GoalVerdict.MET
        return worded(goal, verdict, "asserted" if goal.measure == "yes_no" else "said_all", words, evidence)
    return worded(goal, GoalVerdict.NOT_MET, "said_short", words, evidence)


def by_word(goal: Goal, case: Case) -> Verdict | None:
    """A deliverable that the account says is there: dated within the deadline it is reached, only asserted it is not.

    A date that is not shown decides nothing; a later one is partly.
    """
    words = plain_words(goal.indicator)
    for number in case.index.holding(words, ENOUGH):
        clause = case.clauses[number]
        if not _FINISHED.search(clause.span.of(case.report.text)):
            continue
        shown: dict[str, str | Why] = {"quote": quote(case.report, clause.span)}
        verdict, name = _dated(goal, clause.times, case)
        level = EvidenceLevel.ASSERTION if name == "asserted" else EvidenceLevel.ACTION
        if goal.due is not None:
            shown["due"] = goal.due.isoformat()
        return worded(goal, verdict, name, shown, [Evidence(clause.span, level)])
    return None


def _dated(goal: Goal, times: Sequence[Figure], case: Case) -> tuple[GoalVerdict, str]:
    """The dates of what was done against the deadline."""
    if goal.due is None or not times:
        return GoalVerdict.PARTLY_MET, "asserted"
    days = [last_day(t, case.report.year) for t in times]
    if any(day is None for day in days):
        return GoalVerdict.NOT_VERIFIABLE, "date_masked"
    late = any(day > goal.due for day in days if day is not None)
    return (GoalVerdict.PARTLY_MET, "dated_late") if late else (GoalVerdict.MET, "dated_in_time")


def _by_document(goal: Goal, case: Case) -> Verdict | None:
    """出台……20条措施 and 印发《……20条措施》: the paper is there; alone it is never more than partly."""
    wanted = "".join(goal.text.split())
    for clause, name in case.titles:
        if name in wanted:
            shown: dict[str, str | Why] = {"quote": quote(case.report, clause.span)}
            evidence = [Evidence(clause.span, EvidenceLevel.DOCUMENT)]
            return worded(goal, GoalVerdict.PARTLY_MET, "documents_only", shown, evidence)
    return None


def _by_all(goal: Goal, case: Case) -> Verdict | None:
    """94个行政村……全部达到: all of them, where all are asked for."""
    if goal.measure not in ("rate", "coverage") or goal.target is None or _HUNDRED not in goal.target:
        return None
    words = plain_words(_RATE.sub("", goal.indicator))
    for number, clause in case.complete:
        contexts = [(1.0, case.words[number])]
        if number and case.clauses[number - 1].sentence == clause.sentence:
            contexts.append((_BEFORE, case.words[number - 1]))
        if likeness(words, contexts) >= ENOUGH and not _lacks(goal, " ".join(text for _, text in contexts)):
            hidden = [f for f in clause.figures if f.masked]
            verdict = GoalVerdict.NOT_VERIFIABLE if hidden else GoalVerdict.MET
            name = "coverage_masked" if hidden else "all_of"
            why = say(
                name, quote=quote(case.report, clause.span), target=target_words(goal), verdict=verdict_words(verdict)
            )
            evidence = tuple(evidence_of(f, case, "") for f in clause.figures) or (
                Evidence(clause.span, EvidenceLevel.OUTPUT),
            )
            return Verdict(goal.id, verdict, evidence, why.zh, why.en)
    return None


def _by_counts(goal: Goal, case: Case) -> Verdict | None:
    """A rate that the report does not state, from the part and the whole that it does."""
    if goal.measure not in ("rate", "coverage") or goal.target is None or moves(goal.indicator):
        return None  # a share is no change
    pair = _pair(goal, case)
    if pair is None:
        return None
    whole, part = pair
    span = Span(case.clause_of(whole).start, case.clause_of(part).end)
    words: dict[str, str | Why] = {"quote": quote(case.report, span), "target": target_words(goal)}
    words["rate"] = say("rate_hidden" if rate_beside(goal, case) else "rate_absent")
    evidence = tuple(evidence_of(f, case, "") for f in (part, whole))
    a, b = possible(part, case.bounds).point, possible(whole, case.bounds).point
    if a is None or not b:
        return worded(goal, GoalVerdict.NOT_VERIFIABLE, "derived_masked", words, evidence)
    if a > b or disputed(part, case.bounds) or disputed(whole, case.bounds):
        words |= {"part": amount(a, part.unit), "whole": amount(b, whole.unit)}
        return worded(goal, GoalVerdict.NOT_VERIFIABLE, "derived_disputed", words, evidence)
    rate = Fraction(a) * _HUNDRED / b
    words["value"] = plain(rate, 1)
    return worded(goal, compare(exactly(rate), goal.target, goal.measure), "derived", words, evidence)


def rate_beside(goal: Goal, case: Case) -> tuple[Figure, Span] | None:
    """112个行政村中已完成生活污水治理80个，治理率 | 71.4％: the rate stated of a goal's counts, and their words.

    It is the one that a relation ties to both counts, else the one in their sentence that is their quotient.
    """
    if goal.measure not in ("rate", "coverage") or goal.target is None or moves(goal.indicator):
        return None
    pair = _pair(goal, case)
    if pair is None:
        return None
    tied = [r.figures for r in case.relations if r.kind == "ratio" and {f.id for f in pair} <= set(r.figures)]
    rates = [f for ids in tied for i in ids if (f := case.figures.get(i)) and f.kind is FigureKind.PERCENT]
    rates = [f for f in rates if f.id not in case.own] or _quotients(*pair, case)
    if not rates:
        return None
    clauses = [case.clause_of(f) for f in (*pair, rates[0])]
    return rates[0], Span(min(c.start for c in clauses), max(c.end for c in clauses))


def _quotients(whole: Figure, part: Figure, case: Case) -> list[Figure]:
    """The rates of the counts' sentence that are their quotient, as far as they are written out."""
    at = case.at(part.span)
    a, b = possible(part, case.bounds).point, possible(whole, case.bounds).point
    if at is None or a is None or not b:
        return []
    rate = Fraction(a) * _HUNDRED / b
    own = case.clauses[at]
    inside = [f for c in case.clauses_of(own.block) if c.sentence == own.sentence for f in c.figures]
    return [f for f in inside if f.kind is FigureKind.PERCENT and f.id not in case.own and _rounds_to(f, rate)]


def _rounds_to(figure: Figure, rate: Fraction) -> bool:
    """The printed figure is the rate to its last decimal place."""
    if figure.value is None:
        return False
    places = len(plain(figure.value).partition(".")[2])
    return abs(rate - figure.value) <= Fraction(1, 10**places)


def _lacks(goal: Goal, context: str) -> bool:
    """The goal asks how it is to be done, and the words do not say that it was done so."""
    return any(how not in context for how in _HOW.findall(goal.indicator))


def _pair(goal: Goal, case: Case) -> tuple[Figure, Figure] | None:
    """Two counts of one unit in one sentence whose wording is the goal's, the whole first."""
    words = plain_words(_RATE.sub("", goal.indicator))
    best: tuple[float, tuple[Figure, Figure]] | None = None
    for number in case.pair_index.holding(words, ENOUGH):
        (whole, part), context = case.pairs[number]
        if _lacks(goal, context):
            continue
        score = likeness(words, [(1.0, context)])
        if score >= ENOUGH and (best is None or score > best[0]):
            best = (score, (whole, part))
    return best[1] if best else None
