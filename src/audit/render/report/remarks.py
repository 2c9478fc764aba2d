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
    """What must be fixed first, then questions, then advice, each in text order.

    Blanks (category B) can be many and are alike: one row per rule, with all their quotes.
    """
    report = audit.facts.report
    failed = [f for f in audit.findings if f.outcome is Outcome.FAIL]
    failed.sort(key=lambda f: (ORDER[severity(f)], f.rule[0] == "B", f.span))
    head = [phrase(key, language) for key in ("severity", "code", "message", "place")]
    rows: list[tuple[object, ...]] = []
    blanks: dict[tuple[Severity, str], list[Finding]] = {}
    for finding in failed:
        if finding.rule.startswith("B"):
            blanks.setdefault((severity(finding), finding.rule), []).append(finding)
        else:
            message = rules[finding.rule].message(finding, language)
            rows.append(
                (_grade(finding, language), _code(finding, language), message, placed(report, finding.span, language))
            )
    rows.extend(_blanks(report, own, language) for _, own in sorted(blanks.items()))
    return section(phrase("findings", language), table(head, rows) if rows else paragraph(phrase("none", language)))


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
