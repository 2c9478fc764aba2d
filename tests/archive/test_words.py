"""Whatever a user reads of the archive is there in Chinese and in English."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from string import Formatter

import pytest

import audit.archive
from audit.archive import Package, verify
from audit.archive.log import read_chain
from audit.archive.words import Words, refusal, said, sentences, text, words
from audit.errors import ArchiveError

from .conftest import seal

SOURCES = {path.name: path.read_text(encoding="utf-8") for path in Path(audit.archive.__file__).parent.glob("*.py")}
EVERY = [(group, key) for group, entries in sentences().items() for key in entries]


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize(("group", "key"), EVERY, ids=[f"{group}.{key}" for group, key in EVERY])
def test_both_languages_say_the_same(group: str, key: str) -> None:
    zh, en = sentences()[group][key]
    assert re.search("[\u4e00-\u9fff]", zh) or not re.search("[a-z]{3}", re.sub(r"\{.*?\}", "", zh))
    assert not re.search("[\u4e00-\u9fff]", en)
    assert fields(zh) == fields(en)


def test_every_sentence_is_used_and_every_used_one_exists() -> None:
    code = "".join(source for name, source in SOURCES.items() if name != "words.py")
    used = {name: set(re.findall(rf'(?<!in )\b{name}\(\s*"(\w+)"[,)]', code)) for name in ("refusal", "words")}
    parts = {"python", "implementation", "system", "machine", "libc"}  # of the environment, by the names it gives them
    assert used["refusal"] == sentences()["refused"].keys()
    assert used["words"] | parts == sentences()["found"].keys()


def test_no_refusal_has_words_of_its_own() -> None:
    raising = [name for name, source in SOURCES.items() if "ArchiveError(" in source and name != "words.py"]
    assert raising == []


def test_a_sentence_within_a_sentence_is_in_the_same_language() -> None:
    error = refusal("path", path="/a", why=words("path_absolute"))
    assert str(error) == "path '/a' cannot be archived: it is absolute; give it relative to the package"
    assert error.words("zh") == "路径'/a'不能归档：是绝对路径，应相对于归档包"
    assert said(error) == Words(error.words("zh"), str(error))
    assert text("found", "line_unread", "zh", number=2, why=said(error)).startswith("第2条：路径")


def test_breaks_of_the_log_are_told_in_the_readers_language(make: Callable[..., Package], archive: Path) -> None:
    for source in (b"one", b"two"):
        seal(make(source=source), archive)
    log = archive / "log.jsonl"
    first, second = log.read_bytes().splitlines()
    log.write_bytes(second + b"\n" + first + b"\n")
    report = verify(archive).report("zh")
    assert "log.jsonl：归档日志已改动（第1条：实为第2条；其前有条目被删去、添加或调换）" in report
    assert "line 1: is entry 2; lines were removed" in verify(archive).report("en")
    (fault, *_) = read_chain([b"{}"])[1]
    assert fault.zh.startswith("第1条：不是本归档日志的条目")


def test_errors_of_the_archive_speak_chinese(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError) as caught:
        verify(tmp_path)
    assert caught.value.words("zh") == f"{tmp_path}中没有归档包（没有bagit.txt，也没有log.jsonl）"
