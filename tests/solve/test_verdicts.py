"""One relation alone: what its words and the precision of its figures let it be."""

from __future__ import annotations

import pytest
from ledgers import PER_CENT, Ledger

from audit.records import Holds, Linear, Product, Status
from audit.sets import COUNT, Values, at_least, between
from audit.solve import solve


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


def verdict(ledger: Ledger, relation: str) -> tuple[Holds, str, str]:
    bounds = solve(ledger.extraction, tuple(ledger.relations))
    return bounds.holds[relation], *bounds.why[relation]


def test_a_total_that_misses_by_one_is_shown_as_a_sum(ledger: Ledger) -> None:
    r = ledger.total(*(ledger.figure(n) for n in (38, 27, 9, 1)))
    assert verdict(ledger, r) == (
        Holds.FALSE,
        "38 ≠ 27＋9＋1＝37；差1",
        "38 ≠ 27 + 9 + 1 = 37; difference 1",
    )


def test_a_total_that_adds_up(ledger: Ledger) -> None:
    r = ledger.total(*(ledger.figure(n) for n in (412, 26, 37, 349)))
    assert verdict(ledger, r)[:2] == (Holds.TRUE, "412＝26＋37＋349")


def test_a_masked_part_leaves_it_open(ledger: Ledger) -> None:
    r = ledger.total(ledger.figure(148), ledger.figure(131), ledger.figure())
    assert verdict(ledger, r)[:2] == (Holds.UNKNOWN, "148＝131＋**；有数未显示，不能核对")


def test_a_masked_part_cannot_save_parts_that_exceed_the_whole(ledger: Ledger) -> None:
    r = ledger.total(ledger.figure(148), ledger.figure(151), ledger.figure())
    assert verdict(ledger, r)[0] is Holds.FALSE


def test_a_part_above_its_whole(ledger: Ledger) -> None:
    r = ledger.part(ledger.figure(186), ledger.figure(203))
    assert verdict(ledger, r)[:2] == (Holds.FALSE, "186 < 203；多17")


@pytest.mark.parametrize(
    ("part", "percent", "whole", "expected", "zh"),
    [
        (228, "95", 240, Holds.TRUE, "228÷240＝95％"),
        (1092, "28", 3640, Holds.FALSE, "1092÷3640＝30％ ≠ 28％"),
        (92, "95.8", 96, Holds.TRUE, "92÷96＝95.83％ ≈ 95.8％"),
        (95457, "95.45", 100000, Holds.TRUE, "95457÷100000＝95.457％ ≈ 95.45％；按截尾（去尾）取值成立"),
        (95467, "95.45", 100000, Holds.FALSE, "95467÷100000＝95.467％ ≠ 95.45％"),
    ],
)
def test_shares(ledger: Ledger, part: int, percent: str, whole: int, expected: Holds, zh: str) -> None:
    r = ledger.share(ledger.figure(part), ledger.percent(percent), ledger.figure(whole))
    assert verdict(ledger, r)[:2] == (expected, zh)


@pytest.mark.parametrize(("last", "expected"), [("15", Holds.TRUE), ("16", Holds.FALSE)])
def test_only_a_column_that_was_forced_to_100_may_be_one_off(ledger: Ledger, last: str, expected: Holds) -> None:
    whole = ledger.figure(14)
    for part, percent in ((6, "43"), (3, "21"), (3, "21")):
        ledger.share(ledger.figure(part), ledger.percent(percent), whole)
    r = ledger.share(ledger.figure(2), ledger.percent(last), whole)
    holds, zh, en = verdict(ledger, r)
    assert holds is expected
    assert ("凑整" in zh) == ("forced" in en) == (expected is Holds.TRUE)


def test_no_whole_number_gives_that_share(ledger: Ledger) -> None:
    whole, percent = ledger.figure(202), ledger.percent("48.2")
    r = ledger.relate("ratio", Product("R1.n", percent, whole, PER_CENT), unknowns=(("R1.n", COUNT),))
    assert verdict(ledger, r)[:2] == (
        Holds.FALSE,
        "202中没有哪个整数占48.2％：97÷202＝48.02％，98÷202＝48.51％",
    )


@pytest.mark.parametrize(
    ("new", "percent", "old", "down", "expected"),
    [
        (68, "11.5", 61, False, Holds.TRUE),
        (24680, "8.6", 22950, False, Holds.FALSE),
        (19, "58.7", 46, True, Holds.TRUE),
        (97, "50.76", 197, True, Holds.TRUE),
    ],
)
def test_growth(ledger: Ledger, new: int, percent: str, old: int, down: bool, expected: Holds) -> None:
    r = ledger.growth(ledger.figure(new), ledger.percent(percent), ledger.figure(old), down=down)
    assert verdict(ledger, r)[0] is expected


def test_rounded_amounts_add_up_within_their_printed_digits(ledger: Ledger) -> None:
    r = ledger.total(*(ledger.figure(x) for x in ("457.2", "22.8", "29.1", "405.2")))
    assert verdict(ledger, r)[:2] == (Holds.TRUE, "457.2 ≈ 22.8＋29.1＋405.2＝457.1；差在四舍五入范围内")


def test_an_approximate_number_that_fits_holds_and_one_that_cannot_does_not(ledger: Ledger) -> None:
    people, courses = ledger.figure(4150), ledger.figure(23)
    near = ledger.figure(180, between(162, 198), status=Status.APPROXIMATE, qualifier="约")
    far = ledger.figure(250, between(225, 275), status=Status.APPROXIMATE, qualifier="约")
    fits = ledger.relate("ratio", Product(people, near, courses))
    fails = ledger.relate("ratio", Product(people, far, courses))
    bounds = solve(ledger.extraction, tuple(ledger.relations))
    assert (bounds.holds[fits], bounds.holds[fails]) == (Holds.TRUE, Holds.FALSE)
    assert [c.must_fix for c in bounds.conflicts] == [False]


def test_a_lower_bound_leaves_an_order_open(ledger: Ledger) -> None:
    over = ledger.figure(500, Values((at_least(501) & COUNT).parts), status=Status.APPROXIMATE, qualifier="超过")
    r = ledger.part(over, ledger.figure(620))
    assert verdict(ledger, r)[0] is Holds.UNKNOWN


def test_a_verdict_that_the_pattern_gave_is_kept(ledger: Ledger) -> None:
    r = ledger.relate(
        "dates", Linear(((1, ledger.figure(1)),), 0, 0), holds=Holds.TRUE, why_zh="先后相符", why_en="in order"
    )
    assert verdict(ledger, r)[0] is Holds.TRUE


@pytest.mark.parametrize(("points", "expected"), [("0.6", Holds.TRUE), ("0.8", Holds.FALSE)])
def test_one_writer_does_not_round_one_figure_and_cut_off_another(ledger: Ledger, points: str, expected: Holds) -> None:
    claim, before, after = ledger.percent(points), ledger.percent("4.8"), ledger.percent("4.2")
    r = ledger.relate("growth", Linear(((1, claim), (-1, before), (1, after)), 0, 0))
    assert verdict(ledger, r)[0] is expected


def test_a_share_of_a_masked_number_is_shown_as_what_it_is(ledger: Ledger) -> None:
    percent, whole = ledger.percent("100"), ledger.figure()
    r = ledger.relate("ratio", Product("R1.n", percent, whole, PER_CENT), unknowns=(("R1.n", COUNT),))
    assert verdict(ledger, r)[:2] == (Holds.UNKNOWN, "**×100％；有数未显示，不能核对")
