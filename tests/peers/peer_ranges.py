"""Number ranges in the peer's notation: `[20,100)`, `(10,)`, `(,100]`."""

from __future__ import annotations

import re
from fractions import Fraction

from tests.peers.peer_numbers import ANY, SIGN, Found, amount, folded

from audit.sets import exact, plain

N = rf"{SIGN}?{ANY}(?:\s*[万亿]+)?"
_FROM = {
    ">=": r"大[于於]\s*或?者?\s*等[于於]|不[小少低][于於]|(?:至少|最少)(?:是|有|为)?|≥|>\s*=",
    ">": r"(?:[大多高][于於]|超[过過])了?|>",
    "<=": r"小[于於]\s*或?者?\s*等[于於]|不[大多高][于於]|不超[过過]|(?:至多|最多)(?:是|有|为)?|≤|<\s*=",
    "<": r"[小少低][于於]|不到|不足|<",
}
_AFTER = {
    ">=": r"\s*(?:或者?|及|和)\s*(?:以上|更多|更大|更高|之上)",
    "<=": r"\s*(?:或者?|及|和)\s*(?:以下|更少|更小|更低|之下|以内)",
    ">": r"\s*(?:以上|之上)",
    "<": r"\s*(?:以下|之下|以内|之内)",
}
_COMPARED = {">": "[高大多重长]", "<": "[低小少矮轻短]"}
_NAMES = {">=": "ge", ">": "gt", "<=": "le", "<": "lt"}
_SENSE = {name: sense for sense, name in _NAMES.items()}


def _one_sided(n: str) -> str:
    said = [rf"(?P<{_NAMES[k]}{n}>(?:{words})\s*(?P<v{_NAMES[k]}{n}>{N}))" for k, words in _FROM.items()]
    after = [rf"(?P<{_NAMES[k]}a{n}>(?P<v{_NAMES[k]}a{n}>{N}){words})" for k, words in _AFTER.items()]
    compared = [rf"(?P<{_NAMES[k]}c{n}>比\s*(?P<v{_NAMES[k]}c{n}>{N})\s*{w})" for k, w in _COMPARED.items()]
    return "(?:" + "|".join((*said, *after, *compared)) + ")"


_TO = r"\s*(?:到|至|--|-|—+|~|–)\s*"
_LINK = r"\s*(?:[个歲岁])?\s*(?:[,，、]?\s*(?:并且|且|并|而且|但|和)?)\s*"
_TWO = re.compile(
    rf"(?P<two>(?<![\d.])(?P<a>{N}){_TO}(?P<b>{ANY}(?:\s*[万亿]+)?)(?:\s*(?:之间|间))?)"
    rf"|(?P<between>(?P<c>{N})\s*[与和]\s*(?P<d>{N})\s*(?:之间|间))"
    rf"|(?P<both>{_one_sided('1')}{_LINK}{_one_sided('2')})"
    rf"|(?P<one>{_one_sided('0')})"
    rf"|(?P<over>(?P<o>{ANY})\s*多\s*(?P<scale>[万亿]{{1,2}}))"
)
_FIRST = re.compile(_one_sided("0"))


def ranges(text: str) -> list[Found]:
    """Every range of numbers, two-sided where both sides are said together."""
    whole, found, at = folded(text).replace("，", ","), [], 0
    while (m := _TWO.search(whole, at)) is not None:
        at = max(m.end(), m.start() + 1)
        if m["two"] or m["between"]:
            low, high = (amount(m[k]) for k in (("a", "b") if m["two"] else ("c", "d")))
            if low is not None and high is not None and low < high:
                found.append(Found(m.start(), m.end(), f"[{_text(low)},{_text(high)})"))
        elif m["both"]:
            found += _both(whole, m)
        elif m["over"]:
            above = amount(m["o"] + m["scale"])
            found += [] if above is None else [Found(m.start(), m.end(), f"({_text(above)},)")]
        else:
            found += _alone(m, "0", m.start(), m.end())
    return found


def _side(m: re.Match[str], n: str) -> tuple[str, Fraction] | None:
    for name in ("ge", "gt", "le", "lt"):
        for place in ("", "a", "c"):
            key = f"{name}{place}{n}"
            if key in m.re.groupindex and m[key]:
                value = amount(m[f"v{key}"])
                return None if value is None else (_SENSE[name], value)
    return None


def _alone(m: re.Match[str], n: str, start: int, end: int) -> list[Found]:
    side = _side(m, n)
    if side is None:
        return []
    sense, value = side
    text = {">=": "[{},)", ">": "({},)", "<=": "(,{}]", "<": "(,{})"}[sense].format(_text(value))
    return [Found(start, end, text)]


def _both(whole: str, m: re.Match[str]) -> list[Found]:
    one, two = _side(m, "1"), _side(m, "2")
    if one and two and one[0][0] != two[0][0]:
        low, high = (one, two) if one[0][0] == ">" else (two, one)
        if low[1] < high[1]:
            left, right = "[" if low[0] == ">=" else "(", "]" if high[0] == "<=" else ")"
            return [Found(m.start(), m.end(), f"{left}{_text(low[1])},{_text(high[1])}{right}")]
    found: list[Found] = []
    at = m.start()
    while (single := _FIRST.search(whole, at, m.end())) is not None:
        found += _alone(single, "0", single.start(), single.end())
        at = single.end()
    return found


def _text(value: Fraction) -> str:
    return plain(exact(value))
