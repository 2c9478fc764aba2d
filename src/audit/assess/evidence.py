"""Which figure of a report answers a goal: same dimension, same words, same year; every candidate with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..records import BlockKind, Extraction, Figure, FigureKind, Goal, Report, Span, Stance, Status
from .measure import dimension
from .passages import Clause, heading_words, lay_out
from .target import qualifies
from .wording import WEAK, covered, cues, likeness, plain_words, shared, weights

ENOUGH = 0.55  # share of an indicator's words that must be found again
_NEAR, _CLAUSE, _BEFORE, _SENTENCE, _HEADING, _BLOCK = 1.0, 0.95, 0.8, 0.6, 0.55, 0.45
_LOCAL = 0.25  # share that the figure's own clause, or the one before it, must hold
_LOOK_BACK = 2  # clauses before, in the same sentence, that may name what is counted
_MODIFIER = 2  # characters before the shared words that tell one kind from another
_SHARED = 3  # characters shared behind them
_OTHER_KIND = 0.3  # taken off where the kinds differ
_SUM = 0.2  # given to the sum of what a sentence counts, which answers before its parts
_PART = 0.12  # taken off for 其中: a part is not the whole
_OTHER_UNIT = 0.1  # taken off where the unit differs but counts things all the same
_STOCK = 0.15  # taken off where one says 累计 and the other does not
_COUNTED = ("item", "organisation", "thing", "document", "group", "event", "case", "")
_STOCK_WORDS = re.compile(r"累计|总数|达到|共有|总量|总计|共计")
_SUMMED = re.compile(r"(?:共|共计|合计|总计|一共)(?:有|为)?$")
_NEW = re.compile(r"新(?![一兴型时生])|净增")
_STANDS = re.compile(r"达到|总面积|累计|现有|共有|总数|总量|保有|拥有|存量")
_RISEN = re.compile(r"(?:增至|增加到|增加至|增长到|升至|扩大到|发展到|上升到)$")
_TOTAL = re.compile(r"累计|总数|总量")
_RATE_ENDS = re.compile(r"(?:占比|所占比例|比例|比重|率|增速|增长|增幅)$")
_BASE = re.compile(r"(?:上年|去年|上一年|同期|前年|原来|此前|换届前)(?!同?期?[净新]?[增减])[^，。；]{0,6}$")
_BEGUN = re.compile(r"(?:开工|动工|启动|开建|签约|招标)(?:建设|实施)?[^，。；、\d]*$")
_ENDED = re.compile(r"完工|竣工|建成|完成|投用|交付|验收")
_CHANGE = re.compile(r"(?:增长|下降|减少|增加|增速|增幅|降幅|跌幅|上升|回落|递增|压减|减排)[^，。；到至为]{0,4}$")
_NO_EVIDENCE = (Stance.PLAN, Stance.BASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure brought forward: how well it fits, and the words that made it fit."""

    figure: Figure
    clause: Span
    score: float
    words: tuple[str, ...]
    begun: bool = False  # 开工12个: nothing says that any was finished


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
    summed: bool = False  # 共, 合计: it stands for all that its sentence counts
    begun: bool = False  # 开工 | 12个: started, not finished
    change: bool = False  # 增长 | 8%: how much it moved, not where it stands
    risen: bool = False  # 由30个增至 | 68个: what there is now, not what was added


def places(report: Report, extraction: Extraction) -> list[Place]:
    """Every quantity outside the plan, in text order."""
    found = list(_spoken(report, extraction))
    found += _tabled(report, extraction)
    return sorted(found, key=lambda p: p.figure.span)


def candidates(goal: Goal, found: Sequence[Place], report: Report, own: frozenset[str]) -> list[Candidate]:
    """Figures that may answer the goal, the best first; `own` are the figures that state goals."""
    indicator = _RATE_ENDS.sub("", goal.indicator) if goal.measure in ("rate", "coverage") else goal.indicator
    words = plain_words(indicator)
    ranked = []
    for place in found:
        f = place.figure
        if f.id in own or f.stance in _NO_EVIDENCE or not _comparable(goal, place) or _other_year(place, report):
            continue
        contexts = [
            (_NEAR, place.near),
            (_CLAUSE, place.clause),
            (_BEFORE, place.before),
            (_SENTENCE, place.sentence),
            (_HEADING, place.heading),
            (_BLOCK, place.block),
        ]
        if likeness(words, contexts[:3]) < _LOCAL or (_NEW.search(goal.indicator) and _is_stock(place)):
            continue
        score = likeness(words, contexts) - _penalty(goal, place) - _OTHER_KIND * _other_kind(words, contexts)
        if score >= ENOUGH:
            near = f"{place.clause} {place.before} {place.sentence} {place.heading}"
            ended = _ended(place, found) if place.begun and not _BEGUN.search(goal.indicator[:4]) else place
            shown = ended or place
            ranked.append(
                Candidate(shown.figure, shown.span, round(score, 4), shared(words, near), begun=ended is None)
            )
    return sorted(ranked, key=lambda c: (-c.score, c.figure.span))


def _ended(begun: Place, found: Sequence[Place]) -> Place | None:
    """开工12个，完工9个: what was finished of it, said later in the same sentence."""
    for place in found:
        later = place.figure.span.start > begun.figure.span.start and place.sentence == begun.sentence
        if later and place.figure.unit == begun.figure.unit and _ENDED.search(place.near):
            return place
    return None


