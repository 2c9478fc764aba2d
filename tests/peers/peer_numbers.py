"""Numbers, percentages and number ranges in the conventions of Recognizers-Text; values come from `audit.lang.hanzi`.

The peer reads numerals inside spaced text (`一 百 五 十 二`), powers, `k` and `M`, 折 and 打, none of which reports
use; that grammar is here and not in the product. All patterns run over `folded` text, which keeps every offset.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from audit.lang.hanzi import value_of

_FOLD = str.maketrans(
    "０１２３４５６７８９．，／－＋％ｋＫＭＧＴ億萬點個幾對雙負兩倆壹貳贰叁參肆伍陸陆柒捌玖拾佰仟零〇",
    "0123456789.,/-+%kkMGT亿万点个几对双负两两一二二三三四五六六七八九十百千零零",
)
_FINANCIAL = frozenset("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟")


def folded(text: str) -> str:
    """Full-width, traditional and financial characters as plain ones, one for one."""
    return text.translate(_FOLD)


D = "[一二三四五六七八九零两俩仨]"
A = r"\d+(?:\.\d+)?"
GROUPED = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?"
UNIT = r"(?:\s*[多几余]?\s*(?:(?<![十百千])[十百千]|[万亿兆]))"
PLACES = (
    rf"(?:(?:(?:{A}|{D})\s*{UNIT}{{1,3}}|十(?:\s*[多几余]?\s*[万亿兆]){{0,2}}|[百千万亿兆](?=\s*[一二三四五六七八九零两\d])\s*(?:{D}(?!\s*[十百千万亿])"
    rf"|(?={D}|\d)))(?:\s*(?:(?:\d+|{D})\s*{UNIT}{{1,3}}|零(?=\s*[\d一二三四五六七八九两十几])"
    rf"|十(?:\s*[多几余]?\s*[万亿兆]){{0,2}}))*(?:\s*{D})?)"
)
WHOLE = rf"(?:{PLACES}|{D})"
FLOAT = rf"(?:{WHOLE}\s*点\s*[一二三四五六七八九零](?:\s*{D})*)"
MULTIPLIER = r"(?:\s*[kKmMgGtT](?![A-Za-z]))"
ARABIC = rf"(?:(?:{GROUPED}|{A})(?:{MULTIPLIER}|\s*[多几余]?\s*[万亿]{{1,2}}(?!\s*[{D[1:-1]}\d]\s*[十百千万亿]))?)"
SIGN = r"(?:负|(?<![\d-])(?<!\d\s)-\s*)"
ANY = rf"(?:{FLOAT}|{PLACES}|{GROUPED}{MULTIPLIER}?|{A}{MULTIPLIER}?|{D})"

# what may stand behind a lone digit, so that it counts: an end, a particle, or a measure word
_COUNTABLE = (
    "个倍票项亩分元角天双对加减乘除打方米厘毫条船车辆群页杯人张次位份批届级种套笔根块件座步颗棵节支只名年月日号朵克吨磅码升"
    "台罗令卷头箱包桶袋家行期层度面所架把片阵间等叠碟下起手季部小时秒样章段星州款代维重户楼路篇句键本生者字郎道边场口线世岸"
    "金类番组卦眼系声更带色战成轮食首站股井流开刻洲回宫集练环甲处省里海遍品体王尾新版阶板侧波身则扫房彩木军居晚岛课式通相区"
    "文端味田心胎班出连单事丝副岁旁幕些枚招卡幅言街指辈室堆作封厢城族圈脸目排模夕网市向极驱科提核村审刀册例关粒局山寸碗瞬联"
    "游脚宅格入趟界社肢技滴问笑院堂尺寨档举盘门客餐艘丈剑曲任叶团派嘴桥抹枝伏拳列机盒队栋席斤词击题型宗柱钱拍剧旬命扇匹湖壶"
    "觉叉校泉具串射证球横竖尊轴观石束弹株领委栏炮鼎町帆斗缕桌针帧转落足梯县投试帮掌箭盏锅计截顶屋旗员翼池围库棒树缸伙签桩顿"
    "纸隅案刊厂杆床担帖屏腔贴窍洞坪泡园馆湾枪职亭背国周夜点的到以至項畝條車輛頁張屆級種筆塊顆節噸碼臺頭層陣間疊時樣維樓鍵邊"
    "場線類組聲帶戰輪開練環處裏體隻階側則掃軍島課區連單絲歲週和"
)  # fmt: skip
SINGLE = (
    rf"(?<!{D}){D}(?=[。，、（）“”\s,;!?.]|[这那不也还而却更但這還卻]?是|公[里裏顷頃分]|平方|英[尺寸]|[{_COUNTABLE}]|$)"
)

_NUMBER = re.compile(
    rf"(?P<power>{SIGN}?{A}\^[-+]*\d+)"
    rf"|(?P<exponent>{SIGN}?{A}e[-+]?\d+)"
    rf"|(?P<part>负?(?:(?:\d+|{WHOLE})\s*又\s*)?负?(?:\d+|{WHOLE})\s*分\s*之\s*负?(?:\d+|{FLOAT}|{WHOLE}))"
    rf"|(?P<ratio>{SIGN}?(?:\d+\s+)?\d+/\d+(?![\d/]))"
    rf"|(?P<dozen>(?:半|{WHOLE}|\d+)打(?!{WHOLE}))"
    rf"|(?P<chinese>负?(?:{FLOAT}|半[十百千万亿]|{PLACES}|{SINGLE}))"
    rf"|(?P<point>{SIGN}?\.\d+)"
    rf"|(?P<arabic>{SIGN}?{ARABIC}(?!\.\d))"
)
_PERCENT_AFTER = re.compile(r"\s*(?:%|个\s*百\s*分\s*点|折|成(?!立|为|功|果|员|本|熟|年|长|绩|都))")
_PER_BEFORE = re.compile(r"(?<![一二三四五六七八九\d])[百千万]+\s*分\s*之\s*$")


class Found(NamedTuple):
    """A stretch of text and its number, or the text of its range."""

    start: int
    end: int
    value: Fraction | str


def amount(text: str) -> Fraction | None:
    """The value of any numeral of the peer's grammar, already folded."""
    plain = re.sub(r"[\s多几余,]", "", text)
    sign = 1
    while plain[:1] in "负-+" and plain:
        sign, plain = (sign if plain[0] == "+" else -sign), plain[1:]
    if m := re.fullmatch(r"([\d.]+)([kKmMgGtT])", plain):
        return sign * Fraction(m[1]) * 1000 ** ("kmgt".index(m[2].lower()) + 1)
    if re.fullmatch(r"\d*\.?\d+", plain):
        return sign * Fraction(plain if plain[0] != "." else f"0{plain}")
    total = Fraction(0)
    upper, trillion, plain = plain.rpartition("兆")
    if trillion:
        above = amount(upper) if upper else Fraction(1)
        if above is None:
            return None
        total = above * 10**12
        if not plain:
            return sign * total
    plain = plain.replace("俩", "两").replace("仨", "三")
    if m := re.fullmatch(r"半([十百千万亿])", plain):
        return Fraction(value_of("一" + m[1]) or 0) / 2
    value = value_of(plain)
    return None if value is None else sign * (total + Fraction(value))


