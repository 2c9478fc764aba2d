from __future__ import annotations

from collections.abc import Iterator

from ..records import Facts, Figure, FigureKind, Finding, MaskRole, Severity, Span
from . import rule

CONTEXT = 6


@rule(
    "B006",
    "masked-name",
    Severity.QUERY,
    zh="“{quote}”：名称已隐去，请说明所指或不宜公开的依据",
    en="“{quote}”: a name is masked; say what is meant, or on what ground it is withheld",
)
def masked_name(facts: Facts) -> Iterator[Finding]:
    """The name of a place, body or person is masked.

    Why: a result that belongs to nobody cannot be traced to a ledger. The name is never guessed here.
    What to do: name it, or name the ground for withholding it, which closes the query.
    Authority: 《政府信息公开条例》（国务院令第711号）第十四条至第十六条.
    """
    text = facts.report.text
    for f in facts.figures:
        if f.masked and f.kind is FigureKind.NAME and not _lawful(f, text):
            start = max(text.rfind("\n", 0, f.span.start) + 1, f.span.start - CONTEXT)
            stop = text.find("\n", f.span.end)
            end = min(stop if stop >= 0 else len(text), f.span.end + CONTEXT)
            yield Finding("B006", f.span, args={"quote": Span(start, end).of(text)})


def _lawful(name: Figure, text: str) -> bool:
    """Anonymised persons (张某某), indefinite 某地, and masked telephone or identity numbers need no question."""
    surface = name.span.of(text)
    if any(c.isdigit() for c in surface):
        return True
    role = name.mask.role if name.mask else MaskRole.WORD
    return set(surface) == {"某"} and role in (MaskRole.PERSON, MaskRole.WORD)
