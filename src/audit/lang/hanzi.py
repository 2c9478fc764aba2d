"""Chinese numerals: the number of a text and the texts of a number, exact, written from 0 to 10**16.

Three steps of tens (十百千) inside sections of 万 and 亿, which multiply (万亿, 万万). 零 fills a gap; a last digit
without unit counts in the place below the unit before it (一万五 is 15,000, 一万零五 is 10,005).
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from ..sets import Number, exact

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
DIGITS |= {c: i for i, c in enumerate("〇壹贰叁肆伍陆柒捌玖")}
DIGITS |= {"○": 0, "两": 2, "兩": 2, "俩": 2, "倆": 2, "貳": 2, "仨": 3, "參": 3, "陸": 6}
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}

_LONGEST = 80  # characters; 10**16 needs at most 40, and 万亿万亿… must not grow without end
_TENS = str.maketrans({"廿": "二十", "卅": "三十", "點": "点"})
_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?|.", re.DOTALL)
_WRITTEN = "零一二三四五六七八九"
_FINANCIAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")


@lru_cache(maxsize=256)  # every text says 一, 两, 十 again and again
def value_of(text: str) -> Number | None:
    """The number of a Chinese or mixed numeral (一千零五十, 25万6千, 三点五亿, 二〇二三); None where it is none."""
    if len(text) > _LONGEST:
        return None
    whole, point, rest = text.translate(_TENS).partition("点")
    if not point:
        return _whole(whole)
    head, scale = rest.rstrip("".join(LARGE)), 1
    for c in rest[len(head) :]:
        scale *= LARGE[c]
    value = _whole(whole)
    if value is None or not head or any(c not in DIGITS for c in head):
        return None
    decimals = Fraction(int("".join(str(DIGITS[c]) for c in head)), 10 ** len(head))
    return exact((value + decimals) * scale)


def text_of(number: int, *, financial: bool = False) -> str:
    """A whole number from 0 to 10**16 in Chinese, in everyday or in financial (大写) characters.

    Raises `ValueError` outside that range.
    """
    if not 0 <= number <= 10**16:
        raise ValueError(f"{number} is outside 0 to 10**16, the range that is written with 万 and 亿")
    text = _written(number)
    text = text[1:] if text.startswith("一十") else text
    return text.translate(_FINANCIAL) if financial else text


def _written(number: int) -> str:
    for unit, name in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= unit:
            upper, lower = divmod(number, unit)
            gap = "零" if 0 < lower < unit // 10 else ""
            return _written(upper) + name + (gap + _written(lower) if lower else "")
    return _WRITTEN[number]


def _whole(text: str) -> Number | None:
    if not text:
        return None
    if len(text) > 1 and all(c in DIGITS for c in text):
        # 二〇二三 is a number, 三五 are two
        return int("".join(str(DIGITS[c]) for c in text)) if len(text) > 2 or text[-1] in "〇○零" else None
    reading = _Reading()
    return reading.value() if all(reading.take(token) for token in _TOKEN.findall(text)) else None


class _Reading:
    """Reads a numeral from left to right; `take` says whether the next token can follow."""

    def __init__(self) -> None:
        self.parts: list[tuple[Number, int]] = []  # what 万 and 亿 have closed, with its unit, falling
        self.section: Number = 0
        self.digit: Number | None = None
        self.last_small = 10**4
        self.place = 1  # what the next lone digit is worth
        self.open = False  # something was said since the last 万 or 亿

    def take(self, token: str) -> bool:
        if token in SMALL:
            return self._small(SMALL[token])
        if token in LARGE:
            return self._large(LARGE[token])
        number = DIGITS.get(token)
        if number is None and token[0].isascii() and token[0].isdigit():
            number_said: Number = exact(Fraction(token))
        elif number is None:
            return False
        else:
            number_said = number
        if self.digit is not None:
            return False
        self.open = True
        if number_said == 0:
            self.place = 1
            return True
        self.digit = number_said
        if number_said >= 10 or not isinstance(number_said, int):
            self.place = 1
        return True

    def _small(self, unit: int) -> bool:
        if unit >= self.last_small:
            return False
        self.section += (1 if self.digit is None else self.digit) * unit
        self.digit, self.last_small, self.place, self.open = None, unit, unit // 10, True
        return True

    def _large(self, unit: int) -> bool:
        if not self.open and self.parts:  # 万亿, 万万
            value, below = self.parts.pop()
            return self._close(value * unit, below * unit)
        lone = self.digit if self.digit is not None and not self.section else None
        closed = (self._spoken() if lone is None else lone) if self.open else 1
        while self.parts and self.parts[-1][1] < unit:
            closed += self.parts.pop()[0]
        return closed != 0 and self._close(closed * unit, unit)

    def _close(self, value: Number, unit: int) -> bool:
        if self.parts and self.parts[-1][1] <= unit:
            return False
        self.parts.append((value, unit))
        self.section, self.digit, self.last_small, self.place, self.open = 0, None, 10**4, unit // 10, False
        return True

    def _spoken(self) -> Number:
        """The section, its lone last digit in its place."""
        return self.section + (0 if self.digit is None else self.digit * self.place)

    def value(self) -> Number:
        return exact(Fraction(sum(value for value, _ in self.parts) + self._spoken()))
