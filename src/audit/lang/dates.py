"""Dates and stretches of time as EDTF, with blanks in them; relative words are put into the report's year."""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from ..records import FigureKind, Period, Span, Status
from .date_shapes import BLANK, PARTS, RELATIVE, expression, starts
from .placeholders import CERTAIN, CIRCLES

_ASCII = str.maketrans("０１２３４５６７８９〇○零", "0123456789000")
_CN = {c: i for i, c in enumerate("〇一二三四五六七八九")}


@dataclass(frozen=True, slots=True)
class Time:
    """A calendar expression: where, what kind, how much of it is shown, and its stretch."""

    span: Span
    kind: FigureKind
    status: Status
    edtf: str
    period: Period
    holes: tuple[Span, ...] = ()
    floating: bool = False  # 年底前, 全年: no word says which year


class _Point(NamedTuple):
    """Year, month, day as EDTF pieces: digits, X for blanks, None where not said."""

    year: str | None = None
    month: str | None = None
    day: str | None = None
    last: int | None = None  # last month, for halves and quarters
    holes: tuple[Span, ...] = ()
    resolved: bool = False

    def edtf(self) -> str:
        if self.last is not None:
            year = self.year or "XXXX"
            return f"{year}-{self.month}/{year}-{self.last:02d}"
        if self.month is None:
            return self.year or "XXXX"
        text = f"{self.year or 'XXXX'}-{self.month}"
        return f"{text}-{self.day}" if self.day else text

    def is_no_day(self) -> bool:
        """The calendar has no such day (31 November); without a year 29 February may be."""
        if self.month is None or self.day is None or "X" in self.month + self.day:
            return False
        year = self.year if self.year is not None and "X" not in self.year else "2000"
        return _day(year, self.month, self.day) is None

    def first(self) -> date | None:
        return _day(self.year, self.month or "01", self.day or "01")

    def final(self) -> date | None:
        if self.year is None or "X" in self.year:
            return None
        month = f"{self.last:02d}" if self.last else self.month or "12"
        if "X" in month or not 1 <= int(month) <= 12:
            return None
        return _day(self.year, month, self.day or str(_days_in(int(self.year), int(month))))


def _day(year: str | None, month: str, day: str) -> date | None:
    """The day, None where a piece is blank or there is no such day (2022年11月31日)."""
    if year is None or "X" in year + month + day:
        return None
    y, m, d = int(year), int(month), int(day)
    return date(y, m, d) if 1 <= m <= 12 and 1 <= d <= _days_in(y, m) else None


def _days_in(year: int, month: int) -> int:
    return 29 if month == 2 and isleap(year) else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


_HIDDEN = re.compile(BLANK)
_ALL_HIDDEN = re.compile(rf"{BLANK}+|[{CIRCLES}]{{2,}}|{CERTAIN}")
_HOLDS_HOLE = re.compile(rf"{BLANK}|^\s+$|^(?:20)?[{CIRCLES}]{{2,}}$|{CERTAIN}")


def _two(text: str) -> str:
    """Month or day in two places, X for a blank."""
    if text.isascii() and text.isdigit():
        return text.zfill(2)
    text = text.strip()
    if not text or _ALL_HIDDEN.fullmatch(text):
        return "XX"
    text = text.translate(_ASCII)
    if _HIDDEN.search(text):
        return text[0] + "X"
    if text.isascii() and text.isdigit():
        return text.zfill(2)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return str(_CN[ones]).zfill(2)
    return f"{_CN[tens] if tens else 1}{_CN[ones] if ones else 0}"


def _four(text: str) -> str:
    if text.isascii() and text.isdigit():
        return text
    if text == CERTAIN:
        return "XXXX"
    if re.fullmatch(rf"20[{CIRCLES}]{{2}}", text):
        return "20XX"
    text = text.translate(_ASCII)
    if _HIDDEN.search(text):
        digits = re.match(r"\d*", text)
        return (digits[0] if digits else "").ljust(4, "X")[:4]
    return "".join(str(_CN.get(c, c)) for c in text)


def times(text: str, year: int | None) -> Iterator[Time]:
    """Every calendar expression in text order; `year` is the report's own."""
    calendar = expression()
    end = 0
    for start in starts().finditer(text):
        if start.start() < end or (m := calendar.match(text, start.start())) is None:
            continue
        end = m.end()
        found = _read(m, year)
        if found is not None:
            yield replace(found, floating=True) if _floats(m, found) else found


# groups that say which year it is
_YEARED = (
    "y0",
    "y1",
    "y2",
    "r0",
    "r1",
    "r2",
    "ya",
    "yc",
    "rc",
    "yd",
    "yq",
    "rq",
    "written",
    "dotted",
    "listed",
    "recent",
)


