"""What a figure stands beside: its sentence, its clause, its words, its lane. Binding decides precision.

A *lane* holds the figures that may be added or compared: one unit, or one dimension where units convert (元 and 万元,
名 and 人). Figures side by side (`97件134人`) fall into lanes of their own, so that 件 is never added to 人.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache, cached_property
from itertools import accumulate, takewhile

from ..frozen import quick
from ..records import Extraction, Figure, FigureKind, Report, Span, Status
from ..sets import Number
from .cues import cue, later

SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
GROUPING = r"(?!(?<=\d,)\d{3}(?!\d))"  # behind a mark: the comma of 1,260 breaks nothing
LIST_BREAK = re.compile(rf"[，。；：！？、\n,;:（）()|\t]{GROUPING}|和(?<=[\u4e00-\u9fff”）]和)(?=[\u4e00-\u9fff])")
BREAK = re.compile(rf"[，。；：！？,;:]{GROUPING}")
CLAUSE_END = re.compile(rf"[，；：。！？\n,;:]{GROUPING}")
BRACKETS = re.compile("（[^（）]*）")
BRACKET = re.compile("[（()）]")
JOINT = re.compile("^(?:以及|和|与|及)")
BOUND = re.compile("以[上下内]")
MORE_DONE = re.compile(r"[比较][^，]{1,8}[多少增减][\u4e00-\u9fff]{1,3}$")
UPGRADED = re.compile("(?:改造|改建|整治|修缮|维修|更新|提档|提质|提标|巩固)提升$|^提升$")
CAME_TO = re.compile(r"[升降增减加少高低大](?:到|至|为)$")
ANNOUNCED = re.compile("的(?:[全本]?年度?|既定|预定|预期|原定)?(?:目标|任务|计划|指标)")
BESIDE_PLAN = re.compile(r"(?:完成|超[出过]?|[高低多少]于|[高低多]出|对照|对比|对标|按照?|[比较距])了?$")
FROM_LINE = re.compile(r"的[^，。；、]{1,12}?(?<!最)[高低多少快慢短][出了]?$")  # 较35微克的二级标准低7微克
STILL_LACKS = re.compile("[还尚仍]差$")
OF_OTHER_TIME = later("roles", "base")
OF_EARLIER = re.compile(r"(?:比|较(?![好差大小重轻高低多少强弱快慢优]的$)|同|与)[^，]*的$")
EARLIER_BEHIND = re.compile(r"的(?:上一?年度?|去年|前一?年|同期|往年)")
CONVERTIBLE = {"person", "money", "length", "area", "weight", "mass", "volume", "energy", "time", "duration", "percent"}
COMPARED = re.compile(r"[比较与同由从]|年前|换届前|此前")
SHARED = re.compile(r"(?:所?占|比重|比例|占比)")
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


@quick
@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """One quantity and the words around it; `order` counts the report's quantities. No two tokens are equal."""

    figure: Figure
    id: str = field(repr=False)  # of the figure
    span: Span = field(repr=False)  # of the figure
    amount: Number = field(repr=False)  # the printed number, 0 for a blank
    known: bool = field(repr=False)  # its value is printed, without 约 or a mask
    order: int
    sentence: int
    segment: int  # stretch between semicolons, counted through the report
    clause: int  # stretch between commas, counted through the report
    lead: str  # the words right before it, back to the last comma, list comma or figure
    tail: str  # the words right after it, up to the next comma, list comma or figure
    label: str = field(repr=False)  # what is counted, in the report's own words on both sides: `lead` and `tail`
    opening: str  # the clause from its beginning to the figure
    lane: str
    role: Role
    figure_words: str  # the figure itself as printed
    depth: int  # brackets open around it
    line: int
    has_share: bool = False  # its own percentage follows: one of several parts, hardly their whole


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

    @cached_property
    def _figure_starts(self) -> list[int]:
        return [f.span.start for f in self._by_start]

    def figures_in(self, start: int, end: int) -> list[Figure]:
        """The figures that begin between two positions, in text order."""
        return self._by_start[bisect_left(self._figure_starts, start) : bisect_left(self._figure_starts, end)]

    def sentence_at(self, position: int) -> int:
        """Index of the sentence that holds a position (the one before, between sentences)."""
        return bisect_right(self._starts, position) - 1

    @cached_property
    def dates(self) -> list[Figure]:
        """The dates of the report."""
        date = FigureKind.DATE
        return [f for f in self.extraction.figures if f.kind is date]

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
        threshold, base, percent = Role.THRESHOLD, Role.BASE, FigureKind.PERCENT
        for n, figure in enumerate(figures):
            token = self._token(figure, n, ends[n], starts[n + 1])
            if found and token.role is not threshold and self._beside(found[-1], token):
                role, lead = found[-1].role, found[-1].lead  # 97件134人: one statement, two units
                token = replace(token, role=role, lead=lead, label=lead + token.tail)
            elif token.role is base and not _compared(token, found):
                token = replace(token, role=Role.LEVEL)
            if found and figure.kind is percent:
                shared = next((k for k in (-1, -2) if len(found) >= -k and found[k].depth <= token.depth), -1)
                if _is_share_of(found[shared], token):
                    found[shared] = replace(found[shared], has_share=True)  # 475人（其中全日制133人），占81.3％
            found.append(token)
        return tuple(found)

    def _beside(self, before: Token, token: Token) -> bool:
        """Two figures of one statement: 97件134人; 50.76％和64.27％."""
        words = self.text[before.span.end : token.span.start]
        if words in ("", "、", "/"):
            return True
        return words in ("和", "与", "及") and before.figure.kind is token.figure.kind is FigureKind.PERCENT

    def _token(self, figure: Figure, order: int, before: int, after: int) -> Token:
        text, (start, end) = self.text, figure.span
        sentence = self.sentence_at(start)
        opened = self.sentences[sentence].start if sentence >= 0 else 0
        since = text[max(before, opened) : start]
        pieces = LIST_BREAK.split(BRACKETS.sub("", since) if "（" in since else since)
        lead = JOINT.sub("", pieces[-1]) if len(pieces) == 1 else pieces[-1]
        if len(pieces) > 1 and REST.match(pieces[-2]) and COUNTED.fullmatch(lead):
            lead = pieces[-2] + lead  # 其余均为新领域案件，计32件
        tail = LIST_BREAK.split(text[end:after], maxsplit=1)[0]
        clauses, segments, lines = self._marks
        clause = bisect_right(clauses, start)
        opening = BREAK.split(text[max(opened, clauses[clause - 1] + 1 if clause else 0) : start])[-1]
        places, open_before = self._brackets
        value = figure.value
        return Token(
            figure, figure.id, figure.span, order=order, sentence=sentence,
            amount=0 if value is None else value, known=value is not None and figure.status is Status.STATED,
            segment=bisect_right(segments, start), clause=clause,
            lead=lead, tail=tail, label=lead + tail, opening=opening, figure_words=text[start:end],
            lane=lane_of(figure), role=role_of(figure, lead, tail),
            depth=open_before[bisect_left(places, start)] - open_before[bisect_left(places, opened)],
            line=bisect_right(lines, start),
        )  # fmt: skip

    @cached_property
    def _marks(self) -> tuple[list[int], list[int], list[int]]:
        """Where clauses, stretches between semicolons, and lines end."""
        clauses = [m.start() for m in CLAUSE_END.finditer(self.text)]
        segments = [place for place in clauses if self.text[place] in "；;。！？\n"]
        return clauses, segments, [place for place in segments if self.text[place] == "\n"]

    @cached_property
    def _brackets(self) -> tuple[list[int], list[int]]:
        """Where brackets stand, and how many are open before each of them (and after the last)."""
        places = [m.start() for m in BRACKET.finditer(self.text)]
        return places, list(accumulate((1 if self.text[p] in "（(" else -1 for p in places), initial=0))

    @cached_property
    def by_lane(self) -> dict[str, list[Token]]:
        """Every quantity, counts or not, by its lane."""
        held: dict[str, list[Token]] = {}
        for token in self.tokens:
            held.setdefault(token.lane, []).append(token)
        return held

    def lanes(self) -> Iterator[tuple[str, list[Token]]]:
        """The counts of the report, lane by lane."""
        yield from self._lanes.items()

    @cached_property
    def _lanes(self) -> dict[str, list[Token]]:
        held: dict[str, list[Token]] = {}
        count = FigureKind.COUNT
        for token in self.tokens:
            if token.figure.kind is count:
                held.setdefault(token.lane, []).append(token)
        return held

    def tokens_in(self, sentence: int) -> tuple[Token, ...]:
        """The quantities of a sentence."""
        first = bisect_left(self.tokens, sentence, key=lambda t: t.sentence)
        return self.tokens[first : bisect_right(self.tokens, sentence, lo=first, key=lambda t: t.sentence)]

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
    return _without_brackets(figure.unit or "")


