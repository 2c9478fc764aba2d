"""The relations that narrow a figure, written out."""

from __future__ import annotations

from ..records import Facts


def reasons(facts: Facts, relations: tuple[str, ...]) -> tuple[str, str]:
    """The arithmetic of the relations in both languages, without the remark that a figure is not shown."""
    told = [facts.bounds.why[r] for r in relations if r in facts.bounds.why]
    zh = "；".join(why[0].split("；")[0] for why in told)
    return zh, "; ".join(why[1].split(";")[0] for why in told)
