from __future__ import annotations

from collections.abc import Iterator

from ..records import Facts, Finding, Outcome, Severity
from . import rule
from .quoting import counted, quote
from .reasons import reasons


@rule(
    "F002",
    "pinned-figure",
    Severity.ADVICE,
    zh="“{quote}”（{subject}）：虽未显示，但文中其他数字已使其唯一确定；依据：{why_zh}。如确不宜公开，请一并处理相关数字",
    en="“{quote}” ({subject}): not shown, yet other figures of the text leave one value only, because {why_en}; "
    "if there is a ground for withholding it, those figures need the same treatment",
)
def pinned_figure(facts: Facts) -> Iterator[Finding]:
    """A masked figure follows exactly from the others (total and all other parts are printed).

    Why: masking it hides nothing; if there was a ground, the copy does not keep to it. The value is not written here.
    What to do: show the figure, or mask what gives it away.
    Authority: 《政府信息公开条例》第三十七条（区分处理）.
    """
    for figure in facts.figures:
        feasible = facts.bounds.feasible.get(figure.id)
        if feasible is None or not feasible.values.is_point or not figure.masked:
            continue
        why, why_en = reasons(facts, feasible.relations)
        args = {"quote": quote(facts, figure.span), "subject": counted(figure), "why_zh": why, "why_en": why_en}
        yield Finding("F002", figure.span, Outcome.REVIEW, args)
