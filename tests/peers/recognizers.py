"""Our grammar in the output conventions of Microsoft Recognizers-Text, for its Chinese cases."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.peers.peer_days import Day, days, plain_text
from tests.peers.peer_numbers import Found, numbers, ordinals, percentages
from tests.peers.peer_ranges import ranges
from tests.peers.peer_stretches import Stretch, durations, stretches
from tests.peers.peer_units import quantities


def extract(text: str, want: str, ref: dt.datetime | None) -> list[dict[str, Any]]:
    """Stretches of `text` of the wanted type with start, exclusive end, value, unit and dates."""
    if want not in _READERS:
        raise NotImplementedError(want)
    return _READERS[want](text, ref)


def _plain(reader: Any) -> Any:
    def read(text: str, _: dt.datetime | None) -> list[dict[str, Any]]:
        return [_row(found) for found in reader(text)]

    return read


def _unit(kind: str) -> Any:
    def read(text: str, _: dt.datetime | None) -> list[dict[str, Any]]:
        found = quantities(text, kind)
        return [{"start": q.start, "end": q.end, "type": kind, "value": float(q.value), "unit": q.unit} for q in found]

    return read


_SOME_DAY = dt.datetime(2017, 3, 22)  # the peer's extractors are tested without a reference


def _day_row(day: Day) -> dict[str, Any]:
    said = [{"value": "not resolved", "start_date": "0001-01-01"}] if day.impossible else []
    said += [{"start_date": f"{d:%Y-%m-%d}" if d.year > 999 else d.isoformat()} for d in day.days]
    return {"start": day.start, "end": day.end, "type": "date", **said[0], "alts": said[1:]}


def _stretch_row(stretch: Stretch) -> dict[str, Any]:
    said = [
        {"start_date": a.isoformat() if a else None, "end_date": b.isoformat() if b else None} for a, b in stretch.pairs
    ] or [{"value": "not resolved"}]
    return {"start": stretch.start, "end": stretch.end, "type": "daterange", **said[0], "alts": said[1:]}


def _dates(text: str, ref: dt.datetime | None) -> list[dict[str, Any]]:
    today = (ref or _SOME_DAY).date()
    return [_day_row(day) for day in days(plain_text(text), today)]


def _dateranges(text: str, ref: dt.datetime | None) -> list[dict[str, Any]]:
    today = (ref or _SOME_DAY).date()
    return [_stretch_row(stretch) for stretch in stretches(plain_text(text), today)]


def _model(text: str, ref: dt.datetime | None) -> list[dict[str, Any]]:
    """Days, stretches and durations together; the longest wins, a bare 12号 is none."""
    plain, rows = plain_text(text), _dateranges(text, ref)
    rows += [row for row in _dates(text, ref) if plain[row["start"] : row["end"]].strip("0123456789") != "号"]
    rows += [{"start": s, "end": e, "type": "duration", "value": f"{v:.12g}"} for s, e, v in durations(plain)]
    kept: list[dict[str, Any]] = []
    for row in sorted(rows, key=lambda r: (r["start"] - r["end"], r["start"])):
        if all(row["end"] <= other["start"] or other["end"] <= row["start"] for other in kept):
            kept.append(row)
    return sorted(kept, key=lambda r: r["start"])


def _row(found: Found) -> dict[str, Any]:
    value = found.value if isinstance(found.value, str) else float(found.value)
    return {"start": found.start, "end": found.end, "type": "", "value": value}


_READERS = {
    "number": _plain(numbers),
    "ordinal": _plain(ordinals),
    "percentage": _plain(percentages),
    "numberrange": _plain(ranges),
    "dimension": _unit("dimension"),
    "currency": _unit("currency"),
    "age": _unit("age"),
    "date": _dates,
    "daterange": _dateranges,
    "datetime_model": _model,
}
