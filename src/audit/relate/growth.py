"""Changes against both values: 较上年的23期增加5期, 由61个增加到68个，增长11.5％, 翻了一番, 提高1.5个百分点."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from ..records import Figure, FigureKind, Holds, Linear, Product, Relation
from ..sets import COUNT, Values
from . import compared, drafts, pattern, values
from .binding import SPANS_OF_YEARS, Layout, Role, Token
from .cues import cue, table
from .same import core, promised

BELOW_LINE = re.compile(
    "的[^，。；]{0,6}(?:目标值?|任务|要求|指标|标准|水平)[还尚仍只]?[低少差]了?$"
)  # 比100％的目标低3个百分点
EARLIER = re.compile("(?:同比|环比|[比较同与](?:上年|去年|上一?年度?|往年|前一?年|上期|年初|上届|同期))")
ADDED = re.compile(r"(?:新增|扩容|多出|扩充|扩展|拓展|增设|增补|补充|增添|充实|增配|扩编|加密)了?$")


@pattern("growth")
def growths(layout: Layout) -> Iterator[Relation]:
    """Every change whose new and old value stand in the text, or follow from it."""
    tokens = layout.tokens
    multiple = FigureKind.MULTIPLE
    for n, claim in enumerate(tokens):
        if claim.figure.kind is FigureKind.COUNT and (over := compared.over_plan(layout, n, claim)):
            yield from _over_plan(claim, *over)
            continue
        if not values.is_change(claim):
            if n > 1 and claim.figure.kind is multiple:
                yield from _times(tokens, n, claim)
            elif n > 1 and ADDED.search(claim.lead) and claim.figure.kind is FigureKind.COUNT:
                yield from _added(layout, n, claim)
            continue
        if cue("growth", "short_of", after="(?:近|约)?$").search(claim.lead) or BELOW_LINE.match(claim.lead):
            yield from _short_of(layout, n, claim)
            continue
        pair = values.pair(layout, n, claim)
        if pair is not None:
            yield from _against(tokens, n, claim, *pair)
        else:
            yield from _unpaired(layout, n, claim)


def _unpaired(layout: Layout, n: int, claim: Token) -> Iterator[Relation]:
    """A change of which not both values stand beside it."""
    tokens = layout.tokens
    if claim.figure.kind is FigureKind.PERCENT and (planned := compared.to_come(layout, n, claim)):
        if claim.known and values.fits(claim, *planned):
            yield from _against(tokens, n, claim, *planned)
    elif claim.figure.kind is FigureKind.PERCENT:
        yield from _from_change(tokens, n, claim)
        yield from _over_promise(layout, n, claim)
    elif claim.figure.kind is FigureKind.POINT:
        yield from _of_rate(tokens, n, claim)
    elif claim.figure.kind is FigureKind.COUNT:
        yield from _of_hidden(tokens, n, claim)


def _times(tokens: Sequence[Token], n: int, claim: Token) -> Iterator[Relation]:
    """12.4万件，是上年6.2万件的2倍; 41860元、21340元，前者是后者的1.96倍."""
    if not re.search(r"的约?近?$", claim.lead):
        return
    new, old = tokens[n - 2], tokens[n - 1]
    two = re.search("(前者|后者)[^，。；]{0,4}(前者|后者)的", claim.opening)
    if two and new.lane == old.lane and claim.clause - old.clause == 1:
        new, old = (new, old) if two.group(1) == "前者" else (old, new)
        yield drafts.ratio(claim.figure, new.figure, old.figure, cue="前者是后者的倍", pattern="growth")
        return
    if new.figure.unit in SPANS_OF_YEARS and n > 2:
        new = tokens[n - 3]  # 7.2亿元，是三年前3.6亿元的2倍
    if old.clause == claim.clause and re.search(r"[是为达]", old.lead) and new.lane == old.lane:
        found = drafts.growth(claim.figure, new.figure, old.figure, scale=1, shift=0, cue="是…的倍")
        yield replace(found, constraints=(*found.constraints, *drafts.announced(old)))


def _added(layout: Layout, n: int, claim: Token) -> Iterator[Relation]:
    """由48项扩展到65项，新增17项: right after both values what was added is their difference."""
    pairs = [p for p in values.from_to(layout, layout.tokens[n - 2 : n]) if p[0].lane == claim.lane]
    for new, old in pairs:
        if claim.clause - new.clause == 1 and claim.segment == new.segment and _rises(new, old):
            yield drafts.difference(claim.figure, new.figure, old.figure, hard=False, cue=claim.lead)


def _over_plan(claim: Token, new: Token, plan: Token) -> Iterator[Relation]:
    """520人，计划数500人，超额20人; 超出300座的年度任务20座."""
    found = drafts.difference(claim.figure, new.figure, plan.figure, sign=values.sign(claim), cue="计划之外")
    yield replace(found, constraints=(*found.constraints, *drafts.announced(plan)))


def _rises(new: Token, old: Token) -> bool:
    return not (new.known and old.known) or new.amount > old.amount


def _against(tokens: Sequence[Token], n: int, claim: Token, new: Token, old: Token) -> Iterator[Relation]:
    """The relation of a claim, its new and its old value."""
    words = f"{new.label}{new.opening}{claim.opening}{old.lead}"
    real = cue("growth", "real_terms").search(words)
    if real and _by_prices(claim, new, old):
        yield _unlike(claim, new, old)
        return
    hard = not real and not cue("growth", "revised").search(words)
    if claim.figure.kind in (FigureKind.COUNT, FigureKind.POINT):
        yield drafts.difference(claim.figure, new.figure, old.figure, sign=values.sign(claim), cue=claim.lead)
        return
    if "翻" in claim.figure_words:
        yield _doubled(claim, new, old)
        return
    scale, shift = values.product_terms(claim)
    amount = _change_between(tokens, n, claim, old)
    if amount is not None and not new.known:
        share = Product(amount.id, claim.id, old.id, abs(Fraction(scale)))
        yield drafts.relation(
            "growth", (claim.figure, amount.figure, old.figure), (share,), hard=hard, cue=claim.lead, pattern="growth"
        )
        return
    yield drafts.growth(claim.figure, new.figure, old.figure, scale=scale, shift=shift, hard=hard, cue=claim.lead)


def against(claim: Token, new: Token, old: Token) -> Iterator[Relation]:
    """The relation of a claim to two values, whatever else stands between them."""
    yield from _against((), 0, claim, new, old)


def _doubled(claim: Token, new: Token, old: Token) -> Relation:
    """翻番: twice or more, as one would print it with one decimal; nobody says 翻番 of exactly so much."""
    times = Fraction(claim.amount) - Fraction(1, 20)
    at_least = Linear(((1, new.id), (-times, old.id)), 0, None)
    return drafts.relation("growth", (claim.figure, new.figure, old.figure), (at_least,), cue="翻番", pattern="growth")


def _unlike(claim: Token, new: Token, old: Token) -> Relation:
    """Amounts at current prices, growth at constant ones: nobody can check it."""
    return drafts.relation(
        "growth",
        (claim.figure, new.figure, old.figure),
        pattern="growth",
        holds=Holds.UNKNOWN,
        hard=False,
        cue="可比价",
        why_zh="增幅按可比价格，两数按现价，不能直接核对",
        why_en="the growth is at constant prices, the amounts at current ones: they cannot be compared",
    )


def _by_prices(claim: Token, new: Token, old: Token) -> bool:
    """Growth at constant prices differs from that of the printed amounts by what prices did, hardly ever more."""
    if claim.figure.kind is not FigureKind.PERCENT or not (claim.known and new.known and old.known) or not old.amount:
        return False
    printed = (Fraction(new.amount) / Fraction(old.amount) - 1) * 100
    apart = abs(printed - values.sign(claim) * claim.amount)
    return not values.fits(claim, new, old) and apart <= table("growth")["prices"]


def _change_between(tokens: Sequence[Token], n: int, claim: Token, old: Token) -> Token | None:
    """The change in units told just before its percentage: 增加74名，增幅近三成."""
    before = tokens[n - 1] if n else None
    if before is None or claim.figure.kind is not FigureKind.PERCENT or "翻" in claim.figure_words:
        return None
    told = before.role is Role.CHANGE and before.lane == old.lane and before.figure.kind is FigureKind.COUNT
    return before if told and claim.clause - before.clause <= 1 else None


def _from_change(tokens: Sequence[Token], n: int, claim: Token) -> Iterator[Relation]:
    """9860名，较上年末净增215名，增长2.2％: the old value is the new one less the change."""
    if n < 2:
        return
    change, new = tokens[n - 1], tokens[n - 2]
    told = change.role is Role.CHANGE and change.figure.kind is FigureKind.COUNT and claim.clause - change.clause == 1
    if not told or new.lane != change.lane or new.role not in values.LEVELS or change.clause - new.clause > 2:
        return
    if new.sentence != claim.sentence or not _same_direction(change, claim):
        return
    if values.of_own_subject(claim, new, new):
        return  # 减少31个，编制精简20％
    old = f"{claim.id}.old"
    step = Linear(((1, new.id), (-1, old), (-values.sign(change), change.id)), 0, 0)
    share = Product(change.id, claim.id, old, drafts.PERCENT)
    whole = Product(new.id, claim.id, old, values.sign(change) * drafts.PERCENT, 1)  # follows from both: bounds the old
    hard = not cue("growth", "real_terms").search(f"{new.label}{new.opening}{claim.opening}")
    yield drafts.relation(
        "growth",
        (claim.figure, new.figure, change.figure),
        (step, share, whole),
        unknowns=((old, _set_of(new.figure)),),
        hard=hard,
    )


def _of_rate(tokens: Sequence[Token], n: int, claim: Token) -> Iterator[Relation]:
    """满意度达到9*％，比上年提高**个百分点: the rate of last year, which nobody states, lies between 0 and 100."""
    new = tokens[n - 1] if n else None
    if new is None or new.figure.kind is not FigureKind.PERCENT or new.role is not Role.LEVEL:
        return
    hidden = new.figure.masked or claim.figure.masked
    if hidden and new.sentence == claim.sentence and claim.clause - new.clause <= 1:
        up = values.sign(claim) > 0
        within = Linear(((1, new.id), (-1 if up else 1, claim.id)), 0 if up else None, None if up else 100)
        figures = (claim.figure, new.figure)
        yield drafts.relation("growth", figures, (within,), pattern="growth", cue=claim.lead, confidence=0.5)


def _of_hidden(tokens: Sequence[Token], n: int, claim: Token) -> Iterator[Relation]:
    """学法〇〇次，同比多2次: the level is not shown, and what it was nobody states; it is at least what was added."""
    new = tokens[n - 1] if n else None
    if new is None or new.lane != claim.lane or new.role is not Role.LEVEL or not new.figure.masked:
        return
    near = new.sentence == claim.sentence and claim.clause - new.clause == 1 and new.depth == claim.depth
    if near and EARLIER.match(claim.lead) and not values.of_own_subject(claim, new, new):
        least = [Linear(((1, new.id), (-1, claim.id)), 0, None)] if values.sign(claim) > 0 else []
        yield drafts.relation(
            "growth", (claim.figure, new.figure), least, pattern="growth", cue=claim.lead, hard=False, confidence=0.5,
            holds=Holds.UNKNOWN, why_zh="本期数未显示，上期数未列",
            why_en="this year's value is not shown, last year's not told",
        )  # fmt: skip


def _over_promise(layout: Layout, n: int, claim: Token) -> Iterator[Relation]:
    """承诺新增学位5000个 … 新增学位5280个，比计划多出5.6％: the plan stands elsewhere, under the same name."""
    new = layout.tokens[n - 1] if n else None
    if new is None or new.sentence != claim.sentence or claim.clause - new.clause != 1 or new.role is not Role.LEVEL:
        return
    name = core(new)
    if not re.match("[比较](?:年初|年度)?(?:计划|目标|任务|承诺)", claim.opening) or len(name) < 3:
        return
    plans = [t for t in layout.tokens[: n - 1] if t.lane == new.lane and core(t) == name and promised(layout, t)]
    if len(plans) == 1 and plans[0].sentence != new.sentence:
        scale, shift = values.product_terms(claim)
        yield drafts.growth(
            claim.figure, new.figure, plans[0].figure, scale=scale, shift=shift, hard=False, cue=claim.lead
        )


def _same_direction(change: Token, claim: Token) -> bool:
    return values.sign(change) == values.sign(claim) or not cue("growth", "down").search(claim.opening)


def _set_of(like: Figure) -> Values:
    """What an unstated value of the same kind may be."""
    step = like.values.hull.step
    return COUNT if step is not None or isinstance(like.values.point, int) else drafts.NOT_NEGATIVE


def _short_of(layout: Layout, n: int, claim: Token) -> Iterator[Relation]:
    """距70％的年度目标还差3个百分点: the target, and the level reported elsewhere under a shared name."""
    if claim.figure.kind is not FigureKind.POINT or not claim.known:
        return
    here = [
        t for t in layout.tokens[max(0, n - 2) : n] if t.clause == claim.clause and t.figure.kind is FigureKind.PERCENT
    ]
    percent = FigureKind.PERCENT
    rates = [t for t in layout.by_lane.get(percent, ()) if t.figure.kind is percent and t.figure.value is not None]
    targets = here or [t for t in rates if re.search(r"目标|达到?$", t.lead)]
    sentence = layout.sentences[claim.sentence].of(layout.text)
    for target in targets:
        for level in rates:
            words = level.lead + target.lead
            named = any(words[i : i + 2] in sentence for i in range(len(words) - 1))
            if level.known and target.amount - level.amount == claim.amount and (here or named):
                yield drafts.difference(claim.figure, target.figure, level.figure, cue="距目标", confidence=0.8)
                return
