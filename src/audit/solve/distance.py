"""How near a printed number is to the one it should have been: slips of the hand come before anything else."""

from __future__ import annotations

from ..records import Figure
from ..sets import Number, Values, exact, plain
from .system import magnitude, quotient

SLIP, STEP, SCALE, LENGTH, OTHER = 1, 1, 2, 2, 4
"""One digit wrong or two neighbours swapped; off by one; 万 for 亿; a digit lost or doubled; anything else."""


def digits(figure: Figure, value: Number) -> str:
    """The digits of a number in the scale and with the decimals in which the figure is printed."""
    scaled = quotient(value, figure.scale)
    return plain(exact(scaled))


def distance(figure: Figure, wanted: Values) -> int:
    """From the printed number to the nearest wanted one: 1 for a slip of the hand, more for less likely errors."""
    if figure.value is None or wanted.is_empty:
        return OTHER
    new = nearest(wanted, figure.value)
    old_text, new_text = digits(figure, figure.value), digits(figure, rounded_like(figure, new))
    wrong = [i for i, (a, b) in enumerate(zip(old_text, new_text, strict=False)) if a != b]
    longer = len(old_text) - len(new_text)
    if not longer and (len(wrong) <= 1 or _swapped(old_text, new_text, wrong)):
        return SLIP
    if figure.digit is not None and magnitude(figure.value - new) <= figure.digit:
        return STEP
    if new and any(figure.value == k * new or new == k * figure.value for k in (10**4, 10**8)):
        return SCALE
    if abs(longer) == 1 and _one_more(*sorted((old_text, new_text), key=len)):
        return LENGTH
    return OTHER - 1 if not longer and len(wrong) == 2 else OTHER


def nearest(values: Values, to: Number) -> Number:
    """The allowed number next to `to`; of two at the same distance the smaller."""
    best: Number | None = None
    for part in values:
        x = to
        if part.lo is not None and x < part.lo:
            x = part.lo
        elif part.hi is not None and x > part.hi:
            x = part.hi
        elif part.step is not None and (x - part.anchor) % part.step:
            x = x - (x - part.anchor) % part.step
        if best is None or magnitude(x - to) < magnitude(best - to):
            best = x
    return to if best is None else best


def rounded_like(figure: Figure, value: Number) -> Number:
    """The number as it would be printed with the figure's last digit, half up."""
    if figure.digit is None:
        return value
    steps = quotient(value, figure.digit)
    down = steps // 1
    return exact((down + 1 if 2 * (steps - down) >= 1 else down) * figure.digit)


def _swapped(old: str, new: str, wrong: list[int]) -> bool:
    """Two neighbouring digits changed places."""
    return len(wrong) == 2 and wrong[1] == wrong[0] + 1 and all(old[i] == new[j] for i, j in (wrong, wrong[::-1]))


def _one_more(shorter: str, longer: str) -> bool:
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
