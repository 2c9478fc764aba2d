"""Every figure of the account with the wordings around it, nearest first: what evidence is looked for in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..records import BlockKind, Extraction, Figure, FigureKind, Report, Span
from .passages import Clause, headings_above, lay_out
from .target import qualifies
from .wording import Index, plain_words

_LOOK_BACK = 2  # clauses before, in the same sentence, that may name what is counted
_SUMMED = re.compile(r"(?:共|共计|合计|总计|一共)(?:有|为)?$")
_RISEN = re.compile(r"(?:增至|增加到|增加至|增长到|升至|扩大到|发展到|上升到)$")
_CHANGE = re.compile(r"(?:增长|下降|减少|增加|增速|增幅|降幅|跌幅|上升|回落|递增|压减|减排)[^，。；到至为]{0,4}$")
_BASE = re.compile(
    r"(?:(?:上年|去年|上一年|同期|前年|原来|此前|换届前)(?!同?期?[净新]?[增减])|[比较][^，。；\u4e00-\u9fff]{1,6}年)[^，。；]{0,6}$"
)
_MOVED = re.compile(
    r"[比较][^，。；]*(?:增加|净增|新增|减少|提高|下降)[^，。；\d]{0,3}$"
)  # 比2021年的4.2万亩增加 | 0.7万亩
_BEGUN = re.compile(r"(?:开工|动工|启动|开建|签约|招标)(?:建设|实施)?[^，。；、\d]*$")
_BEGUN_BEHIND = re.compile(r"^[^，。；、\d]*(?:均已|全部|都已|已)?(?:开工|动工|启动|开建)")
_ENDED = re.compile(r"完工|竣工|建成|完成|投用|交付|验收")


@dataclass(frozen=True, slots=True)
class Place:
    """A figure with the wordings around it, nearest first."""

    figure: Figure
    span: Span  # the clause, or the row of a table
    near: str
    clause: str
    before: str
    sentence: str
    heading: str
    block: str
    named: str  # what is counted: the words before the figure, behind it where there are none
    summed: bool = False  # 共, 合计: it stands for all that its sentence counts
    begun: bool = False  # 开工 | 12个, 12个 | 均已开工: started, not finished
    change: int = 0  # 增长 | 8%: 1, 下降 | 8%: -1: how much it moved, not where it stands
    risen: bool = False  # 由30个增至 | 68个: what there is now, not what was added
    past: bool = False  # it speaks of a year before the report's

    @property
    def wordings(self) -> Mapping[str, str]:
        """The wordings by name."""
        return {
            "near": self.near,
            "clause": self.clause,
            "before": self.before,
            "sentence": self.sentence,
            "heading": self.heading,
            "block": self.block,
        }


class Places:
    """The places of one report, and which of them share words with a goal."""

    def __init__(self, report: Report, extraction: Extraction) -> None:
        above = headings_above(report)
        found = [*_spoken(report, extraction, above), *_tabled(report, extraction, above)]
        self.all = tuple(sorted(found, key=lambda p: p.figure.span))

    @cached_property
    def _index(self) -> Index:
        return Index([(p.near, p.clause, p.before) for p in self.all])

    def local(self, words: str, least: float) -> list[Place]:
        """Places whose own clause, or the ones just before, hold at least that share of the words."""
        return [self.all[number] for number in self._index.holding(words, least)]

    def ended(self, begun: Place) -> Place | None:
        """开工12个，完工9个: what was finished of it, said later in the same sentence."""
        for place in self.all:
            later = place.figure.span.start > begun.figure.span.start and place.sentence == begun.sentence
            if later and place.figure.unit == begun.figure.unit and _ENDED.search(place.near):
                return place
        return None


def is_begun(indicator: str) -> bool:
    """The goal itself asks only for a start."""
    return _BEGUN.search(indicator[:4]) is not None


def moves(words: str) -> int:
    """1 where the words end in a rise, -1 in a fall, 0 where they tell no change."""
    found = _CHANGE.search(words)
    return 0 if found is None else -1 if found[0][:1] in "下减降跌回压" else 1


def _spoken(report: Report, extraction: Extraction, above: tuple[str, ...]) -> Iterator[Place]:
    laid = [c for c in lay_out(report, extraction) if c.section != "plan"]
    text = report.text
    for number, clause in enumerate(laid):
        before = [c for c in laid[max(number - _LOOK_BACK, 0) : number] if c.sentence == clause.sentence]
        for f in clause.figures:
            if qualifies(text, f, clause.figures):
                continue
            head, tail = text[clause.span.start : f.span.start], text[f.span.end : clause.span.end]
            listed, behind_it = _segment(text, clause, f)
            before_it = listed.rpartition("、")[2]
            summed = _SUMMED.search(head) is not None
            yield Place(
                f,
                clause.span,
                plain_words(f"{before_it} {behind_it}"),
                _words(report, clause.span),
                _words(report, clause.sentence) if summed else " ".join(_words(report, c.span) for c in before),
                _words(report, clause.sentence),
                plain_words(above[clause.block]),
                _words(report, report.blocks[clause.block].span),
                plain_words(listed) or plain_words(behind_it),
                summed,
                _BEGUN.search(head) is not None or (_BEGUN_BEHIND.match(tail) is not None and not _ENDED.search(tail)),
                moves(head),
                _RISEN.search(head) is not None,
                _is_past(f, head, report.year),
            )


def _tabled(report: Report, extraction: Extraction, above: tuple[str, ...]) -> Iterator[Place]:
    captions = _captions(report)
    for f in extraction.figures:
        if f.cell is None or f.kind not in (FigureKind.COUNT, FigureKind.PERCENT):
            continue
        row, column = plain_words(f.cell.row_header), plain_words(f.cell.column_header)
        title, past = _words(report, report.blocks[captions[f.block]].span), _is_past(f, "", report.year)
        if f.cell.is_total:
            near = f"{column} {title}"
            yield Place(f, f.span, near, near, "", "", plain_words(above[f.block]), "", "", past=past)
        else:
            near = f"{row} {column}"
            yield Place(f, f.span, near, near, "", title, "", "", row, past=past)


def _captions(report: Report) -> list[int]:
    """By number of the block, the last one before it that is no cell; itself where there is none."""
    found: list[int] = []
    last: int | None = None
    for number, block in enumerate(report.blocks):
        found.append(number if last is None else last)
        if block.kind is not BlockKind.CELL:
            last = number
    return found


def _segment(text: str, clause: Clause, figure: Figure) -> tuple[str, str]:
    """The words from the figure before it, a list of things counted together among them, and to the one behind it."""
    others = [f for f in clause.figures if f is not figure and not qualifies(text, f, clause.figures)]
    start = max([clause.span.start, *(f.span.end for f in others if f.span.end <= figure.span.start)])
    end = min([clause.span.end, *(f.span.start for f in others if f.span.start >= figure.span.end)])
    head = text[start : figure.span.start]
    tail = text[figure.span.end : end].partition("、")[0] if not others or end == clause.span.end else ""
    return head, tail


def _words(report: Report, span: Span) -> str:
    return plain_words(span.of(report.text))


def _is_past(figure: Figure, head: str, year: int | None) -> bool:
    """The clause speaks of a year before the report's."""
    if year is None:
        return False
    period = figure.period
    if period is not None and period.end is not None and period.end.year < year:
        return True
    if _MOVED.search(head):
        return False
    years = [int(y) for y in re.findall(r"(20\d\d)年", head)]
    return bool(_BASE.search(head)) or (bool(years) and years[-1] < year and "以来" not in head)
