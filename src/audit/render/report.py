"""The parts of notebooks/report.ipynb: one audited report, from the scorecard to its provenance.

Each function takes the audited report and a language and gives something a notebook shows by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..check import block_at, rules, severity
from ..lang.words import word
from ..records import (
    Conflict,
    Facts,
    Figure,
    FigureKind,
    Finding,
    Goal,
    GoalSource,
    GoalVerdict,
    Holds,
    Outcome,
    Relation,
    Report,
    Severity,
    Span,
    Verdict,
)
from ..run import Audit
from ..table import contradictory
from .amounts import allowed, interval, share, target
from .markup import (
    Fragment,
    Html,
    badge,
    bullets,
    joined,
    numbered,
    paragraph,
    phrase,
    quoted,
    section,
    side_by_side,
    table,
    tag,
)

if TYPE_CHECKING:
    from ..plot import Picture

ORDER = {Severity.MUST_FIX: 0, Severity.QUERY: 1, Severity.ADVICE: 2}
VERSIONS = ("district-audit", "pandas", "matplotlib", "lxml", "highspy")


def heading(audit: Audit, language: str) -> Fragment:
    """District, year and genre; what kind of page this is."""
    report = audit.facts.report
    genre = report.genre or phrase("title", language)
    year = report.year or "–"
    name = phrase("document_date", language, district=report.district or report.name, year=year, genre=genre)
    note = phrase("question", language) + ("" if language == "zh" else " ") + phrase("as_received", language)
    title = f"{phrase('title', language)} · {name}"
    return Fragment(title, tag("section", tag("h1", title), paragraph(note, "note"), class_="audit"))


def scorecard(audit: Audit, language: str) -> Fragment:
    """The measures, never mixed: what is shown, what contradicts itself, what can be judged, what was reached."""
    found = audit.facts
    measured = _measured(found)
    masked = sum(f.masked for f in measured)
    failed = Counter(severity(f) for f in audit.findings if f.outcome is Outcome.FAIL)
    rows = [
        (phrase("figures", language), len(measured)),
        (
            phrase("masked_count", language),
            joined(masked, tag("small", f" {share(masked / len(measured))}") if measured else ""),
        ),
        (phrase("conflicts", language), found.contradictions),
        *((word("severity", grade.value, language), failed[grade]) for grade in ORDER),
        (phrase("goals", language), _verdict_counts(found, language)),
        (phrase("verifiability", language), share(found.assessment.verifiability)),
        (phrase("attainment", language), interval(found.assessment.attainment)),
        (phrase("parsed", language), share(found.extraction.parsed_share)),
    ]
    tiles = [tag("div", tag("dt", name), tag("dd", value), class_="tile") for name, value in rows]
    note = paragraph(phrase("attainment_note", language), "note")
    return section(phrase("scorecard", language), tag("dl", *tiles, class_="tiles"), note)


def masked_overview(audit: Audit, language: str) -> Fragment:
    """How many figures are not shown; the picture and the list follow."""
    measured = _measured(audit.facts)
    masked = sum(f.masked for f in measured)
    names = sum(f.masked for f in audit.facts.figures) - masked
    counted = phrase("masked_count_of", language, masked=masked, total=len(measured), names=names)
    return section(phrase("masked", language), paragraph(counted))


def masked_picture(audit: Audit, language: str) -> Picture:
    """Figures shown and masked, one bar per section of the report."""
    from ..plot import Stack, stacked_bars

    counts: dict[str, Counter[str]] = {}
    for figure in _measured(audit.facts):
        bar = counts.setdefault(_section(audit.facts.report, figure.span, language), Counter())
        bar["masked" if figure.masked else "shown"] += 1
    keys = {"shown": phrase("shown", language), "masked": phrase("masked_count", language)}
    bars = [Stack(name, count) for name, count in counts.items()]
    return stacked_bars(bars, keys, axis=phrase("figures_axis", language), alt=phrase("alt_masked", language))


def masked_figures(audit: Audit, language: str) -> Fragment:
    """Every masked, partly masked or missing figure: what it counts, in which unit, where."""
    report = audit.facts.report
    head = [phrase(key, language) for key in ("quote", "subject", "unit", "status", "place")]
    rows = []
    for f in _measured(audit.facts):
        if f.masked:
            status = word("status", f.status.value, language)
            rows.append((quoted(report.text, *f.span), f.subject, f.unit, status, _path(report, f.span)))
    body = table(head, rows) if rows else paragraph(phrase("masked_none", language))
    return section(phrase("masked_list", language), body, level=3)


def contradictions(audit: Audit, language: str) -> Fragment:
    """Every contradiction as a sum, with all the changes that would each resolve it."""
    found = audit.facts
    by_id = {r.id: r for r in found.relations}
    conflicts = dict(enumerate(found.bounds.conflicts, 1))
    parts = []
    for n, ids in enumerate(contradictory(found), 1):
        parts.append(_sum(found, n, [by_id[id] for id in ids if id in by_id], language))
        if n in conflicts:
            parts.append(_explanations(conflicts[n], language))
    return section(phrase("contradictions", language), *(parts or [paragraph(phrase("no_contradiction", language))]))


def feasible_ranges(audit: Audit, language: str) -> Fragment:
    """What masked figures can still be, with the relations that say so; ranges, never estimates."""
    found = audit.facts
    by_id = {r.id: r for r in found.relations}
    head = [phrase(key, language) for key in ("quote", "allowed", "can_be", "from_relations")]
    rows = []
    for id, feasible in sorted(found.bounds.feasible.items(), key=lambda pair: found.figure(pair[0]).span):
        figure = found.figure(id)
        because = [quoted(found.report.text, *by_id[r].span, around=0) for r in feasible.relations if r in by_id]
        can_be = tag("b", allowed(feasible.values, figure, language))
        rows.append(
            (
                quoted(found.report.text, *figure.span),
                allowed(figure.values, figure, language),
                can_be,
                bullets(because),
            )
        )
    note = paragraph(phrase("feasible_note", language), "note")
    body = table(head, rows) if rows else paragraph(phrase("feasible_none", language))
    return section(phrase("feasible", language), body, note)


def goals(audit: Audit, language: str) -> Fragment:
    """Every goal with its target, the words brought forward as evidence, the verdict and why."""
    found = audit.facts
    head = [phrase(key, language) for key in ("indicator", "target", "evidence", "verdict", "why")]
    pairs = zip(found.assessment.goals, found.assessment.verdicts, strict=True)
    rows = [_goal(found.report, goal, verdict, language) for goal, verdict in pairs]
    notes = [paragraph(note[0 if language == "zh" else 1], "note") for note in found.assessment.notes]
    body = table(head, rows) if rows else paragraph(phrase("goals_none", language))
    return section(phrase("goals", language), body, *notes)


def findings(audit: Audit, language: str) -> Fragment:
    """Every check that failed: what must be fixed first, then questions, then advice, each in text order.

    Blanks (category B) can be many and are alike: one row per rule, with all their quotes.
    """
    failed = [f for f in audit.findings if f.outcome is Outcome.FAIL]
    failed.sort(key=lambda f: (ORDER[severity(f)], f.rule[0] == "B", f.span))
    head = [phrase(key, language) for key in ("severity", "code", "message", "place")]
    rows: list[tuple[object, ...]] = []
    blanks: dict[tuple[Severity, str], list[Finding]] = {}
    for finding in failed:
        if finding.rule.startswith("B"):
            blanks.setdefault((severity(finding), finding.rule), []).append(finding)
        else:
            rows.append(_finding(audit.facts.report, finding, language))
    rows.extend(_blanks(audit.facts.report, code, own, language) for (_, code), own in sorted(blanks.items()))
    return section(phrase("findings", language), table(head, rows) if rows else paragraph(phrase("none", language)))


def open_questions(audit: Audit, language: str) -> Fragment:
    """What could not be checked and why; the tool's own blind spot."""
    found = audit.facts
    text = found.report.text
    entries: list[object] = []
    for relation in found.relations:
        if _holds(found, relation) is Holds.UNKNOWN:
            kind = word("relation", relation.kind, language)
            entries.append(joined(f"{kind}：", _why(found, relation, language), " ", _context(text, relation.span)))
    for finding in audit.findings:
        if finding.outcome in (Outcome.OPEN, Outcome.REVIEW):
            outcome = word("outcome", finding.outcome.value, language)
            entries.append(f"{finding.rule} {outcome}：{rules[finding.rule].message(finding, language)}")
    if found.extraction.unread:
        unread = "、".join(span.of(text) for span in found.extraction.unread)
        entries.append(phrase("unread", language, quotes=unread))
    if found.bounds.unfinished:
        entries.append(phrase("unfinished", language, relations=" ".join(found.bounds.unfinished)))
    entries.extend(found.report.notes)
    return section(phrase("open", language), bullets(entries) if entries else paragraph(phrase("none", language)))


