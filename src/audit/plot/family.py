"""The font of our pictures, for those who draw their own with matplotlib."""

from __future__ import annotations

from functools import cache

from .sheet import font_file

FAMILY = "Audit Sans SC"


@cache
def chinese_family() -> str:
    """A family name for matplotlib (`fontproperties={"family": …}`) that has Chinese on every machine.

    The name is our own: a system's Noto Sans SC, of another version, is never picked in its place.
    """
    from matplotlib.font_manager import FontEntry, fontManager

    fontManager.ttflist.append(FontEntry(fname=str(font_file()), name=FAMILY, weight=400, size="scalable"))
    return FAMILY
