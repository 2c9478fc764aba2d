from __future__ import annotations

from collections.abc import Iterator

from ..records import Facts, Finding, Outcome, Severity, Span
from . import rule


@rule(
    "E001",
    "hidden-text",
    Severity.QUERY,
    zh="文件此处（“{quote}”附近）留有{count}处已删除或隐藏的文字，请确认定稿内容",
    en="the file still holds deleted or hidden text in {count} place(s) near “{quote}”; confirm the final wording",
)
def hidden_text(facts: Facts) -> Iterator[Finding]:
    """The file holds text that its reader does not see: tracked deletions, hidden characters.

    Why: a figure that was changed before handing in is still there; and what is hidden may be confidential.
    The hidden words themselves are never printed here, only their place.
    What to do: accept or reject the changes, confirm the figure, hand in a clean file.
    Authority: 《党政机关公文处理工作条例》第二十条；《政府信息公开条例》第十七条（公开前审查）.
    """
    text = facts.report.text
    places: dict[int, int] = {}
    for h in facts.report.hidden:
        places[h.at] = places.get(h.at, 0) + 1
    for at, count in sorted(places.items()):
        start = max(text.rfind("\n", 0, at) + 1, at - 12)
        stop = text.find("\n", at)
        end = min(stop if stop >= 0 else len(text), at + 12)
        span = Span(start, max(end, min(start + 1, len(text))))
        yield Finding("E001", span, Outcome.REVIEW, {"quote": span.of(text), "count": count})
