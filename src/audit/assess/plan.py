"""Goals of a plan section: one per clause with a number, date or frequency; clauses without are read in groups."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from ..records import BlockKind, Extraction, Figure, Goal, GoalSource, Report, Span
from .passages import Clause, lay_out
from .target import Demand, demand_of, due_of, indicator_of
from .wording import cues, plain_words

_ENUMERATOR = re.compile(
    r"^(?:[一二三四五六七八九十]+是(?:要)?|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、]|[①-⑳]|首先|其次|再次|最后|同时|此外|特别是|尤其是|其中)[，,:：]?"
)
_STOPS = " 　，,；;。：:！!"
_ECHO = 4  # characters that show that a clause speaks of the same thing
_GROUP = 3  # clauses at most in one goal without a number
_TOPIC = 16  # characters at most of the words that only name an item
_YEARS_AHEAD = re.compile(r"20\d\d年|明年|来年|新的一年")
_AHEAD = re.compile(r"明年|来年|下一|下步|今后|新的一年|打算")
_RESPONSIBLE = re.compile(  # 由区水务局牵头, （责任单位：区水务局）
    r"^由[^。；\d]{1,40}(?:负责|牵头|承办|落实|配合|组织实施)$|"
    r"^[（(]?(?:责任|牵头|配合|责任牵头)(?:单位|部门|科室)[：:][^。；]{1,60}$|^[（(][^。；（(\d]{2,40}(?:负责|牵头|配合)[）)]$"
)
_UNITS = re.compile(
    r"(?:责任|牵头|责任牵头)(?:单位|部门|科室)[：:]([^。；，）)\n]{2,40})|由([^。；，\d]{2,20}?)(?:负责|牵头|承办)|"
    r"[（(]([^。；，（(\d：:]{2,30}?)(?:负责|牵头)[）)]"
)
_FINISHED = re.compile(
    r"已(?:经|完成|建成|启动|达到|实现|投用|开工|累计)|目前|今年以来|一年来|了(?:\d|[一二三四五六七八九十]|[*×XＸ_“])|"
    r"全部(?:完成|办理完毕|办结)$|办理完毕|(?:被|荣|共|先后)?获评|被评为|荣获|圆满完成"
)
_SINCE = re.compile(r"^(?:今年以来|一年来|截至目前|(?:20\d\d)?年?度?(?:工作)?(?:总结|回顾)[：:])")
_UNSIGNED = re.compile(r"[^，。；：、\d]{2,20}(?:局|委|办|处|会|部|府|院|中心|站|所|公司)")  # a signature read as text
_INCOMPLETE = re.compile(r".{0,3}|(?:全[区县市镇省]|其中|累计|总[数量]|参[训加]|共).{0,2}")  # names nothing by itself
_CLOSING = re.compile(r"让我们|各位代表|各位委员|同志们")  # the call that ends a speech
_SHIELDED = re.compile(r"[“《（(][^”》）)]*[”》）)]")
_NAMED = re.compile(r"“[^”]{2,}”|《[^》]+》")
_DEADLINE_ONLY = re.compile(
    r"^[到至于]?(?:前|底前|年底前|底)?(?:全部|全面|基本|确保|要)?(?:到位|完成|建成|投用|见效|结束|实现|落地|办结)?$"
)


@dataclass(slots=True)
class Piece:
    """A goal being read."""

    span: Span
    sentence: Span
    block: int
    figures: list[Figure] = field(default_factory=list)
    times: list[Figure] = field(default_factory=list)
    demand: Demand = field(default_factory=Demand)
    clauses: int = 1

    @property
    def numbered(self) -> bool:
        """A number, a frequency or a day is set."""
        return self.demand.values is not None or bool(self.demand.frequency) or bool(self.times)


def plan_year(report: Report, extraction: Extraction) -> int | None:
    """The year that the plan is made for: named in its headings or dates, else the year after the report's."""
    named = [
        int(y)
        for b in report.blocks
        if b.section == "plan" and b.kind is BlockKind.HEADING
        for y in re.findall(r"(20\d\d)年", b.span.of(report.text))
    ]
    if named:
        return named[0]
    return report.year + 1 if report.year is not None else None


def is_dated(report: Report) -> bool:
    """The plan says for when it is made."""
    return any(_YEARS_AHEAD.search(b.span.of(report.text)) for b in report.blocks if b.section == "plan")


def set_for_now(report: Report) -> frozenset[int]:
    """Blocks of a plan that stands before the account and names no later year: what the year began with."""
    work = [n for n, b in enumerate(report.blocks) if b.section == "work" and b.kind is BlockKind.HEADING]
    ahead = [n for n, b in enumerate(report.blocks) if b.section == "plan" and work and n < work[-1]]
    heads = "".join(b.span.of(report.text) for b in (report.blocks[n] for n in ahead) if b.kind is BlockKind.HEADING)
    later = _AHEAD.search(heads) or any(int(y) > (report.year or 0) for y in re.findall(r"(20\d\d)年", heads))
    return frozenset() if later else frozenset(ahead)


