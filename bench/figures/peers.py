"""Time the peers on a text file: run by `run.py` with the Python of an environment that holds them.

Prints one JSON object: name of the peer -> characters per second, or the reason why it did not run. Recognizers-Text
loses everything after about four thousand characters, so every peer is given the text line by line.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

warnings.filterwarnings("ignore")


def recognizers() -> Callable[[str], object]:
    """The models for number, percentage, dimension, currency, age and date-time together."""
    from recognizers_date_time import DateTimeRecognizer
    from recognizers_number import NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer

    numbers, units = NumberRecognizer("zh-cn"), NumberWithUnitRecognizer("zh-cn")
    models = (
        numbers.get_number_model(), numbers.get_percentage_model(), units.get_dimension_model(),
        units.get_currency_model(), units.get_age_model(), DateTimeRecognizer("zh-cn").get_datetime_model(),
    )  # fmt: skip
    return lambda line: [model.parse(line) for model in models]


def jionlp() -> Callable[[str], object]:
    """Its time and money extraction together."""
    import jionlp as jio

    return lambda line: (jio.ner.extract_time(line, time_base=1640995200), jio.ner.extract_money(line))


def cn2an() -> Callable[[str], object]:
    """Its rewriting of Chinese numerals."""
    import cn2an as peer

    return lambda line: peer.transform(line, "cn2an")


def rate(read: Callable[[str], object], lines: list[str], seconds: float) -> dict[str, float]:
    """Characters per processor second over whole lines until the time is up, and the share of lines that raised."""
    chars = failed = count = 0
    read(lines[0])
    began = time.process_time()
    for line in lines:
        try:
            read(line)
        except Exception:  # a peer that raises on a line is counted, not mended
            failed += 1
        chars, count = chars + len(line), count + 1
        if time.process_time() - began > seconds:
            break
    return {"characters_per_second": chars / (time.process_time() - began), "lines_raised": failed / count}


def main() -> None:
    """Measure each peer that is installed."""
    lines = [line for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines() if line.strip()]
    found: dict[str, object] = {}
    for name, build in (("recognizers-text", recognizers), ("jionlp", jionlp), ("cn2an", cn2an)):
        try:
            found[name] = rate(build(), lines, 20.0)
        except ImportError as missing:
            found[name] = f"not installed: {missing}"
    print(json.dumps(found))


if __name__ == "__main__":
    main()
