from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import Facts, Finding, Severity, Span
from . import rule

LEVEL = re.compile("[区县市旗]$")
ACTING = (
    "[把将以在]|坚持|聚焦|围绕|认真|始终|积极|着力|深入|大力|紧扣|立足|通过|严格|持续|全面|不断|按照|针对|结合|依托"
)
NAME = re.compile(  # at the head of a sentence, doing something: a name elsewhere may be a verb and 区
    rf"(?:(?<=[。！？；\n）])|(?<=[一二三四五六七八九十]是)|^)([一-龥]{{2,3}}?[区县旗])(?={ACTING}|[区县]?委|政府)"
)
# 推动清河县平安建设: what the district moves forward is its own
FURTHERED = re.compile(
    r"(?:推动|推进|促进|助推|加快|助力|保障|建设|提升|开创|谱写|描绘|打造|展示|擦亮)了?([一-龥]{2}[区县旗])"
    r"(?=平安|法治|高质量|经济|社会|各项|发展|建设|振兴|改革|党建|干部|人民|群众|教育|事业|更|再|新|形象|名片)"
)
TIME = re.compile("[年月日]|^[初末底]")
COMMON = re.compile(
    "(?:社|园|景|校|地|片|辖|全|我|市|城|山|库|小|新|街|灾|林|牧|湖|矿|发|港|郊|老|本|各|该|两|三|厂|禁|保护|示范|试验|功能"
    "|开发|居民|生活|工业|高新|自治|百强|十强|先进|贫困|脱贫|经济强|农业大|人口大|旅游大|文明|卫生|美丽|幸福|小康|法治|平安"
    "|首善|先行|领跑)[区县旗]$"
    "|(?:灌|湾|盐|渔|军|战|防|疫|震|特|专|商|学|农|垦|核心|中心|集聚|集中|合作|经开|自贸|保税|综保|产业|物流|度假|湿地|沿海"
    "|山地|流域|重点|安全|引领|样板|创新)区$"
)
LAWFUL = re.compile("对口|帮扶|协作|结对|支援|学习|考察|借鉴|赴|与|同|和|联合|交界|毗邻|来自|调任|交流|挂职")


@rule(
    "X003",
    "foreign-name",
    Severity.MUST_FIX,
    zh="本报告为{own}，文中出现“{other}”，请核对该段内容是否属于本地区",
    en="this is the report of {own}, yet it names {other}; check whether the passage is about this district",
)
def foreign_name(facts: Facts) -> Iterator[Finding]:
    """Another district's name stands where this district's own name must stand.

    Why: a passage about another district says nothing of this one; its figures must not be counted here.
    What to do: check the passage; replace or strike it.
    Authority: 《党政机关公文处理工作条例》第十九条（情况确实）.
    """
    own, text = facts.report.district, facts.report.text
    if not LEVEL.search(own):
        return
    # a superior's name may stand anywhere: only districts of the same level are foreign
    peers = {p.district for p in facts.peers if p.district[-1:] == own[-1]} - {own}
    seen: set[Span] = set()
    for m in (*NAME.finditer(text), *FURTHERED.finditer(text)):
        other = m[1]
        same_level = other[-1] == own[-1] and other not in own and other != own[0] + own[-1]
        if same_level and not COMMON.search(other) and not TIME.search(other) and not _lawful(text, m.start(1)):
            seen.add(Span(*m.span(1)))
    for peer in sorted(peers):
        for m in re.finditer(re.escape(peer), text):
            if not _lawful(text, m.start()):
                seen.add(Span(*m.span()))
    for span in sorted(seen):
        yield Finding("X003", span, args={"own": own, "other": span.of(text)})


def _lawful(text: str, at: int) -> bool:
    """The sentence speaks of working with another district, which may be named."""
    start = max(text.rfind("。", 0, at), text.rfind("\n", 0, at)) + 1
    end = text.find("。", at)
    return bool(LAWFUL.search(text[start:at])) or bool(
        re.match("[一-龥]{2,4}(?:对口|帮扶|协作|结对)", text[at : end if end >= 0 else len(text)])
    )
