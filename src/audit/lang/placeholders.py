"""Characters that stand for something not shown: the one list for masks, dates and numbers of which a part is shown.

Each is the inside of a character class. Source: compiled for this project from published Chinese government reports.
"""

from __future__ import annotations

STARS = "*＊"
CROSSES = "XＸ"
SMALL_CROSSES = "x"
TIMES = "×╳"
LINES = "_"
BOXES = "□■◯△▲◇◆▇█▓"
CIRCLES = "○〇"
"""Also the Chinese nought: a placeholder only where two stand together and no other numeral does."""
DISCS = "●◎"
"""Placeholders where two stand together; one alone opens an item of a list."""
DOUBTFUL = "?？—–#＃Nn"
"""Signs that stand for a number only between a noun and a unit that closes its clause."""
CERTAIN = "某"

SINGLE = STARS + CROSSES + SMALL_CROSSES + TIMES + LINES + BOXES
"""Placeholders that are one even where they stand alone next to a digit."""
EVERY = SINGLE + CIRCLES + CERTAIN
