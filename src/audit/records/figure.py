"""What the text says: figures, dates and blanks as sets of values, and what was set aside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ..frozen import quick
from ..sets import Interval, Number, Values
from .report import Span


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


@quick
@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of calendar time: EDTF text and its first and last day (None: open or unknown)."""

    edtf: str
    start: date | None = None
    end: date | None = None
    as_of: bool = False  # a cut-off (截至), not a stretch
    resolved: bool = False  # a relative word (今年以来) put into the report's year by us
    flaw: str = ""  # "broken" (20211228日) or "no_such_day" (11月31日): written so, no day of the calendar


class Cell(NamedTuple):
    """Where a figure stands in a table of the report, 0-based, and what its headers say."""

    table: int
    row: int
    column: int
    row_header: str = ""
    column_header: str = ""
    is_total: bool = False


@quick
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


@quick
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
