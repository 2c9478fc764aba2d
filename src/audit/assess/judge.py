"""A goal with a number against a report: the figure that answers it, the comparison, the reason."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from ..records import (
    Bounds,
    Evidence,
    EvidenceLevel,
    Extraction,
    Figure,
    FigureKind,
    Goal,
    GoalVerdict,
    Relation,
    Report,
    Span,
    Verdict,
)
from ..sets import ANY, Values, exactly, plain
from .evidence import ENOUGH, Candidate, Place, candidates, is_shown, places
from .passages import Clause, lay_out
from .verdict import agreed, compare, disputed, possible, rivals
from .why import Why, amount, quote, say, target_words, values_words, verdict_words
from .wording import cues, likeness, plain_words

_ALL = re.compile(r"全部|全覆盖|均已|均达到|都已|都达到|实现全")
_OUTCOME = re.compile(r"率|占|达到|增长|下降|减少|收入")
_EXCLUDED = re.compile(r"不涉及|不适用|不需要|取消|调出|不再|终止")
_FINISHED = re.compile(r"已|完成|建成|通过|全部|投用")
_TITLED = re.compile(r"《([^》]+)》")
_TITLE = 4  # characters of a title at least that name a document
_BEFORE = 0.8  # weight of the words of the clause before
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Case:
    """One report as the judge sees it."""

    report: Report
    extraction: Extraction
    bounds: Bounds
    relations: tuple[Relation, ...]
    places: tuple[Place, ...]
    clauses: tuple[Clause, ...]
    own: frozenset[str]  # figures that state goals
    beside: Mapping[str, Figure]  # result that stands beside an embedded goal, by goal id

    @classmethod
    def of(
        cls,
        report: Report,
        extraction: Extraction,
        bounds: Bounds,
        relations: tuple[Relation, ...],
        own: frozenset[str],
        beside: Mapping[str, Figure],
    ) -> Case:
        """Lay the report out for matching."""
        laid = tuple(c for c in lay_out(report, extraction) if c.section != "plan")
        return cls(report, extraction, bounds, relations, tuple(places(report, extraction)), laid, own, beside)

    def clause_of(self, figure: Figure) -> Span:
        """The clause that a figure stands in, itself if it stands in a table."""
        return next((c.span for c in self.clauses if c.span.covers(figure.span)), figure.span)


def judge(goal: Goal, case: Case) -> Verdict:
    """The verdict on a goal that has a number, with evidence and reason."""
    if goal.due is not None and case.report.year is not None and goal.due > date(case.report.year, 12, 31):
        return _plain(
            goal,
            GoalVerdict.NOT_DUE,
            say("not_due", due=goal.due.isoformat(), verdict=verdict_words(GoalVerdict.NOT_DUE)),
        )
    if goal.target is None:
        verdict = GoalVerdict.NOT_MEASURABLE
        return _plain(goal, verdict, say("not_measurable", verdict=verdict_words(verdict)))
    if goal.target == ANY:
        verdict = GoalVerdict.NOT_VERIFIABLE
        return _plain(goal, verdict, say("masked_target", verdict=verdict_words(verdict)))
    if goal.measure == "yes_no":
        return _with_official(goal, _by_word(goal, case) or _nothing(goal), None)
    best = _best(goal, case)
    found = _by_figure(goal, best, case) if best is not None else _without_figure(goal, case)
    return _with_official(goal, found, best.figure if best else None)


def _best(goal: Goal, case: Case) -> Candidate | None:
    beside = case.beside.get(goal.id)
    if beside is not None:
        return Candidate(beside, case.clause_of(beside), 1.0, (goal.indicator,))
    ranked = candidates(goal, case.places, case.report, case.own)
    return ranked[0] if ranked else None


def _by_figure(goal: Goal, best: Candidate, case: Case) -> Verdict:
    assert goal.target is not None
    figure = best.figure
    values, others = possible(figure, case.bounds), rivals(figure, case.bounds)
    verdict = agreed({compare(v, goal.target, goal.measure) for v in (values, *others)})
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
    if best.begun:
        why = say("begun", **words)
    elif is_shown(figure):
        why = say("found", **words)
    elif verdict is not GoalVerdict.NOT_VERIFIABLE and figure.id in case.bounds.feasible:
        why = say("feasible", **words)
    else:
        why = say("masked", **words)
    why = _excluding(goal, figure, case, words) or why
    if others:
        why = why.then(say("disputed", other=values_words(Values.of(p for v in others for p in v.parts), figure.unit)))
    evidence = [_evidence(figure, case, "、".join(best.words))]
    evidence += [_evidence(f, case, "") for f in _bases(figure, case)]
    return Verdict(goal.id, verdict, tuple(evidence), why.zh, why.en)


def _excluding(goal: Goal, done: Figure, case: Case, words: Mapping[str, str | Why]) -> Why | None:
    """27 of 38 with 9 不涉及: both shares are said, 27/38 and 27/29; neither is chosen."""
    whole = goal.target.hull.lo if goal.target is not None else None
    done_values = possible(done, case.bounds).point
    at = next((n for n, c in enumerate(case.clauses) if c.span.covers(done.span)), None)
    if whole is None or done_values is None or at is None or goal.id not in case.beside:
        return None
    for clause in case.clauses[at:]:
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
    by_id = {f.id: f for f in case.extraction.figures}
    for relation in case.relations:
        if relation.kind in ("ratio", "growth") and relation.figures and relation.figures[0] == figure.id:
            return [by_id[i] for i in relation.figures[1:] if i in by_id]
    return []


def _evidence(figure: Figure, case: Case, reason: str) -> Evidence:
    level = EvidenceLevel.OUTCOME if _is_outcome(figure, case) else EvidenceLevel.OUTPUT
    return Evidence(figure.span, level, figure.id, reason)


def _is_outcome(figure: Figure, case: Case) -> bool:
    words = case.clause_of(figure).of(case.report.text)
    return figure.kind is FigureKind.PERCENT or bool(_OUTCOME.search(words))


def _by_gap(goal: Goal, case: Case) -> Verdict | None:
    """距70％的年度目标还差3个百分点: the report itself says that it fell short."""
    if goal.span is None or not any(w in goal.text for w in cues()["self"]["short"]):
        return None
    verdict = GoalVerdict.PARTLY_MET if goal.measure in ("amount", "coverage") else GoalVerdict.NOT_MET
    words: dict[str, str | Why] = {"quote": quote(case.report, goal.span), "target": target_words(goal)}
    return _worded(goal, verdict, "gap", words, [Evidence(goal.span, EvidenceLevel.ASSERTION)])


def _by_word(goal: Goal, case: Case) -> Verdict | None:
    """A yes or no that the account only asserts: never more than partly met without a department's word."""
    words = plain_words(goal.indicator)
    for clause in case.clauses:
        text = clause.span.of(case.report.text)
        if _FINISHED.search(text) and likeness(words, [(1.0, plain_words(text))]) >= ENOUGH:
            shown: dict[str, str | Why] = {"quote": quote(case.report, clause.span)}
            evidence = [Evidence(clause.span, EvidenceLevel.ASSERTION)]
            return _worded(goal, GoalVerdict.PARTLY_MET, "asserted", shown, evidence)
    return None


