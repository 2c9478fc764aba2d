"""Lists: a number of things against the things listed beside it. 等 leaves a list open; else the number is exact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import Figure, FigureKind, Holds, Relation, Span, Status
from . import pattern
from .binding import SPANS_OF_YEARS, Layout
from .cues import cue, table, words
from .lists import HAN, Listing, clauses, enumerated, is_kind, titles

# 宣传十五大精神, 党的八大: a congress is no list
GREAT = re.compile("(?<![一二三四五六七八九十百党])(?<!党的)(?<!中共)([二三四五六七八九十])大(?=[\u4e00-\u9fff]{2})")
PIECE = re.compile("(?:（[^（）]*）|[^、])+")  # 、 in brackets parts nothing: 公用企业（供电、气、水）
NAMED = re.compile(
    r"(?:第[一二三四五六七八九十]+[类种项]|[\u4e00-\u9fff]{2}了(?=[\u4e00-\u9fff]{2}))?"
    r"([^\d，。；：]{2,}?)(?:\d[\d,.*×X]*[万亿]?[\u4e00-\u9fff]{0,3})*$"
)
ITEM = r"[^、，。；：！？\n（）()]{1,24}"
IN_BRACKETS = re.compile(rf"[\u4e00-\u9fff]{{1,8}}[（(]({ITEM}(?:、{ITEM})+)[）)]")
AFTER_COLON = re.compile(rf"[\u4e00-\u9fff]{{0,8}}(?:：|，即|，分别是|，分别为)({ITEM}(?:、{ITEM})+)")
JOINT = re.compile(r"[^、]{2,}(?:以及|和|及|与|或)[^、]{2,}|（")
LISTED = re.compile(rf"({ITEM}(?:、{ITEM})+)(?<![一二三四五六七八九十百])[二三四五六七八九十]大$")


@pattern("listing")
def listings(layout: Layout) -> Iterator[Relation]:
    """Counted lists and quoted slogans with what they list."""
    for figure in layout.extraction.figures:
        if _small(figure) and figure.kind is FigureKind.COUNT and figure.cell is None:
            found = next(filter(None, (look(layout, figure) for look in PLACES)), None)
            if found is not None:
                yield relation_of(layout, figure.span, int(figure.value or 0), found, figure)
            elif hidden := _hidden(layout, figure):
                yield hidden
    yield from _slogans(layout)
    yield from _great(layout)


def _hidden(layout: Layout, figure: Figure) -> Relation | None:
    """在**等五个社区: names that are not shown stand in the list, so nobody can count it."""
    start = figure.span.start
    if not layout.text.endswith("等", 0, start):
        return None
    opened = _opened(layout, start)
    masked = [f for f in layout.figures_in(opened, start) if f.masked and f.kind is FigureKind.NAME]
    if not masked:
        return None
    return Relation(
        id="", kind="list", pattern="listing", members=(figure.span, *(f.span for f in masked)),
        figures=(figure.id, *(f.id for f in masked)), span=Span(masked[0].span.start, figure.span.end),
        holds=Holds.UNKNOWN, cue="等", confidence=0.5,
        why_zh=f"写明{figure.value}，所列名称未显示", why_en=f"says {figure.value}; the names listed are not shown",
    )  # fmt: skip


def _opened(layout: Layout, position: int) -> int:
    """Where the stretch between two marks begins that ends at a position."""
    sentence = layout.sentences[layout.sentence_at(position)].start
    semicolon, comma, colon = (layout.text.rfind(c, sentence, position) + 1 for c in "；，：")
    return max(sentence, semicolon, comma, colon)


def _small(figure: Figure) -> bool:
    return isinstance(figure.value, int) and 2 <= figure.value <= 30 and figure.status is Status.STATED


def relation_of(
    layout: Layout, claim: Span, count: int, found: Listing, figure: Figure | None, named: str = "listing"
) -> Relation:
    """The number against what is listed, each thing without its own number."""
    found = Listing(tuple(name_only(layout, span) for span in found.members), found.open, found.joined)
    listed = len(found.members)
    least, most = listed - bool(found.joined), listed + found.joined
    holds = Holds.TRUE if least <= count <= most or (found.open and least <= count) else Holds.FALSE
    kind_zh, kind_en = ("等", "open list") if found.open else ("", "list")
    return Relation(
        id="", kind="list", pattern=named, members=(claim, *found.members),
        figures=(figure.id,) if figure is not None else (),
        span=Span(min(claim.start, found.members[0].start), max(claim.end, found.members[-1].end)),
        holds=holds, cue="等" if found.open else "",
        why_zh=f"写明{count}，列出{listed}{'（' + kind_zh + '）' if kind_zh else ''}",
        why_en=f"says {count}, lists {listed} ({kind_en})",
    )  # fmt: skip


def _head(layout: Layout, figure: Figure) -> bool:
    """A noun of lists follows: 个方面, 条主线, 项硬指标."""
    after = layout.text[figure.span.end : figure.span.end + 8]
    named = cue("listing", "heads", before="[\u4e00-\u9fff]{0,4}?").match(after)
    return named is not None or figure.unit in table("listing")["kinds"]


def _alike(layout: Layout, figure: Figure, spans: list[Span]) -> bool:
    """材料组、协调组、督导组4个小组: everything listed ends as the noun does."""
    ends = {s.of(layout.text)[-1:] for s in spans}
    after = layout.text[figure.span.end : figure.span.end + 4]
    return len(spans) > 2 and len(ends) == 1 and bool(re.match(rf"[\u4e00-\u9fff]{{0,3}}{re.escape(min(ends))}", after))


def _before(layout: Layout, figure: Figure) -> Listing | None:
    """A、B、C（等）N个方面: the list runs back from the figure."""
    start = figure.span.start
    opened = _opened(layout, start)
    stretch = layout.text[opened:start]
    is_open = stretch.endswith("等")
    if "、" not in stretch:
        return None
    counted = [f.span for f in layout.figures_in(opened, start) if f.kind is FigureKind.COUNT]
    first = opened + stretch.index("、")
    if len(counted) == 1 and counted[0].end + 4 <= first:
        opened = counted.pop().end  # 312场宣讲走进机关、企业: the figure is no part of the first thing
        stretch = layout.text[opened:start]
    body = stretch[:-1] if is_open else stretch
    spans = items(layout, opened, opened + len(body), introduced=True)
    if len(spans) < 2 or any(s.meets(c) for s in spans for c in counted) or "*" in body:
        return None
    count = int(figure.value or 0)
    if _last_acts(layout, spans) or _subject_first(layout, spans, count) or figure.unit in SPANS_OF_YEARS:
        return None
    headed = _head(layout, figure) or _alike(layout, figure, spans)
    if not is_open and not headed and (len(spans) != count or figure.unit in table("listing")["times"]):
        return None  # 党员、干部、群众三次到现场: how often, not how many of them
    if not is_open and abs(len(spans) - count) > (2 if _even(stretch, layout, spans) and headed else 1):
        return None
    return Listing(tuple(spans), is_open, _joined(stretch))


def _even(stretch: str, layout: Layout, spans: list[Span]) -> bool:
    """把组织、宣传、人社、民政六个部门: short names of one length, which an opener leads in."""
    lengths = {s.end - s.start for s in spans}
    return len(spans) > 2 and lengths == {2} and re.match("[^、]{0,6}(?:把|将|由|会同|联合|牵头)", stretch) is not None


def _last_acts(layout: Layout, spans: list[Span]) -> bool:
    """维护社会稳定、增进民族团结、促进两个文明建设: the figure is what the last item does, not how many there are."""
    *others, last = (len(span.of(layout.text)) for span in spans)
    return last <= 2 and min(others) >= 4


def _subject_first(layout: Layout, spans: list[Span], count: int) -> bool:
    """区委、区政府组织干部、科技、医疗3项帮扶: who acts stands in the same row, and the verb is in the first thing."""
    surplus = len(spans) - count
    if surplus < 1 or count < 2:
        return False
    *_, acting = spans[: surplus + 1]
    return acting.end - acting.start >= 2 + max(s.end - s.start for s in spans[surplus + 1 :])


def items(layout: Layout, start: int, end: int, *, introduced: bool = False) -> list[Span]:
    """The list items between two places: split at 、 and at the 和 before the last."""
    body = layout.text[start:end]
    opener = cue("listing", "openers", before="^[^、]{0,10}?").match(body) or cue("listing", "short_openers").match(
        body
    )
    at = start + (_after_opener(body, opener.end()) if opener and introduced else 0)
    spans = []
    for piece in PIECE.finditer(layout.text, at, end):
        spans.append(Span(piece.start(), piece.end()))
    if introduced and len(spans) > 1:
        spans[0] = _without_owner(layout, spans[0], max(s.end - s.start for s in spans[1:]))
    lengths = {s.end - s.start for s in spans[1:]}
    if introduced and len(lengths) == 1 and 0 < spans[0].end - spans[0].start - min(lengths) <= 12:
        spans[0] = Span(spans[0].end - min(lengths), spans[0].end)  # 培育餐饮、文创、康养: the verb is no item
    last = spans[-1].of(layout.text) if spans else ""
    joint = re.fullmatch(r"(.{2,12}?)(?:以及|和|及|与)(.{2,12})", last)
    if joint and len(spans) > 1:
        s = spans.pop()
        spans += [Span(s.start, s.start + joint.end(1)), Span(s.start + joint.start(2), s.end)]
    return spans


def _without_owner(layout: Layout, first: Span, most: int) -> Span:
    """23个部门的执法公示、全过程记录: whose it is stands before the first thing, longer than any other."""
    owner = re.match("[^、]*[^目]的(?=[^、]{2,}$)", first.of(layout.text))
    surplus = first.end - first.start - most
    return Span(first.start + owner.end(), first.end) if owner and surplus > 2 and owner.end() > 2 else first


def _after_opener(body: str, end: int) -> int:
    """Where the first thing begins: 新建 in 走新建、改建 is no opener but the first thing."""
    if body[end : end + 1] != "、":
        return end
    named = cue("listing", "openers").search(body, 0, end)
    return named.start() if named else 0


def name_only(layout: Layout, span: Span) -> Span:
    """低保户 of 第一类低保户206户512人: without number and rank; 整治了 before a first thing is no part of it."""
    said = NAMED.match(span.of(layout.text))
    if said is None:
        return span
    return Span(span.start + said.start(1), span.start + said.end(1))


def _joined(stretch: str) -> int:
    """How often 和 or the like may join two things that 、 does not part."""
    return sum(bool(JOINT.search(name)) and not re.search("参与|普及|涉及", name) for name in stretch.split("、"))


def _in_brackets(layout: Layout, figure: Figure) -> Listing | None:
    """三个乡镇（榕浦、沙汊、白鹭）."""
    said = IN_BRACKETS.match(layout.text, figure.span.end)
    if said is None or re.search(r"\d", said.group(1)) or layout.text.endswith("等", 0, figure.span.start):
        return None
    if all(len(name) == 1 for name in said.group(1).split("、")):
        return None  # 8省（区、市）: the bracket belongs to the unit
    is_open = said.group(1).endswith("等")
    return Listing(tuple(items(layout, said.start(1), said.end(1) - is_open)), is_open, _joined(said.group(1)))


def _after_colon(layout: Layout, figure: Figure) -> Listing | None:
    """四项硬指标：A、B、C、D, up to the end of the clause."""
    said = AFTER_COLON.match(layout.text, figure.span.end)
    if said is None or figure.unit in table("listing")["times"] or not is_kind(layout, figure):
        return None
    body = said.group(1)
    if body.count("“") != body.count("”"):
        return None  # somebody speaks
    is_open = bool(re.search(r"等$|等[^、]{0,4}$", body))
    start = said.start(1)
    spans = items(layout, start, start + len(re.sub(r"等[^、]{0,4}$", "", body)))
    close = abs(len(spans) - int(figure.value or 0)) <= 1
    return Listing(tuple(spans), is_open, _joined(body)) if is_open or close else None


PLACES = (_after_colon, _in_brackets, titles, _before, enumerated, clauses)
"""Where a list may stand, surest first."""


def _slogans(layout: Layout) -> Iterator[Relation]:
    """“五进”, “三包” with as many things of that word beside them; only where they come out."""
    for said in re.finditer(r"[“\"]([三四五六七八九十])([\u4e00-\u9fff]{1,3})[”\"]", layout.text):
        count, word = HAN.index(said.group(1)), said.group(2)
        claim = Span(said.start(), said.end())
        sentence = layout.sentences[layout.sentence_at(said.start())]
        found = _repeated(layout, sentence, word, count)
        if found or word in words("listing", "slogans"):
            found = found or _nearest_list(layout, claim, sentence, count)
            if len(found) == count:
                yield relation_of(layout, claim, count, Listing(tuple(found), False), None)


def _great(layout: Layout) -> Iterator[Relation]:
    """产业、人才、文化、生态、组织五大振兴: as many short words as 大 counts; one more or fewer is worth a question."""
    for place in re.finditer("大", layout.text):
        great = GREAT.match(layout.text, place.start() - 1)
        said = LISTED.search(layout.text, max(0, great.start() - 120), great.end()) if great else None
        if great is None or said is None:
            continue
        spans = items(layout, said.start(1), said.end(1), introduced=True)
        count = HAN.index(great.group(1))
        short = len(spans) > 1 and max(s.end - s.start for s in spans[1:]) <= 6
        if short and abs(len(spans) - count) <= 1 and not _subject_first(layout, spans, count):
            claim = Span(great.start(), great.end())
            yield relation_of(layout, claim, count, Listing(tuple(spans), False, _joined(said.group(1))), None)


def _repeated(layout: Layout, sentence: Span, word: str, count: int) -> list[Span]:
    """进机关、进农村、进社区: the word once more before every thing."""
    run = rf"{word}[^、，。；“”]{{1,6}}(?:、{word}[^、，。；“”]{{1,6}}){{{count - 1}}}(?=[，。；])"
    said = re.search(run, sentence.of(layout.text))
    if said is None:
        thing = rf"[^、，。；“”]{{0,4}}{word}[^、，。；“”]{{0,4}}"  # 支部联建、党员联育
        inside = rf"(?<=[即：，])(?!即){thing}(?:、{thing}){{{count - 1}}}(?=[，。；])"
        said = re.search(inside, sentence.of(layout.text))
    if said is None:
        return []
    start = sentence.start + said.start()
    spans = [Span(start + m.start(), start + m.end()) for m in re.finditer(r"[^、]+", said.group())]
    most = max(s.end - s.start for s in spans[:-1])
    return [*spans[:-1], Span(spans[-1].start, min(spans[-1].end, spans[-1].start + most))]  # 通电 of 通电全部到位


def _nearest_list(layout: Layout, claim: Span, sentence: Span, count: int) -> list[Span]:
    """A list of exactly that many short words before (…等“四风”) or after the slogan."""
    text = layout.text
    before = re.search(rf"({ITEM}(?:、{ITEM}){{{count - 1}}})等?$", text[sentence.start : claim.start])
    if before is not None:
        start, end = sentence.start + before.start(1), sentence.start + before.end(1)
        spans = items(layout, start, end - text[start:end].endswith("等"), introduced=True)
        made = cue("listing", "made").search(spans[-1].of(text))
        last = Span(spans[-1].start, spans[-1].start + made.start()) if made and made.start() > 1 else spans[-1]
        return [*spans[:-1], last]
    after = re.match(
        rf"[^。；]{{0,6}}，(?:将|把|推进|做到|即)({ITEM}(?:、{ITEM}){{{count - 1}}}?)(?:等|的|，)",
        text[claim.end : sentence.end],
    )
    if after is None:
        return []
    spans = items(layout, claim.end + after.start(1), claim.end + after.end(1))
    return [Span(s.start, s.start + len(re.split("的", s.of(text))[0])) for s in spans]
