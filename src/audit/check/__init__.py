"""The rules: one file per rule. A rule is a function `Facts -> Iterable[Finding]`."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.resources import files
from inspect import cleandoc
from string import Formatter

from ..lang.unseen import visible
from ..lang.words import word
from ..records import Block, Facts, Finding, Outcome, Report, Severity, Span
from ..registry import Registry

Check = Callable[[Facts], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule says of itself; `doc` is what `audit explain CODE` prints in English."""

    code: str
    name: str
    severity: Severity
    zh: str
    en: str
    since: str
    check: Check
    doc: str

    def explained(self, language: str = "en") -> str:
        """What it looks for, why, what the district can do, on what authority."""
        if language != "zh":
            return self.doc
        words = _explained()[self.code]
        return f"{words['what']}\n\n为什么：{words['why']}\n怎么办：{words['todo']}\n依据：{words['authority']}。"

    def outlined(self, language: str = "en") -> str:
        """The message with a word for each of its places, ［原文］, as it is shown without a finding."""
        side, (left, right) = (0, "［］") if language == "zh" else (1, "[]")
        template = self.zh if language == "zh" else self.en
        names = [name for _, name, _, _ in Formatter().parse(template) if name]
        words = {n: left + _fields()[n.removesuffix("_zh").removesuffix("_en")][side] + right for n in names}
        return template.format(**words)

    def message(self, finding: Finding, language: str = "zh") -> str:
        """The finding in words; of a quotation, what nobody would see is shown by number."""
        return visible((self.zh if language == "zh" else self.en).format(**finding.args))


@cache
def _explained() -> Mapping[str, Mapping[str, str]]:
    table = tomllib.loads((files(__package__) / "explained.toml").read_text(encoding="utf-8"))
    return {code: words for code, words in table.items() if code != "source"}


@cache
def _fields() -> Mapping[str, list[str]]:
    table = tomllib.loads((files(__package__) / "fields.toml").read_text(encoding="utf-8"))
    return {name: list(pair) for name, pair in table["field"].items()}


rules: Registry[Rule] = Registry(__name__)


def rule(code: str, name: str, severity: Severity, *, zh: str, en: str, since: str = "0.1") -> Callable[[Check], Check]:
    """Register a rule: category letter + three digits, a name, its own severity, its message in both languages."""

    def register(fn: Check) -> Check:
        rules.add(code, Rule(code, name, severity, zh, en, since, fn, cleandoc(fn.__doc__ or "")))
        return fn

    return register


def find_rule(code_or_name: str) -> Rule:
    """The rule of that code, name or title (数字隐去); raises `KeyError` if there is none."""
    wanted = code_or_name.strip().lower()
    for code, entry in rules:
        titles = [word("rule", entry.name, language).lower() for language in ("zh", "en")]
        if wanted in (code.lower(), entry.name, *titles):
            return entry
    raise KeyError(code_or_name)


def severity(finding: Finding) -> Severity:
    """The finding's own severity, else its rule's."""
    return finding.severity or rules[finding.rule].severity


def block_at(report: Report, span: Span) -> Block | None:
    """The block that a span starts in."""
    from bisect import bisect_right

    i = bisect_right(report.blocks, span.start, key=lambda b: b.span.start) - 1
    return report.blocks[i] if i >= 0 else None


def fingerprint(report: Report, finding: Finding) -> str:
    """Names a finding across versions of a report: rule, quoted words, section path; never offsets."""
    block = block_at(report, finding.span)
    parts = (finding.rule, finding.span.of(report.text), block.path if block else "")
    return sha256("\0".join(parts).encode()).hexdigest()[:16]


def check(facts: Facts) -> tuple[Finding, ...]:
    """Every rule's findings, passes included, in text order, fingerprinted."""
    found = [f for _, entry in rules for f in entry.check(facts)]
    found.sort(key=lambda f: (f.span, f.rule, f.outcome))
    return tuple(replace(f, fingerprint=fingerprint(facts.report, f)) for f in found)


def failed(findings: Iterable[Finding]) -> bool:
    """Something failed: exit status 1."""
    return any(f.outcome is Outcome.FAIL for f in findings)
