"""What could not be checked, and what was checked and is right."""

from __future__ import annotations

from collections import Counter

from ...check import rules
from ...lang.words import word
from ...records import Holds, Outcome
from ...run import Audit
from ..markup import Fragment, bullets, joined, paragraph, phrase, section, table, tag
from ..places import context, holds
from ..rows import relation_why
from .sums import unfinished


def open_questions(audit: Audit, language: str) -> Fragment:
    """What could not be checked and why; the tool's own blind spot."""
    found = audit.facts
    text = found.report.text
    colon = "：" if language == "zh" else ": "
    entries: list[object] = []
    for relation in found.relations:
        if holds(found, relation) is Holds.UNKNOWN:
            kind = word("relation", relation.kind, language)
            why = relation_why(found, relation, language)
            entries.append(joined(kind, colon, why, " ", context(text, relation.span)))
    for finding in audit.findings:
        if finding.outcome in (Outcome.OPEN, Outcome.REVIEW):
            outcome = word("outcome", finding.outcome.value, language)
            entries.append(f"{finding.rule} {outcome}{colon}{rules[finding.rule].message(finding, language)}")
    if found.extraction.unread:
        unread = "、".join(span.of(text) for span in found.extraction.unread)
        entries.append(phrase("unread", language, quotes=unread))
    if found.bounds.unfinished:
        entries.append(unfinished(found, language))
    entries.extend(found.report.notes)
    return section(phrase("open", language), bullets(entries) if entries else paragraph(phrase("none", language)))


def passed(audit: Audit, language: str) -> Fragment:
    """Relations that hold, as sums, and every rule with its counts: also what is right is said."""
    found = audit.facts
    text = found.report.text
    holding = [
        (word("relation", r.kind, language), relation_why(found, r, language), context(text, r.span))
        for r in found.relations
        if holds(found, r) is Holds.TRUE
    ]
    sums = table([phrase(key, language) for key in ("relation", "arithmetic", "quote")], holding)
    counts = Counter((f.rule, f.outcome) for f in audit.findings)
    head = [phrase(key, language) for key in ("code", "name", "failed", "unclear", "passed_count")]
    rows = [
        (
            code,
            word("rule", entry.name, language),
            counts[code, Outcome.FAIL],
            counts[code, Outcome.OPEN] + counts[code, Outcome.REVIEW],
            counts[code, Outcome.PASS],
        )
        for code, entry in rules
    ]
    return section(
        phrase("passed", language),
        sums if holding else paragraph(phrase("none", language)),
        tag("h3", phrase("rules_heading", language)),
        table(head, rows, numeric=(2, 3, 4)),
    )
