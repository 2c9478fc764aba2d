"""Whether a figure reports, announces or is the base of a comparison; and whether it is a running total."""

from __future__ import annotations

import re

from ..records import FigureKind, Stance
from .clauses import Clauses
from .drafts import Draft

_PLANNED = re.compile(
    r"(?:年度|全年|目标|计划|任务|预算|指标|原定|预期)(?:计划|任务|目标|数|安排|指标)?(?:的|数|为|是|值|任务)?$|(?:计划|目标|任务|预算数|预期目标)(?:是|为|数)?的?$"
)
_WILL = re.compile(
    r"(?:力争|争取|确保|计划|拟|将(?=达|实现|完成|新建|建成|开工|投入|引进|新增|超过|于|力争|继续)|下一步|下步|明年|来年|要(?=[实完达新建推开举培引发])|目标(?:是|为)|规划建设|有望)"
)
_SAID = r"[^，。；]{0,6}(?:确定|提出|明确|要求|规定)(?:了|的)?"
_AIM = r"[^，。；]{0,12}(?:目标|指标|任务)"
# written out, so that the engine sees the first characters
_GOALS = re.compile(
    rf"计划{_SAID}|目标{_SAID}|任务{_SAID}|方案{_SAID}|规划{_SAID}|指标{_SAID}|确定{_AIM}|提出{_AIM}|明确{_AIM}|下达{_AIM}"
)
_DONE = re.compile(r"(?:已|完成|实际|目前|截至|全年共|共|累计(?!达到)|了)")
_BASE_OF = re.compile(r"(?:比|较|同|与|超过|高于|低于|不及)[^，。；]{0,12}?的$")
_BASE = re.compile(r"(?:上年|去年|同期|此前|原来|原有|基期|换届前|年初)(?:的|为|是)?$")
_LONGEST = 6  # characters that _PLANNED or _BASE can match
_FROM = re.compile(r"(?:由|从)[^，。；到至]{0,14}$")
_GREW = re.compile(r"(?:增|减|提|上升|下降|升|降|扩|缩|改|压|涨|到|至|变|跃|发展)")
_CUMULATIVE = re.compile(r"累计|历年|总数|存量|保有量|截至|截止|至今|现有")


def stance(
    text: str, draft: Draft, clauses: Clauses, section: str, year: int | None, period_year: int | None
) -> Stance:
    """`section` is the role of the block's top section, `period_year` the year the figure speaks of."""
    if draft.kind in (FigureKind.DATE, FigureKind.PERIOD, FigureKind.NAME):
        return Stance.DONE
    clause, clause_end = clauses.clause(draft.start)
    end = draft.start
    start = max(clause, end - 40)
    near = max(start, end - _LONGEST)
    owned = text.endswith("的", start, end)
    if _BASE.search(text, near, end) or (owned and _BASE_OF.search(text, start, end)):
        return Stance.BASE
    if _GREW.match(text, draft.end, clause_end) and _FROM.search(text, start, end):
        return Stance.BASE
    if owned and draft.kind is FigureKind.PERCENT:
        return Stance.PLAN if section == "plan" else Stance.DONE  # 年度计划的98%
    ahead = year is not None and period_year is not None and period_year > year
    if section == "plan" or ahead or _PLANNED.search(text, near, end) or _announced(text, clauses, start, end):
        return Stance.PLAN
    return Stance.DONE


def _announced(text: str, clauses: Clauses, start: int, end: int) -> bool:
    """力争, 将, or a list of goals that the sentence opens with."""
    if _WILL.search(text, start, end) and not _DONE.search(text, start, end):
        return True
    goal = _GOALS.search(text, max(clauses.sentence(end)[0], end - 120), end)
    if goal is None:
        return False
    while (later := _GOALS.search(text, goal.end(), end)) is not None:
        goal = later
    return not _DONE.search(text, goal.end(), end)


def cumulative(text: str, draft: Draft, clauses: Clauses) -> bool:
    """累计, 现有, 截至: a running total, not this year's addition."""
    if draft.kind not in (FigureKind.COUNT, FigureKind.PERCENT):
        return False
    start = clauses.clause(draft.start)[0]
    return _CUMULATIVE.search(text, max(start, draft.start - 40), draft.start) is not None
