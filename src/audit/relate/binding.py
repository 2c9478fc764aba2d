"""What a figure stands beside: its sentence, its clause, its words, its lane. Binding decides precision.

A *lane* holds the figures that may be added or compared: one unit, or one dimension where units convert (元 and 万元,
名 and 人). Figures side by side (`97件134人`) fall into lanes of their own, so that 件 is never added to 人.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from ..records import Extraction, Figure, FigureKind, Report, Span, Status
from ..sets import Number
from .cues import cue

SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
GROUPING = r"(?!(?<=\d),(?=\d{3}(?!\d)))"  # the comma of 1,260 breaks nothing
CLAUSE = re.compile(r"(?:[^，。；：！？\n,;:]|(?<=\d),(?=\d{3}(?!\d)))+")
LIST_BREAK = re.compile(rf"{GROUPING}[，。；：！？、\n,;:（）()|\t]|(?<=[\u4e00-\u9fff”）])和(?=[\u4e00-\u9fff])")
BREAK = re.compile(rf"{GROUPING}[，。；：！？,;:]")
BRACKETS = re.compile("（[^（）]*）")
JOINT = re.compile("^(?:以及|和|与|及)")
BOUND = re.compile("以[上下内]")
MORE_DONE = re.compile(r"[比较][^，]{1,8}[多少增减][\u4e00-\u9fff]{1,3}$")
CAME_TO = re.compile(r"[升降增减加少高低大](?:到|至|为)$")
ANNOUNCED = re.compile("的(?:[全本]?年度?|既定|预定|预期|原定)?(?:目标|任务|计划|指标)")
STILL_LACKS = re.compile("[还尚仍]差$")
OF_EARLIER = re.compile(r"(?:比|较|同|与)[^，]*的$")
EARLIER_BEHIND = re.compile(r"的(?:上一?年度?|去年|前一?年|同期|往年)")
CONVERTIBLE = {"person", "money", "length", "area", "weight", "mass", "volume", "energy", "time", "duration", "percent"}
REST = re.compile("其余|其他|其它|剩余|余下|剩下|余者")
COUNTED = re.compile("(?:合|总|共)?计?(?:有|为|达)?")
SPANS_OF_YEARS = ("年", "个月")
QUANTITIES = (FigureKind.COUNT, FigureKind.PERCENT, FigureKind.POINT, FigureKind.MULTIPLE)


class Role(StrEnum):
    """What a quantity is in its sentence."""

    LEVEL = "level"
    CHANGE = "change"
    BASE = "base"
    PLAN = "plan"
    AVERAGE = "average"
    RESTATED = "restated"
    THRESHOLD = "threshold"


@dataclass(frozen=True, slots=True)
class Token:
    """One quantity and the words around it; `order` counts the report's quantities."""

    figure: Figure
    order: int
    sentence: int
    segment: int  # stretch between semicolons, counted through the report
    clause: int  # stretch between commas, counted through the report
    lead: str  # the words right before it, back to the last comma, list comma or figure
    tail: str  # the words right after it, up to the next comma, list comma or figure
    opening: str  # the clause from its beginning to the figure
    lane: str
    role: Role
    figure_words: str  # the figure itself as printed
    depth: int  # brackets open around it
    line: int
    has_share: bool = False  # its own percentage follows: one of several parts, hardly their whole

    @property
    def id(self) -> str:
        """The figure's id."""
        return self.figure.id

    @property
    def span(self) -> Span:
        """The figure's span."""
        return self.figure.span

    @property
    def label(self) -> str:
        """What is counted, in the report's own words on both sides."""
        return f"{self.lead}{self.tail}"

    @property
    def amount(self) -> Number:
        """The printed number, 0 for a blank."""
        return self.figure.value if self.figure.value is not None else 0

    @property
    def known(self) -> bool:
        """Its value is printed, without 约 or a mask."""
        return self.figure.status is Status.STATED and self.figure.value is not None


