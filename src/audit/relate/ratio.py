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

from ..records import FigureKind, Relation, Status
from . import arithmetic, drafts, pattern
from .binding import Layout, Role, Token
from .cues import cue
from .order import pairs

TIMES = ("年", "个月", "天", "日", "小时", "岁", "周")
OUTSIDE = re.compile("占(?:世界|全球|全国|全省|全市|同期)")
PARTS = (Role.LEVEL, Role.PLAN)


@pattern("ratio")
def ratios(layout: Layout) -> Iterator[Relation]:
    """Every percentage (or fraction) that is a share or rate of counts in the text."""
    found = list(_read(layout))
    unfit = Counter(r.figures[-1] for r in found if _is_unfit(layout, r))
    for relation in found:
        row = relation.kind == "ratio" and unfit[relation.figures[-1]] > 1 and _is_unfit(layout, relation)
        yield replace(relation, hard=False) if row else relation  # a whole row of shares was taken of another base


def _is_unfit(layout: Layout, relation: Relation) -> bool:
    """A share whose printed counts do not give it."""
    if relation.kind != "ratio" or len(relation.figures) != 3 or relation.unknowns:
        return False
    claim, part, base = (layout.figures[f] for f in relation.figures)
    if not arithmetic.known([part, base]):
        return False
    hundred = 100 if claim.kind is FigureKind.PERCENT else 1
    return not arithmetic.share(claim, arithmetic.hull(part), arithmetic.hull(base), hundred=hundred)


def _read(layout: Layout) -> Iterator[Relation]:
    tokens = layout.tokens
    done: set[int] = set()
    for n, claim in enumerate(tokens):
        if (
            claim.order in done
            or OUTSIDE.search(claim.opening)
            or not is_share(claim)
            or layout.section(claim.span) == "plan"
        ):
            continue
        row = _row(tokens, n)
        if len(row) > 1 and cue("ratio", "in_turn").search(row[0].opening):
            done.update(t.order for t in row)
            yield from _in_turn(tokens, n, row)
        elif cue("ratio", "jointly").search(claim.lead):
            yield from _jointly(layout, n, claim)
        else:
            yield from _single(layout, n, claim)


def is_share(token: Token) -> bool:
    """A percentage or fraction of something, not a change."""
    kind = token.figure.kind
    if kind not in (FigureKind.PERCENT, FigureKind.MULTIPLE) or token.role in (Role.CHANGE, Role.BASE):
        return False
    if cue("ratio", "share").search(token.opening) or re.search(r"率[^，。；]{0,3}$", token.lead):
        return True
    return bool(kind is FigureKind.PERCENT and (token.lead.endswith("的") or re.search("覆盖", token.tail)))


def _row(tokens: Sequence[Token], n: int) -> list[Token]:
    """Percentages told one after the other in one clause."""
    row = [tokens[n]]
    for token in tokens[n + 1 :]:
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
    parts, bases = lane[-len(row) :], lane[: -len(row)]
    if len(parts) < len(row) or not bases:
        return
    together = [b for b in reversed(bases) if all(fits(c, p, b) for c, p in zip(row, parts, strict=True))]
    base = together[0] if together else bases[0]
    for claim, part in zip(row, parts, strict=True):
        yield from _stated(claim, part, base, hard=not together)


def _jointly(layout: Layout, n: int, claim: Token) -> Iterator[Relation]:
    """a、b、c，三类合占p: their sum."""
    before = _counts(layout, n, claim)
    for many in range(2, min(6, len(before))):
        parts, rest = before[-many:], before[:-many]
        summed = arithmetic.total(p.figure for p in parts)
        for base in reversed(rest):
            if base.lane == parts[0].lane and arithmetic.share(claim.figure, summed, arithmetic.hull(base.figure)):
                yield drafts.ratio_of_parts(claim.figure, [p.figure for p in parts], base.figure, cue="合占")
                return


def _single(layout: Layout, n: int, claim: Token) -> Iterator[Relation]:
    """One percentage: inside words first, then the pair that fits, then the pair that the words name."""
    covered = _covered(layout, n, claim)
    if covered is not None:
        yield drafts.ratio_of_unstated(claim.figure, covered.figure, cue="覆盖")
        return
    inside = _inside(layout, n, claim)
    before = _counts(layout, n, claim)
    if inside is not None:
        before = [t for t in before if t.order < inside.order]
        parts = [t for t in reversed(before) if t.lane == inside.lane and t.sentence == claim.sentence]
        part = next((t for t in parts if fits(claim, t, inside)), parts[0] if parts else None)
        if part is not None:
            yield from _stated(claim, part, inside)
            return
    is_rate = not cue("ratio", "share").search(claim.opening)
    found = _fitting(layout, claim, before) or _elsewhere(layout, claim, before)
    if found:
        yield from _stated(claim, *found)
        return
    if is_rate and (split := _split(claim, before)):
        yield drafts.ratio_of_sum(claim.figure, split[0].figure, split[1].figure, cue="两项之和")
        return
    yield from _unfitting(claim, before, is_rate=is_rate)


