"""Shares and rates against their counts: 占比, 完成率, 覆盖率.

A percentage is tried against every pair of counts that the words allow, nearest first. If one fits, that is what the
text means (base search: 418 of the 799 that were accepted, not of the 820 handed in). Only where none fits, and the
words leave one base, is the nearest pair stated for `solve` to refuse.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import islice

from ..records import FigureKind, Linear, Relation, Status
from . import ahead, arithmetic, bases, called, drafts, naming, pattern, stocked
from .binding import Layout, Role, Token
from .cues import cue
from .order import pairs

SHARES = (FigureKind.PERCENT, FigureKind.MULTIPLE)
REACHED = re.compile(
    r"\d[^，。；、]*?(?:完成|实现|达成|建成|兑现|落实)(?:了|到)?(?:约|近)?$"
)  # 对照300人的目标完成了110％
BY_UNIT = re.compile(
    "率按[户件宗起处个家][^，。；]{0,12}、按[人户亩元][数次]?(?:来)?(?:计算?|算|统计)(?:为|是|达)?$"
)  # 按人计70.4％
OUTSIDE = re.compile("占(?:世界|全球|全国|全省|全市|同期)")


@pattern("ratio")
def ratios(layout: Layout) -> Iterator[Relation]:
    """Every percentage (or fraction) that is a share or rate of counts in the text."""
    found = [(relation, _is_unfit(layout, relation)) for relation in _read(layout)]
    bases_of_unfit = Counter(r.figures[-1] for r, unfit in found if unfit)
    spare = _spare(layout, [r for r, unfit in found if not unfit])
    for relation, unfit in found:
        if relation in spare:
            continue
        row = unfit and bases_of_unfit[relation.figures[-1]] > 1
        yield replace(relation, hard=False) if row else relation  # a whole row of shares was taken of another base


def _spare(layout: Layout, fitting: list[Relation]) -> list[Relation]:
    """按时办结率100%，提前办结率98%: of two rates of one pair, both within rounding, the nearer is meant."""
    held: dict[tuple[str, ...], list[Relation]] = {}
    for relation in fitting:
        if relation.kind == "ratio" and len(relation.figures) == 3 and not relation.unknowns:
            held.setdefault(relation.figures[1:], []).append(relation)
    rates: list[list[tuple[Fraction, Relation]]] = []
    for group in held.values():
        rates.append([])
        for relation in group if len(group) > 1 else ():
            claim, part, base = (layout.figures[f] for f in relation.figures)
            if arithmetic.known([claim, part, base]) and base.value:
                share = Fraction(part.value or 0) / Fraction(base.value) * arithmetic.hundred(claim)
                rates[-1].append((abs(share - Fraction(claim.value or 0)), relation))
        rates[-1].sort(key=lambda pair: pair[0])
    return [
        relation
        for group in rates
        for _, relation in group[1:]
        if layout.figures[relation.figures[0]].value != layout.figures[group[0][1].figures[0]].value
    ]


def _is_unfit(layout: Layout, relation: Relation) -> bool:
    """A share whose printed counts do not give it."""
    if relation.kind != "ratio" or len(relation.figures) != 3 or relation.unknowns:
        return False
    claim, part, base = (layout.figures[f] for f in relation.figures)
    if not arithmetic.known([part, base]):
        return False
    return not arithmetic.share(claim, arithmetic.hull(part), arithmetic.hull(base))


def _read(layout: Layout) -> Iterator[Relation]:
    tokens = layout.tokens
    done: set[int] = set()
    by_id = {t.id: t for t in tokens}
    carried: Token | None = None  # the base of the share before
    for n, claim in enumerate(tokens):
        if (
            claim.order in done
            or not is_share(claim)
            or OUTSIDE.search(claim.opening)
            or layout.section(claim.span) == "plan"
        ):
            continue
        if _more_than_all(claim):
            yield _impossible(claim)
            continue
        row = _row(tokens, n)
        if len(row) > 1 and cue("ratio", "in_turn").search(row[0].opening):
            done.update(t.order for t in row)
            yield from _in_turn(tokens, n, row)
        elif cue("ratio", "jointly").search(claim.lead):
            yield from _jointly(layout, n, claim)
        else:
            for relation in _single(layout, n, claim, carried):
                yield relation
                told = relation.kind == "ratio" and len(relation.figures) == 3 and not relation.unknowns
                carried = by_id.get(relation.figures[-1]) if told else carried


def is_share(token: Token) -> bool:
    """A percentage or fraction of something, not a change."""
    kind = token.figure.kind
    if kind not in SHARES or token.role in (Role.CHANGE, Role.BASE):
        return False
    if cue("ratio", "share").search(token.opening) or naming.is_rate(token):
        return True
    if kind is FigureKind.PERCENT and (REACHED.search(token.opening) or BY_UNIT.search(token.opening)):
        return True
    return bool(kind is FigureKind.PERCENT and (token.lead.endswith("的") or re.search("覆盖", token.tail)))


def _more_than_all(claim: Token) -> bool:
    """党员占全体党员的108%: nothing is more than all."""
    most = arithmetic.hundred(claim.figure)
    of_all = cue("ratio", "all_of", before="占", after="的?(?:比例|比重)?[为是达]?到?$").search(claim.opening)
    return claim.known and claim.amount > most and of_all is not None and not naming.of_plan(claim)


def _impossible(claim: Token) -> Relation:
    most = arithmetic.hundred(claim.figure)
    return drafts.relation(
        "ratio", (claim.figure,), (Linear(((1, claim.id),), 0, most),), pattern="ratio", cue=claim.lead,
        why_zh="占总体的比例不能大于100％", why_en="a share of all cannot be more than 100%",
    )  # fmt: skip


def _row(tokens: Sequence[Token], n: int) -> list[Token]:
    """Percentages told one after the other in one clause."""
    row = [tokens[n]]
    for token in islice(tokens, n + 1, None):
        if token.figure.kind is not tokens[n].figure.kind or token.clause != row[0].clause:
            break
        row.append(token)
    return row


def _in_turn(tokens: Sequence[Token], n: int, row: list[Token]) -> Iterator[Relation]:
    """a、b、c，分别占p、q、r: the last three counts before, one base for all."""
    before = [t for t in tokens[:n] if t.line == row[0].line and 0 <= row[0].sentence - t.sentence <= 2]
    before = [t for t in before if t.figure.kind is FigureKind.COUNT and t.role is Role.LEVEL]
    if not before or before[-1].sentence != row[0].sentence:
        return
    lane = [t for t in before if t.lane == before[-1].lane]
    parts, wholes = lane[-len(row) :], lane[: -len(row)]
    summed = lane[-len(row) - 1 : -1]
    if len(summed) == len(row) > 1 and arithmetic.exactly(lane[-1].figure, [t.figure for t in summed]):
        parts, wholes = summed, lane[-1:]  # 142人、183人、275人，三类合计600人，分别占…
    if len(parts) < len(row) or not wholes:
        return
    if any(naming.of_plan(t) for t in row):
        wholes = [t for t in wholes if naming.planned(t) and t.segment == row[0].segment]
        if len(wholes) != 1:
            return  # each has a plan of its own
    together = [b for b in reversed(wholes) if all(bases.fits(c, p, b) for c, p in zip(row, parts, strict=True))]
    base = together[0] if together else wholes[0]
    for claim, part in zip(row, parts, strict=True):
        yield from _stated(claim, part, base, hard=not together)


def _jointly(layout: Layout, n: int, claim: Token) -> Iterator[Relation]:
    """a、b、c，三类合占p: their sum."""
    before = bases.counts(layout, n, claim)
    for many in range(2, min(6, len(before))):
        parts, rest = before[-many:], before[:-many]
        summed = arithmetic.total(p.figure for p in parts)
        for base in reversed(rest):
            if base.lane == parts[0].lane and arithmetic.share(claim.figure, summed, arithmetic.hull(base.figure)):
                yield drafts.ratio_of_parts(claim.figure, [p.figure for p in parts], base.figure, cue="合占")
                yield drafts.part(base.figure, [p.figure for p in parts], cue="合占", pattern="ratio", confidence=0.9)
                return


def _single(layout: Layout, n: int, claim: Token, carried: Token | None) -> Iterator[Relation]:
    """One percentage: inside words first, then the pair that fits, then the pair that the words name."""
    covered = bases.covered(layout, n, claim) or called.finished(layout, n, claim)
    if covered is not None:
        yield drafts.ratio_of_unstated(claim.figure, covered.figure, cue="覆盖")
        return
    inside = bases.inside(layout, n, claim)
    before = bases.in_unit(layout, claim, bases.counts(layout, n, claim))
    if inside is not None:
        before = [t for t in before if t.order < inside.order]
        parts = [t for t in reversed(before) if t.lane == inside.lane and t.sentence == claim.sentence]
        part = next((t for t in parts if bases.fits(claim, t, inside)), parts[0] if parts else None)
        if part is not None:
            yield from _stated(claim, part, inside)
            return
    by_name = called.told(layout, n, claim, before)
    if by_name is not None:
        for told in by_name:
            yield from _stated(claim, told.part, told.base, hard=told.hard)
        return
    is_rate = not cue("ratio", "share").search(claim.opening)
    found = bases.fitting(layout, claim, before) or bases.elsewhere(layout, claim, before)
    found = found or stocked.find(layout, claim, before)
    if found:
        yield from _stated(claim, *found)
        return
    if claim.figure.masked:
        yield from _unfitting(layout, claim, before, is_rate=is_rate)  # a rate that is not shown fits any sum
        return
    if is_rate and (several := list(_of_several(claim, before))):
        yield from several
        return
    named = naming.OF_NAMED.search(claim.lead)
    found_further = list(_further(layout, n, claim, before, carried)) if is_rate or named else []
    found_further = found_further or list(_unfitting(layout, claim, before, is_rate=is_rate))
    yield from found_further or ahead.unpaired(layout, n, claim)


def _of_several(claim: Token, before: list[Token]) -> Iterator[Relation]:
    """A rate of two figures together, or of a row of parts."""
    if split := bases.split(claim, before):
        yield drafts.ratio_of_sum(claim.figure, split[0].figure, split[1].figure, cue="两项之和")
    elif summed := bases.summed(claim, before):
        *parts, base = summed
        yield drafts.ratio_of_parts(claim.figure, [p.figure for p in parts], base.figure, cue="各项之和")


def _further(layout: Layout, n: int, claim: Token, before: list[Token], carried: Token | None) -> Iterator[Relation]:
    """A rate on the base of the rate before it, on counts that follow it, or on the days of the year."""
    again = bases.carried_over(layout, claim, before, carried) if naming.is_rate(claim) else None
    own = [t for t in before if t.segment == claim.segment]
    told = None if own or not naming.is_rate(claim) else ahead.behind(layout, n, claim)
    after = ahead.base_behind(layout, n, claim, own[-1]) if own else None
    if again is not None and carried is not None:
        yield from _stated(claim, again, carried, hard=again.sentence == carried.sentence)
    elif told is not None:
        yield from _stated(claim, told[0], told[1], hard=told[2])
    elif after is not None:
        yield from _stated(claim, own[-1], after)
    else:
        yield from ahead.of_days(layout, n, claim)


def _of_sole(layout: Layout, claim: Token, before: list[Token]) -> Iterator[Relation]:
    """A share whose part is not told, of the one count beside it."""
    sole = bases.sole(layout, claim, before)
    shown = claim.figure.status is not Status.APPROXIMATE or (sole is not None and sole[0].figure.masked)
    covers = "覆盖" in claim.opening + claim.tail  # 5个督导组，覆盖率100％: of what they went to
    apart = sole is not None and naming.OF_NAMED.search(claim.lead) and not naming.called(claim, [sole[0]])
    if (
        shown
        and not covers
        and not apart
        and sole is not None
        and (sole[1] or arithmetic.some_share(claim.figure, sole[0].figure))
    ):
        yield drafts.ratio_of_unstated(claim.figure, sole[0].figure, cue="单一基数")


def _unfitting(layout: Layout, claim: Token, before: list[Token], *, is_rate: bool) -> Iterator[Relation]:
    """No pair fits: the pair that the words name, if they name one; else a single base and its whole numbers."""
    own = [t for t in before if t.segment == claim.segment]
    if not own or claim.clause - own[-1].clause > 1 + bases.names_unit(layout, claim, own[-1]):
        yield from _of_sole(layout, claim, before)
        return
    reached = [t for t in own if t.role is not Role.PLAN] or own
    part = bases.called_by_rate(claim, reached) if is_rate else own[-1]
    if claim.opening.startswith("其中") and bases.of_base(claim, part) and len(own) > 1:
        part = bases.subject(claim, own)
        yield from _of_sole(layout, claim, [part])
        return
    if bases.of_base(claim, part):
        part = bases.subject(claim, own)
    elif not is_rate and _last_of_list(layout, own):
        return  # the share may be that of them all
    if is_rate and (whole := bases.denied(claim, part, before)):
        yield drafts.ratio_of_rest(claim.figure, part.figure, whole.figure, cue=claim.lead)
        return
    if part.role is Role.PLAN and not is_rate:
        return  # 完成年度计划30亿元的106.7%，占固定资产投资的38%: a share of what was reached, not of the plan
    base = bases.named(claim, part, before, is_rate=is_rate)
    if base is not None:
        base = bases.whole_of(part, base, before) or base
        if bases.hidden_between(before, part, base):
            return  # the base may be the one that is not shown
        carried = is_rate and cue("ratio", "carry_rate").search(claim.lead) is not None
        carried = carried or cue("ratio", "ruled_rate").search(claim.lead) is not None
        others = [t for t in before if t.sentence == claim.sentence and t.lane == part.lane and t not in (part, base)]
        soft = carried or any(bases.fits(claim, part, other) for other in others)  # right, but of another base
        yield from _stated(claim, part, base, hard=not soft)
    elif bases.of_base(claim, part):
        yield drafts.ratio_of_unstated(claim.figure, part.figure, cue="单一基数")
    else:
        yield from _of_sole(layout, claim, before)


def _last_of_list(layout: Layout, own: list[Token]) -> bool:
    """甲3个、乙5个，占…: several told in one clause, none of them inside the other (16个乡镇有9个)."""
    several = len(own) > 1 and own[-2].clause == own[-1].clause and own[-2].lane == own[-1].lane
    return several and not re.search("中|里|有|已", layout.between(own[-2], own[-1]))


def _stated(claim: Token, part: Token, base: Token, *, hard: bool = True) -> Iterator[Relation]:
    """The ratio, and that its part is at most its base."""
    ratio = drafts.ratio(claim.figure, part.figure, base.figure, hard=hard, cue=claim.lead)
    announced = drafts.announced(base)
    yield replace(ratio, constraints=(*ratio.constraints, *announced)) if announced else ratio
    if claim.figure.value is not None and claim.figure.value > 100:
        yield drafts.order(part.figure, base.figure, cue="超过计划", pattern="ratio")
    elif base.lane != part.lane or claim.figure.status is Status.GAP:
        return
    elif base.role is Role.PLAN or re.search("计划|任务|目标", claim.lead):
        if claim.known and bases.fits(claim, part, base):  # only a printed rate says that a plan was not exceeded
            yield drafts.order(base.figure, part.figure, cue="完成计划", pattern="ratio", hard=hard, confidence=0.9)
    elif (
        (_of_outcome(claim) and not _of_one_kind(part, base))
        or re.search("应(?![诉急用对聘])|[需须待]|(?:符合|具备|满足|达到)[^，。；]{0,10}条件", base.opening + base.lead)
        or (not naming.is_rate(claim) and cue("total", "told_status").search(part.lead))
    ):
        yield drafts.order(base.figure, part.figure, cue=claim.lead, pattern="ratio", confidence=0.9)
    else:
        yield drafts.part(base.figure, [part.figure], cue=claim.lead, pattern="ratio", confidence=0.9)


def _of_one_kind(part: Token, base: Token) -> bool:
    """合格3792批次 of 抽检3850批次: told apart and not worked off."""
    kinds = [p for p in pairs() if p.of_one_kind]
    return any(p.smaller.search(part.label) and p.larger.search(base.label) for p in kinds)


def _of_outcome(claim: Token) -> bool:
    """合格率, 办结率: what came of the base. 占比 and 覆盖率 speak of a part of it."""
    of_part = cue("ratio", "coverage").search(claim.lead) or cue("ratio", "attribute").search(claim.lead)
    return naming.is_rate(claim) and not of_part