def _power(text: str) -> Fraction | None:
    base, _, exponent = text.partition("^")
    lower = amount(base.lstrip("-"))
    sign = -1 if base.strip().startswith("-") else 1
    minus = exponent.count("-") % 2 == 1
    if lower is None:
        return None
    digits = int(exponent.lstrip("+-"))
    return sign * (Fraction(1) / lower**digits if minus else lower**digits)


def _part(text: str) -> Fraction | None:
    whole, also, share = re.sub(r"\s", "", text).rpartition("又")
    sign = -1 if text.startswith("负") and also else 1
    under, _, over = share.partition("分之")
    below, above = amount(under), amount(over)
    mixed = amount(whole.lstrip("负")) if also else Fraction(0)
    if not below or above is None or mixed is None:
        return None
    return sign * (mixed + above / below) if also else above / below


def _ratio(text: str) -> Fraction | None:
    sign, plain = (-1 if text[0] in "-负" else 1), text.lstrip("-负").strip()
    *whole, share = plain.split()
    above, _, below = share.partition("/")
    return sign * (sum(map(Fraction, whole), Fraction(0)) + Fraction(int(above), int(below))) if int(below) else None


def _value(m: re.Match[str]) -> Fraction | None:
    text = m[0]
    if m["power"]:
        return _power(text)
    if m["exponent"]:
        base, _, exponent = text.partition("e")
        lower = amount(base)
        return None if lower is None else lower * Fraction(10) ** int(exponent)
    if m["part"]:
        return _part(text)
    if m["ratio"]:
        return _ratio(text)
    if m["dozen"]:
        many = Fraction(1, 2) if text[0] == "半" else amount(text[:-1])
        return None if many is None else 12 * many
    return amount(text)