class Layout:
    """A report cut into sentences, clauses and lanes, for the patterns to look into."""

    def __init__(self, report: Report, extraction: Extraction, prior: tuple[Report, Extraction] | None = None) -> None:
        self.report = report
        self.text = report.text
        self.extraction = extraction
        self.prior = prior
        self.figures = {f.id: f for f in extraction.figures}
        self.sentences = [Span(m.start(), m.end()) for m in SENTENCE.finditer(self.text)]
        self._starts = [s.start for s in self.sentences]
        self._block_starts = [b.span.start for b in report.blocks]

    @cached_property
    def ids(self) -> dict[Span, str]:
        """Figure ids by span."""
        return {f.span: f.id for f in self.extraction.figures}

    @cached_property
    def _by_start(self) -> list[Figure]:
        return sorted(self.extraction.figures, key=lambda f: f.span)

    def figures_in(self, start: int, end: int) -> list[Figure]:
        """The figures that begin between two positions, in text order."""
        first = bisect_left(self._by_start, start, key=lambda f: f.span.start)
        last = bisect_left(self._by_start, end, key=lambda f: f.span.start)
        return self._by_start[first:last]

    def sentence_at(self, position: int) -> int:
        """Index of the sentence that holds a position (the one before, between sentences)."""
        return bisect_right(self._starts, position) - 1

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Every quantity in text order; figures in table cells are left to the table pattern."""
        figures = [f for f in self.extraction.figures if f.kind in QUANTITIES and f.cell is None]
        figures.sort(key=lambda f: f.span)
        ends = [0]  # of the last figure that parts a statement: not of 五年 in 比五年前的9323.1亿元
        for figure in figures:
            ends.append(ends[-1] if figure.unit in SPANS_OF_YEARS else figure.span.end)
        starts = [*(f.span.start for f in figures), len(self.text)]
        found: list[Token] = []
        for n, figure in enumerate(figures):
            token = self._token(figure, n, ends[n], starts[n + 1])
            if found and token.role is not Role.THRESHOLD and self._beside(found[-1], token):
                token = replace(token, role=found[-1].role, lead=found[-1].lead)  # 97件134人: one statement, two units
            elif token.role is Role.BASE and not _compared(token, found):
                token = replace(token, role=Role.LEVEL)
            shared = next((k for k in (-1, -2) if len(found) >= -k and found[k].depth <= token.depth), -1)
            if found and _is_share_of(found[shared], token):
                found[shared] = replace(found[shared], has_share=True)  # 475人（其中全日制133人），占81.3％
            found.append(token)
        return tuple(found)

    def _beside(self, before: Token, token: Token) -> bool:
        """Two figures of one statement: 97件134人; 50.76％和64.27％."""
        words = self.text[before.span.end : token.span.start]
        percent = before.figure.kind is token.figure.kind is FigureKind.PERCENT
        return words in ("", "、", "/") or (percent and words in ("和", "与", "及"))

    def _token(self, figure: Figure, order: int, before: int, after: int) -> Token:
        text, (start, end) = self.text, figure.span
        sentence = self.sentence_at(start)
        opened = self.sentences[sentence].start if sentence >= 0 else 0
        so_far, since = text[opened:start], text[max(before, opened) : start]
        pieces = LIST_BREAK.split(BRACKETS.sub("", since) if "（" in since else since)
        lead = JOINT.sub("", pieces[-1]) if len(pieces) == 1 else pieces[-1]
        if len(pieces) > 1 and REST.match(pieces[-2]) and COUNTED.fullmatch(lead):
            lead = pieces[-2] + lead  # 其余均为新领域案件，计32件
        tail = LIST_BREAK.split(text[end:after], maxsplit=1)[0]
        opening = BREAK.split(so_far)[-1]
        depth = so_far.count("（") + so_far.count("(") - so_far.count("）") - so_far.count(")")
        return Token(
            figure, order, sentence,
            segment=self._count("；;。！？\n", start), clause=self._count("，；：。！？\n,;:", start),
            lead=lead, tail=tail, opening=opening, figure_words=figure.span.of(text), lane=lane_of(figure),
            role=role_of(figure, lead, tail),
            depth=depth, line=self._count("\n", start),
        )  # fmt: skip

    @cached_property
    def _marks(self) -> dict[str, list[int]]:
        return {}

    def _count(self, characters: str, position: int) -> int:
        """How many of the characters stand before the position."""
        if characters not in self._marks:
            self._marks[characters] = [m.start() for m in re.finditer(f"{GROUPING}[{characters}]", self.text)]
        return bisect_right(self._marks[characters], position)

    def lanes(self) -> Iterator[tuple[str, list[Token]]]:
        """The counts of the report, lane by lane."""
        yield from self._lanes.items()

    @cached_property
    def _lanes(self) -> dict[str, list[Token]]:
        held: dict[str, list[Token]] = {}
        for token in self.tokens:
            if token.figure.kind is FigureKind.COUNT:
                held.setdefault(token.lane, []).append(token)
        return held

    def section(self, span: Span) -> str:
        """Role of the top section that a span stands in: preamble, work, problems, plan; empty if unknown."""
        i = bisect_right(self._block_starts, span.start) - 1
        return self.report.blocks[i].section if i >= 0 else ""

    def words(self, start: int, end: int) -> str:
        """The report's text between two positions."""
        return self.text[start:end]

    def between(self, a: Token, b: Token) -> str:
        """The words between two tokens."""
        return self.text[a.span.end : b.span.start]


