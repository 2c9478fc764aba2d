from __future__ import annotations

from collections.abc import Iterator

from ..records import Facts, Finding, Outcome, Severity
from . import rule
from .judged import mask_reading
from .quoting import counted, quote
from .reasons import range_words, reasons


@rule(
    "F001",
    "feasible-range",
    Severity.ADVICE,
    zh="“{quote}”（{subject}）：按文中数量关系，只可能{range_zh}；依据：{why_zh}（{mask_zh}）",
    en="“{quote}” ({subject}): by what the text says it can only be {range_en}, because {why_en} ({mask_en})",
)
def feasible_range(facts: Facts) -> Iterator[Finding]:
    """Information: what a masked figure can still be, with the relations that narrow it. Never a point estimate.

    Why: a filled-in copy can be compared with the range, and a goal may be decided although the figure is masked.
    What to do: nothing; supply the figure where it may be shown. Counts of persons sanctioned get no range.
    Authority: none; arithmetic.
    """
    for figure in facts.figures:
        feasible = facts.bounds.feasible.get(figure.id)
        if feasible is None or feasible.values.is_point or feasible.values == figure.values:
            continue
        why, why_en = reasons(facts, feasible.relations)
        zh, en = range_words(feasible.values)
        args = {
            "quote": quote(facts, figure.span),
            "subject": counted(figure),
            "range_zh": "；".join([zh, *(f"{r.zh}，则{range_words(r.values)[0]}" for r in feasible.readings)]),
            "range_en": "; ".join([en, *(f"{r.en}: {range_words(r.values)[1]}" for r in feasible.readings)]),
            "why_zh": why,
            "why_en": why_en,
            "mask_zh": mask_reading(facts)[0],
            "mask_en": mask_reading(facts)[1],
        }
        yield Finding("F001", figure.span, Outcome.REVIEW, args)