def numbers(text: str) -> list[Found]:
    """Numbers that are no percentage."""
    plain, found, at = folded(text), [], 0
    while (m := _NUMBER.search(plain, at)) is not None:
        at = max(m.end(), at + 1)
        value = _value(m)
        word = _inside_word(text, plain, m)
        # the peer counts a Chinese decimal behind 百分之 as a number too, other shares not
        share = "点" not in m[0] and _PER_BEFORE.search(plain[: m.start()]) is not None
        if value is None or word or share or _PERCENT_AFTER.match(plain, m.end()):
            continue
        found.append(Found(m.start(), m.end(), value))
    return found


def _inside_word(text: str, plain: str, m: re.Match[str]) -> bool:
    """A lone financial character is a name or a word (陆地, 放肆, 队伍, 朝花夕拾); a dotted address is no number."""
    if m.end() - m.start() == 1 and text[m.start()] in _FINANCIAL:
        beside = text[m.start() - 1 : m.start()] + text[m.end() : m.end() + 1]
        return any("\u4e00" <= c <= "\u9fff" and c not in "是为等于和" for c in beside) or text[m.start()] in "拾伍"
    if m[0] == "十" and plain.startswith("足", m.end()):
        return True
    if m["arabic"] and plain[m.end() : m.end() + 1] == "." and plain[m.end() + 1 : m.end() + 2].isdigit():
        return True
    return bool(m["arabic"]) and re.search(r"\d\.$", plain[: m.start()]) is not None


def ordinals(text: str) -> list[Found]:
    """第 and the number behind it."""
    plain = folded(text)
    pattern = re.compile(rf"第\s*(?P<n>\d+\s*[万亿]*|{WHOLE}|[十百千万亿])")
    read = ((m, amount(m["n"]) or value_of("一" + m["n"])) for m in pattern.finditer(plain))
    return [Found(m.start(), m.end(), Fraction(value)) for m, value in read if value is not None]


# --- percentages --------------------------------------------------------------------------------------------------

_POINTS = r"\s*个\s*百\s*分\s*点"
_PERCENT = re.compile(
    rf"(?P<per>(?<![一二三四五六七八九两\d])(?P<unit>[百千万]+)\s*分\s*之\s*(?P<share>{SIGN}?(?:{ANY}|百)))"
    rf"|(?P<points>(?<!{D})(?P<count>{SIGN}?{ANY}){_POINTS})"
    rf"|(?P<sign>(?<!%)(?<![\d.])(?P<number>(?:负|(?<![\d%-])-)?(?:{GROUPED}|{A}))\s*%(?!\d))"
    rf"|(?P<fold>(?P<cut>\d(?:\.\d|\s*\d)?|{D}(?:\s*点\s*{D}|\s*{D})?)\s*折)"
    rf"|(?P<half_fold>半\s*[折成]|(?<=打)[对]\s*折)"
    rf"|(?P<tenths>(?P<ten>1\s*0|十|\d\.\d|\d|{D}\s*点\s*{D}|{D})\s*成(?![立为功果员本熟年长绩都])"
    rf"(?P<more>\s*(?:半|\d|{D}))?)"
)


def percentages(text: str) -> list[Found]:
    """Percent, per mille, percentage points, discounts (折) and tenths (成), all in percent."""
    plain = folded(text)
    read = ((m, _percent(m)) for m in _PERCENT.finditer(plain))
    return [Found(m.start(), m.end(), value) for m, value in read if value is not None]


def _percent(m: re.Match[str]) -> Fraction | None:
    if m["per"]:
        share = Fraction(100) if m["share"] == "百" else amount(m["share"])
        under = value_of("一" + m["unit"])
        return None if share is None or not under else share * 100 / under
    if m["points"] or m["sign"]:
        return amount(m["count"] or m["number"])
    if m["fold"]:
        digits = re.sub(r"[\s点.]", "", m["cut"])
        pair = [int(d) if d.isdigit() else int(value_of(d) or 0) for d in digits]
        return Fraction(pair[0] * 10 + (pair[1] if len(pair) > 1 else 0))
    if m["half_fold"]:
        return Fraction(50 if m[0][0] == "对" else 5)
    tenths = amount(re.sub(r"\s", "", m["ten"]))
    if tenths is None:
        return None
    more = (m["more"] or "").strip()
    return tenths * 10 + (5 if more == "半" else amount(more) or 0 if more else 0)
