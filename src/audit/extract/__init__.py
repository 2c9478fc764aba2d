"""What the text says: every figure and every blank.

Look-alikes are claimed first, then dates, slogans, gaps, numbers and masks; what a figure counts, whose it is, of which
time and whether it is done or planned is told from the words around it.
"""

from __future__ import annotations

from operator import attrgetter

from ..lang.dates import Time, times
from ..records import Cell, Extraction, Figure, Mask, MaskRole, Report, SetAside, Span
from ..sets import Values
from .bold import bold
from .clauses import Clauses
from .drafts import Draft
from .gaps import gaps
from .guards import guards
from .inherit import inherited
from .ledger import leftovers
from .numbers import numbers
from .periods import Calendar, dated
from .planned import planned
from .quoted import quoted
from .stance import cumulative, stance
from .subjects import scope, subject
from .tables import enumerates, in_tables

__all__ = ["extract"]


def extract(report: Report) -> Extraction:
    """Every numeral and placeholder of the report: a figure, or set aside with a reason."""
    text = report.text
    drafts, aside, taken = _claimed(report)
    drafts, cells = in_tables(report, inherited(text, drafts))
    numbered = [d for d in drafts if enumerates(d, cells.get(d.start))]
    aside += [SetAside(Span(d.start, d.end), "enumerator") for d in numbered]
    gone = {d.start for d in numbered}
    drafts = [d for d in drafts if d.start not in gone]
    words, unread = leftovers(text, taken)
    figures = _in_context(report, [dated(text, d) for d in drafts], cells)
    return Extraction(figures, tuple(sorted([*aside, *words], key=attrgetter("span"))), unread)


def _claimed(report: Report) -> tuple[list[Draft], list[SetAside], bytearray]:
    """Drafts and look-alikes, and which characters they cover; who comes first keeps a character."""
    text = report.text
    taken = bytearray(len(text))
    aside = [s for s in bold(text) if _take(taken, s.span)]
    drafts = [_dated(t) for t in planned(report, times(text, report.year)) if _take(taken, t.span)]
    aside += [s for s in guards(text) if _take(taken, s.span)]
    aside += [s for s in quoted(text, taken) if _take(taken, s.span)]
    drafts += [g for g in gaps(text, taken) if _take(taken, Span(g.start, g.end))]
    for found in numbers(text, taken):
        if isinstance(found, SetAside):
            aside.append(found)
        else:
            drafts.append(found)
    return sorted(drafts, key=attrgetter("start", "end")), aside, taken


def _in_context(report: Report, drafts: list[Draft], cells: dict[int, Cell]) -> tuple[Figure, ...]:
    """The figures, with subject, scope, period, stance and block."""
    text = report.text
    clauses = Clauses.of(text)
    calendar = Calendar(text, drafts, clauses, report.year)
    starts = [block.span.start for block in report.blocks]
    sections = [block.section for block in report.blocks] or [""]
    figures: list[Figure] = []
    previous: Draft | None = None
    since: list[Draft] = []
    sentence, counted = -1, ""
    block = 0
    for n, draft in enumerate(drafts, 1):
        here = clauses.sentence(draft.start)[0]
        if here != sentence:
            sentence, counted, previous, since = here, "", None, []
        while block + 1 < len(starts) and starts[block + 1] <= draft.start:
            block += 1
        section = sections[block]
        period = calendar.period(draft, plan=section == "plan")
        year = period.start.year if period is not None and period.start else None
        cell = cells.get(draft.start)
        what = subject(text, draft, clauses, cell, previous=previous, times=since, before=counted)
        figures.append(
            Figure(
                f"F{n}", Span(draft.start, draft.end), draft.kind, draft.status, draft.values, draft.stated,
                draft.value, draft.unit, draft.dimension, draft.scale, draft.digit, draft.edtf, what,
                scope(text, draft, clauses), period,
                stance(text, draft, clauses, section, report.year, year), draft.qualifier,
                cumulative(text, draft, clauses), draft.mask, cell, block,
            )
        )  # fmt: skip
        if draft.edtf is None:
            previous, counted, since = draft, what or counted, []
        else:
            since.append(draft)
    return tuple(figures)


def _take(taken: bytearray, span: Span) -> bool:
    """Mark a span as read; False if a part of it already is."""
    start, end = span
    if taken.find(1, start, end) >= 0:
        return False
    taken[start:end] = b"\x01" * (end - start)
    return True


def _dated(time: Time) -> Draft:
    mask = Mask(time.holes[0], MaskRole.DATE) if time.holes else None
    return Draft(
        time.span.start, time.span.end, time.kind, time.status, values=Values(), mask=mask, edtf=time.edtf,
        period=time.period,
    )  # fmt: skip
