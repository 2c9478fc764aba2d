"""One quantity stated twice: in other units, in another section, in a table, in last year's report.

Equal figures under one name are one quantity. Two unlike figures are a contradiction only where the names agree in
full and one of them stands where a report sums itself up (preamble, table total, last year's report).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..records import Figure, FigureKind, Holds, Relation
from . import drafts, pattern
from .binding import Layout, Role, Token
from .cues import cue, later, words

SMALL = 10  # equal small numbers are chance
NOT_REACHED = later("same", "not_reached")
YEAR = re.compile(r"(\d{4})年")
QUOTES = re.compile(r"[“”‘’《》（）]")
OF_OTHERS = (Role.CHANGE, Role.PLAN, Role.AVERAGE)
KINDS = (FigureKind.COUNT, FigureKind.PERCENT)


@pattern("same")
def restatements(layout: Layout) -> Iterator[Relation]:
    """Quantities that the report states more than once."""
    yield from _converted(layout)
    yield from _repeated(layout)
    yield from _contradicted(layout)
    yield from _last_year(layout)


def _converted(layout: Layout) -> Iterator[Relation]:
    """8600万元，折合0.86亿元."""
    restated = Role.RESTATED
    for before, token in pairwise(layout.tokens):
        if token.role is restated and before.lane == token.lane and before.sentence == token.sentence:
            yield drafts.same(before.figure, token.figure, cue=token.lead)


def names(token: Token) -> set[str]:
    """Words of two to four characters next to the figure that may name what it counts."""
    lead, tail = QUOTES.sub("", token.lead), QUOTES.sub("", token.tail)
    found = {lead[-k:] for k in (2, 3, 4) if len(lead) >= k} | {tail[:k] for k in (2, 3, 4) if len(tail) >= k}
    return found.difference(words("same", "empty"))


def _repeated(layout: Layout) -> Iterator[Relation]:
    """The same number of the same things: 党支部349个 … 349个党支部."""
    first: dict[tuple[str, object], list[Token]] = {}
    for token in layout.tokens:
        if token.figure.kind not in KINDS or not token.known or token.amount < SMALL:
            continue
        if token.role in OF_OTHERS:
            continue
        earlier = first.setdefault((token.lane, token.amount), [])
        others = (t for t in earlier if t.sentence != token.sentence and _one_thing(t, token))
        twin = next((t for t in others if not _of_other_counts(layout, t, token)), None)
        if twin is not None:
            yield drafts.same(twin.figure, token.figure, cue="复述", confidence=0.8)
        else:
            earlier.append(token)


def _one_thing(a: Token, b: Token) -> bool:
    """Counts under one name; rates only under their full name, and never 100."""
    if a.figure.kind is FigureKind.PERCENT:
        return a.amount != 100 and len(core(a)) > 2 and core(a) == core(b)
    return bool(names(a) & names(b))


def _of_other_counts(layout: Layout, a: Token, b: Token) -> bool:
    """433件，办结237件，办结率54.7% and 955件，办结522件，办结率54.7%: rates that print alike, of other things."""
    if a.figure.kind is not FigureKind.PERCENT:
        return False
    told = [{t.amount for t in layout.tokens_in(rate.sentence) if t.figure.kind is FigureKind.COUNT} for rate in (a, b)]
    return all(told) and not told[0] & told[1]


def core(token: Token) -> str:
    """The words before the figure without those that only introduce it."""
    return _stripped(token.lead.strip())


def _stripped(lead: str) -> str:
    """Without introducing words at either end, and without quotation marks."""
    lead = lead.replace("“", "").replace("”", "")
    prefix = cue("same", "preface", "^")
    while (said := prefix.match(lead)) is not None and said.end() and said.end() < len(lead):
        lead = lead[said.end() :]
    return cue("same", "preface", "", "$").sub("", lead)


def _contradicted(layout: Layout) -> Iterator[Relation]:
    """What the preamble says of the year against what the body says, under one full name."""
    summary = [t for t in _reported(layout, "preamble") if t.amount >= SMALL]
    body: dict[tuple[str, str], list[tuple[str, Token]]] = {}  # by lane and what the name ends in
    for token in _reported(layout, "work") if summary else ():
        name = core(token)
        body.setdefault((token.lane, name[-3:]), []).append((name, token))
    for said in summary:
        name = core(said)
        near = body.get((said.lane, name[-3:]), ())
        found = [t for other, t in near if _one_name(name, other) and _comparable(said, t)]
        if len(found) == 1 and not found[0].figure.values.hull.is_empty and found[0].amount != said.amount:
            yield drafts.same(said.figure, found[0].figure, cue=name, confidence=0.7)


def _reported(layout: Layout, section: str) -> list[Token]:
    """The printed counts of this year in a section."""
    count = FigureKind.COUNT
    told = [t for t in layout.tokens if t.known and t.figure.kind is count]
    return [t for t in told if layout.section(t.span) == section and of_this_year(layout, t)]


def of_this_year(layout: Layout, token: Token) -> bool:
    """It reports this year: no plan, target or earlier year in its sentence before it."""
    if token.role is not Role.LEVEL:
        return False
    if "年" in token.opening and any(int(year) != layout.report.year for year in YEAR.findall(token.opening)):
        return False
    said = layout.text[layout.sentences[token.sentence].start : token.span.start]
    return not NOT_REACHED().search(said)


def promised(layout: Layout, token: Token) -> bool:
    """年初向社会公布的承诺事项：新增学位5000个: announced in its sentence, not reached."""
    said = layout.text[layout.sentences[token.sentence].start : token.span.start]
    return token.role in (Role.LEVEL, Role.PLAN) and cue("same", "promise").search(said) is not None


def _one_name(one: str, other: str) -> bool:
    """One name is the other with words left out, and both end alike: 衔接补助资金, 衔接推进乡村振兴补助资金."""
    short, long = sorted((one, other), key=len)
    if short == long:
        return len(short) >= 4
    if len(short) < 5 or short[-3:] != long[-3:]:
        return False
    rest = iter(long)
    return all(character in rest for character in short)


def _comparable(a: Token, b: Token) -> bool:
    """Neither is a part, and the amounts are of one order."""
    low, high = sorted((a.amount, b.amount))
    return low * 2 > high and not any(t.opening.startswith(("其中", "截至", "含")) for t in (a, b))


def _last_year(layout: Layout) -> Iterator[Relation]:
    """What this report says of last year against last year's report."""
    if layout.prior is None:
        return
    before = Layout(*layout.prior)
    own = [t for t in before.tokens if t.known and t.role is Role.LEVEL and t.figure.kind is FigureKind.COUNT]
    own = [t for t in own if before.section(t.span) != "plan"]
    for token in layout.tokens:
        if token.figure.kind is not FigureKind.COUNT or not token.known or not _of_last_year(layout, token):
            continue
        name = _earlier_name(layout, token)
        named = [t for t in own if t.lane == token.lane and _one_name(name, core(t))]
        values = {t.amount for t in named}
        if len(values) == 1:
            yield _against_prior(token, named[0].figure, layout)


