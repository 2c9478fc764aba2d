"""What cannot be true, written out as sums, with every change that would mend it."""

from __future__ import annotations

from ...records import Conflict, Facts, Relation
from ...run import Audit
from ..markup import Fragment, Html, folded, joined, numbered, paragraph, phrase, section, tag
from ..places import members, placed
from ..rows import relation_why


def contradictions(audit: Audit, language: str) -> Fragment:
    """Every contradiction as a sum, with all the changes that would each resolve it."""
    found = audit.facts
    by_id = {r.id: r for r in found.relations}
    conflicts = dict(enumerate(found.bounds.conflicts, 1))
    parts = [paragraph(phrase(f"mask_reading_{found.bounds.reading}", language), "note")]
    for n, ids in enumerate(found.contradictions, 1):
        parts.append(_sum(found, n, [by_id[id] for id in ids if id in by_id], language))
        if n in conflicts:
            parts.append(_explanations(conflicts[n], language))
    if len(parts) == 1:
        parts.append(paragraph(phrase("no_contradiction", language)))
    if found.bounds.unfinished:
        parts.append(paragraph(unfinished(found, language), "note"))
    return section(phrase("contradictions", language), *parts)


def unfinished(found: Facts, language: str) -> str:
    """Which relations the exact search did not decide, in their own words."""
    own = [r.span.of(found.report.text) for r in found.relations if r.id in found.bounds.unfinished]
    quotes = "；".join(f"“{words if len(words) <= 40 else words[:40] + '…'}”" for words in own)
    return phrase("unfinished", language, relations=quotes or " ".join(found.bounds.unfinished))


def _sum(found: Facts, n: int, relations: list[Relation], language: str) -> Html:
    """The arithmetic in large, the words it is about below, each number marked."""
    sums = "；".join(relation_why(found, r, language) for r in relations)
    quotes = [
        tag("blockquote", members(found.report.text, r), " ", tag("small", placed(found.report, r.span, language)))
        for r in relations
    ]
    return joined(tag("p", phrase("contradiction", language, n=n, sum=sums), class_="sum"), *quotes)


def _explanations(conflict: Conflict, language: str) -> Html:
    """Every smallest change that would resolve it, likeliest first; the derivation folded below."""
    changes = [
        "；".join(change.note_zh if language == "zh" else change.note_en for change in explanation)
        for explanation in conflict.explanations
    ]
    listed = joined(paragraph(phrase("corrections", language)), numbered(changes)) if changes else Html("")
    proof = folded(phrase("certificate", language), conflict.certificate) if conflict.certificate else ""
    return joined(listed, proof)
