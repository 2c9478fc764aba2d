"""Reports audited by hand: what the stages would hand over, without running them."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from hashlib import sha256

import pytest
from hypothesis import settings

from audit.assess import Review
from audit.records import (
    Assessment,
    Block,
    BlockKind,
    Bounds,
    Change,
    Conflict,
    Evidence,
    EvidenceLevel,
    Extraction,
    Facts,
    Feasible,
    Figure,
    FigureKind,
    Finding,
    Goal,
    GoalSource,
    GoalVerdict,
    Holds,
    Outcome,
    Relation,
    Report,
    Severity,
    Span,
    Status,
    Verdict,
)
from audit.sets import COUNT, Interval, at_least, between, exactly

# what decides whether a change lands must give the same answer twice; at a desk the search goes on with new seeds
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("desk", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

TITLE = "苇塘区2023年工作总结\n"
WORK = "一、主要工作。共排查隐患38处，其中一级27处、二级9处、三级1处；走访农户**户，修路**公里<script>1</script>。\n"
PLAN = "二、下一步计划。全年走访不少于500户，=SUM(A1)一并公开。\n"


@dataclass(frozen=True, slots=True)
class Audited:
    """What `audit.run.Audit` is."""

    facts: Facts
    findings: tuple[Finding, ...]
    reviews: tuple[Review, ...] = ()


def audited_report(name: str = "苇塘区-2023", district: str = "苇塘区", *, masked: bool = True) -> Audited:
    """38 ≠ 27+9+1, two masked figures (one with a feasible range), one goal; hostile markup in the text."""
    work = WORK if masked else WORK.replace("**户", "20户").replace("**公里", "8公里").replace("38处", "37处")
    text = TITLE + work + PLAN
    first, second = len(TITLE), len(TITLE) + len(work)
    report = Report(
        name=name,
        text=text,
        blocks=(
            Block(Span(0, first), BlockKind.TITLE, "", "preamble"),
            Block(Span(first, second), BlockKind.BODY, "一", "work"),
            Block(Span(second, len(text)), BlockKind.BODY, "二", "plan"),
        ),
        district=district,
        year=2023,
        genre="年度工作总结",
        sha256=sha256((name + text).encode()).hexdigest(),
    )
    figures = _figures(text, masked)
    goal_span = _span(text, "全年走访不少于500户")
    goal = Goal("G1", GoalSource.PLAN, "走访农户", "current", "全年走访不少于500户", goal_span, at_least(500), "户")
    verdict = GoalVerdict.NOT_VERIFIABLE if masked else GoalVerdict.NOT_MET
    evidence = (Evidence(figures[4].span, EvidenceLevel.OUTPUT, "F5"),)
    assessment = Assessment(
        goals=(goal,),
        verdicts=(Verdict("G1", verdict, evidence, "决定性数字未显示", "the deciding figure is not shown"),),
        verifiability=0.0 if masked else 1.0,
        attainment=(0.0, 1.0) if masked else (0.0, 0.0),
    )
    holds = Holds.FALSE if masked else Holds.TRUE
    sign = "≠" if masked else "＝"
    bounds = Bounds(
        feasible={"F5": Feasible(between(10, 40, step=1), ("R2",))} if masked else {},
        holds={"R1": holds},
        why={"R1": (f"{figures[0].value} {sign} 27＋9＋1＝37", f"{figures[0].value} {sign} 27 + 9 + 1 = 37")},
        conflicts=_conflicts() if masked else (),
    )
    members = tuple(f.span for f in figures[:4])
    span = Span(members[0].start, members[-1].end)
    relation = Relation("R1", "total", "total", members, ("F1", "F2", "F3", "F4"), span, exhaustive=True)
    facts = Facts(report, Extraction(figures), (relation,), bounds, assessment)
    return Audited(facts, _findings(facts, masked))


def _figures(text: str, masked: bool) -> tuple[Figure, ...]:
    surfaces = ("38处", "27处", "9处", "1处") if masked else ("37处", "27处", "9处", "1处")
    stated = [_stated(f"F{i}", _span(text, s), int(s[:-1]), "处") for i, s in enumerate(surfaces, 1)]
    if masked:
        visited = Figure("F5", _span(text, "**户"), FigureKind.COUNT, Status.REDACTED, COUNT, Interval(0), unit="户")
        road = Figure("F6", _span(text, "**公里"), FigureKind.COUNT, Status.REDACTED, COUNT, Interval(0), unit="公里")
    else:
        visited = _stated("F5", _span(text, "20户"), 20, "户")
        road = _stated("F6", _span(text, "8公里"), 8, "公里")
    goal = replace(_stated("F7", _span(text, "500户"), 500, "户"), values=at_least(500))
    return (*stated, replace(visited, subject="走访农户"), replace(road, subject="修路"), goal)


def _stated(id: str, span: Span, value: int, unit: str) -> Figure:
    point = Interval(value, value)
    return Figure(id, span, FigureKind.COUNT, Status.STATED, exactly(value), point, value, unit, subject="排查隐患")


def _conflicts() -> tuple[Conflict, ...]:
    whole = (Change("F1", exactly(38), exactly(37), "总数38应为37", "the total 38 should be 37"),)
    part = (Change("F2", exactly(27), exactly(28), "一级27应为28", "the part 27 should be 28"),)
    return (Conflict(("R1",), (whole, part), must_fix=True),)


def _findings(facts: Facts, masked: bool) -> tuple[Finding, ...]:
    text = facts.report.text
    if not masked:
        return (Finding("W001", Span(0, 3), Outcome.PASS, _args("苇塘区")),)
    span = _span(text, "**户")
    return (
        Finding("B001", span, Outcome.FAIL, _args("**户"), fingerprint="a1"),
        Finding("B001", _span(text, "<script>"), Outcome.FAIL, _args("<script>"), severity=Severity.MUST_FIX),
        Finding("B001", _span(text, "=SUM"), Outcome.OPEN, _args("=SUM")),
    )


def _args(quote: str) -> dict[str, str | int]:
    keys = ("subject", "shown", "shown_en", "advice_zh", "advice_en", "found", "wanted", "zh", "en", "count")
    return {"quote": quote} | dict.fromkeys(keys, "此处")


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.fixture
def audited() -> Audited:
    """A report with a contradiction and two masked figures."""
    return audited_report()


@pytest.fixture
def clean() -> Audited:
    """The same report, everything shown and adding up."""
    return audited_report("芦滩县-2023", "芦滩县", masked=False)
