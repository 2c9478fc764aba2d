"""Bases that the words of a share call by name, wherever they stand: 相当于常住人口的三成, 在工业投资中占35％.

The name is looked for in the whole report but the plan. A figure under the very name is the base; one that bears only
its words is the base where it comes out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..records import FigureKind
from . import bases, naming
from .binding import Layout, Role, Token
from .cues import cue

NAME = "([\u4e00-\u9fffA-Za-z（）“”]{2,14}?)"
ALL = "(?:总[数量额值和]|总人[数口]|总户数|总面积|总规模)?"
IS = "(?:约|近|达到?|为|是|了|过|到)*"
OF_NAME = re.compile(
    f"(?:占|相当于|只有|仅[有为]|达到?|不及|接近|约?[为是]|即|等于)(?:了|到|其)?{NAME}{ALL}的(?:占?比[例重]?|份额)?{IS}$|"
    f"在{NAME}{ALL}(?:当?中|里|内)的?(?:所?占(?:比[例重]?)?|比[例重]|份额){IS}$|占{NAME}{ALL}(?:的?比[例重]?)?{IS}$"
)
AS_BASE = re.compile(f"以{NAME}{ALL}(?:数量?)?(?:为|作为?)(?:分母|基数|底数|母数|总数)")
AMONG = re.compile(f"(?:^|是|：){NAME}(?:当?中|里)[^，。；]*$")
FILLER = re.compile(
    "(?:[全我本][国省市区县乡镇村街州]|全部|辖区?|地区|年?[末底初]|全年|当年|今年|现有|现|共有?|总|实现|完成|登记|户均|末|的|在|有|区|县|市|镇|"
    "年|月|底|约|\\d|截至|目前|拥有|所有|整个|同期|年度|其|这些|各类|各级)*"
)
GENERAL = re.compile("(?:案件|人员|人数|户数|面积|资金|总[数量额]|数量|数额?|金额|规模|对象|方面|工作|群众)$")
NO_NAME = re.compile("^(?:比|全国|全省|全市|世界|全球|地|用|道|有)|计划|任务|目标|预算|指标|平均|上年|去年|同期")


@dataclass(frozen=True, slots=True)
class Told:
    """Part and base of a share, and whether the words leave no other."""

    part: Token
    base: Token
    hard: bool


def told(layout: Layout, n: int, claim: Token, before: Sequence[Token]) -> list[Told] | None:
    """Part and base by their names; an empty list where the words name a set that is nowhere told."""
    own = [t for t in before if t.segment == claim.segment and claim.clause - t.clause <= 2]
    if not own:
        return None
    found = _of_plan(claim, own) or _of_due(layout, n, claim, own) or _of_name(layout, claim, own)
    found = found or _part_behind(layout, n, claim, own[-1])
    return [found] if found is not None else _among(layout, claim, own[-1], before)


def _of_plan(claim: Token, own: Sequence[Token]) -> Told | None:
    """530人，计划数500人，计划完成率106％: the plan right behind what was done, and the rate of the plan."""
    if len(own) < 2 or not cue("ratio", "plan_rate", after="[为是达到约]*$").search(claim.lead):
        return None
    done, plan = own[-2:]
    beside = claim.clause - plan.clause == 1 and plan.clause - done.clause == 1 and done.lane == plan.lane
    named = plan.role is Role.PLAN and done.role is Role.LEVEL and naming.planned(plan)
    return Told(done, plan, hard=done.known and plan.known) if beside and named else None


def _of_due(layout: Layout, n: int, claim: Token, own: Sequence[Token]) -> Told | None:
    """累计90公里，应改的120公里已完成75％: what was due stands in the claim's own clause."""
    due = layout.tokens[n - 1]
    words = layout.between(due, claim)
    said = re.search("(?:应|需|须|待|拟|计划|任务)[^，。；]{0,6}$", due.opening)
    reached = re.fullmatch("[^，。；、\\d]{0,6}(?:已|都)?经?(?:完成|建成|做完|办结|改完|建好|落实|实现|到位)了?", words)
    if due.clause != claim.clause or not said or not reached or due.figure.kind is not FigureKind.COUNT:
        return None
    parts = [t for t in reversed(own) if t is not due and t.lane == due.lane and bases.fits(claim, t, due)]
    return Told(parts[0], due, hard=True) if parts else None


def _name(claim: Token) -> str:
    """常住人口 of 相当于常住人口的; nothing where the share has a subject of its own."""
    said = OF_NAME.search(claim.opening)
    if said is None or len(FILLER.sub("", claim.opening[: said.start()])) > 3:
        return ""
    name = next(filter(None, said.groups()), "")
    name = re.sub(f"^{FILLER.pattern}", "", name)
    return "" if NO_NAME.search(name) or len(name) < 2 else name


