"""The time a figure speaks of: a date before it in the clause, else in the sentence, else the report's year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from ..records import FigureKind, Period
from .clauses import Clauses
from .drafts import Draft

_TIMED = (FigureKind.DATE, FigureKind.PERIOD)
_AS_OF = re.compile(r"(?:截至|截止到?|至|到)$")
_COMPARED = re.compile(r"(?:比|较|同比|同|与|超|含|上年结转|结转)$")
_CHANGE = re.compile(r"^(?:同期|末|底)?[^，。；、的]{0,4}?(?:净增|增|减|多|少|提高|下降|提升|上升|回落|降|扩大|缩|翻)")


def dated(text: str, draft: Draft) -> Draft:
    """The calendar expression itself, marked where it is a cut-off."""
    if draft.period is None or not _AS_OF.search(text[max(0, draft.start - 3) : draft.start]):
        return draft
    if draft.kind is not FigureKind.DATE:
        return draft
    return replace(draft, period=replace(draft.period, as_of=True))


@lru_cache(maxsize=16)
def whole_year(year: int | None) -> Period | None:
    """The report's own year, where nothing else is said."""
    if year is None:
        return None
    return Period(f"{year:04d}", date(year, 1, 1), date(year, 12, 31), resolved=True)


class Calendar:
    """Hands each figure of a text, taken from left to right, the period it speaks of."""

    def __init__(self, text: str, drafts: Sequence[Draft], clauses: Clauses, year: int | None) -> None:
        self._text, self._clauses, self._year = text, clauses, year
        self._sentence = -1
        self._setting: Period | None = None  # set at the head of a sentence, holds on
        self._local: tuple[int, Period] | None = None  # for the next figure only

    def period(self, draft: Draft, *, plan: bool) -> Period | None:
        """The period of one draft; call in text order."""
        sentence = self._clauses.sentence(draft.start)[0]
        if sentence != self._sentence:
            self._sentence, self._setting, self._local = sentence, None, None
        if draft.kind in _TIMED:
            self._note(draft)
            return draft.period
        if draft.kind is FigureKind.NAME:
            return None
        if self._local is not None:
            _, period = self._local
            self._local = None
            return self._completed(period)
        if self._setting is not None:
            return self._completed(self._setting)
        return whole_year(self._year + 1 if plan and self._year is not None else self._year)

    def _note(self, draft: Draft) -> None:
        period = draft.period
        if period is None or self._in_title(draft):
            return
        left = self._text[max(0, draft.start - 4) : draft.start]
        right = self._text[draft.end : draft.end + 8]
        if _COMPARED.search(left):
            # 比上年的9860名 speaks of last year; 比上年增加172名 of this one
            self._local = None if _CHANGE.match(right) else (draft.end, period)
        elif (
            draft.edtf
            and self._year is not None
            and period.start
            and period.start.year < self._year
            and right[:1] == "的"
        ):
            self._local = (draft.end, period)
        else:
            self._setting = period

    def _in_title(self, draft: Draft) -> bool:
        opened = self._text.rfind("《", max(0, draft.start - 60), draft.start)
        return opened >= 0 and self._text.find("》", opened, draft.start) < 0

    def _completed(self, period: Period) -> Period:
        """XXXX-04/XXXX-08 in the report of 2022 is 2022-04/2022-08."""
        if "XXXX" not in period.edtf or self._year is None:
            return period
        from ..lang.dates import in_year

        return in_year(period, self._year)
