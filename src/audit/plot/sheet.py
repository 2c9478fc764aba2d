"""A sheet on which bars and words are put at places, and its PNG.

matplotlib draws, but neither its axes nor its layout and text engines are used: they take ten times as long as the
drawing, for charts of which we know where everything stands. Words are drawn as the outlines of their characters:
unhinted, so the same on every machine.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Collection, Sequence
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.ft2font import FT2Font
    from numpy.typing import NDArray

    Points = NDArray[np.float64]
    Codes = NDArray[np.uint8]
    Glyph = tuple[Points, Codes, float]

DPI = 144
POINT = DPI / 72  # pixels
STEPS = 8  # between white paper and an ink, at the edges of characters
WHITE = 255
FAINT = 16  # a blend this near to white is white
MIDDLE = 0.36  # how far below the middle of a line its baseline runs, in ems: Chinese characters stand centred


class Sheet:
    """White paper of `width` × `height` pixels; places are counted from its upper left corner."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._shapes: dict[tuple[str, bool], tuple[list[Points], list[Codes]]] = {}

    def rectangle(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        """A filled rectangle with sharp edges; what comes later lies above."""
        a, b, c, d = round(left), round(top), round(right), round(bottom)
        self.polygon([(a, b), (c, b), (c, d), (a, d)], colour)

    def polygon(self, corners: Sequence[tuple[float, float]], colour: str) -> None:
        """A filled polygon."""
        import numpy as np

        points = np.array([*corners, corners[0]], dtype=float)
        codes = np.full(len(points), _LINE, dtype=np.uint8)
        codes[0], codes[-1] = _MOVE, _CLOSE
        self._put(points, codes, colour, words=False)

    def text(self, x: float, middle: float, words: str, size: float, colour: str, *, at: float = 0) -> None:
        """Words of `size` points on a line around `middle`; `x` is where they begin (`at` 0) or end (1), or between."""
        em = size * POINT
        x -= at * width(words, size)
        baseline = middle + MIDDLE * em
        for character in words:
            points, codes, advance = _outline(character)
            if len(points):
                self._put(points * (em, -em) + (x, baseline), codes, colour, words=True)
            x += advance * em

    def _put(self, points: Points, codes: Codes, colour: str, *, words: bool) -> None:
        all_points, all_codes = self._shapes.setdefault((colour, words), ([], []))
        all_points.append(points)
        all_codes.append(codes)

    def png(self) -> bytes:
        """The sheet as it is now; words lie above all shapes."""
        import numpy as np
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path as Outline
        from matplotlib.transforms import Affine2D
        from PIL import Image

        figure = Figure(figsize=(self.width / DPI, self.height / DPI), dpi=DPI, facecolor="white")
        canvas = FigureCanvasAgg(figure)
        downwards = Affine2D().scale(1, -1).translate(0, self.height)
        for (colour, words), (points, codes) in sorted(self._shapes.items(), key=lambda shape: shape[0][1]):
            outline = Outline(np.concatenate(points), np.concatenate(codes))
            patch = PathPatch(outline, facecolor=colour, linewidth=0, antialiased=True, snap=False, transform=downwards)
            patch.set_zorder(2 if words else 1)
            figure.add_artist(patch)
        canvas.draw()  # type: ignore[no-untyped-call]
        pixels = canvas.buffer_rgba()  # type: ignore[no-untyped-call]
        inks = Image.new("P", (1, 1))
        inks.putpalette(_palette({colour for colour, _ in self._shapes}))
        out = BytesIO()
        picture = Image.frombytes("RGB", (self.width, self.height), pixels, "raw", "RGBX")
        picture.quantize(palette=inks, dither=Image.Dither.NONE).save(out, "png")
        return out.getvalue()


def _palette(inks: Collection[str]) -> list[int]:
    """White, every ink, and the steps between: a third of the size and half the time of a PNG with all colours."""
    from matplotlib.colors import to_rgb

    blends: set[tuple[int, ...]] = {(WHITE, WHITE, WHITE)}
    for ink in inks:
        for step in range(1, STEPS + 1):
            blend = tuple(round(WHITE + (WHITE * part - WHITE) * step / STEPS) for part in to_rgb(ink))
            if min(blend) <= WHITE - FAINT:
                blends.add(blend)
    return [part for blend in sorted(blends, reverse=True) for part in blend]


_MOVE, _LINE, _CLOSE = 1, 2, 79  # matplotlib.path.Path's codes, whose import would load matplotlib for `width`


def width(words: str, size: float) -> float:
    """Pixels that the words take on a line."""
    return sum(_outline(character)[2] for character in words) * size * POINT


def has(character: str) -> bool:
    """Whether the font can draw it."""
    return _glyph(character) is not None


def _outline(character: str) -> Glyph:
    """Raises `LookupError` for a character that the font lacks: never a box."""
    glyph = _glyph(character)
    if glyph is None:
        raise LookupError(f"the font has no character U+{ord(character):04X}")
    return glyph


@cache
def _glyph(character: str) -> Glyph | None:
    """Outline and width of a character, in ems, as designed; None where the font lacks it."""
    import numpy as np
    from matplotlib.ft2font import LoadFlags

    face = _face(os.getpid(), threading.get_ident())
    if not face.get_char_index(ord(character)):
        return None
    width = face.load_char(ord(character), flags=LoadFlags.NO_SCALE).horiAdvance
    points, codes = face.get_path()
    ems = 64 / face.units_per_EM  # FreeType counts in 64ths
    return points * ems, codes.astype(np.uint8), width / face.units_per_EM


@lru_cache(8)
def _face(_process: int, _thread: int) -> FT2Font:
    """The open font; one must not be used by another thread, or after a fork."""
    from matplotlib.ft2font import FT2Font

    return FT2Font(str(font_file()))


@cache
def font_file() -> Path:
    """The font file, found without importing zhplot (which would change matplotlib for everybody)."""
    from importlib.util import find_spec

    spec = find_spec("zhplot")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("zhplot is not installed: it holds the font of all pictures", name="zhplot")
    return Path(spec.submodule_search_locations[0]) / "fonts" / "NotoSansSC-Regular.ttf"