def _earlier_name(layout: Layout, token: Token) -> str:
    """What a value of last year counts: 销售额 in 销售额由2021年的…, else what this year's value before it counts."""
    if token.role is not Role.BASE and not re.search(r"[由从]\d{4}年的$|[由从][上去]年的$", token.opening):
        return core(token)
    own = re.split(r"由|从|比|较", token.opening)[0]
    if len(own) >= 3:
        return _stripped(own)
    new = [t for t in layout.tokens[: token.order] if t.lane == token.lane and t.sentence == token.sentence]
    return core(new[-1]) if new else ""


def _of_last_year(layout: Layout, token: Token) -> bool:
    year = layout.report.year
    said = token.lead + token.opening
    stated = year is not None and f"{year - 1}年" in said and f"{year}年" not in said
    return stated or bool(re.search(r"上年|去年", token.lead))


def _against_prior(token: Token, prior: Figure, layout: Layout) -> Relation:
    equal = token.figure.value == prior.value
    printed = prior.span.of(layout.prior[0].text) if layout.prior else ""
    said = token.span.of(layout.text)
    return Relation(
        id="", kind="same", pattern="same", members=(token.span,), figures=(token.id,), span=token.span,
        holds=Holds.TRUE if equal else Holds.FALSE, cue="上年报告",
        why_zh=f"本件写{said}，上年报告写{printed}", why_en=f"says {said}; last year's report says {printed}",
    )  # fmt: skip
