"""Stated goals, their evidence, a verdict each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..sets import Number, Values
from .report import Span


class GoalVerdict(StrEnum):
    """Verdicts of DOMAIN.md."""

    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    NOT_VERIFIABLE = "not_verifiable"
    NO_EVIDENCE = "no_evidence"
    NOT_MEASURABLE = "not_measurable"
    NOT_DUE = "not_due"


class GoalSource(StrEnum):
    """Where a goal was stated, in order of authority."""

    SHEET = "sheet"
    PRIOR_PLAN = "prior_plan"
    EMBEDDED = "embedded"
    HEADING = "heading"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Goal:
    """A stated goal. `span` is its words in the report, None for a goal out of a sheet or another report."""

    id: str
    source: GoalSource
    indicator: str
    horizon: str  # current | next
    text: str
    span: Span | None = None
    target: Values | None = None
    unit: str | None = None
    due: date | None = None
    weight: Number = 1
    quarters: tuple[Number, ...] = ()  # the weight's share of each quarter, where the sheet gives them
    veto: bool = False  # 一票否决: said apart, in no score
    responsible: str = ""  # the unit that answers for it
    district: str = ""
    provider: str = ""
    official: Number | None = None
    place: str = ""  # sheet row, or the other report's name and offset
    scored: bool = True
    measure: str = "amount"  # amount (can be delivered in part) | rate (a threshold) | yes_no | qualitative
    figures: tuple[str, ...] = ()  # ids of the figures that state the goal itself, so that they are no evidence for it


class EvidenceLevel(StrEnum):
    """The evidence ladder, strongest first."""

    OUTCOME = "outcome"
    OUTPUT = "output"
    ACTION = "action"
    DOCUMENT = "document"
    ASSERTION = "assertion"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of the report brought forward for a goal; `figure` is the figure compared, if any."""

    span: Span
    level: EvidenceLevel
    figure: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the report lets one say of a goal, and why, in both languages."""

    goal: str
    verdict: GoalVerdict
    evidence: tuple[Evidence, ...] = ()
    why_zh: str = ""
    why_en: str = ""


@dataclass(frozen=True, slots=True)
class Scores:
    """The three measures, never mixed: quality, verifiability, attainment [lower, upper]; None where nothing counts."""

    quality: float | None
    verifiability: float | None
    attainment: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """Goals, a verdict each (same order)."""

    goals: tuple[Goal, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    verifiability: float | None = None
    attainment: tuple[float, float] | None = None
    attainment_strict: tuple[float, float] | None = None  # what is not reported counts as not reached
    sensitivity: tuple[float, float] | None = None  # of the lower bound, when any one weight is halved or half more
    not_applicable: tuple[Goal, ...] = ()  # goals of a sheet for other districts, or for a district nobody can name
    notes: tuple[tuple[str, str], ...] = ()  # what a person should know about the sources, in zh and en
