"""The parts of notebooks/overview.ipynb and district.ipynb: many reports side by side, out of the tables.

Each function takes the tables of `audit.table.read_tables` (already cut down to one district where only its years are
wanted) and a language. Every count is the count of a table; nothing is averaged over reports.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..lang.words import word
from ..records import GoalVerdict
from .amounts import interval, share
from .markup import (
    Fragment,
    Html,
    badge,
    clipped,
    joined,
    link,
    paragraph,
    phrase,
    section,
    side_by_side,
    table,
    tag,
    unbroken,
)

if TYPE_CHECKING:
    import pandas as pd

    from ..plot import Picture

Tables = Mapping[str, "pd.DataFrame"]
Row = Mapping[str, Any]

DRAWN = 30
"""Bars in a picture: with more reports those with most masked figures are drawn and the others counted."""
ORDER = ("must_fix", "query", "advice")


def of_district(tables: Tables, district: str) -> dict[str, pd.DataFrame]:
    """The tables of one district only, its reports by year; raises `KeyError` naming those there are."""
    known = sorted(set(tables["reports"]["district"].dropna()))
    if district not in known:
        raise KeyError(f"no report of {district!r} in these tables; there are: {'、'.join(known)}")
    own = {name: frame[frame["district"] == district].reset_index(drop=True) for name, frame in tables.items()}
    own["reports"] = own["reports"].sort_values("year", kind="stable").reset_index(drop=True)
    return own


def links(folder: str, above: str = "") -> dict[str, dict[str, str]]:
    """Pages by report (SHA-256) and by district, as `pages.json` beside the tables names them; none without that file.

    Places are relative to the output folder; `above` leads there from the page that shows them (`../`).
    """
    kept = Path(folder) / "pages.json"
    known = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    return {
        kind: {key: above + place for key, place in known.get(kind, {}).items()} for kind in ("reports", "districts")
    }


def heading(tables: Tables, language: str, district: str = "") -> Fragment:
    """What the page shows, and of how many reports."""
    reports = tables["reports"]
    title = phrase("title_district", language) if district else phrase("title_overview", language)
    title = f"{district} · {title}" if district else title
    counted = phrase("reports_counted", language, reports=len(reports), districts=reports["district"].nunique())
    note = paragraph(f"{counted}{phrase('question', language)}", "note")
    return Fragment(title, tag("section", tag("h1", title), note, class_="audit"))


def standings(tables: Tables, language: str, pages: Mapping[str, str] | None = None) -> Fragment:
    """One row per report, in the order of the tables; `pages` maps a report's SHA-256 to its page beside this one."""
    keys = ("district", "year", "figures", "masked_count", "conflicts", "must_fix_count", "goals")
    head = [phrase(key, language) for key in (*keys, "quality", "verifiability", "attainment", "upper_strict")]
    rows = [_standing(row, language, (pages or {}).get(row["sha256"])) for row in rows_of(tables["reports"])]
    body = table(head, rows, numeric=(1, 2, 3, 4, 5, 7, 8, 9, 10)) if rows else paragraph(phrase("none", language))
    notes = [paragraph(phrase(key, language), "note") for key in ("measures_note", "attainment_note")]
    return section(phrase("districts_heading", language), body, *notes)


def districts(places: Mapping[str, str], language: str) -> Fragment:
    """Links to the pages that show a district's years side by side; `places` maps a district to its page."""
    title = phrase("title_district", language)
    colon, comma = ("：", "、") if language == "zh" else (": ", ", ")
    named = [piece for name, place in places.items() for piece in (comma, link(name, place))]
    return Fragment(title, tag("p", f"{title}{colon}", *named[1:]) if places else "")


def masked_picture(tables: Tables, language: str) -> Picture:
    """Figures shown and masked, one bar per report."""
    from ..plot import Stack, stacked_bars

    bars = [
        Stack(name_of(row), {"shown": row["figures"] - row["masked"], "masked": row["masked"]})
        for row in _drawn(tables)
    ]
    keys = {"shown": phrase("shown", language), "masked": phrase("masked_count", language)}
    return stacked_bars(
        bars, keys, axis=phrase("figures_axis", language), alt=_title("alt_masked_reports", tables, language)
    )


def verdict_picture(tables: Tables, language: str) -> Picture | Fragment:
    """Goals by verdict, one bar per report; a sentence where no report has any."""
    from ..plot import VERDICT_COLOURS, Stack, stacked_bars

    bars = [Stack(name_of(row), {v.value: row[v.value] for v in GoalVerdict}) for row in _drawn(tables)]
    if not any(any(bar.lengths.values()) for bar in bars):
        none = phrase("goals_none", language)
        return Fragment(none, tag("section", paragraph(none, "note"), class_="audit"))
    keys = {v.value: word("verdict", v.value, language) for v in GoalVerdict}
    alt = _title("alt_verdicts", tables, language)
    return stacked_bars(bars, keys, axis=phrase("goals_axis", language), alt=alt, colours=VERDICT_COLOURS)


