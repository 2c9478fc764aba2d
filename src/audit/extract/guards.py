"""What looks like a figure or a blank and is neither: numbers of documents, enumerators, slogans, names, addresses.

Shapes first (lang/lookalikes.toml), lists last (lang/lexicon.toml) and only for what has no shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..lang.lexicon import GROUPS, alternatives, lexicon
from ..lang.lookalikes import KINDS, shapes
from ..records import SetAside, Span

_SPACE = " \t\u3000\n"


@cache
def _kinds() -> dict[str, str]:
    """Each character that a look-alike can begin with -> all those of its kind."""
    first = {word[0] for group in GROUPS for word in lexicon(group)}.union(*(shape.starts for shape in shapes()))
    named = [kind for kind in KINDS.values() if not first.isdisjoint(kind)]
    rest = first.difference(*named)
    words = "".join(sorted(c for c in rest if "\u4e00" <= c <= "\u9fff"))
    signs = "".join(sorted(rest.difference(words)))
    return {c: kind for kind in (*named, words, signs) for c in kind if c in first}


@cache
def _first() -> re.Pattern[str]:
    """A place where a look-alike can begin: never inside a number; where only words do, by the next character too."""
    shaped = frozenset().union(*(shape.starts for shape in shapes()))
    words = [word for group in GROUPS for word in lexicon(group) if word[0] not in shaped]
    first, seconds, begins = (
        re.escape("".join(sorted(set(some)))) for some in (_kinds(), (word[1] for word in words), shaped)
    )
    counted = r"[0-9]*+(?:[个人名户家件项元万亿%％]|[.．][0-9]++[%％])"  # digits with a unit are no look-alike
    return re.compile(rf"[{first}](?:(?<=[{begins}])(?!(?<=[0-9])(?:(?<=[0-9][0-9])|{counted}))|(?=[{seconds}]))")


@cache
def _pattern(kind: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """For look-alikes that begin with one of the characters: a group per shape and list; the reason of each group."""
    parts = [(shape.reason, shape.pattern) for shape in shapes() if not shape.starts.isdisjoint(kind)]
    parts += [(group.removesuffix("s"), alternatives(group, kind)) for group in GROUPS]
    parts = [(reason, pattern) for reason, pattern in parts if pattern]
    pattern = "|".join(f"({pattern})" for _, pattern in parts)
    return re.compile(pattern, re.MULTILINE), tuple(reason for reason, _ in parts)


def guards(text: str) -> Iterator[SetAside]:
    """Look-alikes in text order, disjoint."""
    kinds = _kinds()
    end = 0
    for first in _first().finditer(text):
        start = first.start()
        if start < end:
            continue
        pattern, reasons = _pattern(kinds[text[start]])
        m = pattern.match(text, start)
        if m is None or m.lastindex is None:
            continue
        end = m.end()
        if not (words := m[0].lstrip(_SPACE)):
            continue
        yield SetAside(Span(end - len(words), end), reasons[m.lastindex - 1])
