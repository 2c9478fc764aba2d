"""How much of a report another one holds, and which words are shown as a sample."""

from __future__ import annotations

from dataclasses import replace

import pytest

import audit
from audit.check import rules
from audit.check.shared_text import sample
from audit.records import Span

SENTENCE = "各社区把网格会开到群众家门口，难题当面议、当场办、事后评，“群众”越来越愿意说心里话！"
OTHER = "渔港码头安装夜间照明，船员上岸有灯有路，全年未发生落水事件，群众拍手称好。"


def found(text: str, other: str) -> dict[str, object]:
    facts = replace(audit.facts(audit.from_text(text)), peers=(audit.from_text(other, name="邻区"),))
    [finding] = rules["X002"].check(facts)
    return dict(finding.args)


def test_a_text_shared_wholly_is_shared_to_a_hundred_per_cent() -> None:
    assert found(SENTENCE * 9, SENTENCE * 9)["share"] == 100


def test_a_text_shared_by_half_is_shared_by_about_half() -> None:
    assert 45 <= int(str(found(SENTENCE + OTHER, SENTENCE + "，。、" * 40)["share"])) <= 55


def test_a_sample_is_whole_sentences() -> None:
    text = f"开头不同甲。{SENTENCE}结尾不同乙。"
    assert found(text, f"另有别话，。{SENTENCE}尾声。")["quote"] == SENTENCE


@pytest.mark.parametrize(
    ("words", "cut", "shown"),
    [
        ("甲乙丙丁。一二三四。五六七八。九十。", (2, 16), "一二三四。五六七八。"),
        ("甲乙丙丁\n一二三四\n五六", (2, 12), "一二三四"),
        ("甲乙丙丁，一二三四，五六七八。", (3, 12), "甲乙丙丁，一二三四，五六七八。"),
        ("甲" * 99 + "。", (3, 90), "甲" * 60 + "…"),
        ("甲。" + "乙" * 58 + "。" + "丙" * 9 + "。", (0, 71), "甲。"),
    ],
)
def test_a_sample_begins_and_ends_with_a_sentence(words: str, cut: tuple[int, int], shown: str) -> None:
    assert sample(words, Span(*cut)) == shown
