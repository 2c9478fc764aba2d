"""Every shape of a look-alike is seen in its examples, whole, and not in its counter-examples."""

from __future__ import annotations

import re

import pytest

from audit.extract import extract
from audit.extract.guards import guards
from audit.lang.lookalikes import Shape, shapes
from audit.records import Report

EXAMPLES = [(shape, example) for shape in shapes() for example in shape.examples]


@pytest.mark.parametrize(("shape", "example"), EXAMPLES, ids=[f"{s.reason}-{e}" for s, e in EXAMPLES])
def test_example(shape: Shape, example: str) -> None:
    text = example.replace("⟦", "").replace("⟧", "")
    marked = example[example.index("⟦") + 1 : example.index("⟧")]
    assert (shape.reason, marked) in [(s.reason, s.span.of(text)) for s in guards(text)]
    figures = extract(Report(name="t", text=text, year=2023)).figures
    assert [f for f in figures if f.span.of(text) in marked] == []


@pytest.mark.parametrize("shape", [s for s in shapes() if s.counter], ids=lambda s: s.reason)
def test_counter_examples(shape: Shape) -> None:
    assert [text for text in shape.counter if re.search(shape.pattern, text, re.MULTILINE)] == []


def test_a_shape_begins_as_it_says() -> None:
    known = frozenset().union(*(shape.starts for shape in shapes()))
    for text in {part.replace("⟦", "").replace("⟧", "") for _, part in EXAMPLES}:
        for shape in shapes():
            begun = {m[0][0] for m in re.finditer(shape.pattern, text, re.MULTILINE)} & known
            assert begun <= shape.starts, (shape.pattern, text)


def test_a_shape_has_no_group_of_its_own() -> None:
    assert [s.pattern for s in shapes() if re.compile(s.pattern).groups] == []