def _covered(layout: Layout, n: int, claim: Token) -> Token | None:
    """对**个社区进行了100％覆盖: all of them, whatever the number of those who went."""
    previous = layout.tokens[n - 1] if n else None
    if previous is None or previous.clause != claim.clause or previous.figure.kind is not FigureKind.COUNT:
        return None
    return previous if claim.figure.value == 100 and "覆盖" in claim.tail else None


def _inside(layout: Layout, n: int, claim: Token) -> Token | None:
    """The count inside the claim's own clause: 占全区52家的63.5％, 完成年度任务4100人的103.9％."""
    previous = layout.tokens[n - 1] if n else None
    if previous is None or previous.clause != claim.clause or previous.figure.kind is not FigureKind.COUNT:
        return None
    words = layout.between(previous, claim)
    if re.fullmatch(r"[^，。；]{0,8}的[^，。；]{0,6}", words) and re.search(
        r"占|完成|达到?|为|相当于", previous.opening
    ):
        return previous
    return None


def _counts(layout: Layout, n: int, claim: Token) -> list[Token]:
    """Counts before the claim: in its sentence, and in the paragraph up to three sentences back."""
    return [
        t
        for t in layout.tokens[max(0, n - 60) : n]
        if t.figure.kind is FigureKind.COUNT
        and t.role in PARTS
        and t.figure.unit not in TIMES
        and not re.search(r"[/／每]$", t.lead)
        and t.line == claim.line
        and claim.sentence - t.sentence <= 3
    ]


def fits(claim: Token, part: Token, base: Token, *, cut: bool = True) -> bool:
    """The share of printed figures is the claim."""
    if not arithmetic.known([part.figure, base.figure]):
        return False
    hundred = 100 if claim.figure.kind is FigureKind.PERCENT else 1
    if (part.amount == 0) != (claim.amount == 0):
        return False  # nought is exact
    if part.amount > base.amount and claim.amount <= hundred:
        return False
    return arithmetic.share(
        claim.figure, arithmetic.hull(part.figure), arithmetic.hull(base.figure), hundred=hundred, cut=cut
    )


def _fitting(layout: Layout, claim: Token, before: list[Token]) -> tuple[Token, Token] | None:
    """The nearest part and base that give the percentage."""
    own = [t for t in before if t.sentence == claim.sentence]
    for cut in (False, True):  # a base that fits by rounding goes before one that fits only by cutting off
        for part in reversed(own):
            for base in sorted(before, key=lambda t: (t.sentence != claim.sentence, -t.order)):
                if base is part or base.lane != part.lane or not fits(claim, part, base, cut=cut):
                    continue
                if claim.figure.values.hull.hi is not None or _speaks_of(claim, part, base):
                    return part, base
    return None


def _speaks_of(claim: Token, part: Token, base: Token) -> bool:
    """97％以上 fits nearly any two counts: the words must join them."""
    return bool(cue("ratio", "share").search(claim.opening)) or _named_by_rate(claim, part, base)


def _elsewhere(layout: Layout, claim: Token, before: list[Token]) -> tuple[Token, Token] | None:
    """A base stated earlier in the report under the same name: 占农户总数的7.3％ of 全区农户31500户."""
    own = [t for t in before if t.sentence == claim.sentence]
    if not own or claim.figure.value in (None, 0, 100):
        return None
    part = own[-1]
    named = re.search(r"占([\u4e00-\u9fff]{2,6}?)(?:总数|总量|总额|总户数)?的?$", claim.lead)
    noun = named.group(1)[-2:] if named else part.lead[-2:]
    if len(noun) < 2:
        return None
    for base in layout.tokens:
        near = (
            base.lane == part.lane and base is not part and base.role is Role.LEVEL and base.sentence != part.sentence
        )
        if near and noun in base.label and fits(claim, part, base):
            return part, base
    return None


def _split(claim: Token, before: list[Token]) -> tuple[Token, Token] | None:
    """逮捕25人，未捕24人，不捕率48.98％: the base is both together."""
    own = [t for t in before if t.sentence == claim.sentence and t.known]
    for i in range(len(own) - 1, 0, -1):
        for a, b in ((own[i], own[i - 1]), (own[i - 1], own[i])):
            if a.lane != b.lane or not _one_question(claim, a, b):
                continue
            both = arithmetic.total([a.figure, b.figure])
            if arithmetic.share(claim.figure, arithmetic.hull(a.figure), both):
                return a, b
    return None


