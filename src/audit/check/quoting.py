"""How findings quote the report: what a figure counts, in which section."""

from __future__ import annotations

from ..records import Facts, Figure, Span
from . import block_at


def quote(facts: Facts, span: Span, most: int = 40) -> str:
    """The words of a span on one line, shortened in the middle past `most` characters."""
    words = span.of(facts.report.text).replace("\n", " ")
    return words if len(words) <= most else f"{words[: most * 2 // 3]}…{words[-most // 3 :]}"


def counted(figure: Figure) -> str:
    """What the figure counts, with its unit: `参训人数（人次）`; empty where the text does not say."""
    if figure.subject and figure.unit and figure.unit not in figure.subject:
        return f"{figure.subject}（{figure.unit}）"
    return figure.subject or figure.unit or ""


def section(facts: Facts, span: Span) -> str:
    """The outline path of a span, such as `一/（三）/三是`; empty outside of any section."""
    block = block_at(facts.report, span)
    return block.path if block else ""
