"""Every verdict on the page can be traced by a reader: the words of the report, the numbers, the comparison."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

import audit
from audit.lang.words import word
from audit.records import GoalVerdict
from audit.render import report as page
from audit.render.comparison import lines
from audit.run import Audit

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
DISTRICTS = ("槐渚区", "砚溪区", "苓泽区")
COMPARED = (GoalVerdict.MET, GoalVerdict.PARTLY_MET, GoalVerdict.NOT_MET, GoalVerdict.NOT_VERIFIABLE)


def audited(district: str) -> Audit:
    (now,) = (SAMPLE / "raw" / "2022").glob(f"{district}.*")
    (last,) = (SAMPLE / "raw" / "2021").glob(f"{district}.*")
    return audit.audit_report(now, prior=last, goals=SAMPLE / "goals" / "2022.csv")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("district", DISTRICTS)
def test_every_verdict_quotes_the_report_and_says_what_was_compared(district: str, language: str) -> None:
    one = audited(district)
    text = re.sub(r"\s", "", one.facts.report.text)
    shown = unescape(re.sub(r"<[^>]+>", "", page.goals(one, language).html))
    judged = [line for line in lines(one, language) if line.goal.scored]
    assert judged
    for line in judged:
        why = line.verdict.why_zh if language == "zh" else line.verdict.why_en
        assert word("verdict", line.verdict.verdict.value, language) in why, why
        assert why in shown
        if line.verdict.verdict not in COMPARED or not line.evidence:
            continue
        quoted = re.findall(r"“([^”]+)”", why)
        assert any(re.sub(r"\s", "", words.rstrip("…")) in text for words in quoted), why
        if line.goal.target is not None and line.goal.measure != "yes_no":
            assert line.target == "" or any(n in why for n in re.findall(r"[\d.]+", line.target)), why


@pytest.mark.parametrize("district", DISTRICTS)
def test_the_scorecard_shows_what_lies_around_the_interval(district: str) -> None:
    one = audited(district)
    assessment = one.facts.assessment
    assert assessment.attainment and assessment.attainment_strict and assessment.sensitivity
    low, high = assessment.attainment
    assert low <= assessment.attainment_strict[1] <= high
    assert assessment.sensitivity[0] <= low <= assessment.sensitivity[1]
    for language, said in (("zh", "从严上限"), ("en", "Strict upper end")):
        html = page.scorecard(one, language).html
        assert f"{said}" in html and f"{assessment.attainment_strict[1]:.0%}" in html
        if high - low > 0.05:
            assert f"[{low:.0%}, {high:.0%}]" in html  # never one number
