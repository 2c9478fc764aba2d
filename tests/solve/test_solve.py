"""The stage as a whole: contradictions and their explanations, ranges, what must not be shown, what must not change."""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from subprocess import run

import pytest
from checker import check
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import Ledger
from self_masked import self_masked

from audit.records import Alternative, Bounds, Linear, Mask, MaskRole, Span, Status
from audit.sets import COUNT, at_least, between, exactly
from audit.solve import MaskReading, solve


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


def solved(ledger: Ledger, **options: MaskReading) -> Bounds:
    return solve(ledger.extraction, tuple(ledger.relations), **options)


def changes(bounds: Bounds) -> list[list[list[tuple[str, str]]]]:
    """Per contradiction, per explanation: what changes to what."""
    return [
        [[(c.figure or c.relation, str(c.new)) for c in explanation] for explanation in conflict.explanations]
        for conflict in bounds.conflicts
    ]


def test_every_figure_of_a_wrong_total_may_be_the_wrong_one_or_the_list_is_not_complete(ledger: Ledger) -> None:
    r = ledger.total(*(ledger.figure(n) for n in (38, 27, 9, 1)))
    bounds = solved(ledger)
    assert changes(bounds) == [[[("F1", "37")], [("F2", "28")], [("F4", "2")], [("F3", "10")], [(r, "∅")]]]
    assert bounds.conflicts[0].must_fix
    assert bounds.conflicts[0].explanations[-1][0].note_zh == "所列各项未必列全，或漏列一项，合计差1"


def test_a_figure_that_other_relations_confirm_is_not_the_one_to_change(ledger: Ledger) -> None:
    whole, done = ledger.figure(38), ledger.figure(27)
    ledger.total(whole, done, ledger.figure(9), ledger.figure(1))
    ledger.share(done, ledger.percent("71.1"), whole)
    assert {name for ((name, _),) in changes(solved(ledger))[0]} == {"F3", "F4", "R1"}


def test_one_figure_that_mends_two_contradictions_is_preferred(ledger: Ledger) -> None:
    whole = ledger.figure(83)
    ledger.total(whole, ledger.figure(30), ledger.figure(8))
    ledger.total(whole, ledger.figure(20), ledger.figure(18))
    for explanations in changes(solved(ledger)):
        assert explanations[0] == [("F1", "38")]
        assert len(explanations) == 2  # or the relation itself is given up


def test_a_swap_of_digits_comes_before_less_likely_errors(ledger: Ledger) -> None:
    ledger.relate("growth", Linear(((1, ledger.figure(687)), (-1, ledger.figure(401)), (-1, ledger.figure(268))), 0, 0))
    first = changes(solved(ledger))[0]
    assert [("F3", "286")] in first[:2]


def test_relations_that_fail_only_together_are_one_contradiction_between_them(ledger: Ledger) -> None:
    hidden = ledger.figure()
    a = ledger.total(ledger.figure(50), ledger.figure(20), hidden)
    b = ledger.part(ledger.figure(25), hidden)
    ledger.part(ledger.figure(90), hidden)
    bounds = solved(ledger)
    assert [c.relations for c in bounds.conflicts] == [(a, b)]
    assert set(bounds.holds.values()) == {type(bounds.holds[a]).UNKNOWN}
    assert check(bounds.conflicts[0].certificate) is None


def test_a_soft_relation_is_at_most_a_query_and_narrows_nothing(ledger: Ledger) -> None:
    hidden = ledger.figure()
    ledger.part(ledger.figure(83), ledger.figure(86), hard=False)
    ledger.part(ledger.figure(83), hidden, hard=False)
    bounds = solved(ledger)
    assert [c.must_fix for c in bounds.conflicts] == [False]
    assert not bounds.feasible


def test_an_approximate_figure_narrows_nothing(ledger: Ledger) -> None:
    about = ledger.figure(200, between(180, 220, step=1), status=Status.APPROXIMATE, qualifier="约")
    over = ledger.figure(300, between(301, 399, step=1), status=Status.APPROXIMATE, qualifier="余")
    soft, firm = ledger.figure(), ledger.figure()
    ledger.part(about, soft)
    ledger.part(over, firm)
    bounds = solved(ledger)
    assert {f: b.values for f, b in bounds.feasible.items()} == {firm: between(0, 399, step=1)}


def test_a_masked_figure_gets_its_range_and_the_relations_that_made_it(ledger: Ledger) -> None:
    hidden = ledger.figure()
    r = ledger.total(ledger.figure(148), ledger.figure(131), hidden)
    ledger.part(ledger.figure(900), hidden)
    found = solved(ledger).feasible[hidden]
    assert (found.values, found.relations, found.exact) == (exactly(17), (r,), True)
    assert check(found.certificate) == {hidden: (17, 17)}


