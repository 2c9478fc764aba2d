"""What masked figures can still be: ranges with the relations that made them, never estimates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...records import Facts, Feasible, Figure
from ...run import Audit
from ...sets import Values
from ..amounts import allowed
from ..markup import Fragment, Html, bullets, folded, joined, paragraph, phrase, quoted, section, table, tag
from ..places import members
from ..rows import relation_why

if TYPE_CHECKING:
    from ...plot import Picture, Range


def feasible_ranges(audit: Audit, language: str) -> Fragment:
    """Every masked figure that the others limit: what the wording allows, what is left, and why."""
    found = audit.facts
    head = [phrase(key, language) for key in ("quote", "allowed", "can_be", "from_relations")]
    rows = [
        (
            quoted(found.report.text, *figure.span),
            allowed(figure.values, figure, language),
            _can_be(feasible, figure, language),
            _because(found, feasible, language),
        )
        for figure, feasible in _in_order(found)
    ]
    notes = [paragraph(phrase("feasible_note", language), "note")]
    if rows:
        notes.insert(0, paragraph(phrase(f"mask_reading_{found.bounds.reading}", language), "note"))
    body = table(head, rows) if rows else paragraph(phrase("feasible_none", language))
    return section(phrase("feasible", language), body, *notes)


def ranges_picture(audit: Audit, language: str) -> Picture | None:
    """One bar per limited figure and, thinner, one per other reading, each figure on a scale of its own.

    None where no figure is limited.
    """
    from ...plot import scaled_ranges

    found = audit.facts
    ranged = [(figure, feasible) for figure, feasible in _in_order(found) if not feasible.values.is_point]
    groups = [_group(found, figure, feasible, language) for figure, feasible in ranged]
    return scaled_ranges(groups, alt=phrase("alt_ranges", language)) if groups else None


def _in_order(found: Facts) -> list[tuple[Figure, Feasible]]:
    pairs = [(found.figure(id), feasible) for id, feasible in found.bounds.feasible.items()]
    return sorted(pairs, key=lambda pair: pair[0].span)


def _can_be(feasible: Feasible, figure: Figure, language: str) -> Html:
    """The range in bold; below it, that it may be wider than need be, and the ranges under other readings."""
    others = [
        joined(reading.zh if language == "zh" else reading.en, "：" if language == "zh" else ": ", values)
        for reading in feasible.readings
        for values in [tag("b", allowed(reading.values, figure, language))]
    ]
    loose = [] if feasible.exact else [phrase("not_exact", language)]
    main = tag("b", allowed(feasible.values, figure, language))
    return joined(main, tag("small", bullets([*loose, *others]))) if loose or others else main


def _because(found: Facts, feasible: Feasible, language: str) -> Html:
    """The relations behind a range, each as its sum and in the report's words."""
    relations = [r for r in found.relations if r.id in feasible.relations]
    sums = bullets(
        joined(relation_why(found, r, language), tag("blockquote", members(found.report.text, r, around=0)))
        for r in relations
    )
    if not feasible.certificate or feasible.values.is_point:  # the proof of a point holds its value
        return sums
    return joined(sums, folded(phrase("certificate", language), feasible.certificate))


def _group(found: Facts, figure: Figure, feasible: Feasible, language: str) -> list[Range]:
    subject = figure.subject if len(figure.subject) <= 12 else f"{figure.subject[:11]}…"
    name = f"{subject} {figure.span.of(found.report.text)}"
    readings = [(r.zh if language == "zh" else r.en, r.values) for r in feasible.readings]
    return [_bar(name, feasible.values), *(_bar(words, values) for words, values in readings)]


def _bar(name: str, values: Values) -> Range:
    from ...plot import Range

    hull = values.hull
    low, high = (None if end is None else float(end) for end in (hull.lo, hull.hi))
    return Range(name, low, high)
