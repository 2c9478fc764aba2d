"""How many blanks are noticed: every number of the reports is hidden, one at a time, in each way that is met in them.

    python bench/blanks/run.py REPORT.txt …

Printed: per way, of how many hidden numbers a blank was read in their place, and with the unit that stood there. The
first line says how many blanks were read in the reports as they are: in texts without blanks each is a false alarm.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from audit.extract import extract
from audit.records import Figure, FigureKind, Report, Status

WAYS = ("**", "*", "XX", "xx", "××", "____", "□□", "○○", "……", "（  ）", "")
BLANK = (Status.REDACTED, Status.GAP)
COUNTED = (FigureKind.COUNT, FigureKind.PERCENT, FigureKind.POINT, FigureKind.MULTIPLE)
LEADING = re.compile(r"[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?")


def main(paths: list[str]) -> None:
    """Hide, read, count, print."""
    asked, noticed, whole = 0, Counter[str](), Counter[str]()
    read_as_is = 0
    for path in paths:
        text = Path(path).read_text(encoding="utf-8")
        figures = _figures(text)
        read_as_is += sum(f.status in BLANK for f in figures)
        for figure in figures:
            words = figure.span.of(text)
            number = LEADING.match(words)
            if number is None or figure.kind not in COUNTED or figure.status is not Status.STATED or figure.cell:
                continue
            if number.end() == len(words):
                continue  # without a unit nothing would be left to see
            asked += 1
            start, end = _sentence(text, figure.span.start, figure.span.end)
            at = figure.span.start - start
            for way in WAYS:
                hidden = text[start : figure.span.start] + way + words[number.end() :] + text[figure.span.end : end]
                there = [
                    f for f in _figures(hidden) if f.status in BLANK and f.span.start <= at + len(way) <= f.span.end
                ]
                noticed[way] += bool(there)
                whole[way] += any(f.unit == figure.unit for f in there)
    print(f"{len(paths)} reports, {asked} numbers with a unit; {read_as_is} blanks in the reports as they are")
    print("| hidden by | noticed | with its unit |\n| --- | ---: | ---: |")
    for way in WAYS:
        print(f"| {way or 'nothing at all'} | {noticed[way] / asked:.3f} | {whole[way] / asked:.3f} |")


def _figures(text: str) -> tuple[Figure, ...]:
    return extract(Report(name="bench", text=text, year=2022)).figures


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    first = max(text.rfind("。", 0, start), text.rfind("\n", 0, start)) + 1
    stops = [at for at in (text.find("。", end), text.find("\n", end)) if at >= 0]
    return first, min(stops, default=len(text) - 1) + 1


if __name__ == "__main__":
    main(sys.argv[1:])
