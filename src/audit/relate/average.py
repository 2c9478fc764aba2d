"""Averages and quotas: 人均1200元 of 46.8万元 for so many persons; 386个网格，每格2名，共772名."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from ..records import Figure, FigureKind, Product, Relation
from ..sets import Interval, Number, exactly
from . import arithmetic, drafts, pattern, perhead
from .binding import Layout, Role, Token
from .cues import cue, table

TOLD = re.compile("[均每各产一]")  # no average is told without one of them
MEAN = re.compile(r"均[^，。；]{0,4}$|平均")
PER = re.compile(
    r"(人|户|村|亩)均|平均每(?:个|名)?([\u4e00-\u9fff])|每(?:个|名|艘|座)?([\u4e00-\u9fff]{1,5}?)(?:各|补助|约|为)?$|各[\u4e00-\u9fff]?$"
)

PER_AREA = re.compile(
    "^(?:(?:平均|全[区县市]|粮食|水稻|小麦|玉米|折合?|折算|测算|按此|合|约合|油菜|大豆)*)(?:亩产|单产)[量为达]?到?$"
)

NAMED = re.compile(r"([人户村亩])均|(亩)产|每(?:个|名|家|支|所|场|期|座|处)?([\u4e00-\u9fff]{1,2})")


@pattern("average")
def averages(layout: Layout) -> Iterator[Relation]:
    """Averages of a total over a count, and quotas for each of so many."""
    tokens = layout.tokens
    for n, claim in enumerate(tokens):
        if not TOLD.search(claim.lead):
            continue
        if claim.figure.kind is not FigureKind.COUNT or claim.role not in (Role.AVERAGE, Role.LEVEL):
            continue
        if _of_others(layout, claim):
            continue
        found = list(_near_by(tokens, n, claim))
        yield from found or list(perhead.wide(layout, n, claim)) or perhead.each(layout, n, claim)


def _near_by(tokens: Sequence[Token], n: int, claim: Token) -> Iterator[Relation]:
    """The average or quota of counts in its own sentence."""
    near = [t for t in tokens[max(0, n - 10) : n] if _beside(t, claim)]
    if perhead.MONTHLY.search(claim.lead):
        return
    if MEAN.search(claim.lead):
        after = [t for t in tokens[n + 1 : n + 2] if _beside(t, claim) and t.lane == claim.lane]
        after = [t for t in after if len(t.lead) > 1 and t.lead[-2:] == claim.lead[-2:]]  # 每村党员43名，农村党员…
        yield from _average(claim, [*after, *near])
    elif PER_AREA.search(claim.lead):
        yield from _average(claim, near)
    elif PER.search(claim.lead):
        after = [t for t in tokens[n + 1 : n + 3] if _beside(t, claim)]
        yield from _quota(claim, near, after)


def _of_others(layout: Layout, claim: Token) -> bool:
    """去年人均1.4万元, 全市人均1.6万元: the average of another year, or of more than the report is about."""
    if cue("average", "others").search(claim.lead):
        return True
    years = {int(year) for year in re.findall(r"(\d{4})年", claim.lead)}
    return bool(years) and layout.report.year not in years


def _beside(token: Token, claim: Token) -> bool:
    near = token.sentence == claim.sentence and abs(claim.clause - token.clause) <= 4
    return near and token.figure.kind is FigureKind.COUNT and token.role is Role.LEVEL


def _average(claim: Token, near: Sequence[Token]) -> Iterator[Relation]:
    """total = average · count."""
    totals = [t for t in reversed(near) if factor(t.figure, claim.figure) is not None]
    totals = [t for t in totals if not _of_other_span(claim, t)]
    counts = [t for t in reversed(near) if _counts(claim, t)]
    named = NAMED.search(claim.lead)
    direct = [c for c in counts if named and _is_of(c, next(filter(None, named.groups())))]
    direct = [c for c in direct if c.figure_words != c.figure.unit] or direct  # 改造户 is no count that was left out
    counts = direct if named and named.group(1) in ("人", "户") else counts  # 人均 is over persons, whatever else fits
    for total in totals:
        for count in [c for c in counts if c in direct] or counts:  # 户均 is of 户, even where 人 would fit
            if not (claim.known and total.known and count.known) and count.lane in (total.lane, claim.lane):
                continue  # nothing to try: cases are not shared out among cases
            if count is not total and fits(claim, total, count) and (total.known or count.known):
                yield _relation(claim, total, count)
                return
    if not totals and named is None:
        return
    if totals and re.search(r"每月|月均", claim.lead):
        if fits_number(claim, totals[0], 12):
            yield _over_year(claim, totals[0])
        return
    if totals and direct and totals[0] is not direct[0]:
        own = not PER_AREA.search(claim.lead) or claim.opening == claim.lead  # 其中水稻亩产: of another field
        yield replace(_relation(claim, totals[0], direct[0]), hard=own)


def _span_of(token: Token) -> str:
    """Day, month or year, if the words before the figure name one of them."""
    spans = table("average")["spans"]
    return next((name for name, words in spans.items() if re.search(words, token.lead)), "")


def _of_other_span(claim: Token, total: Token) -> bool:
    """单井日均产量 against 年产: neither follows from the other by the number of wells."""
    spans = _span_of(claim), _span_of(total)
    return all(spans) and spans[0] != spans[1]


def _is_of(count: Token, noun: str) -> bool:
    """12个乡镇 for 每个乡镇, 1200户 for 户均."""
    persons = noun == "人" and count.figure.dimension == "person"
    return (
        persons or (count.figure.unit or "").startswith(noun[0]) or (len(noun) > 1 and count.tail.startswith(noun[:2]))
    )


def _counts(claim: Token, token: Token) -> bool:
    """Something that the average may be taken over: another unit than what is averaged, or other people."""
    return token.figure.dimension != "money"


def _quota(claim: Token, near: Sequence[Token], after: Sequence[Token]) -> Iterator[Relation]:
    """total = quota · count, where it comes out: nobody says that nothing else was in the total."""
    if not claim.known:
        return  # 每个网格至少1名: no total follows
    for total in (*after, *reversed(near)):
        since = total.opening[len(claim.opening) :] if total.order > claim.order else ""
        if total.lane != claim.lane or (total.clause == claim.clause and re.search("[、或和及与](?!共)", since)):
            continue  # 每村1名书记、2名队员: of each as well
        for count in _named_first(claim, near):
            if count.lane == total.lane and not _counts_named(claim, count):
                continue  # persons are not shared out among persons
            exact = count.known and total.known and _made_of(claim, total, count)
            if count is not total and exact and count.amount > 1 and fits(claim, total, count):
                yield _relation(claim, total, count, quota=True)
                return
    yield from _misses(claim, near)


def _made_of(claim: Token, total: Token, count: Token) -> bool:
    """1名 for each of 103 makes no 152: whole things told in whole numbers are not rounded."""
    rounded = total.figure.scale != 1 or total.lane == "money" or count.figure.scale != 1
    return rounded or claim.amount * count.amount == total.amount * (factor(total.figure, claim.figure) or 1)


def _misses(claim: Token, near: Sequence[Token]) -> Iterator[Relation]:
    """4期480人次，每期140人次: the count and its total are one statement, the quota is of that count; it is asked."""
    if len(near) < 2 or near[-2].span.end != near[-1].span.start or near[-1].lane != claim.lane:
        return
    count, total = near[-2], near[-1]
    named = _counts_named(claim, count) and claim.clause - total.clause == 1 and claim.opening == claim.lead
    if named and total.known and count.known and count.amount > 1 and "其中" not in claim.lead:
        yield replace(_relation(claim, total, count, quota=True), hard=False)


def _counts_named(claim: Token, count: Token) -> bool:
    """The count is of what 每 names: 每户2名 of 120户."""
    per = NAMED.search(claim.lead)
    return per is not None and _is_of(count, next(filter(None, per.groups())))


def _named_first(claim: Token, near: Sequence[Token]) -> list[Token]:
    """The counts before the claim, nearest first, those of the thing that 每 names before all others."""
    per = re.search(r"每(?:个|名|艘|座)?([\u4e00-\u9fff])", claim.lead)
    return sorted(reversed(near), key=lambda t: per is not None and per.group(1) not in t.tail)


def factor(total: Figure, average: Figure) -> Number | None:
    """Units of the average in one unit of the total: 1 for the same, 1000 from 吨 to 公斤; None if not comparable."""
    if (total.unit or "") == (average.unit or "") or {total.dimension, average.dimension} == {"person"}:
        return 1
    sizes = table("average")["size"]
    for group in sizes.values():
        if total.unit in group and average.unit in group:
            return Fraction(str(group[total.unit])) / Fraction(str(group[average.unit]))
    return None


def fits(claim: Token, total: Token, count: Token) -> bool:
    """The quotient of the printed figures is the average."""
    over = arithmetic.hull(count.figure)
    return _near(claim, total, over)


def fits_number(claim: Token, total: Token, count: int) -> bool:
    """As `fits`, over a number that the words imply (12 months)."""
    return _near(claim, total, Interval(count, count))


def _near(claim: Token, total: Token, over: Interval) -> bool:
    whole, average = arithmetic.hull(total.figure), arithmetic.hull(claim.figure)
    times = factor(total.figure, claim.figure)
    if times is None or None in (whole.lo, whole.hi, average.lo, average.hi):
        return times is not None and whole.lo is not None and average.lo is not None
    assert whole.lo is not None and whole.hi is not None and average.lo is not None and average.hi is not None
    if over.lo is None or over.hi is None:
        return True
    slack = Fraction(claim.figure.digit or 0)
    return bool(
        average.lo * over.lo <= whole.hi * times and whole.lo * times <= max(average.hi, claim.amount + slack) * over.hi
    )


def _relation(claim: Token, total: Token, count: Token, *, quota: bool = False) -> Relation:
    times = factor(total.figure, claim.figure) or 1
    scale = 1 / Fraction(times)
    members = (total.figure, count.figure, claim.figure) if quota else (claim.figure, total.figure, count.figure)
    product = Product(total.id, claim.id, count.id, scale)
    return drafts.relation("ratio", members, (product,), pattern="average", cue=claim.lead)


def _over_year(claim: Token, total: Token) -> Relation:
    """5180件，平均每月约430件: over the twelve months that the words imply."""
    months = f"{claim.id}.months"
    product = Product(total.id, claim.id, months)
    return drafts.relation(
        "ratio", (claim.figure, total.figure), (product,), unknowns=((months, exactly(12)),), pattern="average",
        cue=claim.lead,
    )  # fmt: skip