def pieces_of(report: Report, extraction: Extraction, *, now: bool = False) -> list[Piece]:
    """The goals of the plan section, in text order; `now`: those that the year began with."""
    early = set_for_now(report)
    planned = (c for c in lay_out(report, extraction) if c.section == "plan" and (c.block in early) is now)
    spoken = [c for c in planned if _says_something(report, c.block)]
    found: list[Piece] = []
    for block, clauses in groupby(spoken, key=lambda c: c.block):
        whole = list(clauses)
        if _UNSIGNED.fullmatch(report.blocks[block].span.of(report.text)):
            continue
        last = max(c.sentence for c in whole)
        for sentence, inside in groupby(whole, key=lambda c: c.sentence):
            parts = list(inside)
            if sentence.start == report.blocks[block].span.start and sentence != last and _is_topic(report.text, parts):
                continue
            found += _of_sentence(report.text, parts)
    return found


def _says_something(report: Report, block: int) -> bool:
    """Body text, or a numbered line that ends in a full stop and heads nothing."""
    here = report.blocks[block]
    if here.kind is BlockKind.BODY:
        return True
    below = report.blocks[block + 1].path if block + 1 < len(report.blocks) else ""
    alone = here.path.count("/") > 0 and not (below == here.path or below.startswith(here.path + "/"))
    return here.kind is BlockKind.HEADING and alone and here.span.of(report.text).rstrip().endswith("。")


def responsible_units(words: str) -> str:
    """Who answers for an item, as its paragraph names them: 由区水务局牵头, （责任单位：区水务局）."""
    named = [next(filter(None, m.groups())) for m in _UNITS.finditer(words)]
    return "、".join(dict.fromkeys(named))


def plan_goals(report: Report, extraction: Extraction) -> list[Goal]:
    """Next year's goals."""
    year = plan_year(report, extraction)
    goals: list[Goal] = []
    pieces = pieces_of(report, extraction)
    for number, piece in enumerate(pieces, start=1):
        own = indicator_of(report.text, piece.span, piece.figures, piece.times)
        before = pieces[number - 2] if number > 1 and pieces[number - 2].sentence == piece.sentence else None
        indicator = own
        if before is not None and piece.demand.values is not None and _INCOMPLETE.fullmatch(plain_words(own)):
            indicator = goals[-1].indicator + own
        goals.append(
            Goal(
                id=f"P{number}",
                source=GoalSource.PLAN,
                indicator=indicator,
                horizon="next",
                text=piece.span.of(report.text),
                span=piece.span,
                target=piece.demand.values,
                unit=piece.demand.unit,
                due=due_of(report, piece.times, year) if piece.numbered else None,
                scored=False,
                measure="frequency" if piece.demand.values is None and piece.demand.frequency else piece.demand.measure,
                figures=tuple(f.id for f in piece.demand.figures),
                responsible=responsible_units(report.blocks[piece.block].span.of(report.text)),
            )
        )
    return goals


def _is_topic(text: str, clauses: Sequence[Clause]) -> bool:
    """一是加强党员教育管理。 only names what follows."""
    words = bare(text, Span(clauses[0].span.start, clauses[-1].span.end)).of(text)
    numbered = any(c.figures or c.times for c in clauses) or _leads(words)
    return (
        not numbered
        and not _NAMED.search(words)
        and (len(words) <= _TOPIC or (len(clauses) <= 2 and len(words) <= 2 * _TOPIC))
    )


def _of_sentence(text: str, clauses: Sequence[Clause]) -> Iterator[Piece]:
    open_: Piece | None = None
    lead: Clause | None = None
    whole = Span(clauses[0].span.start, clauses[-1].span.end)
    if _SINCE.match(bare(text, whole).of(text)) or (_CLOSING.search(whole.of(text)) and not clauses[0].figures):
        return  # an account of what was done, wherever it stands; or a call
    for clause in clauses:
        for part in split(text, clause):
            piece, words = part, part.span.of(text)
            if _RESPONSIBLE.search(words) or _FINISHED.search(words):
                continue
            if lead is not None:
                piece, lead = _joined(text, lead, part), None
            elif not piece.numbered and _leads(words) and clause is not clauses[-1]:
                lead = clause
                continue
            if _only_a_date(text, piece) and open_ is not None:
                open_.times += piece.times
                continue
            if _only_a_date(text, piece) and clause is not clauses[-1]:
                lead = clause
                continue
            if open_ is not None and _goes_on(text, open_, piece):
                open_ = _extended(text, open_, piece)
                continue
            if open_ is not None:
                yield open_
            open_ = None if not piece.numbered and _is_purpose(words) else piece
    if open_ is not None:
        yield open_