@cache
def _without_brackets(unit: str) -> str:
    return re.sub(r"[（(].*?[）)]", "", unit)


def role_of(figure: Figure, lead: str, tail: str) -> Role:
    """What the figure is in its sentence, by the words right before it."""
    if tail.startswith("的") and figure.status is Status.APPROXIMATE and BOUND.match(figure.qualifier or "以上"):
        return Role.THRESHOLD
    if _is_more_done(lead):
        return Role.CHANGE
    if BESIDE_PLAN.search(lead) and ANNOUNCED.match(tail):
        return Role.PLAN  # 超额完成2000个的年度目标
    left = STILL_LACKS.search(lead) and tail.startswith(("没", "未", "尚未"))  # 还差22个没通: what is left
    reached = left or (CAME_TO.search(lead) and figure.kind is not FigureKind.POINT)  # 下降为2.67％: where it came to
    if figure.kind is FigureKind.POINT or reached:
        return Role.LEVEL if reached else Role.CHANGE
    for role, said in _role_cues():
        if said.search(lead) and not (role is Role.CHANGE and _worked_on(figure, lead)):
            task = role is Role.PLAN and (_counts_tasks(figure, lead) or lead.startswith("的"))  # 300座的任务20座
            return Role.LEVEL if task else role
    return _level_or_base(lead, tail)