def attainment_picture(tables: Tables, language: str) -> Picture | Fragment:
    """The interval of goals reached, one bar per report that has goals to judge; a sentence where none has."""
    from ..plot import Range, range_bars

    bars = [
        Range(name_of(row), row["attainment_low"] * 100, row["attainment_high"] * 100)
        for row in _drawn(tables)
        if row["attainment_low"] is not None
    ]
    if not bars:
        none = phrase("attainment_none", language)
        return Fragment(none, tag("section", paragraph(none, "note"), class_="audit"))
    axis = phrase("attainment_axis", language)
    return range_bars(bars, axis=axis, alt=_title("alt_attainment", tables, language), limits=(0, 100))


def contradictions(tables: Tables, language: str) -> Fragment:
    """Every relation that does not hold, as a sum, with the words that state it."""
    found = tables["relations"]
    head = [phrase(key, language) for key in ("report", "relation", "arithmetic", "quote")]
    rows = [
        (
            tag("span", name_of(row), class_="place"),
            word("relation", row["kind"], language),
            row[in_language("why", language)],
            clipped(row["text"]),
        )
        for row in rows_of(found[found["holds"] == "false"])
    ]
    body = table(head, rows) if rows else paragraph(phrase("no_contradiction", language))
    return section(phrase("contradictions", language), body)


def goals(tables: Tables, language: str) -> Fragment:
    """Every goal of the year under review with target, verdict and why."""
    found = tables["goals"]
    head = [phrase(key, language) for key in ("report", "indicator", "target", "verdict", "why")]
    rows = [
        (
            tag("span", name_of(row), class_="place"),
            row["indicator"] or row["text"],
            unbroken(target_of(row, language)),
            badge(row["verdict"], word("verdict", row["verdict"], language)),
            row[in_language("why", language)],
        )
        for row in rows_of(found[(found["horizon"] == "current") & found["scored"].fillna(False)])
    ]
    return section(phrase("goals", language), table(head, rows) if rows else paragraph(phrase("goals_none", language)))


def _drawn(tables: Tables) -> list[Row]:
    """The reports of a picture, in the order of the tables: all, or those with most masked figures."""
    reports = rows_of(tables["reports"])
    most = sorted(range(len(reports)), key=lambda i: (-reports[i]["masked"], i))[:DRAWN]
    return [reports[i] for i in sorted(most)]


def _title(key: str, tables: Tables, language: str) -> str:
    """A picture's title; how many reports it leaves out."""
    left = len(tables["reports"]) - DRAWN
    return phrase(key, language) + (phrase("others_left", language, shown=DRAWN, left=left) if left > 0 else "")


def _standing(row: Row, language: str, page: str | None) -> tuple[object, ...]:
    name = row["district"] or row["report"]
    masked = joined(row["masked"], tag("small", f" {share(row['masked'] / row['figures'])}") if row["figures"] else "")
    bounds = None if row["attainment_low"] is None else (row["attainment_low"], row["attainment_high"])
    return (
        tag("span", link(name, page) if page else name, class_="place"),
        row["year"],
        row["figures"],
        unbroken(masked),
        row["contradictions"],
        row["must_fix"],
        _verdicts(row, language),
        share(row["quality"]),
        share(row["verifiability"]),
        unbroken(interval(bounds)),
        share(row["attainment_high_strict"]),
    )


def _verdicts(row: Row, language: str) -> Html:
    shown = [
        badge(v.value, f"{word('verdict', v.value, language)} {row[v.value]}") for v in GoalVerdict if row[v.value]
    ]
    return side_by_side(shown) if shown else Html("–")


def target_of(row: Row, language: str) -> str | None:
    """The target with its unit: `≥ 96%`; 完成 where it is there or not."""
    if row["measure"] == "yes_no":
        return phrase("target_yes" if row["target_low"] == "1" else "target_no", language)
    text, low, high, unit = row["target"], row["target_low"], row["target_high"], row["unit"] or ""
    if low is not None and high is not None:
        return f"{low}{unit}" if low == high else f"{low}–{high}{unit}"
    if low is not None:
        return f"{'>' if text.startswith('(') else '≥'} {low}{unit}"
    return None if high is None else f"{'<' if text.endswith(')') else '≤'} {high}{unit}"


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """Rows as plain values, what is missing as None."""
    import pandas as pd

    columns = {name: [None if pd.isna(v) else v for v in frame[name]] for name in frame.columns}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def name_of(row: Row) -> str:
    """District and year, as a report is called on these pages."""
    return f"{row['district'] or row['report']} {row['year'] or ''}".strip()


def in_language(column: str, language: str) -> str:
    """The column that holds the words of that language."""
    return f"{column}_{'zh' if language == 'zh' else 'en'}"
