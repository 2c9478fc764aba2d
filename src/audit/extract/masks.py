"""Blanks: characters that stand for something not shown, and what they stand for, told from what stands around them."""

from __future__ import annotations

import re
from functools import cache

from ..lang.placeholders import BOXES, CERTAIN, CIRCLES, CROSSES, DISCS, LINES, SMALL_CROSSES, STARS, TIMES
from ..lang.units import unit_at, weak
from ..records import MaskRole

_CROSSED = rf"[{CROSSES}]"
_LETTERED = rf"[{CROSSES}{SMALL_CROSSES}]"
COUNTS = "座个名件次人场份篇家户万亿元％%条项期起批台辆亩所处支张"
MASK = (
    rf"(?:[{STARS}]+(?:[.．][{STARS}]+)?"
    # X and x are letters too: never beside another letter
    rf"|(?<![A-Za-zＡ-Ｚａ-ｚ])(?:{_CROSSED}{{1,8}}|{SMALL_CROSSES}{{1,8}})(?:[.．]{_LETTERED}{{1,4}})?(?![A-Za-zＡ-Ｚａ-ｚ])"
    rf"|[{TIMES}]+(?:[.．][{TIMES}]+)?"
    rf"|{LINES}(?:[ ]?{LINES})+(?:[.．]{LINES}+)?|(?<=[\u4e00-\u9fff]){LINES}(?=[{COUNTS}])"
    rf"|[{CIRCLES}{BOXES}]{{2,}}|[{DISCS}]{{2,}}|[○{BOXES}]|{CERTAIN}{{1,2}}"
    # 补助？？万元, 资金——亿元, 公园N个: a doubt before a unit; the unit must close its clause (blanks.py)
    rf"|(?:(?<=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff] ))"
    rf"(?:(?:[?？]{{1,4}}|[#＃]{{2,8}}|[Nn])(?=[ ]?[百千]?[万亿]?[{COUNTS}])"
    rf"|[—–-]{{2,4}}(?=[百千]?[万亿]?[{COUNTS}])(?!人))"
    r"|[（(][ \u3000]*[）)]|[\[［【][ \u3000]{1,8}[\]］】]|《[ \u3000]*》|[（(]略[）)]|…{1,4})"
)
DIGITS = "0-9０-９"
# 60Xkm/h is a mask before a unit, 415Xyz a word
_NO_WORD = r"(?:(?![A-Za-z])|(?=(?:km|kg|kW|kV|cm|mm|m|g|t|h|GB|MB|TB|MW)(?![A-Za-z])))"
PARTIAL = (
    rf"(?:[{DIGITS}](?:[{DIGITS}.．]|[,，](?=[{DIGITS}]{{1,3}}(?![{DIGITS}]))|,(?=[{STARS}]{{2,3}}(?![{STARS}]))){{0,40}}+"
    rf"(?:[{STARS}]+|{_CROSSED}+{_NO_WORD}|{SMALL_CROSSES}{{2,}}|[{TIMES}]{{2,}}|[{TIMES}{LINES}{SMALL_CROSSES}](?=[{COUNTS}])"
    rf"|{LINES}{{2,}}|[○{BOXES}]+|[{CIRCLES}]{{2,}}|[OＯ]{{1,3}}(?=[{COUNTS}])|…{{1,2}}(?=[{COUNTS}]))"
    rf"(?:[.．]?(?:[{DIGITS}]+|[{STARS}]+|{_CROSSED}+{_NO_WORD})|,[{DIGITS}]{{3}}(?![{DIGITS}]))*"
    rf"|(?<![A-Za-zＡ-Ｚａ-ｚ0-9_*])(?:[{STARS}]+|{_CROSSED}+|{LINES}{{2,}}|[{TIMES}]{{2,}})[.．]?[{DIGITS}][{DIGITS}.．{STARS}]*)"
)

