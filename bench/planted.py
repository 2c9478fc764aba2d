"""Do the rules see the faults planted in data/sample? One command: `python bench/planted.py`.

Prints per report which planted faults were found and which not, and every finding that nobody planted (masked figures
and checks left open excepted: only a few of those are listed in planted.toml). Exit status 1 if a fault is missed.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from audit.assess import targets
from audit.check import check, rules
from audit.read import read
from audit.records import Facts, Finding, Outcome
from audit.run import facts

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
NEAR = 40  # characters that a finding may stand away from the planted words
NOT_LISTED = {"masked-figure", "feasible-range", "pinned-figure"}


def worked_through() -> dict[str, Facts]:
    """Facts of every sample report by `year/district`, with last year's report, the year's others and its targets."""
    reports = {f"{path.parent.name}/{path.stem}": read(path) for path in sorted(SAMPLE.glob("raw/*/*.*"))}
    done: dict[str, Facts] = {}
    for name, report in sorted(reports.items()):
        year, district = name.split("/")
        sheet = SAMPLE / "goals" / f"{year}.csv"
        goals = tuple(g for g in targets(sheet) if g.district == district) if sheet.exists() else ()
        peers = [other for key, other in reports.items() if key != name and key.startswith(year)]
        done[name] = facts(report, prior=done.get(f"{int(year) - 1}/{district}"), sheet=goals, peers=peers)
    return done


def sees(finding: Finding, fault: dict[str, str], text: str) -> bool:
    """The finding is of the planted kind and stands at the planted words."""
    if rules[finding.rule].name != fault["rule"]:
        return False
    return fault["quote"] in text[max(0, finding.span.start - NEAR) : finding.span.end + NEAR]


def main() -> int:
    """Print the account; 1 if a planted fault was missed."""
    faults = tomllib.loads((SAMPLE / "planted.toml").read_text(encoding="utf-8"))["fault"]
    missed = 0
    for name, found in worked_through().items():
        text = found.report.text
        findings = [f for f in check(found) if f.outcome is not Outcome.PASS]
        planted = [fault for fault in faults if fault["report"] == name]
        print(f"{name}: {len(planted)} planted")
        for fault in planted:
            hit = any(sees(f, fault, text) for f in findings)
            missed += not hit
            print(f"  {'found ' if hit else 'MISSED'}  {fault['rule']}  {fault['quote']}")
        for f in findings:
            rule = rules[f.rule].name
            if f.outcome is Outcome.OPEN or rule in NOT_LISTED or any(sees(f, fault, text) for fault in planted):
                continue
            print(f"  unplanned  {rule}  {f.outcome.value}  {f.span.of(text)[:40]}")
    print(f"planted {len(faults)}, missed {missed}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
