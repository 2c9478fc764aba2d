"""The faster constructor of frozen records makes the same records."""

from __future__ import annotations

import copy
import inspect
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from audit.frozen import quick
from audit.records import SetAside, Span
from audit.sets import Interval


@dataclass(frozen=True, slots=True)
class Plain:
    a: int
    b: str = "b"
    c: tuple[int, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Quick:
    a: int
    b: str = "b"
    c: tuple[int, ...] = ()


def test_same_fields_text_and_signature() -> None:
    assert repr(Quick(1, c=(2,))) == repr(Plain(1, c=(2,))).replace("Plain", "Quick")
    assert list(inspect.signature(Interval).parameters) == ["lo", "hi", "lo_open", "hi_open", "step"]
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'a'"):
        Quick()  # type: ignore[call-arg]


def test_frozen_equal_hashable_copied_pickled_replaced() -> None:
    one = SetAside(Span(1, 2), "word")
    with pytest.raises(FrozenInstanceError):
        one.reason = "name"  # type: ignore[misc]
    with pytest.raises((AttributeError, TypeError)):
        one.other = 1  # type: ignore[attr-defined]
    assert type(one) is SetAside
    assert {one, SetAside(Span(1, 2), "word"), copy.deepcopy(one), pickle.loads(pickle.dumps(one))} == {one}
    assert replace(one, reason="name") == SetAside(Span(1, 2), "name")


def test_refuses_what_it_does_not_know() -> None:
    @dataclass(frozen=True, slots=True)
    class Listed:
        items: list[int] = field(default_factory=list)

    with pytest.raises(TypeError, match="more than set its fields"):
        quick(Listed)