def _without_figure(goal: Goal, case: Case) -> Verdict:
    """What the report lets one say where no figure of it answers the goal."""
    for way in (_by_gap, _by_all, _by_counts, _by_document):
        if (found := way(goal, case)) is not None:
            return found
    return _nothing(goal)


def _by_document(goal: Goal, case: Case) -> Verdict | None:
    """出台……20条措施 and 印发《……20条措施》: the paper is there; alone it is never more than partly."""
    wanted = "".join(goal.text.split())
    for clause in case.clauses:
        names = (name for name in _TITLED.findall(clause.span.of(case.report.text)) if len(name) >= _TITLE)
        if any("".join(name.split()) in wanted for name in names):
            shown: dict[str, str | Why] = {"quote": quote(case.report, clause.span)}
            evidence = [Evidence(clause.span, EvidenceLevel.DOCUMENT)]
            return _worded(goal, GoalVerdict.PARTLY_MET, "documents_only", shown, evidence)
    return None


def _by_all(goal: Goal, case: Case) -> Verdict | None:
    """94个行政村……全部达到: all of them, where all are asked for."""
    if goal.measure not in ("rate", "coverage") or goal.target is None or _HUNDRED not in goal.target:
        return None
    words = plain_words(re.sub(r"(?:占比|比例|比重|率)$", "", goal.indicator))
    for before, clause in pairwise([None, *case.clauses]):
        assert clause is not None
        text = clause.span.of(case.report.text)
        contexts = [(1.0, plain_words(text))]
        if before is not None and before.sentence == clause.sentence:
            contexts.append((_BEFORE, plain_words(before.span.of(case.report.text))))
        if _ALL.search(text) and likeness(words, contexts) >= ENOUGH:
            hidden = [f for f in clause.figures if f.masked]
            verdict = GoalVerdict.NOT_VERIFIABLE if hidden else GoalVerdict.MET
            name = "coverage_masked" if hidden else "all_of"
            why = say(
                name, quote=quote(case.report, clause.span), target=target_words(goal), verdict=verdict_words(verdict)
            )
            evidence = tuple(_evidence(f, case, "") for f in clause.figures) or (
                Evidence(clause.span, EvidenceLevel.OUTPUT),
            )
            return Verdict(goal.id, verdict, evidence, why.zh, why.en)
    return None