def _level_or_base(lead: str, tail: str) -> Role:
    earlier = OF_OTHER_TIME().search(lead) or OF_EARLIER.match(lead)
    earlier = earlier or (EARLIER_BEHIND.match(tail) and re.search("[同与比较]$", lead))  # 同1254件的上年总量相比
    return Role.BASE if earlier and not cue("roles", "base_counts").search(lead) else Role.LEVEL


def _worked_on(figure: Figure, lead: str) -> bool:
    """新建1.2万亩、改造提升0.8万亩: worked on, not grown."""
    return figure.dimension in ("length", "area") and UPGRADED.search(lead) is not None


def _is_more_done(lead: str) -> bool:
    """比上年多争取1.2亿元; 少开12场; 较35微克的标准低7微克: more or less than there was."""
    if MORE_DONE.search(lead) and not lead.endswith(("到", "至", "为", "的")):
        return True
    by_verb = cue("roles", "more_done", before="(?:^|[年月期内共累计时数量净又则])[多少]", after="了?$")
    return by_verb.search(lead) is not None or FROM_LINE.match(lead) is not None


def _counts_tasks(figure: Figure, lead: str) -> bool:
    """改革任务38项: how many tasks there are, not how much is planned."""
    return figure.unit in ("项", "条") and not re.search("年度|计划|原定|下达|预期|目标值|指标值|要求|完成", lead)


def _is_share_of(count: Token, share: Token) -> bool:
    """33523件，占47.09％."""
    kinds = count.figure.kind is FigureKind.COUNT and share.figure.kind is FigureKind.PERCENT
    beside = share.clause - count.clause <= 1 and share.sentence == count.sentence
    return kinds and beside and bool(SHARED.match(share.lead))


def _compared(token: Token, before: list[Token]) -> bool:
    """An earlier value is a base only beside another: 上月热线收到8440件 alone is what the report is about."""
    if COMPARED.search(token.lead):
        return True
    here = takewhile(lambda t: t.sentence == token.sentence, reversed(before))
    return any(t.lane == token.lane for t in here)


@cache
def _role_cues() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    return tuple((role, cue("roles", name, before, after)) for role, name, before, after in ROLE_CUES)


ROLE_CUES = (
    (Role.CHANGE, "change", "(?<![新削最至不])", r"(?:依次|分别|各)?(?:[了约近超为是]|达到?)?(?:分别|依次)?$"),
    (Role.RESTATED, "restated", "^", r"约?$"),
    (Role.AVERAGE, "average", "", r"(?:为|是|达到?|约)?$"),
    (Role.PLAN, "plan", "", r"[数的为是]?$"),
)
