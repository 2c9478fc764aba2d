"""Every reason why something is set aside is a word for people."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import audit
from audit.lang.lexicon import GROUPS
from audit.lang.lookalikes import shapes
from audit.lang.words import word, words

SOURCES = sorted((Path(audit.__file__).parent / "extract").glob("*.py"))
IN_CODE = {
    reason
    for path in SOURCES
    for reason in re.findall(r'SetAside\([^"\n]*"([a-z_]+)"', path.read_text(encoding="utf-8"))
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_reason_has_its_word(language: str) -> None:
    reasons = {shape.reason for shape in shapes()} | {group.removesuffix("s") for group in GROUPS} | IN_CODE
    assert len(reasons) > 20
    for reason in sorted(reasons):
        assert word("reason", reason, language), reason


def test_words_are_told_apart() -> None:
    for language in ("zh", "en"):
        said = list(words("reason", language).values())
        assert len(said) == len(set(said))
