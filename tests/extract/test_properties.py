"""What holds for every text."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.extract import extract
from audit.records import Extraction, FigureKind, Report, Status

PASSAGES = [
    case["text"]
    for path in sorted((Path(__file__).parent / "cases").glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
PIECES = re.findall(
    r"\S+|\n|\t|  ",
    "完成 投资 共 ** XX ____ 第 万 亿元 元 人次 个 % ％ 约 近 余 多 以上 2022年 3月 **月 至 — 1 23\n\t"
    "4,500 0.5 二十三 三 成 百分之 分之 倍 （ ） “ ” 《 》 ， 。 、 | 某 省 市 场（次） 一是 每 ×\n\t"
    "* 表 单位：万元 － 合计 .. 0 : / 日 -  ",
)
any_text = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=25).map("".join))


def read(text: str) -> Extraction:
    return extract(Report(name="t", text=text, year=2023))


@settings(max_examples=400, deadline=None)
@given(any_text)
def test_spans_are_disjoint_ordered_and_inside(text: str) -> None:
    found = read(text)
    spans = sorted([f.span for f in found.figures] + [s.span for s in found.set_aside] + list(found.unread))
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert [f.id for f in found.figures] == [f"F{n}" for n in range(1, len(found.figures) + 1)]
    assert [f.span for f in found.figures] == sorted(f.span for f in found.figures)


@settings(max_examples=400, deadline=None)
@given(any_text)
def test_every_digit_is_accounted_for(text: str) -> None:
    found = read(text)
    covered = bytearray(len(text))
    for span in [f.span for f in found.figures] + [s.span for s in found.set_aside] + list(found.unread):
        covered[span.start : span.end] = b"\1" * (span.end - span.start)
    assert [m[0] for m in re.finditer("[0-9０-９]", text) if not covered[m.start()]] == []


@settings(max_examples=300, deadline=None)
@given(any_text)
def test_stated_is_among_what_is_allowed(text: str) -> None:
    for figure in read(text).figures:
        if figure.value is not None and figure.status is Status.STATED:
            assert figure.value in figure.values, figure.span.of(text)


@settings(max_examples=500, deadline=None)
@given(st.data())
def test_a_masked_digit_is_never_read_as_stated(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(PASSAGES))
    digits = [
        i for f in read(text).figures if f.status is Status.STATED for i in range(*f.span) if text[i] in "0123456789"
    ]
    if not digits:
        return
    at = data.draw(st.sampled_from(digits))
    mask = data.draw(st.sampled_from(["*", "**", "X", "XX", "＊", "__"]))
    hidden = f"{text[:at]}{mask}{text[at + 1 :]}"
    for figure in read(hidden).figures:
        covers = figure.span.start <= at < figure.span.end
        before = figure.span.end == at and hidden[at - 1] in "0123456789,."
        if (covers or before) and figure.kind is not FigureKind.NAME:
            assert figure.masked, (figure.span.of(hidden), hidden)


def test_a_passage_reads_the_same_alone_and_among_others() -> None:
    whole = "\n".join(PASSAGES)
    found = read(whole)
    start = 0
    for passage in PASSAGES:
        here = [f for f in found.figures if start <= f.span.start < start + len(passage)]
        alone = read(passage).figures
        assert [(f.span.start - start, f.span.end - start, f.kind, f.status, f.stated, f.unit) for f in here] == [
            (*f.span, f.kind, f.status, f.stated, f.unit) for f in alone
        ], passage
        start += len(passage) + 1


@pytest.mark.parametrize(
    "piece", ["1", "1,", "1.", "一", "*", "1*", "（", " ", "“", "|", "年", "每", "第1", "1、", "2022、", "1 "]
)
def test_no_repeated_character_stalls_the_reader(piece: str) -> None:
    """Twenty thousand times the same piece is read in about twenty times what one thousand takes, not four hundred."""

    def seconds(times: int) -> float:
        started = process_time()
        read(piece * times)
        return process_time() - started

    seconds(10)
    assert seconds(20_000) < 150 * max(seconds(1_000), 0.005)
