"""What a rate is named for: 办结率 of 办结, 满意度 of 满意, 占受理总数的 of 受理."""

from __future__ import annotations

import re

from .binding import Role, Token
from .cues import cue
from .order import pairs

RATE = "(?:率|(?<!年)度|(?<![全方])面|程度|进度)"
STEM = re.compile(rf"([\u4e00-\u9fff]{{2}}){RATE}[^，。；]{{0,3}}$")
IS_RATE = re.compile(rf"{RATE}[^，。；]{{0,3}}$")
OF_NAMED = re.compile(
    r"(?:占|完成|达到?|相当于|为)(?:全部|全[区县市镇乡]|所有)?([\u4e00-\u9fff]{2,8}?)(?:总数|总量|总额|总和)?的$"
)


def is_rate(token: Token) -> bool:
    """The words before it end in a rate, a degree or an extent."""
    return IS_RATE.search(token.lead) is not None


def stem(claim: Token) -> str:
    """办结 of 办结率; empty if the claim is no rate."""
    named = STEM.search(claim.lead)
    return named.group(1) if named else ""


def bears(claim: Token, token: Token) -> bool:
    """The figure is of what the rate is named for: 办结 for 办结率, not 未办结."""
    name, label = stem(claim), token.label
    at = label.find(name) if name else -1
    while at > 0 and label[at - 1] in "不未应须拟":
        at = label.find(name, at + 1)
    return at >= 0


def called(claim: Token, own: list[Token]) -> list[Token]:
    """占受理总数的33.5%: the base is one that the sentence calls so, if it calls any so."""
    named = OF_NAMED.search(claim.lead)
    return [t for t in own if named.group(1) in t.label] if named is not None else []


def of_plan(claim: Token) -> bool:
    """完成年度任务的114.7％, 占计划的103％: a share of what was planned, stated beside it or not."""
    said = re.search("(?:占|完成|达到?|相当于|为)(.{1,12}?)(?:总?[数量额])?的(?:比例)?[为是达]?约?$", claim.lead)
    return said is not None and cue("ratio", "planned", after="[^，。；]{0,2}$").search(said.group(1)) is not None


def planned(token: Token) -> bool:
    """The figure is announced: its words call it a plan, a task or a target."""
    return token.role is Role.PLAN or cue("ratio", "planned").search(token.label) is not None


def turned_round(claim: Token, part: Token, base: Token) -> bool:
    """占总投资的 names the base, 整改率 the part: what is called so is not the other."""
    name = stem(claim)
    if name and part.order < base.order and base.role is not Role.PLAN:
        return name in base.label and name not in part.label
    named = OF_NAMED.search(claim.lead)
    return named is not None and named.group(1) in part.label and named.group(1) not in base.label


def under_its_name(claim: Token, base: Token) -> bool:
    """占工单总量的 needs a base that is called so; 占 alone takes what the sentence is about."""
    named = OF_NAMED.search(claim.lead)
    if named is None:
        return True
    words = base.label + base.opening
    return any(named.group(1)[i : i + 2] in words for i in range(len(named.group(1)) - 1))


def shares_word(name: str, token: Token) -> bool:
    """年初安排 for 年初预算: two characters in a row are in its words."""
    return any(name[i : i + 2] in token.label for i in range(len(name) - 1))


def named_by_rate(claim: Token, part: Token, base: Token) -> bool:
    """The rate speaks of these two: 办结率 of 办结 and 收到, 卫生厕所普及率 of 使用卫生厕所."""
    name = re.split(RATE, claim.lead)[0]
    stages = any(p.smaller.search(part.label) and p.larger.search(base.label + base.opening) for p in pairs())
    if stages and (set(name[-2:]) & set(part.label) or re.search("覆盖|出席|参会|到会", name)):
        return True
    pieces = [name[i : i + 2] for i in range(len(name) - 1)]
    own = any(piece in part.label and piece not in base.label for piece in pieces)  # what both share names neither
    return own or short_for(name[-2:], part.label)


def short_for(name: str, label: str) -> bool:
    """批捕 for 批准逮捕: its characters in their order."""
    rest = iter(label)
    return len(name) == 2 and all(character in rest for character in name)


def speaks_of(claim: Token, part: Token, base: Token) -> bool:
    """97％以上 fits nearly any two counts: the words must join them."""
    return bool(cue("ratio", "share").search(claim.opening)) or named_by_rate(claim, part, base)