def passed(audit: Audit, language: str) -> Fragment:
    """Relations that hold, as sums, and every rule with its counts: also what is right is said."""
    found = audit.facts
    holding = [r for r in found.relations if _holds(found, r) is Holds.TRUE]
    head = [phrase(key, language) for key in ("relation", "arithmetic", "quote")]
    sums = table(
        head,
        [
            (word("relation", r.kind, language), _why(found, r, language), _context(found.report.text, r.span))
            for r in holding
        ],
    )
    counts = Counter((f.rule, f.outcome) for f in audit.findings)
    head = [phrase(key, language) for key in ("code", "name", "failed", "unclear", "passed_count")]
    rows = [
        (
            code,
            entry.name,
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


def provenance(audit: Audit, parameters: Mapping[str, object], language: str) -> Fragment:
    """Which file, read how, by which versions, with which parameters."""
    from importlib.metadata import version
    from platform import python_version

    report = audit.facts.report
    rows: list[tuple[str, object]] = [
        (phrase("file", language), report.name),
        (phrase("sha256", language), tag("code", report.sha256)),
        (phrase("media_type", language), report.media_type),
        (phrase("encoding", language), report.encoding),
        (phrase("length", language), len(report.text)),
        (phrase("copy_type", language), phrase(f"copy_{report.copy_type.value}", language)),
    ]
    if audit.facts.prior:
        rows.append((phrase("prior_report", language), tag("code", audit.facts.prior.report.sha256)))
    rows += [(f"{phrase('parameter', language)} {name}", repr(value)) for name, value in parameters.items()]
    rows.append((phrase("version", language, name="Python"), python_version()))
    rows += [(phrase("version", language, name=name), version(name)) for name in VERSIONS]
    head = [phrase("measure", language), phrase("value", language)]
    return section(phrase("provenance", language), table(head, rows))


def _measured(found: Facts) -> list[Figure]:
    return [f for f in found.figures if f.kind is not FigureKind.NAME]


def _verdict_counts(found: Facts, language: str) -> Html:
    counts = Counter(v.verdict for v in found.assessment.verdicts)
    shown = [badge(v.value, f"{word('verdict', v.value, language)} {counts[v]}") for v in GoalVerdict if counts[v]]
    return side_by_side(shown) if shown else Html("–")


def _section(report: Report, span: Span, language: str) -> str:
    """Heading of the section, two levels deep; the words of its role where it has no heading."""
    block = block_at(report, span)
    if block is None or not block.path:
        return word("section", block.section if block and block.section else "preamble", language)
    path = block.path.split("/")
    for depth in (2, 1):
        heading = next((b for b in report.blocks if b.path == "/".join(path[:depth])), None)
        if heading is not None:
            return heading.span.of(report.text).strip().splitlines()[0]
    return block.path


def _path(report: Report, span: Span) -> Html:
    block = block_at(report, span)
    return tag("span", (block.path if block else "") or f"{span.start}–{span.end}", class_="place")


def _holds(found: Facts, relation: Relation) -> Holds:
    return found.bounds.holds.get(relation.id, relation.holds or Holds.UNKNOWN)


def _why(found: Facts, relation: Relation, language: str) -> str:
    zh, en = found.bounds.why.get(relation.id, (relation.why_zh, relation.why_en))
    return zh if language == "zh" else en


def _context(text: str, span: Span) -> Html:
    return tag("span", "“", quoted(text, *span, around=4), "”", class_="quote")


def _explanations(conflict: Conflict, language: str) -> Html:
    """Every smallest change that would resolve it, likeliest first."""
    changes = [
        "；".join(change.note_zh if language == "zh" else change.note_en for change in explanation)
        for explanation in conflict.explanations
    ]
    return joined(paragraph(phrase("corrections", language)), numbered(changes)) if changes else Html("")


def _sum(found: Facts, n: int, relations: list[Relation], language: str) -> Html:
    """The arithmetic in large, the words it is about below."""
    sums = "；".join(_why(found, r, language) for r in relations)
    quotes = [tag("blockquote", quoted(found.report.text, *r.span, around=10)) for r in relations]
    return joined(tag("p", phrase("contradiction", language, n=n, sum=sums), class_="sum"), *quotes)


def _goal(report: Report, goal: Goal, verdict: Verdict, language: str) -> tuple[object, ...]:
    origin = ""
    if goal.place:
        key = "sheet_place" if goal.source is GoalSource.SHEET else "prior_place"
        origin = phrase(key, language, place=goal.place)
    where = joined(goal.indicator or goal.text, tag("small", f" {word('horizon', goal.horizon, language)} {origin}"))
    evidence = [joined("“", quoted(report.text, *e.span, around=6), "”") for e in verdict.evidence]
    shown = badge(verdict.verdict.value, word("verdict", verdict.verdict.value, language))
    why = verdict.why_zh if language == "zh" else verdict.why_en
    return where, target(goal), bullets(evidence) if evidence else None, shown, why


def _finding(report: Report, finding: Finding, language: str) -> tuple[object, ...]:
    grade = severity(finding)
    entry = rules[finding.rule]
    code = joined(finding.rule, tag("small", f" {entry.name}"))
    return (
        badge(grade.value, word("severity", grade.value, language)),
        code,
        entry.message(finding, language),
        _path(report, finding.span),
    )


def _blanks(report: Report, code: str, found: list[Finding], language: str) -> tuple[object, ...]:
    """All blanks of one rule in one row, each with the words around it."""
    grade = severity(found[0])
    quotes = [quoted(report.text, *f.span, around=5) for f in found]
    shown = joined(*(tag("span", quote, class_="blank") for quote in quotes))
    return (
        badge(grade.value, word("severity", grade.value, language)),
        joined(code, tag("small", f" {rules[code].name}")),
        joined(phrase("blanks", language, count=len(found)), shown),
        None,
    )
