"""Rules and expectations against reports: side by side while they fit on a page, else counted.

Part of notebooks/overview.ipynb and district.ipynb.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from ..lang.words import word
from ..records import Severity
from .markup import Fragment, Html, badge, paragraph, phrase, section, table
from .overview import Row, Tables, in_language, name_of, rows_of

ABREAST = 12
"""Reports that fit side by side on a page."""
FOREMOST = 3
"""Reports named where they are only counted."""
OUTCOMES = ("pass", "fail", "open", "not_run")


def findings_by_rule(tables: Tables, language: str) -> Fragment:
    """How often each rule failed, by report; only rules that failed somewhere."""
    failed = tables["findings"][tables["findings"]["outcome"] == "fail"]
    counts = Counter(zip(failed["rule"], failed["report"], failed["sha256"], strict=True))
    reports = rows_of(tables["reports"])
    rules = sorted(set(zip(failed["rule"], failed["name"], strict=True)))
    if not rules:
        return section(phrase("findings", language), paragraph(phrase("none", language)))
    head = [phrase("code", language), phrase("name", language)]
    named = [(code, word("rule", name, language)) for code, name in rules]
    if len(reports) <= ABREAST:
        head += [name_of(row) for row in reports]
        rows = [(*rule, *(counts[rule[0], r["report"], r["sha256"]] or None for r in reports)) for rule in named]
        return section(phrase("findings", language), table(head, rows, numeric=range(2, len(head))))
    head += [phrase(key, language) for key in ("reports_concerned", "times", "foremost")]
    counted = [(*rule, *_counted([(counts[rule[0], r["report"], r["sha256"]], r) for r in reports])) for rule in named]
    return section(phrase("findings", language), table(head, counted, numeric=(2, 3)))


def expectations(folder: str, tables: Tables, language: str) -> Fragment:
    """What the office's expectations gave, one row each, by report; read from `expectations.json` beside the tables."""
    outcomes = json.loads((Path(folder) / "expectations.json").read_text(encoding="utf-8"))
    reports = rows_of(tables["reports"])
    given = {(o["code"], o["report"], o["sha256"]): o["outcome"] for o in outcomes}
    demands = {o["code"]: o for o in outcomes}
    if not demands:
        return section(phrase("shared_expectations", language), paragraph(phrase("none", language)))
    abreast = len(reports) <= ABREAST
    head = [phrase(key, language) for key in ("code", "severity", "name")]
    head += [name_of(row) for row in reports] if abreast else [word("outcome", o, language) for o in OUTCOMES]
    rows = []
    for code, demand in demands.items():
        grade = word("severity", Severity(demand["severity"]).value, language)
        own = [given.get((code, row["report"], row["sha256"]), "not_run") for row in reports]
        cells = [_badge(outcome, language) for outcome in own] if abreast else [own.count(o) or None for o in OUTCOMES]
        rows.append((code, grade, demand[in_language("title", language)], *cells))
    return section(phrase("shared_expectations", language), table(head, rows, numeric=() if abreast else range(3, 7)))


def _badge(outcome: str, language: str) -> Html:
    return badge(outcome, word("outcome", outcome, language))


def _counted(found: Sequence[tuple[int, Row]]) -> tuple[int, int, str]:
    """Reports concerned, times in all, and the reports where it is most frequent."""
    concerned = [(n, row) for n, row in found if n]
    most = sorted(concerned, key=lambda pair: -pair[0])[:FOREMOST]
    return len(concerned), sum(n for n, _ in concerned), "、".join(f"{name_of(row)} {n}" for n, row in most)
