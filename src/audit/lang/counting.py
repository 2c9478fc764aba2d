"""Small whole numbers of enumerators: 十二 or 12."""

from __future__ import annotations

DIGITS = "〇一二三四五六七八九"


def chinese_number(text: str) -> int:
    """The number of an enumerator below 100, in Arabic or Chinese digits; raises `ValueError` for anything else."""
    if text.isdecimal():
        return int(text)
    if not text or any(c not in DIGITS + "十" for c in text):
        raise ValueError(f"{text!r} is no enumerator; expected 1 to 99 or 一 to 九十九")
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int("".join(str(DIGITS.index(c)) for c in text))
    return 10 * (DIGITS.index(tens) if tens else 1) + (DIGITS.index(ones) if ones else 0)
