"""Office files: zip archives whose bytes depend on their contents only, and text that their XML can hold.

Nothing is compressed: what a compressor gives differs between its versions, and these files are sealed as evidence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from ..lang.unseen import visible

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can name: no entry says when it was made."""
UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def zipped(entries: Mapping[str, bytes]) -> bytes:
    """A zip archive of the entries, in the order given."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, content in entries.items():
            entry = ZipInfo(name, EPOCH)
            entry.compress_type = ZIP_STORED
            entry.create_system = 0  # the same on every system
            archive.writestr(entry, content)
    return out.getvalue()


def printable(text: str) -> str:
    """The text with what nobody would see shown by number, and every other character that XML forbids as �."""
    return UNPRINTABLE.sub("\ufffd", visible(text))
