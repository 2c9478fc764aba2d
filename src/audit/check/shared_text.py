from __future__ import annotations

from collections.abc import Iterator

from ..records import Facts, Finding, Outcome, Report, Severity, Span
from . import rule

WINDOW = 20  # characters; honest reports of one office share up to about 6 % of such windows
SAMPLE = 60  # characters of a sample at most
ENDS = "。！？；\n"
ALARM, HIGH = 10, 30  # per cent


@rule(
    "X002",
    "shared-text",
    Severity.QUERY,
    zh="本报告与{other}有{share}%的文字重合，请说明重合部分（如“{quote}”）是否为本地区本年度情况",
    en="{share} % of this report overlaps with {other}; say whether passages such as “{quote}” are this year's own",
)
def shared_text(facts: Facts) -> Iterator[Finding]:
    """Stretches of 20 characters and more stand in another district's or in last year's report as well.

    Why: a passage shared between two reports describes at most one of them; from 10 % on it is worth a question.
    What to do: say which passages are this district's own of this year, and replace the others.
    Authority: 《整治形式主义为基层减负若干规定》（材料应反映真实情况）.
    """
    others = [*facts.peers, *([facts.prior.report] if facts.prior else [])]
    for other in sorted(others, key=lambda r: r.name):
        shared = shared_spans(facts.report, other)
        letters = sum(c.isalnum() for c in facts.report.text)
        share = 100 * sum(c.isalnum() for s in shared for c in s.of(facts.report.text)) // max(letters, 1)
        if share < ALARM:
            continue
        longest = max(shared, key=lambda s: (s.end - s.start, -s.start))
        words: dict[str, str | int] = {
            "other": called(other),
            "share": share,
            "quote": sample(facts.report.text, longest),
        }
        severity = Severity.MUST_FIX if share >= HIGH else None
        yield Finding("X002", longest, Outcome.REVIEW, words, tuple(shared), severity)


def sample(text: str, span: Span) -> str:
    """Whole sentences that lie in the span, as many as fit; else the sentence that it lies in, … where it is cut."""
    sentences = _sentences(text, span)
    inside = [s for s in sentences if span.covers(s)]
    if not inside:
        words = sentences[0].of(text).strip()
        return words if len(words) <= SAMPLE else words[:SAMPLE] + "…"
    words = inside[0].of(text).strip()
    for last in inside[1:]:
        longer = text[inside[0].start : last.end].strip()
        if len(longer) > SAMPLE or "\n" in longer:
            break
        words = longer
    return words if len(words) <= SAMPLE else words[:SAMPLE] + "…"


def _sentences(text: str, span: Span) -> list[Span]:
    """The sentences that a span meets, from the one it starts in, line by line, without what only ends one."""
    start = max(text.rfind(end, 0, span.start) for end in ENDS) + 1
    found: list[Span] = []
    while start < span.end:
        ends = [at for end in ENDS if (at := text.find(end, start)) >= 0]
        stop = min(ends) + 1 if ends else len(text)
        if text[start:stop].strip(f"{ENDS} 　"):
            found.append(Span(start, stop - (text[stop - 1] == "\n")))
        start = stop
    return found or [span]


def called(report: Report) -> str:
    """How to name another report: district and year, else its file."""
    return f"{report.district}{report.year or ''}" if report.district else report.name


def shared_spans(report: Report, other: Report) -> list[Span]:
    """The stretches of `report`, at least `WINDOW` characters without a line break, that `other` holds too."""
    known = {other.text[i : i + WINDOW] for i in range(len(other.text) - WINDOW + 1)}
    spans: list[Span] = []
    for i in range(len(report.text) - WINDOW + 1):
        window = report.text[i : i + WINDOW]
        if window not in known or "\n" in window:
            continue
        if spans and i <= spans[-1].end:
            spans[-1] = Span(spans[-1].start, i + WINDOW)
        else:
            spans.append(Span(i, i + WINDOW))
    return spans
