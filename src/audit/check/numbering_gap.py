from __future__ import annotations

import re
from collections.abc import Iterator

from ..lang.counting import chinese_number
from ..records import Facts, Finding, Severity, Span
from . import rule

NUMERAL = "[一二三四五六七八九十]{1,3}"
SCHEMES = (  # outermost first: a new number of an outer scheme starts the inner ones afresh
    re.compile(rf"^[ \t　]*({NUMERAL})、", re.MULTILINE),
    re.compile(rf"(?:^[ \t　]*|(?<=[。；\n]))（({NUMERAL})）", re.MULTILINE),
    re.compile(r"^[ \t　]*(\d{1,2})[.．、](?!\d)", re.MULTILINE),
    re.compile(rf"(?:^[ \t　]*|(?<=[。；：:，\n]))({NUMERAL})是(?!否|不是)", re.MULTILINE),
)


@rule(
    "D002",
    "numbering-gap",
    Severity.ADVICE,
    zh="“{quote}”：序号由{before}直接到{after}，请核对是否缺项或编号有误",
    en="“{quote}”: the numbering goes from {before} to {after}; a part is missing or misnumbered",
)
def numbering_gap(facts: Facts) -> Iterator[Finding]:
    """Headings or enumerators skip a number, or use one twice: （三） is followed by （五）.

    Why: a skipped number is often a section that was taken out, with its figures.
    What to do: restore the section or renumber.
    Authority: 《党政机关公文格式》（GB/T 9704-2012）7.3.3（结构层次序数）.
    """
    text = facts.report.text
    marks = sorted(
        (Span(*m.span()), level, chinese_number(m[1])) for level, s in enumerate(SCHEMES) for m in s.finditer(text)
    )
    last = [0] * len(SCHEMES)
    for span, level, number in marks:
        last[level + 1 :] = [0] * (len(SCHEMES) - level - 1)
        before, last[level] = last[level], number
        if before and number not in (before + 1, 1):
            end = min(len(text), text.find("\n", span.end) if "\n" in text[span.end : span.end + 24] else span.end + 12)
            quoted = Span(span.start, end)
            while text[quoted.start].isspace():
                quoted = Span(quoted.start + 1, quoted.end)
            words: dict[str, str | int] = {"quote": quoted.of(text), "before": before, "after": number}
            yield Finding("D002", quoted, args=words)
