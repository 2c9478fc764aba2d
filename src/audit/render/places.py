"""Where in the report something stands, and the words around it."""

from __future__ import annotations

from itertools import pairwise

from ..check import block_at
from ..lang.words import word
from ..records import BlockKind, Facts, Figure, FigureKind, Holds, Relation, Report, Span
from .markup import Html, joined, phrase, quoted, tag

LONGEST = 240
"""Code points of a relation's words; of longer ones only what stands around each member is shown."""


def measured(found: Facts) -> list[Figure]:
    """The figures of a report: masks that hide a name are counted apart."""
    return [f for f in found.figures if f.kind is not FigureKind.NAME]


def holds(found: Facts, relation: Relation) -> Holds:
    """Whether the relation is satisfied; the solver's word goes before the pattern's."""
    return found.bounds.holds.get(relation.id, relation.holds or Holds.UNKNOWN)


def section_name(report: Report, span: Span, language: str) -> str:
    """Heading of the section, two levels deep; the words of its role where it has no heading; the signature apart."""
    block = block_at(report, span)
    if block is not None and block.kind is BlockKind.SIGNATURE:
        return phrase("signature", language)
    if block is None or not block.path:
        return word("section", block.section if block and block.section else "preamble", language)
    path = block.path.split("/")
    for depth in (2, 1):
        heading = next((b for b in report.blocks if b.path == "/".join(path[:depth])), None)
        if heading is not None:
            return heading.span.of(report.text).strip().splitlines()[0]
    return block.path


def path(report: Report, span: Span, language: str) -> str:
    """The place in the outline, `一/（三）/一是`; else preamble, signature or the number of the block."""
    block = block_at(report, span)
    if block is None:
        return f"{span.start}–{span.end}"
    if block.path:
        return block.path
    if block.kind is BlockKind.SIGNATURE:
        return phrase("signature", language)
    if block.section == "preamble":
        return word("section", "preamble", language)
    return phrase("paragraph", language, n=report.blocks.index(block) + 1)


def placed(report: Report, span: Span, language: str) -> Html:
    """The place in the outline, kept on one line."""
    return tag("span", path(report, span, language), class_="place")


def quote(text: str, span: Span, *, around: int = 0, limit: int = 80) -> str:
    """The words of a span as plain text, with a little around them; of a long one the beginning and the end."""
    said = (
        span.of(text)
        if len(span.of(text)) <= limit
        else f"{text[span.start :][: limit // 2]}……{text[: span.end][-limit // 2 :]}"
    )
    if not around:
        return _flat(said).strip()
    before, after = text[max(0, span.start - around) : span.start], text[span.end : span.end + around]
    return f"…{_flat(before + said + after).strip()}…"


def context(text: str, span: Span) -> Html:
    """The words of a span in quotation marks, with a little around them."""
    return tag("span", "“", quoted(text, *span, around=4), "”", class_="quote")


def members(text: str, relation: Relation, around: int = 10) -> Html:
    """The words that state a relation, with each of its members marked, so that the sum can be followed in them."""
    inside = sorted({m for m in relation.members if relation.span.covers(m)})
    if not inside or any(a.meets(b) for a, b in pairwise(inside)):
        return quoted(text, *relation.span, around=around)
    if relation.span.end - relation.span.start > LONGEST:
        apart = [piece for member in inside for piece in (Html(" …… "), quoted(text, *member, around=12))]
        return joined(*apart[1:])
    start, end = max(0, relation.span.start - around), min(len(text), relation.span.end + around)
    parts: list[object] = ["…" if start else ""]
    at = start
    for member in inside:
        parts += [_flat(text[at : member.start]), tag("mark", _flat(member.of(text)))]
        at = member.end
    return joined(*parts, _flat(text[at:end]), "…" if end < len(text) else "")


def _flat(text: str) -> str:
    return text.replace("\n", " ")
