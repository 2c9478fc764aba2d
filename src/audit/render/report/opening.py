"""How the page begins: which report, and the scorecard."""

from __future__ import annotations

from collections import Counter

from ...check import severity
from ...lang.words import word
from ...records import Facts, GoalVerdict, Outcome, Severity
from ...run import Audit
from ..amounts import interval, share
from ..markup import Fragment, Html, badge, joined, paragraph, phrase, section, side_by_side, tag
from ..places import measured
from ..titles import called


def heading(audit: Audit, language: str) -> Fragment:
    """The report by its own title; what kind of page this is."""
    report = audit.facts.report
    note = phrase("question", language) + ("" if language == "zh" else " ") + phrase("as_received", language)
    title = f"{phrase('title', language)} · {called(report, language)}"
    return Fragment(title, tag("section", tag("h1", title), paragraph(note, "note"), class_="audit"))


def scorecard(audit: Audit, language: str) -> Fragment:
    """The three measures, never mixed, and the counts behind them."""
    found = audit.facts
    figures = measured(found)
    masked = sum(f.masked for f in figures)
    failed = Counter(severity(f) for f in audit.findings if f.outcome is Outcome.FAIL)
    rows = [
        (phrase("figures", language), len(figures)),
        (
            phrase("masked_count", language),
            joined(masked, tag("small", f" {share(masked / len(figures))}") if figures else ""),
        ),
        (phrase("conflicts", language), len(found.contradictions)),
        *((word("severity", grade.value, language), failed[grade]) for grade in Severity),
        (phrase("parsed", language), share(found.extraction.parsed_share)),
        (phrase("quality", language), share(audit.quality.index)),
        (phrase("verifiability", language), share(found.assessment.verifiability)),
        (phrase("attainment", language), interval(found.assessment.attainment)),
    ]
    tiles = [tag("div", tag("dt", name), tag("dd", value), class_="tile") for name, value in rows]
    goals = tag(
        "div", tag("dt", phrase("goals", language)), tag("dd", _verdict_counts(found, language)), class_="tile wide"
    )
    notes = [paragraph(phrase(key, language), "note") for key in ("measures_note", "attainment_note")]
    if how := around(found, language):
        notes.insert(0, paragraph(how))
    return section(phrase("scorecard", language), tag("dl", *tiles, goals, class_="tiles"), *notes)


def around(found: Facts, language: str) -> str:
    """What lies around the interval: its strict upper end, and how far one weight moves the lower; "" without any."""
    strict, swing = found.assessment.attainment_strict, found.assessment.sensitivity
    if strict is None or swing is None:
        return ""
    upper = phrase("strict_upper", language, upper=share(strict[1]))
    moved = phrase("sensitivity", language, low=share(swing[0]), high=share(swing[1]))
    colon, blank = ("：", "") if language == "zh" else (": ", " ")
    return f"{phrase('attainment', language)}{colon}{upper}{blank}{moved}"


def _verdict_counts(found: Facts, language: str) -> Html:
    counts = Counter(v.verdict for v in found.assessment.verdicts)
    shown = [badge(v.value, f"{word('verdict', v.value, language)} {counts[v]}") for v in GoalVerdict if counts[v]]
    return side_by_side(shown) if shown else Html("–")