def test_a_contradiction_leaves_every_value_that_one_of_its_explanations_gives(ledger: Ledger) -> None:
    left, plan = ledger.figure(1), ledger.figure()
    ledger.total(ledger.figure(38), ledger.figure(27), ledger.figure(9), left)
    ledger.relate("same", Linear(((1, plan), (-1, left)), 0, 0))
    found = solved(ledger).feasible[plan]
    assert found.values == between(1, 2, step=1)
    assert [check(proof) for proof in found.certificate.split("\n\n")] == [{plan: (2, 2)}, {plan: (1, 1)}]


def test_parts_of_a_whole_leave_a_lower_end(ledger: Ledger) -> None:
    whole = ledger.figure()
    ledger.relate("part", Linear(((1, whole), *((-1, ledger.figure(n)) for n in (6, 4, 2))), 0, None))
    assert solved(ledger).feasible[whole].values == at_least(12) & COUNT


def test_a_partly_masked_figure_keeps_only_the_pieces_that_fit(ledger: Ledger) -> None:
    pieces = exactly(12) | between(120, 129, step=1) | between(1200, 1299, step=1)
    partial = ledger.figure(values=pieces, status=Status.PARTIAL)
    ledger.total(ledger.figure(130), partial, ledger.figure())
    assert solved(ledger).feasible[partial].values == exactly(12) | between(120, 129, step=1)


def test_masks_read_as_digits_give_another_range_and_say_so(ledger: Ledger) -> None:
    hidden = ledger.figure(mask=Mask(Span(0, 2), MaskRole.FIGURE))
    ledger.part(ledger.figure(38), hidden)
    usual, digits = solved(ledger), solved(ledger, masks=MaskReading.DIGITS)
    assert (usual.reading, usual.feasible[hidden].values) == ("any", between(0, 38, step=1))
    assert (digits.reading, digits.feasible[hidden].values) == ("digits", between(10, 38, step=1))


def test_a_contradiction_of_one_mask_reading_only_is_a_query(ledger: Ledger) -> None:
    hidden = ledger.figure(mask=Mask(Span(0, 2), MaskRole.FIGURE))
    ledger.total(ledger.figure(8), ledger.figure(1), hidden)
    assert not solved(ledger).conflicts
    assert [c.must_fix for c in solved(ledger, masks=MaskReading.DIGITS).conflicts] == [False]


@pytest.mark.parametrize(
    ("subject", "shown"), [("党纪处分人数", False), ("未成年人", False), ("信访群众", False), ("大学生", True)]
)
def test_no_range_for_protected_persons_but_consistency(ledger: Ledger, subject: str, shown: bool) -> None:
    hidden = ledger.figure(subject=subject, dimension="person")
    ledger.total(ledger.figure(31), ledger.figure(27), hidden)
    assert (hidden in solved(ledger).feasible) == shown
    ledger.total(ledger.figure(31), ledger.figure(32), hidden)
    bounds = solved(ledger)
    assert len(bounds.conflicts) == 1
    assert "4" not in "".join(c.note_zh for e in bounds.conflicts[0].explanations for c in e if c.figure == hidden)


def test_ends_that_creep_towards_each_other_for_ever_are_settled(ledger: Ledger) -> None:
    a = ledger.figure(values=between(0, 10**9, step=1))
    b = ledger.figure(values=between(0, 10**9, step=1))
    ledger.relate("order", Linear(((1, a), (-1, b)), 1, None))
    ledger.relate("order", Linear(((1, b), (-1, a)), 1, None))
    bounds = solved(ledger)
    assert [c.relations for c in bounds.conflicts] == [("R1", "R2")]
    assert check(bounds.conflicts[0].certificate) is None


def test_overlapping_subtotals_are_solved_where_no_single_row_sees_them(ledger: Ledger) -> None:
    a, b, c = (ledger.figure() for _ in range(3))
    for total, pair in ((1001, (a, b)), (2001, (b, c)), (3000, (a, c))):
        ledger.total(ledger.figure(total), *pair)
    bounds = solved(ledger)
    assert [bounds.feasible[x].values.point for x in (a, b, c)] == [1000, 1, 2000]
    assert all(check(bounds.feasible[x].certificate) for x in (a, b, c))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_order_of_relations_changes_nothing(seed: int) -> None:
    ledger, _ = self_masked(seed, figures=14, masked=0.4, wrong=0.1)
    shuffled = list(ledger.relations)
    random.Random(seed).shuffle(shuffled)
    once, again = solved(ledger), solve(ledger.extraction, tuple(shuffled))
    assert once.holds == again.holds
    assert once.why == again.why
    if not once.conflicts:
        assert {f: b.values for f, b in once.feasible.items()} == {f: b.values for f, b in again.feasible.items()}


