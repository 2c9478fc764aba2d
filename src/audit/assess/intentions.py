"""Goals of a report that sets itself no numbers: what it says it is about, in preamble, headings and account.

Where a plan is undated and almost without numbers, its stated intentions are all it can be held to. They are read in
full only there; elsewhere the numbers it names are its goals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import Block, BlockKind, Extraction, Goal, GoalSource, Report, Span
from .passages import Clause, lay_out
from .plan import bare, is_dated
from .target import frequency_of
from .wording import cues

_NUMBERED = 4  # at most one plan goal in so many has a number where intentions are read
_OPENS_PREAMBLE = ("认真", "不断", "努力", "奋力", "全力", "为", "推动", "着力")
_GOAL_HEADING = re.compile(r"[，,]")
_COVERS = re.compile(r"100\s*[％%]\s*覆盖|百分之百覆盖|全覆盖")


def reads_intentions(report: Report, plan: list[Goal], embedded: list[Goal]) -> bool:
    """The report's own plan is undated and almost without numbers, and it names no target while it reports."""
    numbered = sum(g.target is not None for g in plan)
    targets = any(g.id.startswith("E") for g in embedded)
    return bool(plan) and not targets and not is_dated(report) and numbered * _NUMBERED <= len(plan)


def intentions(report: Report, extraction: Extraction, taken: list[Goal]) -> list[Goal]:
    """Goals of preamble, headings and account, in text order; `taken` are read already."""
    found = [*_preamble(report, extraction), *_headings(report), *_account(report, extraction)]
    free = [g for g in found if not any(t.span and g.span and t.span.meets(g.span) for t in taken)]
    return sorted(free, key=lambda g: g.span or Span(0, 0))


def _preamble(report: Report, extraction: Extraction) -> Iterator[Goal]:
    for clause in lay_out(report, extraction):
        span = bare(report.text, clause.span)
        if clause.section == "preamble" and not clause.figures and span.of(report.text).startswith(_OPENS_PREAMBLE):
            yield _goal(report, span, GoalSource.HEADING, scored=False)


def _headings(report: Report) -> Iterator[Goal]:
    for block in report.blocks:
        if block.kind is BlockKind.HEADING and block.section == "work" and _states_a_goal(report, block):
            end = block.span.end - (1 if report.text[block.span.end - 1] in "。：" else 0)
            yield _goal(report, Span(block.span.start, end), GoalSource.HEADING, scored=False)


def _states_a_goal(report: Report, block: Block) -> bool:
    """A means and an aim: 强化正风肃纪，推动从严治党."""
    return "/" in block.path and bool(_GOAL_HEADING.search(block.span.of(report.text)))


def _account(report: Report, extraction: Extraction) -> Iterator[Goal]:
    for clause in lay_out(report, extraction):
        if clause.section != "work" or report.blocks[clause.block].kind is not BlockKind.BODY:
            continue
        span = bare(report.text, clause.span)
        words = span.of(report.text)
        if frequency_of(words):
            yield _goal(report, span, GoalSource.EMBEDDED, measure="frequency")
        elif any(word in words for word in cues()["stage"]["planning"]):
            yield _goal(report, span, GoalSource.EMBEDDED, measure="deliverable", clause=clause)
        elif _COVERS.search(words):
            yield _goal(report, span, GoalSource.EMBEDDED, measure="coverage", clause=clause)
        elif words.startswith(tuple(cues()["intention"]["aim"])):
            yield _goal(report, span, GoalSource.EMBEDDED)


def _goal(
    report: Report,
    span: Span,
    source: GoalSource,
    *,
    scored: bool = True,
    measure: str = "qualitative",
    clause: Clause | None = None,
) -> Goal:
    words = span.of(report.text)
    return Goal(
        id=f"I{span.start}",
        source=source,
        indicator=words,
        horizon="current",
        text=words,
        span=span,
        scored=scored,
        measure=measure,
        figures=tuple(f.id for f in clause.figures) if clause else (),
    )
