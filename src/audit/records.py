"""The records that flow through the house. Frozen; a stage never changes what it was given.

Report -> Figure -> Relation -> Bounds -> Goal and Verdict -> Finding, each pointing back to the text by `Span`.
Spans are half-open and count Unicode code points of `Report.text`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from .sets import Interval, Number, Values


class Span(NamedTuple):
    """Half-open stretch of `Report.text`, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words it covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """`other` lies inside."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """At least one character is shared."""
        return self.start < other.end and other.start < self.end


# --- what was handed in -------------------------------------------------------------------------------------------


class CopyType(StrEnum):
    """Whether the text is the submission itself; decides what may be said of a blank (DOMAIN, bound 2)."""

    ORIGINAL = "original"
    COPY = "copy"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a block stood in the file: 1-based page, paragraph, table, row, column; None where it does not apply."""

    part: str = ""
    page: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None


class BlockKind(StrEnum):
    """What a stretch of the report is."""

    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    CELL = "cell"
    NOTE = "note"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text with one place in the outline, such as `一/（三）/三是`; blocks are in text order, disjoint."""

    span: Span
    kind: BlockKind
    path: str
    section: str = ""  # role of the top section: preamble | work | problems | plan
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Hidden:
    """Text that the file holds but shows nobody (tracked deletion, hidden text); never part of `Report.text`."""

    kind: str
    at: int
    text: str
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class Report:
    """One submitted document: its text exactly as read, and where each stretch stands."""

    name: str
    text: str
    blocks: tuple[Block, ...] = ()
    district: str = ""
    year: int | None = None
    genre: str = ""
    copy_type: CopyType = CopyType.UNKNOWN
    sha256: str = ""
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    language: str = "zh"
    hidden: tuple[Hidden, ...] = ()
    notes: tuple[str, ...] = ()  # what the reader wants a person to know, one sentence each


# --- what the text says -------------------------------------------------------------------------------------------


class FigureKind(StrEnum):
    """Kinds of CONTRACT.md."""

    COUNT = "count"
    PERCENT = "percent"
    POINT = "point"
    MULTIPLE = "multiple"
    ORDINAL = "ordinal"
    DATE = "date"
    PERIOD = "period"
    NAME = "name"


class Status(StrEnum):
    """How much of the figure the text shows."""

    STATED = "stated"
    APPROXIMATE = "approximate"
    PARTIAL = "partial"
    REDACTED = "redacted"
    GAP = "gap"

    @property
    def masked(self) -> bool:
        """Wholly or partly not shown."""
        return self in (Status.PARTIAL, Status.REDACTED, Status.GAP)


class MaskRole(StrEnum):
    """What the mask stands for; only the first four are figures to be filled in."""

    FIGURE = "figure"
    PARTIAL = "partial"
    ORDINAL = "ordinal"
    DATE = "date"
    PLACE = "place"
    ORGANISATION = "organisation"
    PERSON = "person"
    LIST = "list"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Mask:
    """Characters that hide something, and what they hide."""

    span: Span
    role: MaskRole


class Stance(StrEnum):
    """Whether the figure reports what was done, announces a plan, or gives the base of comparison."""

    DONE = "done"
    PLAN = "plan"
    BASE = "base"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of calendar time: EDTF text and its first and last day (None: open or unknown)."""

    edtf: str
    start: date | None = None
    end: date | None = None
    as_of: bool = False  # a cut-off (截至), not a stretch
    resolved: bool = False  # a relative word (今年以来) put into the report's year by us