def _of_name(layout: Layout, claim: Token, own: Sequence[Token]) -> Told | None:
    """12万人，相当于常住人口的三成; 设备投资XX亿元，在工业投资中占35％."""
    name, part = _name(claim), own[-1]
    if not name or claim.figure.value in (None, 0):
        return None
    of_set = AMONG.search(claim.opening)
    if of_set is None and naming.called(claim, [t for t in own if t is not part]):
        return None  # the sentence has one of that name itself
    return _under(layout, claim, part, name)


def _under(layout: Layout, claim: Token, part: Token, name: str) -> Told | None:
    """The base of that very name, else one that bears its words and comes out (or cannot be tried)."""
    found = [t for t in layout.tokens if t is not part and _may_be(layout, t, part)]
    very = [t for t in found if _bears(t, name) and t.order < claim.order]
    if very and len({t.amount for t in very}) == 1 and bases.at_least(very[-1], part):
        base = very[-1]
        sure = len(name) > 3 and claim.clause - part.clause <= 1 and part.known
        if bases.fits(claim, part, base) or sure or part.figure.masked or base.figure.masked:
            return Told(part, base, hard=sure or bases.fits(claim, part, base))
    loose = [t for t in found if _bears_words(layout, t, name)]
    fitting = [t for t in loose if bases.fits(claim, part, t)]
    if not fitting and not part.known and len(loose) == 1:
        fitting = [t for t in loose if t.known]
    return Told(part, fitting[-1], hard=True) if fitting else None


def _may_be(layout: Layout, token: Token, part: Token) -> bool:
    levels = token.role in (Role.LEVEL, Role.AVERAGE) and token.figure.kind is FigureKind.COUNT
    return levels and token.lane == part.lane and layout.section(token.span) != "plan"


def _bears(token: Token, name: str) -> bool:
    """全区年末常住人口38.5万人, 92个行政村: nothing but where and when beside the name."""
    lead = re.sub("(?:总[数量额值]|数|共|有|计|为|达到?|约)+$", "", token.lead)
    if lead.endswith(name):
        return FILLER.fullmatch(lead.removesuffix(name)) is not None
    bare = FILLER.fullmatch(token.lead) is not None
    return bare and token.tail.startswith(name) and len(token.tail) <= len(name) + 2


def _bears_words(layout: Layout, token: Token, name: str) -> bool:
    """投向工业领域40亿元 for 工业投资 where the sentence speaks of 投资."""
    kept = GENERAL.sub("", name)
    pieces = [kept[i : i + 2] for i in range(0, len(kept) - 1, 2)]
    if not pieces:
        return False
    sentence = layout.sentences[token.sentence].of(layout.text)
    return pieces[0] in token.label and all(piece in sentence for piece in pieces)


def _among(layout: Layout, claim: Token, part: Token, before: Sequence[Token]) -> list[Told] | None:
    """败诉案件中因程序违法的有3件，占六成: of the set that is named before it, and of nothing else."""
    said = AMONG.search(part.opening) if claim.clause - part.clause <= 1 else None
    if said is None or not claim.lead.startswith("占") or re.search(r"\d", said.group()):
        return None
    kept = GENERAL.sub("", re.sub(f"^{FILLER.pattern}", "", said.group(1)))
    beside = any(t.lane == part.lane and bases.fits(claim, part, t) for t in before if t is not part)
    if len(kept) < 2 or kept.startswith(("其", "当")) or beside:
        return None
    sets = [t for t in layout.tokens[: part.order] if _may_be(layout, t, part) and kept in t.label]
    fitting = [t for t in sets if bases.fits(claim, part, t)]
    return [Told(part, fitting[-1], hard=True)] if fitting else []


def _part_behind(layout: Layout, n: int, claim: Token, base: Token) -> Told | None:
    """组建小组50个，青年牵头的占到七成，有35个: the part stands right behind its share."""
    part = layout.tokens[n + 1] if n + 1 < len(layout.tokens) else None
    if part is None or part.clause - claim.clause != 1 or part.segment != claim.segment or part.lane != base.lane:
        return None
    counted = re.fullmatch("(?:就|共|已|一?共|合计|计|总[共计])?(?:有|计|为|达到?|是|即|约)", part.lead)
    return Told(part, base, hard=True) if counted and bases.fits(claim, part, base) else None


def finished(layout: Layout, n: int, claim: Token) -> Token | None:
    """积案23件全部化解，化解率100％: all of them, in so many words."""
    base = layout.tokens[n - 1] if n else None
    if base is None or claim.clause - base.clause != 1 or base.figure.kind is not FigureKind.COUNT:
        return None
    name = naming.stem(claim)
    every = re.search(f"(?:全部|悉数|均已?|都已?|逐一|一律){name}", base.tail) if name else None
    return base if every and claim.figure.value == 100 and base.segment == claim.segment else None