_PLACE = (
    r"(?:省|自治区|市|县|区|旗|州|盟|镇|乡|街道|社区|村|组团|广场|小区|路|街|大桥|水库|河|湖|山|岛|港|园区|片区|开发区|新区"
    r"|地区|流域|大道|铁路|高速|站(?![在稳起上出位点])|湾|机场|码头|隧道|景区|公园|口岸"
    r"|[\u4e00-\u9fff]{1,6}?(?:新区|园区|片区|开发区|集聚区|示范区|产业园|枢纽|铁路|高速公路|大桥|机场|水库))"
)
_ORGANISATION = (
    r"(?:局|委|办|厅|院|所|公司|集团|企业|学院|大学|中学|小学|医院|银行|法院|日报|晚报|电视台|网|发布|科技|有限|协会"
    r"|合作社"
    r"|支队|中队|大队|分局|派出所|党支部|支部|党委|部|校区|幼儿园|酒店|工厂|厂|农场|单位|报|杂志|平台|公众号|媒体|事务所|基金)"
)
_PERSON = (
    r"(?:同志|书记|主任|局长|县长|市长|区长|镇长|乡长|村长|先生|女士|老师|院长|校长|教授|部长|科长|处长|主席|委员|队长|等人"
    r"|某)"
)
_PERSON_LABEL = re.compile(r"(?:人|者|长|员|姓名|签名|签字|审核|负责人|联系人|填报人|签发|校对)[：:][ \u3000]*$")
_FAMILY = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹苏潘葛范彭鲁韦马袁柳唐薛雷贺倪汤罗毕郝安常于傅齐康"
    "伍余顾孟黄萧尹姚邵汪毛宋庞熊纪舒项祝董梁杜阮蓝季贾江童郭梅林钟徐邱骆高夏蔡田樊胡凌霍虞万柯卢莫房邓洪石崔龚程邢裴陆"
    "翁荀曲靳段焦侯全秋仲宁栾祖武刘景詹束龙叶司黎乔翟谭申冉桑尚温庄柴阎易廖耿文寇欧聂冷辛简饶曾沙丰关查游权"
)


@cache
def _following() -> tuple[tuple[MaskRole, re.Pattern[str]], ...]:
    return (
        (MaskRole.LIST, re.compile(r"等(?:[一二两三四五六七八九十\d]+|单位|地|多)")),
        (MaskRole.PERSON, re.compile(_PERSON)),
        (MaskRole.PLACE, re.compile(rf"(?:{_PLACE})")),
        (MaskRole.ORGANISATION, re.compile(rf"[\u4e00-\u9fff]{{0,6}}?{_ORGANISATION}")),
    )


def name_role(text: str, start: int, end: int) -> MaskRole:
    """The role of a blank where no number must stand."""
    surname = 0 < start < len(text) and text[start] == "某" and text[start - 1] in _FAMILY
    if surname or _PERSON_LABEL.search(text[max(0, start - 8) : start]):
        return MaskRole.PERSON
    for role, pattern in _following():
        if pattern.match(text, end):
            return role
    return MaskRole.WORD


_CUE = re.compile(
    r"(?:[共达有为约近超逾满足计增减及和、，：]|超过|达到|建成|新建|完成|新增|组织|开展|召开|举办|发放|培训|累计|合计|其中|分别|总计"
    r"|安装|配备|购置|种植|栽植|捐赠|收到|拆除|改造|硬化|修建|铺设|设立|成立|组建|下发|印发|刊发|编发|评选|推荐)$"
)


def wants_number(text: str, start: int, end: int) -> bool:
    """A measure word, unit or percent sign stands behind the blank, so a number must stand in its place."""
    at = end
    while at < len(text) and at < end + 2 and text[at] in " \u3000":
        at += 1
    at = _past_over(text, at)
    scaled = at
    while (
        at < len(text) and text[at] in "万亿千百" and not text.startswith(("万众", "百姓", "千方", "万家", "百家"), at)
    ):
        at += 1
    if at > scaled:
        at = _past_over(text, at)
    if text.startswith(("%", "％", "‰", "个百分点", "百分点", "倍"), at) or (
        text.startswith("成", at) and tenths_behind(text, at)
    ):
        return True
    unit = unit_at(text, at)
    if unit is None:
        return at > scaled and (at == len(text) or text[at] in "，。；、）) \n")
    if unit.text not in weak() or at > scaled or _CUE.search(text[max(0, start - 4) : start]):
        return True
    # 加装电梯**部。counts, 到**站。names a place
    closes = text[at + len(unit.text) : at + len(unit.text) + 1] in ("，", "。", "；", "、", "")
    return closes and text[start - 1 : start] not in ("在", "到", "赴", "由", "对", "与", "和", "向", "至", "从", "")


def _past_over(text: str, at: int) -> int:
    """Behind 余, 多 or 来."""
    follows = at < len(text) and text[at] in "余多来"
    return at + 1 if follows and not text.startswith(("多元", "多种", "多样", "多功能"), at) else at


def tenths_behind(text: str, at: int) -> bool:
    """成 at that place is a tenth: it ends its clause or is bent."""
    return re.match(r"成(?:以[上下]|左右|多|[，。；、])", text[at : at + 4]) is not None