class Cell(NamedTuple):
    """Where a figure stands in a table of the report, 0-based, and what its headers say."""

    table: int
    row: int
    column: int
    row_header: str = ""
    column_header: str = ""
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One quantity, date or blank: the set of values its wording allows.

    `value` is the printed number in the base unit (万 and 亿 multiplied out). `stated` is what the wording allows,
    ends closed (CONTRACT.md's low and high). `values` is what arithmetic may use: the same, widened to half of the
    last printed digit where the number is printed rounded (3.5亿 = 3.45亿 to 3.55亿) and narrowed to whole numbers
    where only those exist. `digit` is the weight of the last printed digit in the base unit, None for blanks.
    """

    id: str
    span: Span
    kind: FigureKind
    status: Status
    values: Values
    stated: Interval = Interval()
    value: Number | None = None
    unit: str | None = None
    dimension: str = ""  # person, person_time, item, money, length, area, ... from lang/units.toml
    scale: int = 1  # 10**4 for 万, 10**8 for 亿
    digit: Number | None = None
    edtf: str | None = None
    subject: str = ""
    scope: str = ""
    period: Period | None = None  # the time the figure speaks of; for dates and periods: itself
    stance: Stance = Stance.DONE
    qualifier: str = ""  # 约, 余, 以上 ... as written
    cumulative: bool = False
    mask: Mask | None = None
    cell: Cell | None = None
    block: int = 0  # index into Report.blocks

    @property
    def masked(self) -> bool:
        """Wholly or partly not shown."""
        return self.status.masked


@dataclass(frozen=True, slots=True)
class SetAside:
    """A digit, numeral or placeholder that is no figure, with the reason (the other half of the ledger)."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything numeric or masked in a report: figures, and what was set aside with a reason."""

    figures: tuple[Figure, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    unread: tuple[Span, ...] = ()  # numerals and placeholders in neither list: the blind spot

    @property
    def parsed_share(self) -> float:
        """Numerals and placeholders accounted for / present; 1.0 where there are none."""
        known = len(self.figures) + len(self.set_aside)
        return known / (known + len(self.unread)) if known + len(self.unread) else 1.0


# --- what must hold between figures -------------------------------------------------------------------------------


class Holds(StrEnum):
    """Whether a relation is satisfied by the values its members may take."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Linear:
    """`lo <= sum(coefficient * figure) <= hi` over figure ids; None is unbounded."""

    terms: tuple[tuple[Number, str], ...]
    lo: Number | None = 0
    hi: Number | None = 0


@dataclass(frozen=True, slots=True)
class Product:
    """`claim = (factor * scale + shift) * base`, each a figure id (all values >= 0).

    Shares, rates, averages have shift 0; growth by p % over a base has scale 1/100 and shift 1 (decline: -1/100, 1).
    """

    claim: str
    factor: str
    base: str
    scale: Number = 1
    shift: Number = 0


Constraint = Linear | Product


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another lawful reading of the same words: other constraints, named in both languages (`若不涉及项仍须办理`)."""

    constraints: tuple[Constraint, ...]
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Relation:
    """Something the text says or implies about figures, and the constraints that say the same in numbers."""

    id: str
    kind: str  # total part order ratio growth list same dates (CONTRACT.md)
    pattern: str  # the file in relate/ that read it
    members: tuple[Span, ...]  # whole or claim first; list items may be words
    figures: tuple[str, ...]  # ids of the members that are figures, same order
    span: Span  # the words that state it
    constraints: tuple[Constraint, ...] = ()
    holds: Holds | None = None  # set by the pattern where no constraint can say it (lists, dates); else by solve
    hard: bool = True
    exhaustive: bool = False
    cue: str = ""
    why_zh: str = ""
    why_en: str = ""
    unknowns: tuple[tuple[str, Values], ...] = ()  # quantities implied but not stated (the count behind a share)
    confidence: float = 1.0  # that the text means this relation; ranks explanations, decides nothing
    alternatives: tuple[Alternative, ...] = ()  # ranges under them are shown beside the usual one, never instead


@dataclass(frozen=True, slots=True)
class Change:
    """One way to mend a contradiction: the figure, what it says, what it would have to be.

    Or a relation given up: then `figure` is empty and `relation` names it.
    """

    figure: str
    old: Values
    new: Values
    note_zh: str = ""
    note_en: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A smallest set of relations that cannot all be true, and every smallest way to mend it, likeliest first."""

    relations: tuple[str, ...]
    explanations: tuple[tuple[Change, ...], ...]
    must_fix: bool
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a figure can be under another reading than the usual one, which takes any whole number for a mask."""

    zh: str
    en: str
    values: Values


@dataclass(frozen=True, slots=True)
class Feasible:
    """What a figure can still be, and the relations that made it so."""

    values: Values
    relations: tuple[str, ...] = ()
    exact: bool = True  # both ends are proved to be reached; False: the range is sound but may be wider than need be
    certificate: str = ""  # derivation of both ends and a witness at each, see solve/certificate.py
    readings: tuple[Reading, ...] = ()  # ranges under other readings, where they differ


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the relations leave open."""

    feasible: Mapping[str, Feasible] = field(default_factory=dict)  # by figure id, masked figures that were narrowed
    holds: Mapping[str, Holds] = field(default_factory=dict)  # by relation id
    why: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # by relation id: the arithmetic in zh and en
    conflicts: tuple[Conflict, ...] = ()
    reading: str = "any"  # how masks were read: any whole number, or as many digits as mask characters
    unfinished: tuple[str, ...] = ()  # relations whose exact search was stopped at its limit; ranges stay sound


# --- goals --------------------------------------------------------------------------------------------------------


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

    quality: float
    verifiability: float | None
    attainment: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """Goals, a verdict each (same order)."""

    goals: tuple[Goal, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    verifiability: float | None = None
    attainment: tuple[float, float] | None = None
    not_applicable: tuple[Goal, ...] = ()  # goals of a sheet for other districts, or for a district nobody can name
    notes: tuple[tuple[str, str], ...] = ()  # what a person should know about the sources, in zh and en


# --- what the checks say ------------------------------------------------------------------------------------------


class Severity(StrEnum):
    """The users' own grades: 必须更正, 需核实（可说明）, 提示."""

    MUST_FIX = "must_fix"
    QUERY = "query"
    ADVICE = "advice"


class Outcome(StrEnum):
    """What a check concluded; the names are SARIF's `result.kind`."""

    PASS = "pass"
    FAIL = "fail"
    OPEN = "open"  # cannot be checked: a figure is masked
    REVIEW = "review"  # a person must decide


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on one place of one report. `args` fill the rule's message; `severity` None means the rule's own."""

    rule: str
    span: Span
    outcome: Outcome = Outcome.FAIL
    args: Mapping[str, str | int] = field(default_factory=dict)
    related: tuple[Span, ...] = ()
    severity: Severity | None = None
    confidence: float = 1.0
    fingerprint: str = ""  # filled by check: rule + quoted words + section path, never offsets


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the rules may look at. One report, through every stage but the last."""

    report: Report
    extraction: Extraction
    relations: tuple[Relation, ...]
    bounds: Bounds
    assessment: Assessment
    prior: Facts | None = None
    peers: tuple[Report, ...] = ()  # other districts' reports of the same run, for shared text

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The report's figures, in text order."""
        return self.extraction.figures

    @property
    def contradictions(self) -> int:
        """What cannot be true: conflicts, and false relations outside of any (lists, dates, restatements)."""
        named = {id for conflict in self.bounds.conflicts for id in conflict.relations}
        verdicts = ((r.id, self.bounds.holds.get(r.id, r.holds)) for r in self.relations)
        return len(self.bounds.conflicts) + sum(h is Holds.FALSE and id not in named for id, h in verdicts)

    def figure(self, id: str) -> Figure:
        """The figure of that id; ids are `F` and the position from 1."""
        return self.extraction.figures[int(id[1:]) - 1]
