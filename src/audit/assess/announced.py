"""Sentences that list goals: 年初确定了四项目标：……; 与各镇签订责任书，约定……、……。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from ..records import FigureKind, Span
from .passages import Clause
from .plan import Piece, split
from .wording import cues

_OPENS = re.compile(r"[：:]|——|，即|（")
_BREAK = re.compile(r"[；;。]")
_REPORTS = re.compile(
    r"完成(?:情况|[较良了])|落实情况|推进情况|进展|取得|圆满|顺利|已|实际|目前|截至|截止|同比|较上年|比上年|总体|稳步推进|有序推进"
)
_AS_FOLLOWS = re.compile(r"，(?:分别[是为]|具体[是为]|如下|包括|即)$")
_THEMSELVES = re.compile(
    r"[^，。；、\d]{0,4}(?:目标|任务|指标|承诺|实事|要求|杠杠)"
)  # 四项 | 承诺是: the goals counted
_SHIELDED = re.compile(r"[“《（(][^”》）)]*[”》）)]")
_ITEMS = re.compile(r"(?:[两二三四五六七八九十]|\d+)(?:条|项|件|个|大|方面)")  # 约定五条
_COUNTS = re.compile(  # 定了三条线
    r"(?:定|列|签|立|提|下达|明确|承诺|安排|约定)(?:下|出)?(?:了|以下|如下)?[两二三四五六七八九十\d]+[条项件个大]"
)
_NAMES = re.compile(  # what holds goals
    r"目标(?!管理)|任务|指标|计划|承诺|清单|实事|军令状|责任[状书]|硬杠杠|杠子|底线|约定|要求"
)
_SETS = re.compile(
    r"计划|拟|提出|部署|明确|确定|确立|定下|下达|考核|公示|写进|写明|列入|签|立下|承诺|承担|约定|责任[状书]|"
    r"议定|排定|预定|交办|交账|盯住|盯紧|紧盯|瞄准|锚定|要办|要干"
)
_SCOPE = re.compile(r"年初|年度|全年|今年|年内|本年|20\d\d年|下达|考核|责任[状书]|军令状")
_LINKS = re.compile(
    r"(?:目标|任务|指标|承诺|要求|杠杠|杠子|责任[状书]|任务单|清单|[条件个][事数线关])[^，。；]{0,3}(?:是|为|有|即|包括|包含)"
)
_BIDS = re.compile(
    r"计划|拟(?=[新建改引招办组完培发开])|应当?(?=[新建改引招办组完培发开])|须|(?:年|将)要|承担|承诺|下达|定下|议定|排定|"
    r"(?:要点|方案|任务书|清单|报告|全会|会议|责任[状书])》?[^，。；]{0,4}(?:确定|明确|提出|要求|载明|规定|写明)"
)
_LED = re.compile(r"^(?:围绕|对照|聚焦|紧扣|根据|结合)")
_SAYS = re.compile(r"(?:提出|写明|明确|约定|要求|规定|部署|签订|载明)$")
_BY_THEN = re.compile(r"到年底|年内")
_MUST = re.compile(r"(?:须|应当?|要)(?:完成|达到|做到|办好)$")  # 我区须完成：
_LEAD = re.compile(
    r"^(?:围绕|对照|聚焦|紧扣|按照|为(?:完成|实现)?)?(?:[^，。；、\d]{0,12}?(?:确定|下达|提出|承诺|制定|定下|议定|把)的?)?[“]?"
)
_NAMED_BEHIND = re.compile(  # 等四项年度目标
    r"[^，。；、\d]{0,4}[”]?(?:的|等|这)*(?:[两二三四五六七八九十\d]+[项个条])?(?:年度|年初|全年|约束性|量化|硬)?(?:目标|任务|指标|实事)(?:任务)?[，。；]?$|"
    r"(?:写进|写入|列入|纳入|作为)[^，。；]{0,12}(?:责任[状书]|清单|目标|指标|任务|实事|硬杠杠)[，。；]?$"
)
_TAIL = re.compile(  # 招聘教师200名 | 等三项指标
    r"[”]?(?:的|等|这)*(?:[两二三四五六七八九十\d]+[项个条])?(?:年度|年初|全年|约束性|量化|硬)?(?:目标|任务|指标|要求|实事)(?:任务)?$|[）)”]$|"
    r"(?:写进|写入|列入|纳入|作为)[^，。；]{0,12}(?:责任[状书]|清单|目标|指标|任务|实事|硬杠杠)$"
)
_NARROW = re.compile(r"[:;()]|(?<!\d),|,(?!\d)")
_WIDE = {":": "：", ";": "；", "(": "（", ")": "）", ",": "，"}
_DONE = re.compile(  # an account, or money set aside
    r"(?<![划须应要当拟求为是定诺、])完成|(?<![划须应要当拟求为是定诺出、，])建成|，建成\d|应完成的|"
    r"办结|完工|在建|竣工|收尾|销号|其余|剩余|结转|资金|经费|超额"
)
_LEAST = 2  # goals that a sentence without a colon must list


@cache
def noun() -> str:
    """What a report calls the number set for it, with what may stand before: 年度目标任务."""
    words = sorted(cues()["self"]["nouns"], key=lambda w: (-len(w), w))
    scope = sorted(cues()["self"]["scope"], key=lambda w: (-len(w), w))
    return f"(?:{'|'.join(scope)})*(?:{'|'.join(words)})"


def announced(text: str, statement: Sequence[Clause]) -> Iterator[Piece]:
    """The goals that a statement lists, through all its semicolons; none where it reports what was done."""
    start = _list_start(text, statement)
    if start is None:
        return
    for clause in statement:
        rest = Span(max(clause.span.start, start), clause.span.end)
        if rest.start >= rest.end:
            continue
        if _REPORTS.search(_SHIELDED.sub("", rest.of(text))):
            return
        figures = tuple(f for f in clause.figures if rest.covers(f.span))
        times = tuple(f for f in clause.times if rest.covers(f.span))
        for piece in split(text, Clause(rest, clause.sentence, clause.block, clause.section, figures, times)):
            if piece.figures and piece.demand.values is not None:
                yield _without_tail(text, piece)


def _without_tail(text: str, piece: Piece) -> Piece:
    """招聘教师200名 | 等目标."""
    tail = _TAIL.search(piece.span.of(text))
    end = piece.span.start + tail.start() if tail is not None else piece.span.end
    own = [f for f in piece.figures if f.span.end <= end]
    if not own or end == piece.span.end:
        return piece
    return replace(piece, span=Span(piece.span.start, end), figures=own)


def _wide(words: str) -> str:
    """The same characters with Chinese punctuation; commas inside numbers stay."""
    return _NARROW.sub(lambda m: _WIDE[m[0]], words)


def goes_on_below(text: str, statement: Sequence[Clause]) -> bool:
    """The statement ends in the colon of a head that announces goals: they stand in the paragraphs below it."""
    words = _wide(text[statement[0].span.start : statement[-1].span.end]).rstrip()
    return words.endswith("：") and _announces(words[:-1])


def _list_start(text: str, statement: Sequence[Clause]) -> int | None:
    """Where the list begins: behind the colon of a head that announces goals, else at the clause that sets them."""
    whole = Span(statement[0].span.start, statement[-1].span.end)
    words = _wide(whole.of(text))
    for mark in _OPENS.finditer(words):
        before = words[: mark.start()]
        head = before[max((m.end() for m in _BREAK.finditer(before)), default=0) :]
        if _announces(head) and (mark[0] != "（" or re.search(noun() + "(?:[两二三四五六七八九十]+[项个条])?$", head)):
            return whole.start + mark.end()
    return _without_colon(text, statement) or _before_its_name(text, statement)


def _announces(head: str) -> bool:
    """The last words before a colon name what holds goals, or count them; the head says for when or by whom."""
    if _REPORTS.search(_SHIELDED.sub("", head)):
        return False
    head = _AS_FOLLOWS.sub("", head)
    last = head.rpartition("，")[2]
    named = bool(
        _NAMES.search(last)
        or _COUNTS.search(last)
        or _MUST.search(last)
        or (_ITEMS.search(last) and _SETS.search(last))
    )
    return named and bool(_SCOPE.search(head) or any(verb in head for verb in cues()["self"]["announce"]))


def _before_its_name(text: str, statement: Sequence[Clause]) -> int | None:
    """对照新建驿站12个、引进人才30名两项年度目标: the items stand before what they are."""
    for clause in statement:
        counted = [f for f in clause.figures if f.kind in (FigureKind.COUNT, FigureKind.PERCENT)]
        if len(counted) < _LEAST:
            continue
        words = _wide(clause.span.of(text))
        tail = _NAMED_BEHIND.search(words)
        if tail is None or not _SCOPE.search(text[statement[0].span.start : clause.span.end]):
            continue
        lead = _LEAD.match(words)
        return clause.span.start + (lead.end() if lead else 0)
    return None


def _without_colon(text: str, statement: Sequence[Clause]) -> int | None:
    """年初承诺新增就业3000人、改造小区12个。: two counts or more, and no word of what came of them."""
    figures = [f for c in statement for f in c.figures if f.kind in (FigureKind.COUNT, FigureKind.PERCENT)]
    counted = [f for f in figures if not _THEMSELVES.match(text[f.span.end :])]
    begins, ends = statement[0].span.start, statement[-1].span.end
    if len(counted) < _LEAST or _REPORTS.search(text[begins:ends]):
        return None
    if _DONE.search(text[begins:ends]):
        return None
    words = _wide(text[begins : counted[0].span.start])
    before, _, own = words.rpartition("，")
    if not _SCOPE.search(words):
        return None
    led = before.rpartition("，")[2]
    found = list(_LINKS.finditer(own)) or list(_BIDS.finditer(own))
    if found and not (_LED.match(own) and not _BIDS.search(own)):
        start = len(words) - len(own) + found[-1].end()
    elif (
        _SAYS.search(led)
        or _COUNTS.search(led)
        or (re.search(noun() + "$", led) and not _LED.match(led) and own.startswith("即"))
    ):
        start = len(words) - len(own)
    else:
        return None
    start = max([start, *(m.end() for m in (*_OPENS.finditer(words), *_BY_THEN.finditer(words, start)))])
    while words[start : start + 1] in tuple("的了为是即"):
        start += 1
    return begins + start
