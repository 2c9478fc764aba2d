"""What must not change a verdict: words that carry no number, and a number that is hidden."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import yaml
from hypothesis import given
from hypothesis import strategies as st

from audit.extract import extract
from audit.read import from_text
from audit.records import FigureKind, Holds
from audit.relate import relate
from audit.solve import solve

FOLDER = Path(__file__).parent / "passages"
TEXTS = [c["text"] for p in sorted(FOLDER.glob("*.yaml")) for c in yaml.safe_load(p.read_text(encoding="utf-8"))]
CONSISTENT = [
    c["text"]
    for p in sorted(FOLDER.glob("*.yaml"))
    for c in yaml.safe_load(p.read_text(encoding="utf-8"))
    if not c["contradicted"]
]
UNRELATED = [
    "我们坚持问题导向，把群众满意作为根本标准。",
    "各部门密切配合，工作机制更加顺畅。",
    "班子成员深入一线，作风更加务实。",
]


def verdicts(text: str) -> Counter[tuple[str, tuple[str, ...], Holds]]:
    """Kind, members as printed and verdict of every relation."""
    report = from_text(text, name="passage", year=2023)
    extraction = extract(report)
    relations = relate(report, extraction)
    holds = solve(extraction, relations).holds
    return Counter((r.kind, tuple(m.of(text) for m in r.members), holds[r.id]) for r in relations)


@given(text=st.sampled_from(TEXTS), sentence=st.sampled_from(UNRELATED), first=st.booleans())
def test_an_unrelated_sentence_changes_nothing(text: str, sentence: str, first: bool) -> None:
    assert verdicts(sentence + text if first else text + sentence) == verdicts(text)


@given(text=st.sampled_from(TEXTS), other=st.sampled_from(TEXTS))
def test_another_paragraph_changes_no_contradiction(text: str, other: str) -> None:
    """Each paragraph is judged by its own figures; only restatements and lists may reach further."""
    alone = {v for t in (text, other) for v in verdicts(t) if v[2] is Holds.FALSE}
    together = {v for v in verdicts(f"{text}\n{other}") if v[2] is Holds.FALSE}
    assert {v for v in together if v[0] not in ("same", "part")} <= alone


@given(chosen=st.data(), text=st.sampled_from(CONSISTENT), mask=st.sampled_from(["**", "XX", "____"]))
def test_hiding_a_figure_of_a_consistent_text_contradicts_nothing(chosen: st.DataObject, text: str, mask: str) -> None:
    figures = [
        f
        for f in extract(from_text(text, name="passage", year=2023)).figures
        if f.kind is FigureKind.COUNT and f.value is not None and f.unit and f.span.of(text)[0].isdigit()
    ]
    if not figures:
        return
    figure = chosen.draw(st.sampled_from(figures))
    printed = figure.span.of(text)
    digits = len(printed) - len(printed.lstrip("0123456789.,"))
    hidden = text[: figure.span.start] + mask + text[figure.span.start + digits :]
    assert [v for v in verdicts(hidden) if v[2] is Holds.FALSE] == []
