"""Every range and every contradiction comes with a proof that a program without any solver can check."""

from __future__ import annotations

import re
from math import inf

import pytest
from checker import check
from hypothesis import assume, given, settings
from ledgers import Ledger
from random_systems import systems

from audit.records import Relation
from audit.sets import Values
from audit.solve import solve
from audit.solve.certificate import range_proof, refutation
from audit.solve.conflicts import smallest
from audit.solve.ranges import Inconsistent, ranges
from audit.solve.system import System

SYSTEMS = systems()


@settings(max_examples=200, deadline=None)
@given(SYSTEMS)
def test_every_proof_checks(system: tuple[list[Relation], dict[str, Values]]) -> None:
    relations, values = system
    built = System(relations, values)
    try:
        found = ranges(built, list(range(len(built.names))))
    except Inconsistent:
        core = smallest(relations, values)
        assert core is not None
        assert check(refutation(core, values)) is None
        return
    for v, r in found.items():
        hull = r.values.hull
        ends = (-inf if hull.lo is None else hull.lo, inf if hull.hi is None else hull.hi)
        assert check(range_proof(built, v, r.values)) == {built.names[v]: ends}


@settings(max_examples=100, deadline=None)
@given(SYSTEMS)
def test_a_proof_with_one_step_forged_is_refused(system: tuple[list[Relation], dict[str, Values]]) -> None:
    relations, values = system
    core = smallest(relations, values)
    assume(core is not None)
    assert core is not None
    proof = refutation(core, values)
    for step in proof.splitlines():
        if match := re.match(r"so (\S+) (>=|<=) (\d+) not (>=|<=) (\d+)", step):
            further = 1 if match[2] == ">=" else -1
            told = f"so {match[1]} {match[2]} {int(match[3]) + further} not {match[4]} {int(match[5]) + further}"
            with pytest.raises(ValueError, match="does not follow"):
                check(proof.replace(match.group(), told))
            return


def test_a_contradiction_between_overlapping_subtotals_is_proved_by_adding_rows_up() -> None:
    ledger = Ledger()
    a, b, c = (ledger.figure() for _ in range(3))
    for total, pair in ((1001, (a, b)), (2000, (b, c)), (3000, (a, c))):
        ledger.total(ledger.figure(total), *pair)
    bounds = solve(ledger.extraction, tuple(ledger.relations))
    (conflict,) = bounds.conflicts
    assert conflict.relations == ("R1", "R2", "R3")
    assert check(conflict.certificate) is None


def test_a_sum_that_misses_is_a_proof_of_one_line() -> None:
    ledger = Ledger()
    ledger.total(*(ledger.figure(n) for n in (38, 27, 9, 1)))
    (conflict,) = solve(ledger.extraction, tuple(ledger.relations)).conflicts
    assert conflict.certificate.splitlines()[-1] == "clash by 1 R1.1"
    assert check(conflict.certificate) is None


def test_a_claim_without_proof_is_refused() -> None:
    with pytest.raises(ValueError, match="does not follow"):
        check("value F1 0 to 9 step 1\nclaim F1 0 to 8\nwitness F1 0\nwitness F1 8")
    with pytest.raises(ValueError, match="witness"):
        check("value F1 0 to 9 step 1\nclaim F1 0 to 9\nwitness F1 0")


def test_a_proof_starts_from_what_the_report_says_and_nothing_else() -> None:
    ledger = Ledger()
    whole, done, left = ledger.figure(38), ledger.figure(27), ledger.figure()
    ledger.total(whole, done, left)
    proof = solve(ledger.extraction, tuple(ledger.relations)).feasible[left].certificate.splitlines()
    said = [line for line in proof if line.startswith(("value", "row", "product"))]
    assert said == [
        f"value {whole} 38 to 38 step 1",
        f"value {done} 27 to 27 step 1",
        f"value {left} 0 to * step 1",
        f"row R1.1 0 <= 1 {whole} + -1 {done} + -1 {left} <= 0",
    ]
