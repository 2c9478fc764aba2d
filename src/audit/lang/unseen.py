"""Characters of a text that a reader does not see and that change what is shown: of direction, of no width, of control.

Everything made for people shows them by their number, ⟨U+202E⟩: raw, they turn our own words around or command a
terminal. The report's text itself is never changed, nor what programs read.
"""

from __future__ import annotations

import re

_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_NO_WIDTH = "\u00ad\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_CONTROL = "\x00-\x08\x0e-\x1f\x7f-\x9f"
_LAYOUT = "\x0b\x0c\r\u2028\u2029"  # they end a line or page: nothing hides in them, but a terminal obeys them
UNSEEN = re.compile(f"[{_DIRECTION}{_NO_WIDTH}{_CONTROL}]")
_TROUBLESOME = re.compile(f"[{_DIRECTION}{_NO_WIDTH}{_CONTROL}{_LAYOUT}\ud800-\udfff]")


def visible(text: str) -> str:
    """The text with every such character shown as ⟨U+202E⟩; tabs and line ends stay."""
    return _TROUBLESOME.sub(lambda found: f"⟨{code(found[0])}⟩", text)


def escaped_json(text: str) -> str:
    r"""JSON with every such character as \u202e: the same value to a program, harmless on a terminal."""
    return _TROUBLESOME.sub(lambda found: _units(found[0]), text)


def code(character: str) -> str:
    """U+202E."""
    return f"U+{ord(character):04X}"


def _units(character: str) -> str:
    encoded = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{encoded[i : i + 2].hex()}" for i in range(0, len(encoded), 2))