def _by_counts(goal: Goal, case: Case) -> Verdict | None:
    """A rate that the report does not state, from the part and the whole that it does."""
    if goal.measure not in ("rate", "coverage") or goal.target is None:
        return None
    pair = _pair(goal, case)
    if pair is None:
        return None
    whole, part = pair
    span = Span(case.clause_of(whole).start, case.clause_of(part).end)
    words: dict[str, str | Why] = {"quote": quote(case.report, span), "target": target_words(goal)}
    evidence = tuple(_evidence(f, case, "") for f in (part, whole))
    a, b = possible(part, case.bounds).point, possible(whole, case.bounds).point
    if a is None or not b:
        return _worded(goal, GoalVerdict.NOT_VERIFIABLE, "derived_masked", words, evidence)
    if a > b or disputed(part, case.bounds) or disputed(whole, case.bounds):
        words |= {"part": amount(a, part.unit), "whole": amount(b, whole.unit)}
        return _worded(goal, GoalVerdict.NOT_VERIFIABLE, "derived_disputed", words, evidence)
    rate = Fraction(a) * _HUNDRED / b
    words["value"] = plain(rate, 1)
    return _worded(goal, compare(exactly(rate), goal.target, goal.measure), "derived", words, evidence)


def _pair(goal: Goal, case: Case) -> tuple[Figure, Figure] | None:
    """Two counts of one unit in one sentence whose wording is the goal's, the whole first."""
    words = plain_words(re.sub(r"(?:占比|比例|比重|率)$", "", goal.indicator))
    best: tuple[float, tuple[Figure, Figure]] | None = None
    for number, clause in enumerate(case.clauses):
        later = [c for c in case.clauses[number:] if c.sentence == clause.sentence]
        for whole in clause.figures:
            for other in later:
                context = plain_words(f"{clause.span.of(case.report.text)} {other.span.of(case.report.text)}")
                for part in other.figures:
                    if part.span <= whole.span or part.kind is not FigureKind.COUNT or part.unit != whole.unit:
                        continue
                    score = likeness(words, [(1.0, context)])
                    if score >= ENOUGH and (best is None or score > best[0]):
                        best = (score, (whole, part))
    return best[1] if best else None


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


def _nothing(goal: Goal) -> Verdict:
    verdict = GoalVerdict.NO_EVIDENCE
    return _plain(goal, verdict, say("no_evidence", indicator=goal.indicator, verdict=verdict_words(verdict)))


def _worded(
    goal: Goal, verdict: GoalVerdict, name: str, words: Mapping[str, str | Why], evidence: Sequence[Evidence]
) -> Verdict:
    why = say(name, **{**words, "verdict": verdict_words(verdict)})
    return Verdict(goal.id, verdict, tuple(evidence), why.zh, why.en)


def _plain(goal: Goal, verdict: GoalVerdict, why: Why, evidence: Sequence[Evidence] = ()) -> Verdict:
    return Verdict(goal.id, verdict, tuple(evidence), why.zh, why.en)