def _floats(m: re.Match[str], found: Time) -> bool:
    """The year was put in and no word of the expression, 今年 neither, says which it is."""
    return "XXXX" not in found.edtf and not any(m[name] for name in _YEARED)


def in_year(period: Period, year: int) -> Period:
    """A period without year put into that year: XXXX-04/XXXX-08 becomes 2022-04/2022-08."""
    edtf = period.edtf.replace("XXXX", f"{year:04d}")
    first, slash, last = edtf.partition("/")
    start, end = _ends_of(first), _ends_of(last if slash else first)
    return Period(edtf, start[0], end[1], period.as_of, resolved=True)


def _ends_of(edtf: str) -> tuple[date | None, date | None]:
    """First and last day of a year, month or day; None for an open or unknown end."""
    m = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", edtf)
    if m is None:
        return None, None
    point = _Point(m[1], m[2], m[3])
    return point.first(), point.final()


def _hole(m: re.Match[str], name: str) -> tuple[Span, ...]:
    text = m[name]
    if text is None or text.isdecimal() or not _HOLDS_HOLE.search(text):
        return ()
    return (Span(*m.span(name)),)


def _said(m: re.Match[str], n: str, year: int | None) -> _Point:
    """The point of group suffix `n`."""
    own = f"{year:04d}" if year is not None else None
    holes = _hole(m, f"y{n}") + _hole(m, f"m{n}") + _hole(m, f"d{n}")
    said, relative = m[f"y{n}"], m[f"r{n}"]
    resolved = False
    if said:
        own_year: str | None = _four(said)
    elif relative:
        own_year = f"{year + RELATIVE[relative]:04d}" if year is not None else None
        resolved = True
    else:
        own_year = None
    if m[f"q{n}"]:
        own_year, resolved = own, True
    ending = m[f"k{n}"] or m[f"q{n}"]
    if ending:
        month, day = ("01", None) if ending == "初" else ("12", "31")
        return _Point(own_year, month, day, None, holes, resolved)
    part = m[f"p{n}"]
    if part:
        first, last = PARTS[part]
        return _Point(own_year or own, f"{first:02d}", None, last, holes, resolved or not said)
    month_text, day_text = m[f"m{n}"], m[f"d{n}"]
    return _Point(
        own_year, _two(month_text) if month_text else None, _two(day_text) if day_text else None, None, holes, resolved
    )


def _read(m: re.Match[str], year: int | None) -> Time | None:
    own = f"{year:04d}" if year is not None else None
    span = Span(*m.span())
    if m["one"]:
        return _single(m, span, year)
    if m["whole"]:
        return _time(span, FigureKind.PERIOD, own or "XXXX", _Point(own), (), resolved=True)
    if m["written"] or m["dotted"] or m["listed"]:
        return _in_digits(m, span)
    if m["recent"]:
        return _recent(m, span, year)
    if m["unwritten"] or m["broken"]:
        edtf = "XXXX-XX-XX" if m["unwritten"] else "XXXX"
        blank = (span,) if m["unwritten"] else ()
        flaw = "broken" if m["broken"] else ""
        return Time(span, FigureKind.DATE, _status(blank, edtf), edtf, Period(edtf, flaw=flaw), blank)
    a, b, holes = _ends(m, year)
    if b.year is None and a.year is not None:
        b = b._replace(year=a.year)
    return _stretch(span, a, b, holes)


def _in_digits(m: re.Match[str], span: Span) -> Time:
    """2022-03-05, 2022.3.5—2022.4.6, 2022.1-2022.12, and the years of 2015、2016两年."""
    if m["listed"]:
        return _time(span, FigureKind.DATE, m["listed"], _Point(m["listed"]), ())
    if m["dotted"]:
        return _stretch(span, _Point(m["y5"], _two(m["m5"])), _Point(m["y6"], _two(m["m6"])), ())
    first = _Point(m["y3"], _two(m["m3"]), _two(m["d3"]))
    if m["y4"] is None:
        return _time(span, FigureKind.DATE, first.edtf(), first, ())
    return _stretch(span, first, _Point(m["y4"], _two(m["m4"]), _two(m["d4"])), ())


