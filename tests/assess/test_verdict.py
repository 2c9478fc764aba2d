"""The algebra of verdicts, and the law of masking: a blank widens the attainment interval and never moves it."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

import audit
from audit.assess.score import attainment, counted, sensitivity, verifiability
from audit.assess.verdict import compare
from audit.records import Goal, GoalSource, GoalVerdict, Verdict
from audit.sets import COUNT, NOTHING, Values, at_least, at_most, between, exactly

numbers = st.integers(0, 200) | st.fractions(0, 200, max_denominator=10)
measures = st.sampled_from(["amount", "rate", "coverage"])
targets = st.one_of(
    numbers.map(at_least),
    numbers.map(at_most),
    numbers.map(exactly),
    st.tuples(numbers, numbers).map(lambda p: between(min(p), max(p))),
)
points = numbers.map(exactly)
results = st.one_of(points, st.tuples(numbers, numbers).map(lambda p: between(min(p), max(p))), st.just(COUNT))
DECIDED = (GoalVerdict.MET, GoalVerdict.PARTLY_MET, GoalVerdict.NOT_MET)


@given(results, targets, measures)
def test_met_is_one_set_inside_the_other(values: Values, target: Values, measure: str) -> None:
    assert (compare(values, target, measure) is GoalVerdict.MET) == (values <= target)


@given(results, targets, measures)
def test_an_overlap_decides_nothing(values: Values, target: Values, measure: str) -> None:
    overlap = not (values & target).is_empty and not values <= target
    assert (compare(values, target, measure) is GoalVerdict.NOT_VERIFIABLE) == overlap


@given(points, targets)
def test_a_rate_is_reached_or_not(values: Values, target: Values) -> None:
    assert compare(values, target, "rate") in (GoalVerdict.MET, GoalVerdict.NOT_MET)


@given(st.integers(1, 100), st.integers(0, 120))
def test_an_amount_short_of_its_target_is_partly_met_unless_it_is_nothing(wanted: int, done: int) -> None:
    verdict = compare(exactly(done), at_least(wanted), "amount")
    if done >= wanted:
        assert verdict is GoalVerdict.MET
    else:
        assert verdict is (GoalVerdict.PARTLY_MET if done else GoalVerdict.NOT_MET)


@given(results, results, targets, measures)
def test_knowing_less_never_turns_one_decision_into_another(
    values: Values, more: Values, target: Values, measure: str
) -> None:
    sharp, blurred = compare(values, target, measure), compare(values | more, target, measure)
    if GoalVerdict.MET in (sharp, blurred) and GoalVerdict.NOT_VERIFIABLE not in (sharp, blurred):
        assert sharp is blurred


def test_a_limit_that_is_passed_is_not_met_and_a_contradiction_decides_nothing() -> None:
    assert compare(exactly(5), at_most(4), "amount") is GoalVerdict.NOT_MET
    assert compare(NOTHING, at_least(4), "amount") is GoalVerdict.NOT_VERIFIABLE


verdict_lists = st.lists(st.tuples(st.sampled_from(GoalVerdict), st.integers(0, 10), st.booleans()), max_size=8)


def pairs(rows: list[tuple[GoalVerdict, int, bool]]) -> tuple[list[Goal], list[Verdict]]:
    goals = [
        Goal(f"G{n}", GoalSource.SHEET, "x", "current", "x", weight=weight, scored=scored)
        for n, (_, weight, scored) in enumerate(rows)
    ]
    return goals, [Verdict(f"G{n}", verdict) for n, (verdict, _, _) in enumerate(rows)]


@given(verdict_lists)
def test_scores_are_shares_and_lower_is_below_upper(rows: list[tuple[GoalVerdict, int, bool]]) -> None:
    entering = counted(*pairs(rows))
    share, reached = verifiability(entering), attainment(entering)
    assert (share is None) == (reached is None) == (not entering)
    if share is not None and reached is not None:
        strict, swing = attainment(entering, lenient=False), sensitivity(entering)
        assert strict is not None and swing is not None
        assert 0 <= share <= 1 and 0 <= reached[0] <= strict[1] <= reached[1] <= 1
        assert swing[0] <= reached[0] <= swing[1]


@given(verdict_lists, st.data())
def test_hiding_a_decided_goal_widens_and_never_moves(
    rows: list[tuple[GoalVerdict, int, bool]], data: st.DataObject
) -> None:
    decided = [n for n, row in enumerate(rows) if row[0] in DECIDED]
    if not decided:
        return
    before = attainment(counted(*pairs(rows)))
    n = data.draw(st.sampled_from(decided))
    hidden = [(GoalVerdict.NOT_VERIFIABLE, *row[1:]) if i == n else row for i, row in enumerate(rows)]
    after = attainment(counted(*pairs(hidden)))
    if before is not None and after is not None:
        assert after[0] <= before[0] and before[1] <= after[1]


LINES = (
    ("新建蓄水池{}口", 18, "口"),
    ("疏浚沟渠{}公里", 9, "公里"),
    ("培训电工{}人次", 140, "人次"),
    ("河道断面达标率为{}%", 88, "%"),
)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(1, 200), min_size=4, max_size=4),
    st.lists(st.sampled_from([0, 1, 2]), min_size=4, max_size=4),
    st.integers(0, 3),
)
def test_masking_any_figure_of_a_report_never_raises_l_and_never_lowers_u(
    wanted: list[int], masks: list[int], hide: int
) -> None:
    sheet = tuple(
        Goal(f"S{n}", GoalSource.SHEET, line[0].split("{")[0], "current", line[0], target=at_least(w), unit=line[2])
        for n, (line, w) in enumerate(zip(LINES, wanted, strict=True))
    )
    more = [2 if n == hide else m for n, m in enumerate(masks)]
    (low, high), (wider_low, wider_high) = (_attainment(m, sheet) for m in (masks, more))
    assert wider_low <= low
    assert high <= wider_high


def _attainment(masks: list[int], sheet: tuple[Goal, ...]) -> tuple[float, float]:
    """The account with figures shown (0), masked but for the first digit (1) or wholly (2)."""
    masked = zip(LINES, masks, strict=True)
    shown = [line.format((str(value), str(value)[0] + "**", "**")[mask]) for (line, value, _), mask in masked]
    account = "。".join(shown) + "。"
    report = audit.from_text(f"一、主要工作\n{account}\n", name="r", year=2023)
    reached = audit.facts(report, sheet=sheet).assessment.attainment
    assert reached is not None
    return reached


def test_weights_decide_the_share() -> None:
    goals, verdicts = pairs([(GoalVerdict.MET, 3, True), (GoalVerdict.NOT_VERIFIABLE, 1, True)])
    assert attainment(counted(goals, verdicts)) == (0.75, 1.0)
    assert verifiability(counted(goals, verdicts)) == float(Fraction(3, 4))
