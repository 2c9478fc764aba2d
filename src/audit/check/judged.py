"""Relations and what the solver says of them, as findings: the common part of the rules on sums, rates and dates."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator
from functools import cache
from importlib.resources import files

from ..records import Conflict, Facts, Finding, Holds, Outcome, Relation, Severity, Span
from .quoting import counted, quote

SURE = 0.6
"""A relation read with less confidence is not worth a remark that it cannot be checked."""

FAR = 160
"""Members further apart than so many characters are quoted at the later one; the others are related places."""


def remarks(code: str, facts: Facts, *kinds: str, but: Collection[str] = ()) -> Iterator[Finding]:
    """One finding per relation of the kinds (but some): holds, contradicted, or open because something is masked."""
    conflicts = {r: c for c in reversed(facts.bounds.conflicts) for r in c.relations}
    joint = {c.relations[-1]: c for c in facts.bounds.conflicts if len(c.relations) > 1 and c.must_fix}
    for relation in facts.relations:
        if relation.kind not in kinds or relation.id in but:
            continue
        finding = _remark(code, facts, relation, conflicts.get(relation.id), joint.get(relation.id))
        if finding.outcome is not Outcome.OPEN or relation.confidence >= SURE:
            yield finding


def _remark(code: str, facts: Facts, relation: Relation, conflict: Conflict | None, joint: Conflict | None) -> Finding:
    holds = facts.bounds.holds.get(relation.id, relation.holds or Holds.UNKNOWN)
    outcome = {Holds.TRUE: Outcome.PASS, Holds.FALSE: Outcome.FAIL, Holds.UNKNOWN: Outcome.OPEN}[holds]
    severity: Severity | None = None
    if holds is Holds.UNKNOWN:
        severity = Severity.ADVICE
    elif holds is Holds.FALSE and not (relation.hard and (conflict is None or conflict.must_fix)):
        severity = Severity.QUERY
    elif joint is not None:  # true alone, but not together with what the report says elsewhere
        outcome, severity = Outcome.FAIL, Severity.QUERY
    span = place(relation)
    zh, en = facts.bounds.why.get(relation.id, (relation.why_zh, relation.why_en))
    ways_zh, ways_en = ways(conflict if outcome is Outcome.FAIL else None)
    if outcome is Outcome.OPEN:
        ways_zh, ways_en = _deciding(facts, relation)
    joint_only = outcome is Outcome.FAIL and holds is not Holds.FALSE
    state_zh, state_en = _states()["joint"]["fail"] if joint_only else _states()[code][outcome.value]
    args = {
        "quote": quote(facts, span),
        "state_zh": "：".join(filter(None, (state_zh, zh))),
        "state_en": ": ".join(filter(None, (state_en, en))),
        "ways_zh": ways_zh,
        "ways_en": ways_en,
    }
    return Finding(code, span, outcome, args, related=relation.members, severity=severity)


@cache
def _states() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files(__package__) / "judged.toml").read_text(encoding="utf-8"))


def mask_reading(facts: Facts) -> tuple[str, str]:
    """How the length of a mask was read, in words."""
    zh, en = _states()["mask"][facts.bounds.reading]
    return zh, en


def _deciding(facts: Facts, relation: Relation) -> tuple[str, str]:
    """What would decide an open relation, and how the length of a mask was read; empty if no figure is hidden."""
    hidden = [f for f in facts.figures if f.id in relation.figures and f.masked]
    if not hidden:
        return "", ""
    told = [counted(f) or quote(facts, f.span) for f in hidden]
    names = list(dict.fromkeys(told))
    zh, en = mask_reading(facts)
    return (
        f"补齐下列未显示的数即可判定：{'、'.join(names)}（{zh}）。",
        f" These would decide it: {', '.join(names)} ({en}).",
    )


def place(relation: Relation) -> Span:
    """Where the finding stands: the words from first to last member, or the later member if they lie far apart."""
    if relation.pattern == "table":
        return relation.members[0]
    if relation.span.end - relation.span.start <= FAR:
        return relation.span
    if relation.kind in ("same", "dates"):
        return max(relation.members)
    return relation.members[0]


def ways(conflict: Conflict | None) -> tuple[str, str]:
    """All the smallest changes that would mend a contradiction, in both languages; empty where none are known."""
    if conflict is None or not conflict.explanations:
        return "", ""
    zh = [_joined([c.note_zh for c in changes], "且") for changes in conflict.explanations]
    en = [_joined([c.note_en for c in changes], " and ") for changes in conflict.explanations]
    return "可能的情形：" + "；".join(zh) + "。", " Possible explanations: " + "; ".join(en) + "."


def _joined(notes: list[str], word: str) -> str:
    return word.join(n for n in notes if n)