def _recent(m: re.Match[str], span: Span, year: int | None) -> Time:
    """近三年, 五年来: that many years up to and with the report's own."""
    if year is None:
        return Time(span, FigureKind.PERIOD, Status.STATED, "XXXX/XXXX", Period("XXXX/XXXX"))
    said = m["ago"] or m["ago2"]
    if said is None:
        own = f"{year:04d}"
        return _time(span, FigureKind.PERIOD, own, _Point(own), (), resolved=True)
    count = int(said) if said.isdecimal() else int(_two(said)) if said != "两" else 2
    first, last = _Point(f"{year - count + 1:04d}", resolved=True), _Point(f"{year:04d}")
    return _stretch(span, first, last, ())


def _ends(m: re.Match[str], year: int | None) -> tuple[_Point, _Point, tuple[Span, ...]]:
    """First and last point of a stretch with two ends."""
    if m["years"]:
        return _Point(_four(m["ya"])), _Point(_four(m["yb"])), _hole(m, "ya") + _hole(m, "yb")
    if m["months"]:
        relative = m["rc"]
        said = _four(m["yc"]) if m["yc"] else None
        if relative and year is not None:
            said = f"{year + RELATIVE[relative]:04d}"
        first = _Point(said, _two(m["ma"]), resolved=bool(relative))
        return first, _Point(said, _two(m["mb"])), _hole(m, "yc") + _hole(m, "ma") + _hole(m, "mb")
    if m["days"]:
        said = _four(m["yd"]) if m["yd"] else None
        month = _two(m["mc"])
        holes = _hole(m, "yd") + _hole(m, "mc") + _hole(m, "da") + _hole(m, "db")
        return _Point(said, month, _two(m["da"])), _Point(said, month, _two(m["db"])), holes
    if m["quarters"]:
        return _quarters(m, year)
    a, b = _said(m, "1", year), _said(m, "2", year)
    return a, b, a.holes + b.holes


def _quarters(m: re.Match[str], year: int | None) -> tuple[_Point, _Point, tuple[Span, ...]]:
    """1—3季度, 一、二季度: from the first month of the first to the last of the last."""
    said = _four(m["yq"]) if m["yq"] else None
    if said is None and year is not None:
        said = f"{year + RELATIVE.get(m['rq'] or '', 0):04d}"
    first, last = (int(_two(m[name])) for name in ("qa", "qb"))
    return _Point(said, f"{3 * first - 2:02d}", resolved=m["yq"] is None), _Point(said, f"{3 * last:02d}"), ()


def _single(m: re.Match[str], span: Span, year: int | None) -> Time:
    point = _said(m, "0", year)
    if m["since"]:
        start = _Point(point.year, point.month or "01", point.day or ("01" if point.month is None else None))
        edtf = f"{start.edtf()}/.."
        period = Period(edtf, point.first(), None, resolved=point.resolved)
        return Time(span, FigureKind.PERIOD, _status(point.holes, edtf), edtf, period, point.holes)
    if m["until"]:
        end = point
        if point.month is None:
            end = _Point(point.year, "12", "31")
        elif point.day is None and (m["e0"] or m["k0"] or m["q0"]) in ("底", "末", "终"):
            end = _month_end(point)
        edtf = f"../{end.edtf()}"
        period = Period(edtf, None, end.final())
        return Time(span, FigureKind.PERIOD, _status(point.holes, edtf), edtf, period, point.holes)
    kind = FigureKind.PERIOD if point.last is not None else FigureKind.DATE
    return _time(span, kind, point.edtf(), point, point.holes, resolved=point.resolved)


def _month_end(point: _Point) -> _Point:
    """The last day of a month; without a year only February's hangs on it."""
    year = int(point.year) if point.year is not None and "X" not in point.year else None
    month = point.month or "XX"
    if "X" in month or (year is None and month == "02"):
        return point
    return point._replace(day=f"{_days_in(year or 2001, int(month)):02d}")


def _status(holes: tuple[Span, ...], edtf: str) -> Status:
    """Redacted where no digit is left to see, 今年 and 年底 counting as seen."""
    if not holes:
        return Status.STATED
    return Status.PARTIAL if any(c.isdigit() for c in edtf) else Status.REDACTED


def _time(
    span: Span, kind: FigureKind, edtf: str, point: _Point, holes: tuple[Span, ...], *, resolved: bool = False
) -> Time:
    flaw = "no_such_day" if point.is_no_day() else ""
    period = Period(edtf, point.first(), point.final(), resolved=resolved, flaw=flaw)
    return Time(span, kind, _status(holes, edtf), edtf, period, holes)


def _stretch(span: Span, a: _Point, b: _Point, holes: tuple[Span, ...]) -> Time:
    edtf = f"{a.edtf()}/{b.edtf()}"
    period = Period(edtf, a.first(), b.final(), resolved=a.resolved or b.resolved)
    return Time(span, FigureKind.PERIOD, _status(holes, edtf), edtf, period, holes)
