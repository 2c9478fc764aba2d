"""Goals without a number, by the ladder of evidence: outcome > output > dated action > document > assertion."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, takewhile

from ..records import Evidence, EvidenceLevel, Figure, Goal, GoalSource, GoalVerdict, Span, Verdict
from ..sets import ANY
from .case import Case
from .passages import Clause
from .why import Why, quote, say, verdict_words
from .wording import cues, likeness, plain_words

_LIKE = 0.42  # share of a goal's words that a clause and its surroundings must hold
_WINDOW = 3  # clauses that follow a matching one and belong to it
_MOST = 3  # clauses brought forward at most
_NAME = re.compile(r"[“《]([^”》]{2,})[”》]")
_HALF = 2


def judge_by_ladder(goal: Goal, case: Case) -> Verdict:
    """The verdict on a goal that sets no number."""
    if goal.source is GoalSource.HEADING:
        return _rolled_up(goal, case)
    if goal.measure in ("deliverable", "coverage"):
        return _announced(goal, case)
    if _is_attitude(goal):
        return _say(goal, GoalVerdict.NOT_MEASURABLE, "not_measurable", ())
    if goal.target == ANY:
        return _say(goal, GoalVerdict.NOT_VERIFIABLE, "masked_target", ())
    return _by_evidence(goal, _following(goal, case) or _matching(goal, case), case)


def _is_attitude(goal: Goal) -> bool:
    """Mind and manner; a named campaign for it can at least be looked for."""
    if any(word in goal.text for word in cues()["intention"]["guidance"]):
        return True
    return any(word in goal.text for word in cues()["intention"]["attitude"]) and not _names(goal)


def _rolled_up(goal: Goal, case: Case) -> Verdict:
    """A heading stands for all that is under it; an opening sentence for nothing that could be counted."""
    block = next((b for b in case.report.blocks if goal.span and b.span.covers(goal.span)), None)
    path = block.path if block is not None else ""
    if not path:
        return _say(goal, GoalVerdict.NOT_MEASURABLE, "not_measurable", ())
    under = [
        f
        for c in case.clauses
        if (p := case.report.blocks[c.block].path) == path or p.startswith(path + "/")
        for f in c.figures
    ]
    hidden = [f for f in under if f.masked]
    if not under:
        return _say(goal, GoalVerdict.NOT_MEASURABLE, "no_figures", ())
    beside = [r.figure for r in case.beside.values()]
    delivered = any(f in under and not f.masked for f in beside if f is not None)
    mostly = len(hidden) * _HALF > len(under)
    verdict = GoalVerdict.NOT_VERIFIABLE if mostly and not delivered else GoalVerdict.PARTLY_MET
    evidence = tuple(Evidence(f.span, EvidenceLevel.OUTPUT, f.id) for f in under[:_MOST])
    return _say(goal, verdict, "rolled_up", evidence, count=str(len(under)), masked=str(len(hidden)))


def _announced(goal: Goal, case: Case) -> Verdict:
    """Something being prepared, or a coverage claimed: its own figures decide what can be said."""
    own = [f for f in case.extraction.figures if f.id in goal.figures]
    assert goal.span is not None
    words = quote(case.report, goal.span)
    evidence = (Evidence(goal.span, EvidenceLevel.ASSERTION),)
    if any(f.masked for f in own):
        name = "coverage_masked" if goal.measure == "coverage" else "figures_masked"
        return _say(goal, GoalVerdict.NOT_VERIFIABLE, name, evidence, quote=words)
    if goal.measure == "coverage":
        return _say(goal, GoalVerdict.PARTLY_MET, "progress", evidence, quote=words)
    return _say(goal, GoalVerdict.NOT_MET, "planned_only", evidence, quote=words)


def _following(goal: Goal, case: Case) -> list[Clause]:
    """Where the account states an aim, what it says next: the rest of the sentence and the next one."""
    at = case.at(goal.span) if goal.span is not None else None
    if at is None:
        return []
    own = case.clauses[at]
    after = list(takewhile(lambda c: c.block == own.block, islice(case.clauses, at + 1, None)))
    upcoming = next((c.sentence for c in after if c.sentence != own.sentence), own.sentence)
    return [c for c in after if c.sentence in (own.sentence, upcoming) and c.figures]


def _matching(goal: Goal, case: Case) -> list[Clause]:
    """Clauses of the account that speak of the goal, best first."""
    first = re.split("[，,]", goal.text)[0]
    required = [plain_words(n).replace(" ", "") for n in _NAME.findall(first)]
    words = plain_words(goal.text)
    ranked: list[tuple[float, Span, Clause]] = []
    for number in _numbers(words, required, case):
        clause = case.clauses[number]
        if clause.section != "work" or (goal.span is not None and clause.span.meets(goal.span)):
            continue
        if required:
            ranked.append((-1.0, clause.span, clause))
            continue
        own = case.words[number]
        around = range(max(number - 1, 0), min(number + 2, len(case.clauses)))
        near = " ".join(case.words[n] for n in around if case.clauses[n].block == clause.block)
        score = likeness(words, [(1.0, own), (0.7, near), (0.4, case.headings[clause.block])])
        if score >= _LIKE:
            ranked.append((-score, clause.span, clause))
    return [clause for _, _, clause in sorted(ranked, key=lambda r: r[:2])[:_MOST]]


def _numbers(words: str, required: Sequence[str], case: Case) -> list[int]:
    """Clauses that hold one of the required names, or where none is required enough of the words."""
    if not required:
        return case.index.holding(words, _LIKE / 2)
    near = {(number, name) for name in required for number in case.names.holding(name, 1.0)}
    return sorted({number for number, name in near if name in case.words[number].replace(" ", "")})


def _by_evidence(goal: Goal, matching: Sequence[Clause], case: Case) -> Verdict:
    if not matching:
        return _say(goal, GoalVerdict.NO_EVIDENCE, "no_evidence", (), indicator=goal.indicator)
    best = matching[0]
    words = quote(case.report, best.span)
    text = " ".join(c.span.of(case.report.text) for c in matching)
    counted = (inside for c in matching if (inside := _figures_after(c, case)))
    figures = next(counted, [])  # of the best clause that counts anything
    shown = [f for f in figures if not f.masked]
    if any(word in best.span.of(case.report.text) for word in cues()["stage"]["planning"]):
        return _say(goal, GoalVerdict.NOT_MET, "planned_only", _spans(matching, EvidenceLevel.ASSERTION), quote=words)
    if shown and len(shown) * _HALF >= len(figures):
        evidence = tuple(Evidence(f.span, EvidenceLevel.OUTPUT, f.id) for f in shown)
        return _say(goal, GoalVerdict.PARTLY_MET, "progress", evidence, quote=words)
    if figures:
        evidence = tuple(Evidence(f.span, EvidenceLevel.OUTPUT, f.id) for f in figures)
        return _say(goal, GoalVerdict.NOT_VERIFIABLE, "figures_masked", evidence, quote=words)
    for level, stage in ((EvidenceLevel.DOCUMENT, "document"), (EvidenceLevel.ACTION, "action")):
        if any(word in text for word in cues()["stage"][stage]):
            return _say(goal, GoalVerdict.PARTLY_MET, "documents_only", _spans(matching, level), quote=words)
    return _say(goal, GoalVerdict.NO_EVIDENCE, "no_evidence", (), indicator=goal.indicator)


def _figures_after(clause: Clause, case: Case) -> list[Figure]:
    """Figures of the clause and of those right behind it; else of its paragraph from there on; else of all of it."""
    own = case.clauses_of(clause.block)
    behind = [c for c in own if c.span.start >= clause.span.start]
    near = [c for c in behind[:_WINDOW] if c.sentence == clause.sentence]
    stretches = ([f for c in part for f in c.figures if not _lists(f, case)] for part in (near, behind, own))
    return next((figures for figures in stretches if figures), [])


def _lists(figure: Figure, case: Case) -> bool:
    """在……等五个社区 says where, not how much was done."""
    at = figure.span.start
    return case.report.text[at - 1 : at] == "等" and not figure.masked


def _spans(clauses: Sequence[Clause], level: EvidenceLevel) -> tuple[Evidence, ...]:
    return tuple(Evidence(c.span, level) for c in clauses)


def _names(goal: Goal) -> list[str]:
    return _NAME.findall(goal.text)


def _say(goal: Goal, verdict: GoalVerdict, name: str, evidence: tuple[Evidence, ...], **args: str | Why) -> Verdict:
    why = say(name, verdict=verdict_words(verdict), **args)
    return Verdict(goal.id, verdict, evidence, why.zh, why.en)