def test_another_hash_seed_gives_the_same_words() -> None:
    program = (
        "from self_masked import self_masked; from audit.solve import solve;"
        "l, _ = self_masked(7, figures=40, masked=0.3, wrong=0.1); print(solve(l.extraction, tuple(l.relations)))"
    )
    outputs = {
        run(
            [sys.executable, "-c", program],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_the_truth_lies_in_every_range() -> None:
    looked_at = 0
    for seed in range(400):
        ledger, truth = self_masked(seed, figures=30, masked=0.4)
        bounds = solved(ledger)
        assert not bounds.conflicts
        for figure, found in bounds.feasible.items():
            assert truth[figure] in found.values, (seed, figure)
            looked_at += 1
    assert looked_at > 4000


def test_more_relations_never_widen(ledger: Ledger) -> None:
    for seed in range(40):
        full, _ = self_masked(seed, figures=25, masked=0.4)
        fewer = solve(full.extraction, tuple(full.relations[::2])).feasible
        more = solved(full).feasible
        for figure, found in fewer.items():
            assert more[figure].values <= found.values


def test_stages_change_nothing_they_were_given(ledger: Ledger) -> None:
    ledger.total(*(ledger.figure(n) for n in (38, 27, 9, 1)))
    relations = tuple(ledger.relations)
    solved(ledger)
    assert relations == tuple(replace(r) for r in relations)


def test_where_a_wrong_figure_would_have_to_lie_is_said_in_words(ledger: Ledger) -> None:
    ledger.part(ledger.figure(186), ledger.figure(203))
    ledger.share(ledger.figure(1092), ledger.percent("28"), ledger.figure(3640))
    notes = [c.note_zh for conflict in solved(ledger).conflicts for e in conflict.explanations for c in e]
    assert "若“186”有误，改为不小于203的数则相符" in notes
    assert "若“203”有误，改为不大于186的数则相符" in notes
    assert "若“1092”有误，改为1001至1055之间的数则相符" in notes
    assert "若“28％”应为“30％”，则各处相符" in notes


def test_other_readings_stand_beside_the_usual_range_and_are_named(ledger: Ledger) -> None:
    whole, *parts = (ledger.figure() for _ in range(4))
    ledger.relate("part", Linear(((1, whole), *((-1, p) for p in parts), (-1, ledger.figure(6))), 0, None))
    found = solved(ledger).feasible[whole]
    assert found.values == at_least(6) & COUNT
    assert [(r.zh, r.values) for r in found.readings] == [("若所列各项至少为1", at_least(9) & COUNT)]


def test_another_reading_of_the_same_words_gives_its_own_range_under_every_explanation(ledger: Ledger) -> None:
    whole, done, exempt, left, plan = (ledger.figure(n) for n in (38, 27, 9, 1, None))
    ledger.total(whole, done, exempt, left)
    other = Alternative(
        (Linear(((1, plan), (-1, exempt), (-1, left)), 0, 0),), "若不涉及的仍须办理", "if exempt ones count"
    )
    ledger.relate("same", Linear(((1, plan), (-1, left)), 0, 0), alternatives=(other,))
    found = solved(ledger).feasible[plan]
    assert found.values == between(1, 2, step=1)
    assert [(r.zh, r.values) for r in found.readings] == [("若不涉及的仍须办理", between(10, 11, step=1))]


def test_a_component_of_a_thousand_open_figures_is_no_trouble(ledger: Ledger) -> None:
    columns = [ledger.figure() for _ in range(600)]
    others = [ledger.figure() for _ in range(600)]
    ledger.total(ledger.figure(90_000), *columns)
    ledger.total(ledger.figure(80_000), *others)
    for a, b in zip(columns, others, strict=True):
        ledger.part(a, b)
    bounds = solved(ledger)
    assert not bounds.conflicts
    assert bounds.feasible[others[0]].values == between(0, 80_000, step=1)
    assert not bounds.feasible[others[0]].exact
    assert bounds.feasible[others[0]].relations[0] in bounds.unfinished


def test_parts_of_a_protected_whole_get_no_range_whatever_they_are_called() -> None:
    import audit

    found = audit.facts(audit.from_text("涉案未成年人共20人，其中甲类**人。受理项目共20个，其中甲类**个。"))
    limited = {found.figure(i).span.of(found.report.text) for i in found.bounds.feasible}
    assert "**个" in limited
    assert "**人" not in limited
