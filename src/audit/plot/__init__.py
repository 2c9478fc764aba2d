"""Pictures for notebooks, as PNG bytes: masked figures by section, attainment, verdicts, feasible ranges.

The only user of matplotlib. No window, no global setting and no font of the machine is touched: Chinese comes from
the NotoSansSC that zhplot ships, read from its file, so that every machine draws the same pixels. A character that
this font lacks is written as its code point (U+1F3DB), never drawn as an empty box.
"""

from .charts import COLOURS, VERDICT_COLOURS, Picture, Range, Stack, range_bars, scaled_ranges, stacked_bars
from .family import FAMILY, chinese_family

__all__ = [
    "COLOURS",
    "FAMILY",
    "VERDICT_COLOURS",
    "Picture",
    "Range",
    "Stack",
    "chinese_family",
    "range_bars",
    "scaled_ranges",
    "stacked_bars",
]
