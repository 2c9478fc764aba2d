"""Every rule has examples, every example holds, every message is whole in both languages.

An example file `<CODE>.yaml` is a list of texts, each with what the rule must say of it:

    - text: 目前38项任务已完成27项，9项任务不涉及，1项任务正在推进。
      year: 2022                                     # optional: the report's year
      expect: [{outcome: fail, quote: 38项, args: {whole: 38}, severity: must_fix}]   # quote, args, severity optional
    - text: 一份没有问题的总结。
      expect: []
    - texts: [去年的总结, 今年的总结]                  # optional form: last year's report first
      peers: [邻区的总结]                             # optional: other reports of the same run
      hidden: [{at: 3, kind: deleted, text: '156'}]  # optional: what the file hides
      sheet: [{indicator: 参训人次, unit: 人次, target: 500, official: 480}]   # optional
      expect: []

Outcome `pass` need not be listed: only the other outcomes are compared, unless an example expects a pass itself.
"""

from __future__ import annotations

import re
import string
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

import audit
from audit.check import find_rule, rules, severity
from audit.lang.words import words
from audit.records import Facts, Goal, GoalSource, Hidden
from audit.sets import at_least, exact

EXAMPLES = {p.stem: yaml.safe_load(p.read_text(encoding="utf-8")) for p in sorted(Path(__file__).parent.glob("*.yaml"))}
CASES = [(code, case) for code, cases in EXAMPLES.items() for case in cases]


def facts_of(case: dict[str, Any]) -> Facts:
    texts = case.get("texts") or [case["text"]]
    year = case.get("year")
    peers = tuple(audit.from_text(t, name=f"peer{n}") for n, t in enumerate(case.get("peers", ())))
    prior = None
    for back, text in zip(reversed(range(len(texts))), texts, strict=True):
        own = None if year is None else year - back
        report = audit.from_text(text, name="example", district=case.get("district", ""), year=own)
        report = replace(report, hidden=tuple(Hidden(**h) for h in case.get("hidden", ())))
        prior = audit.facts(report, prior=prior, sheet=sheet_of(case), peers=peers)
    assert prior is not None
    return prior


def sheet_of(case: dict[str, Any]) -> tuple[Goal, ...]:
    return tuple(
        Goal(
            id=f"S{n}",
            source=GoalSource.SHEET,
            indicator=row["indicator"],
            horizon="current",
            text=row["indicator"],
            target=at_least(exact(str(row["target"]))),
            unit=row["unit"],
            official=exact(str(row["official"])) if "official" in row else None,
            provider=row.get("provider", ""),
            measure="rate" if row["unit"] == "%" else "amount",
            district=case.get("district", ""),
        )
        for n, row in enumerate(case.get("sheet", ()), start=1)
    )


def test_every_rule_has_examples_and_no_example_is_orphaned() -> None:
    assert {code for code, _ in rules} == set(EXAMPLES)


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_examples_show_both_a_hit_and_a_miss(code: str) -> None:
    assert any(case["expect"] for case in EXAMPLES[code])
    assert any(not case["expect"] for case in EXAMPLES[code])


@pytest.mark.parametrize(("code", "case"), CASES, ids=[f"{c}-{i}" for i, (c, _) in enumerate(CASES)])
def test_example(code: str, case: dict[str, Any]) -> None:
    found = facts_of(case)
    wanted = case["expect"]
    passes = any(w["outcome"] == "pass" for w in wanted)
    got = [f for f in rules[code].check(found) if passes or f.outcome != "pass"]
    got.sort(key=lambda f: f.span)
    said = [(f.outcome.value, f.span.of(found.report.text), rules[code].message(f)) for f in got]
    assert len(got) == len(wanted), said
    for finding, want in zip(got, wanted, strict=True):
        assert finding.outcome == want["outcome"], said
        assert want.get("quote", finding.span.of(found.report.text)) == finding.span.of(found.report.text)
        assert want.get("severity", severity(finding)) == severity(finding)
        assert {**finding.args, **want.get("args", {})} == dict(finding.args)
        assert rules[code].message(finding, "zh")
        assert rules[code].message(finding, "en")


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_messages_use_the_same_fields_in_both_languages(code: str) -> None:
    zh, en = ({f for _, f, _, _ in string.Formatter().parse(m) if f} for m in (rules[code].zh, rules[code].en))
    assert {f.removesuffix("_zh") for f in zh} == {f.removesuffix("_en") for f in en}


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_a_message_without_a_finding_reads_as_a_sentence(code: str) -> None:
    for language in ("zh", "en"):
        shown = rules[code].outlined(language)
        assert not re.search(r"[{}]", shown)
    assert not re.search(r"［[a-z_]+］", rules[code].outlined("zh"))


def test_a_rule_is_found_by_its_title_as_well() -> None:
    for given in ("B001", "b001", "masked-figure", "数字隐去", " 数字隐去"):
        assert find_rule(given).code == "B001"
    with pytest.raises(KeyError):
        find_rule("数字")


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_rules_explain_themselves(code: str) -> None:
    for heading in ("Why:", "What to do:", "Authority:"):
        assert heading in rules[code].doc


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_rules_never_accuse(code: str) -> None:
    for word in ("造假", "瞒报", "虚报", "违规", "抄袭", "copied"):
        assert word not in rules[code].zh + rules[code].en


def test_every_rule_has_a_name_for_people_in_both_languages() -> None:
    for language in ("zh", "en"):
        assert set(words("rule", language)) == {entry.name for _, entry in rules}


def test_every_rule_is_explained_in_chinese_as_in_english() -> None:
    path = Path(audit.__file__).parent / "check" / "explained.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(table) - {"source"} == {code for code, _ in rules}
    for code, entry in rules:
        assert set(table[code]) == {"what", "why", "todo", "authority"}, code
        assert re.search(r"Why: .+What to do: .+Authority: ", entry.doc, re.DOTALL), code
        cited = re.findall(r"《[^》]+》", entry.doc.rpartition("Authority:")[2])
        assert re.findall(r"《[^》]+》", table[code]["authority"]) == cited, code
        said = entry.explained("zh")
        assert [part in said for part in ("为什么：", "怎么办：", "依据：")] == [True] * 3
        assert not re.search(r"[a-z]{4,} [a-z]{3,}", said), f"{code} holds English: {said}"
