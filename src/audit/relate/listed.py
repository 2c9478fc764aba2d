"""Lists summed up after them: 警告7件、罚款12件、改正16件，三类…; A、B、C、D“四项服务”; A、B、C，这三类点位."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..records import Figure, FigureKind, Relation, Span, Status
from . import pattern
from .binding import Layout, Token
from .cues import cue
from .listing import PLACES, items, relation_of
from .lists import HAN, Listing

THING = r"[^、，。；：！？\n“”《》]{1,20}"
ROW = re.compile(rf"({THING}(?:、{THING})+)$")
BEHIND = re.compile("的[“”\u4e00-\u9fff]{2,8}$")


@pattern("listed")
def listed(layout: Layout) -> Iterator[Relation]:
    """Numbers right behind what they count."""
    for figure in layout.extraction.figures:
        small = figure.status is Status.STATED and isinstance(figure.value, int) and 2 <= figure.value <= 12
        unit = bool(cue("listed", "sums", before="^", after="$").match(figure.unit or ""))
        if figure.kind is not FigureKind.COUNT or figure.cell is not None or not small or not unit:
            continue
        if any(look(layout, figure) for look in PLACES):
            continue
        found = _counted(layout, figure) or _row_before(layout, figure) or _fields(layout, figure)
        if found is not None:
            yield relation_of(layout, figure.span, int(figure.value or 0), found, figure, "listed")
    yield from _quoted(layout)


def _counted(layout: Layout, figure: Figure) -> Listing | None:
    """新添14间，翻修22间，两项共36间: as many figures of one unit right before, each with its name."""
    count = int(figure.value or 0)
    before = [t for t in layout.tokens if t.span.end <= figure.span.start and figure.span.start - t.span.end < 120]
    own = before[-count:]
    sentence = layout.sentence_at(figure.span.start)
    if own and own[0].figure.unit == figure.unit:
        return None  # 项目31个，完成29个，2个跨年
    if len(own) < count or any(t.sentence != sentence or t.lane != own[0].lane or len(t.lead) < 2 for t in own):
        return None
    near = re.fullmatch(r"[，、](?:这|上述|以上|前述)?", layout.text[own[-1].span.end : figure.span.start])
    one_run = all(re.fullmatch(r"[^\d。；]{3,}", layout.between(a, b)) for a, b in pairwise(own))
    earlier = before[-count - 1] if len(before) > count else None
    wider = earlier is not None and (earlier.lane, earlier.clause) == (own[0].lane, own[0].clause)
    names = _bare(layout, figure, _names(own))
    return Listing(tuple(names), False) if near and one_run and not wider else None


def _bare(layout: Layout, figure: Figure, spans: list[Span]) -> list[Span]:
    """改造供水管网、燃气管网、污水管网, of 三类管网: neither what the sum names nor what was done."""
    noun = re.match(
        "[\u4e00-\u9fff]{2,4}?(?=[合共总均都全，。；、]|累计|$)", layout.text[figure.span.end : figure.span.end + 8]
    )
    told = [s.of(layout.text) for s in spans]
    if noun is None or not all(name.endswith(noun.group()) and len(name) > len(noun.group()) + 1 for name in told):
        return spans
    bare = [Span(s.start, s.end - len(noun.group())) for s in spans]
    lengths = {s.end - s.start for s in bare[1:]}
    most = max(lengths)
    return [Span(max(bare[0].start, bare[0].end - most), bare[0].end), *bare[1:]]


def _names(own: list[Token]) -> list[Span]:
    """The words before each figure; of the first only as many as the others have: 新添 of 新添阅览室."""
    of_all = [re.match("(?:全[区县市镇]|现有|共有)*", t.lead) for t in own]
    spans = [
        Span(t.span.start - len(t.lead) + (m.end() if m else 0), t.span.start) for t, m in zip(own, of_all, strict=True)
    ]
    most = max(s.end - s.start for s in spans[1:])
    first = spans[0]
    return [Span(first.start, first.start + most) if first.end - first.start > most + 2 else first, *spans[1:]]


def _row_before(layout: Layout, figure: Figure) -> Listing | None:
    """冷库、市场、学校，这三类点位: the clause before is the list; another number only where the words point to it."""
    start, count = figure.span.start, int(figure.value or 0)
    opened = layout.sentences[layout.sentence_at(start)].start
    before = layout.text[max(opened, start - 120) : start]
    said = re.search("，(这|上述|以上|前述)?$", before)
    if said is None:
        return None
    clause = before[: said.start()]
    behind = BEHIND.search(clause)
    row = ROW.search(clause[: behind.start()] if behind else clause)
    if row is None or re.search(r"\d|等", row.group()):
        return None
    at = start - len(before)
    spans = items(layout, at + row.start(1), at + row.end(1), introduced=True)
    noun = layout.text[figure.span.end : figure.span.end + 2]
    alike = len(spans) == count and all(s.of(layout.text).endswith(noun) for s in spans)
    pointed = said.group(1) or (behind and figure.unit in ("位", "名")) or alike
    close = len(spans) == count or (bool(pointed) and abs(len(spans) - count) == 1)
    return Listing(tuple(spans), False) if len(spans) > 1 and pointed and close else None


def _fields(layout: Layout, figure: Figure) -> Listing | None:
    """教育、医疗、养老工作报告如下……三个领域: as many short words of one length in the sentences before."""
    count = int(figure.value or 0)
    if count < 3 or not cue("listed", "fields", before="^").match(layout.text[figure.span.end : figure.span.end + 4]):
        return None
    start = max(0, figure.span.start - 160)
    for length in (4, 2, 3, 5):
        word = rf"[\u4e00-\u9fff]{{{length}}}"
        row = re.compile(rf"(?<!、)({word}(?:、{word}){{{count - 1}}})(?![\u4e00-\u9fff]?、)")
        if (said := row.search(layout.text, start, figure.span.start)) is not None:
            found = [Span(m.start(), m.end()) for m in re.compile(word).finditer(layout.text, *said.span(1))]
            return Listing(tuple(found), False)
    return None


def _quoted(layout: Layout) -> Iterator[Relation]:
    """送政策、送岗位、送技能“三项行动”: the number stands inside the quoted name."""
    counted = rf"([二两三四五六七八九十])(?:{cue('listed', 'quoted').pattern})"
    name = re.compile(rf"[“\"]({counted})[\u4e00-\u9fff]{{2,8}}[”\"]")
    for said in name.finditer(layout.text):
        row = ROW.search(layout.text, max(0, said.start() - 120), said.start())
        if row is None or re.search(r"[\d*]|的$", row.group()):
            continue
        count = 2 if said.group(2) == "两" else HAN.index(said.group(2))
        spans = items(layout, row.start(1), row.end(1), introduced=True)
        acts = [s for s in spans[1:] if cue("listing", "openers").search(s.of(layout.text))]
        lengths = [s.end - s.start for s in spans]
        even = max(lengths) - min(lengths) <= 4 and not acts
        if len(spans) == count or (abs(len(spans) - count) == 1 and even and len(spans) > 2):
            claim = Span(said.start(1), said.end(1))
            yield relation_of(layout, claim, count, Listing(tuple(spans), False), None, "listed")
