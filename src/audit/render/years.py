"""What notebooks/district.ipynb shows of two years side by side: last year's plan and what came of it."""

from __future__ import annotations

from collections import Counter

from ..lang.words import word
from ..records import GoalVerdict
from .markup import Fragment, badge, joined, paragraph, phrase, section, side_by_side, table, tag, unbroken
from .overview import Row, Tables, in_language, rows_of, target_of


def plan_to_outcome(tables: Tables, language: str) -> Fragment:
    """Every goal that comes out of last year's plan, with this year's verdict and why; by year."""
    goals = [row for row in rows_of(tables["goals"]) if row["source"] == "prior_plan"]
    if not goals:
        return section(phrase("plan_to_outcome", language), paragraph(phrase("plan_to_outcome_none", language)))
    parts: list[object] = []
    for year in sorted({row["year"] or 0 for row in goals}):
        own = [row for row in goals if (row["year"] or 0) == year]
        counts = Counter(row["verdict"] for row in own)
        shown = [
            badge(v.value, f"{word('verdict', v.value, language)} {counts[v.value]}")
            for v in GoalVerdict
            if counts[v.value]
        ]
        counted = phrase("plan_to_outcome_counted", language, year=year or "–", total=len(own))
        head = [phrase(key, language) for key in ("last_plan", "target", "verdict", "why")]
        parts += [paragraph(joined(counted, " ", side_by_side(shown))), table(head, [_goal(r, language) for r in own])]
    return section(phrase("plan_to_outcome", language), *parts)


def restated(tables: Tables, language: str) -> Fragment:
    """Figures of last year that this year's report states otherwise than last year's report did."""
    found = [row for row in rows_of(tables["relations"]) if row["holds"] == "false" and _across_years(row)]
    if not found:
        return section(phrase("restated", language), paragraph(phrase("restated_none", language)))
    head = [phrase(key, language) for key in ("year", "quote", "message", "place")]
    rows = [
        (row["year"], tag("mark", row["text"]), row[in_language("why", language)], unbroken(row["path"]))
        for row in found
    ]
    note = paragraph(phrase("restated_note", language), "note")
    return section(phrase("restated", language), table(head, rows), note)


def _across_years(row: Row) -> bool:
    """One quantity stated twice of which this report holds but one figure: the other stands in last year's."""
    return bool(row["kind"] == "same" and len(row["members"].split()) == 1)


def _goal(row: Row, language: str) -> tuple[object, ...]:
    verdict = badge(row["verdict"], word("verdict", row["verdict"], language))
    wanted = unbroken(target_of(row, language))
    return row["text"] or row["indicator"], wanted, verdict, row[in_language("why", language)]
