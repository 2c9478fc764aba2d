"""Every rule of silent gaps finds the gap of its examples, and no gap is found in its counter-examples."""

from __future__ import annotations

import pytest

from audit.extract.gap_rules import GapRule, rules
from audit.extract.gaps import gaps

EXAMPLES = [(rule, example) for rule in rules() for example in rule.examples]
COUNTER = [text for rule in rules() for text in rule.counter]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[example for _, example in EXAMPLES])
def test_the_gap_of_an_example_is_found_by_its_rule(rule: GapRule, example: str) -> None:
    text = example.replace("⟦", "").replace("⟧", "")
    spans = marked(example)
    found = [(d.start, d.end) for d in gaps(text, bytearray(len(text)))]
    assert set(spans) <= set(found)
    assert any(rule.fits(text[start:end], text[:start], text[end:]) for start, end in spans)


@pytest.mark.parametrize("text", COUNTER)
def test_no_gap_in_a_counter_example(text: str) -> None:
    assert [text[d.start : d.end] for d in gaps(text, bytearray(len(text)))] == []


def marked(example: str) -> list[tuple[int, int]]:
    """The places between ⟦ and ⟧, in the text without them."""
    spans, at = [], 0
    for n, piece in enumerate(example.replace("⟧", "⟦").split("⟦")):
        if n % 2:
            spans.append((at, at + len(piece)))
        at += len(piece)
    return spans
