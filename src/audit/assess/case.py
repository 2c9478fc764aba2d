"""One report laid out for judging its goals, and what every way of judging shares."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, groupby

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
from .passages import Clause, headings_above, lay_out
from .places import Places
from .results import Result
from .why import Why, say, verdict_words
from .wording import Index, plain_words

_ALL = re.compile(r"全部|全覆盖|均已|均达到|都已|都达到|实现全")
_TITLED = re.compile(r"《([^》]+)》")
_TITLE = 4  # characters of a title at least that name a document
_OUTCOME = re.compile(r"率|占|达到|增长|下降|减少|收入")


@dataclass(frozen=True)
class Case:
    """One report as the judge sees it."""

    report: Report
    extraction: Extraction
    bounds: Bounds
    relations: tuple[Relation, ...]
    places: Places
    clauses: tuple[Clause, ...]
    headings: tuple[str, ...]  # above each block
    own: frozenset[str]  # figures that state goals
    beside: Mapping[str, Result]  # result that stands beside an embedded goal, by goal id

    @classmethod
    def of(
        cls,
        report: Report,
        extraction: Extraction,
        bounds: Bounds,
        relations: tuple[Relation, ...],
        own: frozenset[str],
        beside: Mapping[str, Result],
    ) -> Case:
        """Lay the report out for matching."""
        laid = tuple(c for c in lay_out(report, extraction) if c.section != "plan")
        above = tuple(plain_words(words) for words in headings_above(report))
        return cls(report, extraction, bounds, relations, Places(report, extraction), laid, above, own, beside)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of every clause."""
        return tuple(plain_words(c.span.of(self.report.text)) for c in self.clauses)

    @cached_property
    def index(self) -> Index:
        """The clauses by their words."""
        return Index([(words,) for words in self.words])

    @cached_property
    def names(self) -> Index:
        """The clauses by their words, written without blanks: names hold signs."""
        return Index([(words.replace(" ", ""),) for words in self.words])

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """The figures by id."""
        return {f.id: f for f in self.extraction.figures}

    @cached_property
    def titles(self) -> tuple[tuple[Clause, str], ...]:
        """Titles of documents in the account, each with its clause."""
        text = self.report.text
        named = ((c, "".join(name.split())) for c in self.clauses for name in _TITLED.findall(c.span.of(text)))
        return tuple((clause, name) for clause, name in named if len(name) >= _TITLE)

    @cached_property
    def complete(self) -> tuple[tuple[int, Clause], ...]:
        """Clauses that say that all of something is done, with their numbers."""
        text = self.report.text
        return tuple((n, c) for n, c in enumerate(self.clauses) if _ALL.search(c.span.of(text)))

    @cached_property
    def pairs(self) -> tuple[tuple[tuple[Figure, Figure], str], ...]:
        """Every two counts of one unit in one sentence, none that states a goal, with the words of their clauses."""
        found: list[tuple[tuple[Figure, Figure], str]] = []
        for _, inside in groupby(enumerate(self.clauses), key=lambda c: c[1].sentence):
            counts = [(n, f) for n, c in inside for f in c.figures if f.id not in self.own]
            for (first, whole), (second, part) in combinations(counts, 2):
                if part.kind is FigureKind.COUNT and part.unit == whole.unit:
                    found.append(((whole, part), f"{self.words[first]} {self.words[second]}"))
        return tuple(found)

    @cached_property
    def pair_index(self) -> Index:
        """The pairs by their words."""
        return Index([(words,) for _, words in self.pairs])

    def clauses_of(self, block: int) -> tuple[Clause, ...]:
        """The clauses of one block."""
        first = bisect_left(self.clauses, block, key=lambda c: c.block)
        return self.clauses[first : bisect_right(self.clauses, block, key=lambda c: c.block)]

    def at(self, span: Span) -> int | None:
        """Number of the first clause that meets a span."""
        first = bisect_right(self.clauses, span.start, key=lambda c: c.span.end)
        return first if first < len(self.clauses) and self.clauses[first].span.meets(span) else None

    def clause_of(self, figure: Figure) -> Span:
        """The clause that a figure stands in, itself if it stands in a table."""
        at = bisect_right(self.clauses, figure.span.start, key=lambda c: c.span.start) - 1
        own = self.clauses[at].span if at >= 0 else figure.span
        return own if own.covers(figure.span) else figure.span


def evidence_of(figure: Figure, case: Case, reason: str) -> Evidence:
    """The figure as evidence, on its rung of the ladder."""
    level = EvidenceLevel.OUTCOME if is_outcome(figure, case) else EvidenceLevel.OUTPUT
    return Evidence(figure.span, level, figure.id, reason)


def is_outcome(figure: Figure, case: Case) -> bool:
    """A rate, or a clause that speaks of an effect."""
    words = case.clause_of(figure).of(case.report.text)
    return figure.kind is FigureKind.PERCENT or bool(_OUTCOME.search(words))


def nothing(goal: Goal) -> Verdict:
    """Nothing in the report answers the goal."""
    verdict = GoalVerdict.NO_EVIDENCE
    return plain_verdict(goal, verdict, say("no_evidence", indicator=goal.indicator, verdict=verdict_words(verdict)))


def worded(
    goal: Goal, verdict: GoalVerdict, name: str, words: Mapping[str, str | Why], evidence: Sequence[Evidence]
) -> Verdict:
    """The verdict with the sentence of that name as its reason."""
    why = say(name, **{**words, "verdict": verdict_words(verdict)})
    return Verdict(goal.id, verdict, tuple(evidence), why.zh, why.en)


def plain_verdict(goal: Goal, verdict: GoalVerdict, why: Why, evidence: Sequence[Evidence] = ()) -> Verdict:
    """The verdict with its reason."""
    return Verdict(goal.id, verdict, tuple(evidence), why.zh, why.en)
