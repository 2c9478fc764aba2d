from __future__ import annotations

import re
from collections.abc import Iterator

from ..assess.wording import WEAK, plain_words, weights
from ..records import Block, BlockKind, Facts, Finding, Report, Severity
from . import rule
from .quoting import quote

_NAMED = 3  # telling characters in a row that a problem and a measure must share
_PHRASE = 4  # or characters in a row of which two are telling: 冷库建设
_TWICE = 2  # times that a problem must name a thing of two characters that heads a part of the plan


@rule(
    "G001",
    "problem-without-measure",
    Severity.QUERY,
    zh="问题“{quote}”在下一步计划中没有对应措施，请补充",
    en="problem “{quote}”: the plan holds no measure for it; supply one",
)
def problem_without_measure(facts: Facts) -> Iterator[Finding]:
    """A problem that the report names and its plan never takes up.

    Why: a problem without a measure comes back next year; inspectors read the two sections side by side.
    What to do: add the measure, with number, deadline and responsible unit.
    Authority: practice of rectification by lists (问题清单、任务清单、责任清单); no regulation is cited.
    """
    report = facts.report
    plan = [b for b in report.blocks if b.section == "plan"]
    if not plan:
        return
    measures = [_words(report, b) for b in plan]
    headings = [_words(report, b) for b in plan if b.kind is BlockKind.HEADING and "/" in b.path]
    heading = ""
    for block in report.blocks:
        if block.section != "problems" or "/" not in block.path:
            continue
        if block.kind is BlockKind.HEADING:
            heading = _words(report, block)
        elif (
            block.kind is BlockKind.BODY
            and not _leads_in(report, block)
            and not _answered(f"{heading} {_words(report, block)}", measures, headings)
        ):
            yield Finding("G001", block.span, args={"quote": quote(facts, block.span)})


def _leads_in(report: Report, block: Block) -> bool:
    """肯定成绩的同时，我们也看到： only opens the list of problems."""
    return block.span.of(report.text).rstrip().endswith(("：", ":"))


_ITEM = r"(?:[一二三四五六七八九十]+是|[（(]?[一二三四五六七八九十\d]+[）).．、]|首先|其次|再次)"


def _answered(problem: str, measures: list[str], headings: list[str]) -> bool:
    important = weights(problem)
    opens = problem.strip()[:_TWICE]
    if min(weights(opens), default=0) > WEAK and any(opens in h for h in headings):
        return True  # 普法针对性不强, 推动普法走心: what the problem is about heads a part of the plan
    for size in range(2, len(problem) + 1):
        for at in range(len(problem) - size + 1):
            run = problem[at : at + size]
            telling = sum(w > WEAK for w in important[at : at + size])
            if " " in run or telling < 2:
                continue
            if (telling >= _NAMED or size >= _PHRASE) and any(run in m for m in measures):
                return True
            if size == 2 and problem.count(run) >= _TWICE and any(run in h for h in headings):
                return True
        if size > _LONGEST:
            return False
    return False


_LONGEST = 8  # a longer shared run holds a shorter one


def _words(report: Report, block: Block) -> str:
    return plain_words(re.sub(r"^" + _ITEM + r"[，,]?", "", block.span.of(report.text)))
