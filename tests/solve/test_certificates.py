"""Every range and every contradiction comes with a proof that a program without any solver can check."""

from __future__ import annotations

import re

import pytest
from checker import check
from hypothesis import assume, given, settings
from ledgers import Ledger
from random_systems import systems

from audit.records import Linear, Relation
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
        assert check(range_proof(built, v, r.values)) == {built.names[v]: (hull.lo, hull.hi)}


@settings(max_examples=100, deadline=None)
@given(SYSTEMS)
def test_a_proof_with_one_step_forged_is_refused(system: tuple[list[Relation], dict[str, Values]]) -> None:
    relations, values = system
    core = smallest(relations, values)
    assume(core is not None)
    assert core is not None
    proof = refutation(core, values)
    steps = [line for line in proof.splitlines() if not line.startswith(("value", "row"))]
    for step in steps:
        if match := re.fullmatch(r"(\S+) (>=|<=) (\d+) by (\S+)", step):
            beyond = int(match[3]) + (1 if match[2] == ">=" else -1)
            forged = proof.replace(step, f"{match[1]} {match[2]} {beyond} by {match[4]}")
            with pytest.raises(ValueError, match="does not follow"):
                check(forged)
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
    assert conflict.certificate.splitlines()[-1] == "clash at F1 by R1.1"
    assert check(conflict.certificate) is None


def test_a_claim_without_proof_is_refused() -> None:
    relation = Relation("R1", "part", "", (), (), (0, 0), (Linear(((1, "F1"), (-1, "F2")), 0, None),))  # type: ignore[arg-type]
    assert relation
    with pytest.raises(ValueError, match="does not follow"):
        check("value F1 0..9 step 1\nclaim F1 in 0..8\nwitness F1=0\nwitness F1=8")
    with pytest.raises(ValueError, match="witness"):
        check("value F1 0..9 step 1\nclaim F1 in 0..9\nwitness F1=0")