def split(text: str, clause: Clause) -> Iterator[Piece]:
    """The clause, cut at 、 where every part has a figure or a name of its own."""
    span = bare(text, clause.span)
    words = span.of(text)
    cuts = [m.end() for m in re.finditer("、", _SHIELDED.sub(lambda m: "＿" * len(m[0]), words))]
    parts = [Span(span.start + a, span.start + b) for a, b in pairwise([0, *cuts, len(words)])]
    parts = [bare(text, Span(p.start, p.end - (1 if text[p.end - 1 : p.end] == "、" else 0))) for p in parts]
    if span.start == span.end:
        return
    for part in parts if len(parts) > 1 and _stand_alone(text, parts, clause) else [span]:
        figures = [f for f in clause.figures if part.covers(f.span)]
        times = [f for f in clause.times if part.covers(f.span)]
        yield Piece(part, clause.sentence, clause.block, figures, times, demand_of(text, part, figures))


def _stand_alone(text: str, parts: Sequence[Span], clause: Clause) -> bool:
    counted = all(any(p.covers(f.span) for f in clause.figures) for p in parts)
    named = all(_NAMED.search(p.of(text)) for p in parts)
    tails = {p.of(text)[-3:] for p in parts}
    return counted or named or (len(tails) == 1 and all(len(p.of(text)) > 4 for p in parts))


def bare(text: str, span: Span) -> Span:
    """Without enumerator, connective and stops at the ends."""
    start, end = span
    while m := _ENUMERATOR.match(text[start:end]):
        start += m.end()
    while start < end and text[end - 1] in _STOPS:
        end -= 1
    while start < end and text[start] in _STOPS:
        start += 1
    return Span(start, end)


def _leads(words: str) -> bool:
    return words.startswith(tuple(cues()["intention"]["lead"])) and not re.search(r"(?:基础上|为主线)$", words)


def _is_purpose(words: str) -> bool:
    return words.startswith(tuple(cues()["intention"]["purpose"])) or bool(
        re.search(r"(?:基础上|为主线|为抓手)$", words)
    )


def _only_a_date(text: str, piece: Piece) -> bool:
    if not piece.times or piece.figures:
        return False
    rest = indicator_of(text, piece.span, (), piece.times)
    return bool(_DEADLINE_ONLY.match(rest))


def _goes_on(text: str, open_: Piece, piece: Piece) -> bool:
    if piece.sentence != open_.sentence or text[piece.span.start - 1 : piece.span.start] in "；;":
        return False
    words, before = piece.span.of(text), open_.span.of(text)
    if _coverage_of(text, open_, piece):
        return True
    if open_.numbered or piece.numbered or open_.clauses >= _GROUP or text[piece.span.start - 1] == "、":
        return False
    return _echoes(words, before) or words.startswith((*cues()["intention"]["follow"], *cues()["intention"]["purpose"]))


def _echoes(words: str, before: str) -> bool:
    """A name of four characters or more is taken up again."""
    return any(
        " " not in words[i : i + _ECHO] and words[i : i + _ECHO] in before for i in range(len(words) - _ECHO + 1)
    )


def _coverage_of(text: str, open_: Piece, piece: Piece) -> bool:
    """对63个行政村开展巡察，实现100％覆盖: the share belongs to the count before it."""
    own = plain_words(indicator_of(text, piece.span, piece.figures, piece.times)).replace("覆盖", "")
    return len(own) <= 2 and piece.demand.measure == "coverage" and open_.demand.measure == "amount"


def _joined(text: str, lead: Clause, piece: Piece) -> Piece:
    span = Span(bare(text, lead.span).start, piece.span.end)
    figures, times = [*lead.figures, *piece.figures], [*lead.times, *piece.times]
    return Piece(span, piece.sentence, piece.block, figures, times, demand_of(text, span, figures), 2)


def _extended(text: str, open_: Piece, piece: Piece) -> Piece:
    if not piece.numbered and _is_purpose(piece.span.of(text)):
        return open_
    span = Span(open_.span.start, piece.span.end)
    figures, times = [*open_.figures, *piece.figures], [*open_.times, *piece.times]
    demand = demand_of(text, span, figures)
    return Piece(span, open_.sentence, open_.block, figures, times, demand, open_.clauses + piece.clauses)


def trimmed(text: str, span: Span) -> Span:
    """Without stops and commas at the end."""
    end = span.end
    while end > span.start and text[end - 1] in " ，,；;。：:、":
        end -= 1
    return Span(span.start, end)
