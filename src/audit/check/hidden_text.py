from __future__ import annotations

from collections.abc import Iterator

from ..lang.unseen import UNSEEN, code
from ..records import Facts, Finding, Outcome, Severity, Span
from . import rule

NAMED = 5
"""Kinds of characters named at most."""


@rule(
    "E001",
    "hidden-text",
    Severity.QUERY,
    zh="文件此处（“{quote}”附近）留有{count}处{what_zh}，请确认定稿内容",
    en="the file still holds {what_en} in {count} place(s) near “{quote}”; confirm the final wording",
)
def hidden_text(facts: Facts) -> Iterator[Finding]:
    """The file holds text that its reader does not see: tracked deletions, hidden text, and
    characters that are not shown but turn the words around, join them or command a terminal.

    Why: a figure that was changed before handing in is still there; and what is hidden may be confidential.
    The hidden words themselves are never printed here, only their place.
    What to do: accept or reject the changes, confirm the figure, hand in a clean file.
    Authority: 《党政机关公文处理工作条例》第二十条；《政府信息公开条例》第十七条（公开前审查）.
    """
    text = facts.report.text
    found = [Span(*m.span()) for m in UNSEEN.finditer(text)]
    if found:
        codes = sorted({code(span.of(text)) for span in found})
        named = "、".join(codes[:NAMED]) + ("…" if len(codes) > NAMED else "")
        span = _around(text, found[0].start)
        what = {"what_zh": f"看不见的控制字符（{named}）", "what_en": f"characters that are not shown ({named})"}
        words: dict[str, str | int] = {"quote": span.of(text), "count": len(found), **what}
        yield Finding("E001", span, Outcome.REVIEW, words, tuple(found))
    places: dict[int, int] = {}
    for h in facts.report.hidden:
        places[h.at] = places.get(h.at, 0) + 1
    for at, count in sorted(places.items()):
        span = _around(text, at)
        what = {"what_zh": "已删除或隐藏的文字", "what_en": "deleted or hidden text"}
        yield Finding("E001", span, Outcome.REVIEW, {"quote": span.of(text), "count": count, **what})


def _around(text: str, at: int) -> Span:
    """A few words of the line around a place."""
    start = max(text.rfind("\n", 0, at) + 1, at - 12)
    stop = text.find("\n", at)
    end = min(stop if stop >= 0 else len(text), at + 12)
    return Span(start, max(end, min(start + 1, len(text))))