def lane_of(figure: Figure) -> str:
    """Figures of one lane may be added and compared."""
    if figure.kind is not FigureKind.COUNT:
        return figure.kind.value
    if figure.dimension in CONVERTIBLE:
        return figure.dimension
    return re.sub(r"[（(].*?[）)]", "", figure.unit or "")


def role_of(figure: Figure, lead: str, tail: str) -> Role:
    """What the figure is in its sentence, by the words right before it."""
    bound = figure.status is Status.APPROXIMATE and BOUND.match(figure.qualifier or "以上")
    if bound and tail.startswith("的"):
        return Role.THRESHOLD
    if MORE_DONE.search(lead) and not lead.endswith(("到", "至", "为", "的")):
        return Role.CHANGE  # 比上年多争取1.2亿元
    left = STILL_LACKS.search(lead) and tail.startswith(("没", "未", "尚未"))  # 还差22个没通: what is left
    reached = left or (CAME_TO.search(lead) and figure.kind is not FigureKind.POINT)  # 下降为2.67％: where it came to
    if figure.kind is FigureKind.POINT or reached:
        return Role.LEVEL if reached else Role.CHANGE
    for role, name, before, after in ROLE_CUES:
        if cue("roles", name, before=before, after=after).search(lead):
            return Role.LEVEL if role is Role.PLAN and _counts_tasks(figure, lead) else role
    if lead.endswith("完成") and ANNOUNCED.match(tail):
        return Role.PLAN  # 超额完成2000个的年度目标
    earlier = cue("roles", "base").search(lead) or OF_EARLIER.match(lead)
    earlier = earlier or (EARLIER_BEHIND.match(tail) and re.search("[同与比较]$", lead))  # 同1254件的上年总量相比
    return Role.BASE if earlier and not cue("roles", "base_counts").search(lead) else Role.LEVEL


def _counts_tasks(figure: Figure, lead: str) -> bool:
    """改革任务38项: how many tasks there are, not how much is planned."""
    return figure.unit in ("项", "条") and not re.search("年度|计划|原定|下达|预期|目标值|指标值|要求|完成", lead)


def _is_share_of(count: Token, share: Token) -> bool:
    """33523件，占47.09％."""
    kinds = count.figure.kind is FigureKind.COUNT and share.figure.kind is FigureKind.PERCENT
    beside = share.clause - count.clause <= 1 and share.sentence == count.sentence
    return kinds and beside and bool(re.match(r"(?:所?占|比重|比例|占比)", share.lead))


def _compared(token: Token, before: list[Token]) -> bool:
    """An earlier value is a base only beside another: 上月热线收到8440件 alone is what the report is about."""
    if re.search(r"[比较与同由从]|年前|换届前|此前", token.lead):
        return True
    return any(t.sentence == token.sentence and t.lane == token.lane for t in before)


ROLE_CUES = (
    (Role.CHANGE, "change", "(?<![新削最至不])", r"(?:依次|分别|各)?(?:[了约近超为是]|达到?)?(?:分别|依次)?$"),
    (Role.RESTATED, "restated", "^", r"约?$"),
    (Role.AVERAGE, "average", "", r"(?:为|是|达到?|约)?$"),
    (Role.PLAN, "plan", "", r"[数的为是]?$"),
)
