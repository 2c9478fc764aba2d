"""Every check that failed."""

from __future__ import annotations

from ...check import rules, severity
from ...lang.words import word
from ...records import Finding, Outcome, Report, Severity
from ...run import Audit
from ..markup import Fragment, Html, badge, joined, paragraph, phrase, quoted, section, table, tag
from ..places import placed

ORDER = {Severity.MUST_FIX: 0, Severity.QUERY: 1, Severity.ADVICE: 2}


def findings(audit: Audit, language: str) -> Fragment:
    """What must be fixed first, then questions, then advice, each in text order; blanks by their first place.

    Blanks (category B) can be many and are alike: one row per rule, with all their quotes.
    """
    report = audit.facts.report
    failed = [f for f in audit.findings if f.outcome is Outcome.FAIL]
    failed.sort(key=lambda f: (ORDER[severity(f)], f.span))
    head = [phrase(key, language) for key in ("severity", "code", "message", "place")]
    entries: dict[object, list[Finding]] = {}  # in the order of what comes first in each
    for finding in failed:
        alike = (severity(finding), finding.rule) if finding.rule.startswith("B") else id(finding)
        entries.setdefault(alike, []).append(finding)
    rows = [
        _blanks(report, own, language) if own[0].rule.startswith("B") else _single(report, own[0], language)
        for own in entries.values()
    ]
    return section(phrase("findings", language), table(head, rows) if rows else paragraph(phrase("none", language)))


def _single(report: Report, finding: Finding, language: str) -> tuple[object, ...]:
    message = rules[finding.rule].message(finding, language)
    return _grade(finding, language), _code(finding, language), message, placed(report, finding.span, language)


def _grade(finding: Finding, language: str) -> Html:
    grade = severity(finding).value
    return badge(grade, word("severity", grade, language))


def _code(finding: Finding, language: str) -> Html:
    return joined(finding.rule, tag("small", f" {word('rule', rules[finding.rule].name, language)}", class_="place"))


def _blanks(report: Report, found: list[Finding], language: str) -> tuple[object, ...]:
    """All blanks of one rule in one row, each with the words around it."""
    quotes = [quoted(report.text, *f.span, around=5) for f in found]
    shown = joined(*(tag("span", quote, class_="blank") for quote in quotes))
    message = joined(phrase("blanks", language, count=len(found)), shown)
    return _grade(found[0], language), _code(found[0], language), message, None