def _other_kind(words: str, contexts: Sequence[tuple[float, str]]) -> bool:
    """粮食播种面积 is no 油菜播种面积: what is named before the shared words differs, and is found nowhere near."""
    near = contexts[0][1]
    hit = [any(h) for h in zip(*(covered(words, context) for _, context in contexts), strict=True)]
    telling = [w > WEAK for w in weights(words)]
    for start in range(_MODIFIER, len(words) - 1):
        run = words[start : start + _SHARED]
        head = range(start - _MODIFIER, start)
        kind = words[start - _MODIFIER : start]
        if len(run) < _SHARED or kind in cues()["verbs"] or not all(telling[i] and not hit[i] for i in head):
            continue
        at = near.find(run)
        before = near[max(at - _MODIFIER, 0) : at]
        other = " " not in before and before not in words and before not in cues()["verbs"]
        if at >= _MODIFIER and other and min(weights(before)) > WEAK:
            return True
    return False


def _spoken(report: Report, extraction: Extraction) -> Iterator[Place]:
    laid = [c for c in lay_out(report, extraction) if c.section != "plan"]
    for number, clause in enumerate(laid):
        before = [c for c in laid[max(number - _LOOK_BACK, 0) : number] if c.sentence == clause.sentence]
        for f in clause.figures:
            if qualifies(report.text, f, clause.figures):
                continue
            near = _segment(report.text, clause, f)
            summed = _SUMMED.search(report.text[clause.span.start : f.span.start]) is not None
            yield Place(
                f,
                clause.span,
                plain_words(near),
                _words(report, clause.span),
                _words(report, clause.sentence) if summed else " ".join(_words(report, c.span) for c in before),
                _words(report, clause.sentence),
                plain_words(heading_words(report, clause.block)),
                _words(report, report.blocks[clause.block].span),
                summed,
                _BEGUN.search(report.text[clause.span.start : f.span.start]) is not None,
                _CHANGE.search(report.text[clause.span.start : f.span.start]) is not None,
                _RISEN.search(report.text[clause.span.start : f.span.start]) is not None,
            )


def _tabled(report: Report, extraction: Extraction) -> Iterator[Place]:
    for f in extraction.figures:
        if f.cell is None or f.kind not in (FigureKind.COUNT, FigureKind.PERCENT):
            continue
        caption = next(
            (b for b in reversed(report.blocks[: f.block]) if b.kind is not BlockKind.CELL),
            report.blocks[f.block],
        )
        row, column = plain_words(f.cell.row_header), plain_words(f.cell.column_header)
        title = _words(report, caption.span)
        if f.cell.is_total:
            yield Place(
                f,
                f.span,
                f"{column} {title}",
                f"{column} {title}",
                "",
                "",
                plain_words(heading_words(report, f.block)),
                "",
            )
        else:
            yield Place(f, f.span, f"{row} {column}", f"{row} {column}", "", title, "", "")


def _segment(text: str, clause: Clause, figure: Figure) -> str:
    """From the figure or 、 before it to the one behind it."""
    others = [f for f in clause.figures if f is not figure and not qualifies(text, f, clause.figures)]
    start = max([clause.span.start, *(f.span.end for f in others if f.span.end <= figure.span.start)])
    end = min([clause.span.end, *(f.span.start for f in others if f.span.start >= figure.span.end)])
    head = text[start : figure.span.start].rpartition("、")[2]
    tail = text[figure.span.end : end].partition("、")[0] if not others or end == clause.span.end else ""
    return f"{head} {tail}"


def _words(report: Report, span: Span) -> str:
    return plain_words(span.of(report.text))


def _comparable(goal: Goal, place: Place) -> bool:
    figure = place.figure
    if goal.measure in ("rate", "coverage"):
        return figure.kind is FigureKind.PERCENT and bool(_CHANGE.search(goal.indicator)) == place.change
    if figure.kind is not FigureKind.COUNT:
        return False
    wanted, has = dimension(goal.unit), figure.dimension or dimension(figure.unit)
    if wanted in _COUNTED and has in _COUNTED:
        return True
    return wanted == has


def _penalty(goal: Goal, place: Place) -> float:
    f = place.figure
    off = -_SUM if place.summed else 0.0
    off += _OTHER_UNIT if (f.unit or "") != (goal.unit or "") and goal.measure == "amount" else 0.0
    if place.clause.startswith("其中") and "其中" not in goal.text and not _names(goal.indicator, place.near):
        off += _PART
    stock = bool(_TOTAL.search(goal.indicator)) or bool(_TOTAL.search(goal.text))
    if stock != (bool(_TOTAL.search(place.near)) or f.cumulative):
        off += _STOCK
    if place.risen and not stock and goal.measure == "amount" and not _STOCK_WORDS.search(goal.text):
        off += _STOCK
    return off


def _is_stock(place: Place) -> bool:
    """油茶种植面积达到4.9万亩 is what there is; nothing says that it is new."""
    return bool(_STANDS.search(place.near)) and not _NEW.search(f"{place.near} {place.clause}")


def _names(indicator: str, near: str) -> bool:
    """The part is itself what is asked for: 其中硕士…… answers 引进硕士."""
    words = plain_words(indicator)
    telling = weights(words)
    return any(h and w > WEAK for h, w in zip(covered(words, near), telling, strict=True))


def _other_year(place: Place, report: Report) -> bool:
    """The clause speaks of a year before the report's."""
    if report.year is None:
        return False
    period = place.figure.period
    if period is not None and period.end is not None and period.end.year < report.year:
        return True
    head = report.text[place.span.start : place.figure.span.start]
    years = [int(y) for y in re.findall(r"(20\d\d)年", head)]
    return bool(_BASE.search(head)) or (bool(years) and years[-1] < report.year and "以来" not in head)


def is_activity(goal: Goal) -> bool:
    """Meetings, documents, articles: superiors are forbidden to assess their number."""
    return any(word in goal.indicator for word in cues()["activity"]["words"]) and goal.measure == "amount"


def is_shown(figure: Figure) -> bool:
    """A number can be read."""
    return figure.status in (Status.STATED, Status.APPROXIMATE)