def _one_question(claim: Token, a: Token, b: Token) -> bool:
    """起诉率 of 公诉 and 不起诉, 不捕率 of 逮捕 and 未捕: both labels speak of what the rate is named for."""
    named = re.search(r"([\u4e00-\u9fff])率", claim.lead)
    return named is not None and all(named.group(1) in t.label for t in (a, b)) and abs(a.clause - b.clause) <= 1


def _unfitting(claim: Token, before: list[Token], *, is_rate: bool) -> Iterator[Relation]:
    """No pair fits: the pair that the words name, if they name one; else a single base and its whole numbers."""
    own = [t for t in before if t.segment == claim.segment]
    if not own or claim.clause - own[-1].clause > 1:
        return
    part = own[-1]
    if len(own) > 1 and own[-2].clause == part.clause and own[-2].lane == part.lane and not is_rate:
        return  # the last of a list: the share may be that of them all
    before = [t for t in before if not t.has_share]
    lane = [t for t in before if t.lane == part.lane and t is not part and t.sentence == claim.sentence]
    lane = [t for t in lane if _at_least(t, part)]
    if not lane and not is_rate:
        lane = [t for t in before if t.lane == part.lane and t is not part and _at_least(t, part)]
    if is_rate:
        lane = [t for t in lane if t.segment == claim.segment and part.clause - t.clause <= 3]
    if is_rate:
        lane = [t for t in lane if _named_by_rate(claim, part, t)]
    if lane and (not is_rate or not _of_base(claim, part)):
        base = lane[-1] if is_rate else _whole(lane)
        if not is_rate and not _under_its_name(claim, base):
            return
        soft = is_rate and cue("ratio", "carry_rate").search(claim.lead) is not None
        yield from _stated(claim, part, base, hard=not soft)
    elif _of_base(claim, part):
        yield drafts.ratio_of_unstated(claim.figure, part.figure, cue="单一基数")


def _under_its_name(claim: Token, base: Token) -> bool:
    """占工单总量的 needs a base that is called so; 占 alone takes what the sentence is about."""
    named = re.search(r"占(?:全部|全区|所有)?([\u4e00-\u9fff]{2,8}?)(?:总数|总量|总额|总和)?的$", claim.lead)
    if named is None:
        return True
    words = base.label + base.opening
    return any(named.group(1)[i : i + 2] in words for i in range(len(named.group(1)) - 1))


def _named_by_rate(claim: Token, part: Token, base: Token) -> bool:
    """The rate speaks of these two: 办结率 of 办结 and 收到, 卫生厕所普及率 of 使用卫生厕所."""
    name = claim.lead.split("率")[0]
    stages = any(p.smaller.search(part.label) and p.larger.search(base.label + base.opening) for p in pairs())
    if stages and (set(name[-2:]) & set(part.label) or re.search("覆盖|出席|参会|到会", name)):
        return True
    return any(name[i : i + 2] in part.label for i in range(len(name) - 1))


def _whole(lane: list[Token]) -> Token:
    """The largest figure of the claim's sentence or, failing that, the nearest larger one."""
    return max(lane, key=lambda t: (t.sentence, t.figure.value or 0))


def _at_least(base: Token, part: Token) -> bool:
    low, high = arithmetic.hull(part.figure).lo, arithmetic.hull(base.figure).hi
    return low is None or high is None or high >= low


def _of_base(claim: Token, base: Token) -> bool:
    """The figure is what the percentage is taken of: 收到诉求**件，办结率99.2％; 202名，…的比例是48.2％."""
    if claim.clause - base.clause != 1:
        return False
    if re.match(r"其中|[^，]{0,14}(?:的)?比例|[^，]{0,6}占(?:比)?[^，]{0,2}$", claim.opening):
        return not re.match(r"占", claim.opening)
    stem = re.search(r"([\u4e00-\u9fff]{2})率[^，。；]{0,3}$", claim.lead)
    if stem is None:
        return False
    if stem.group(1) == "覆盖" and claim.figure.value == 100:
        return True
    return any(p.smaller.search(stem.group(1)) and p.larger.search(base.label) for p in pairs())


def _stated(claim: Token, part: Token, base: Token, *, hard: bool = True) -> Iterator[Relation]:
    """The ratio, and that its part is at most its base."""
    factor = drafts.PERCENT if claim.figure.kind is FigureKind.PERCENT else 1
    yield drafts.ratio(claim.figure, part.figure, base.figure, scale=factor, hard=hard, cue=claim.lead)
    over = claim.figure.value is not None and claim.figure.value > 100
    if over:
        yield drafts.order(part.figure, base.figure, cue="超过计划", pattern="ratio")
    elif base.role is not Role.PLAN and claim.figure.status is not Status.GAP and base.lane == part.lane:
        yield drafts.part(base.figure, [part.figure], cue=claim.lead, pattern="ratio", confidence=0.9)
