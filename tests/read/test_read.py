"""Files as offices hand them in: encodings, line ends, wrong and broken files, and what is known of a report."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

import pytest

import audit
from audit.errors import ReadError, UnknownFormat, UnsafeFile
from audit.read import suffixes

SHORT = [
    "全区新建驿站5个。",
    "办结信访件**件，立案12**件。",
    "今年以来，我区党员总数1,204名。",
    "一、主要工作\n（一）抓学习。",
    "补贴购置税，",
    "网箱养殖户1,260户。",
]
TRADITIONAL = "全區新建驛站5個，辦結信訪件12件，推進鄉村振興。"


def save(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "title", "district"),
    [
        ("2023年青禾区工作总结-终稿.txt", "", "青禾区"),
        ("2023/2023年青禾区工作总结-终稿.txt", "", "青禾区"),
        ("2023/柏林镇.txt", "", "柏林镇"),
        ("2022-槐渚区.txt", "", "槐渚区"),
        ("a.txt", "2023年青禾区工作总结", "青禾区"),
        ("a.txt", "二〇二三年度青禾区工作总结", "青禾区"),
        ("a.txt", "2023年工作总结", ""),
    ],
)
def test_a_district_is_found_behind_a_leading_year(tmp_path: Path, name: str, title: str, district: str) -> None:
    report = audit.read(save(tmp_path, name, f"{title}\n一、主要工作\n全区新建驿站5个。\n".encode()))
    assert report.district == district


@pytest.mark.parametrize("stray", ["\x1b", "\x07", "\x1b[31m\x07", "\x85"])
def test_a_stray_control_character_is_kept_and_no_reason_to_refuse(stray: str, tmp_path: Path) -> None:
    text = f"全区新建驿站5个。{stray}完。\n"
    assert audit.read(save(tmp_path, "a.txt", text.encode())).text == text
    assert audit.read(save(tmp_path, "b.txt", (text * 3).encode())).text == text * 3


@pytest.mark.parametrize("content", [b"ab\0cd", b"\x01\x02\x03\x04\x05\x06" * 40, "全区\x07\x07".encode() * 9])
def test_many_control_characters_or_a_nul_are_no_text(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        audit.read(save(tmp_path, "a.txt", content))


def test_a_utf8_file_is_exactly_its_text(tmp_path: Path) -> None:
    text = " 全区　新建\t驿站5个。\n\n完。 \n"
    path = save(tmp_path, "a.txt", text.encode())
    report = audit.read(path)
    assert report.text == text
    assert (report.encoding, report.notes) == ("utf-8", ())
    assert report.sha256 == sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("text", SHORT)
@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be"])
def test_short_texts_in_other_encodings(tmp_path: Path, text: str, encoding: str) -> None:
    report = audit.read(save(tmp_path, "a.txt", text.encode(encoding)))
    assert (report.text, report.encoding) == (text, encoding)
    assert encoding in report.notes[0]


def test_big5(tmp_path: Path) -> None:
    report = audit.read(save(tmp_path, "a.txt", TRADITIONAL.encode("big5")))
    assert (report.text, report.encoding) == (TRADITIONAL, "big5")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_dropped_and_told(tmp_path: Path, encoding: str) -> None:
    report = audit.read(save(tmp_path, "a.txt", "新建5个。".encode(encoding)))
    assert report.text == "新建5个。"
    assert "字节序标记" in report.notes[0]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_are_read_as_one_character_and_told(tmp_path: Path, end: str) -> None:
    report = audit.read(save(tmp_path, "a.txt", f"甲。{end}乙。{end}".encode()))
    assert report.text == "甲。\n乙。\n"
    assert len(report.notes) == 1


def test_a_few_damaged_bytes_do_not_change_the_encoding(tmp_path: Path) -> None:
    content = ("全区新建驿站5个，推进乡村振兴工作。" * 20).encode()
    report = audit.read(save(tmp_path, "a.txt", content[:18] + b"\xff" + content[18:]))
    assert report.encoding == "utf-8"
    assert "1处字节损坏" in report.notes[0]


def test_markdown_is_read_raw(tmp_path: Path) -> None:
    text = "# 岚溪区2022年工作总结\n\n## 一、主要工作\n完成**项，其中 **重点** 3项。\n\n## 存在问题\n人少。\n"
    report = audit.read(save(tmp_path, "a.md", text.encode()))
    assert report.text == text
    assert [(b.path, b.section) for b in report.blocks if b.kind == "body"] == [
        ("一", "work"),
        ("存在问题", "problems"),
    ]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("name", "content", "error", "said"),
    [
        ("a.doc", OLE, UnknownFormat, "an old Office or WPS document"),
        ("a.wps", OLE, UnknownFormat, "另存为.docx"),
        ("a.pdf", b"%PDF-1.7\n", UnknownFormat, "a PDF file"),
        ("a", b"\x89PNG\r\n", UnknownFormat, "a picture"),
        ("a.docx", OLE, ReadError, "old Office or WPS"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), UnsafeFile, "encrypted"),
        ("a.docx", b"%PDF-1.7\n", ReadError, "a PDF file"),
        ("a.docx", b"<html><body>x</body></html>", ReadError, "a web page"),
        ("a.docx", "全区新建驿站5个。".encode(), ReadError, "plain text"),
        ("a.docx", b"", ReadError, "no text"),
        ("a.docx", b"PK\x03\x04garbage", ReadError, "damaged zip"),
        ("a.txt", b"", ReadError, "no text"),
        ("a.txt", b" \n\n", ReadError, "no text"),
        ("a.txt", bytes(range(256)) * 8, ReadError, "no text in UTF-8"),
        ("a.txt", b"%PDF-1.7\n1 0 obj", ReadError, "a PDF file"),
    ],
)
def test_what_cannot_be_read_is_named_for_what_it_is(
    tmp_path: Path, name: str, content: bytes, error: type[ReadError], said: str
) -> None:
    with pytest.raises(error) as caught:
        audit.read(save(tmp_path, name, content))
    assert name in str(caught.value)
    assert said in str(caught.value) + caught.value.zh


def test_a_zip_and_a_workbook_named_docx(tmp_path: Path, make) -> None:
    for member, said in (("a.txt", "a zip archive"), ("xl/workbook.xml", "an Excel workbook")):
        with pytest.raises(ReadError, match=said):
            audit.read(save(tmp_path, "a.docx", make.archive({member: b"x"})))


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="there is no such file"):
        audit.read(tmp_path / "none.txt")
    with pytest.raises(ReadError, match="this is a folder"):
        audit.read(tmp_path)


def test_a_file_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["audit.read"], "MAX_BYTES", 10)
    with pytest.raises(UnsafeFile, match="too large"):
        audit.read(save(tmp_path, "a.txt", b"x" * 11))


@pytest.mark.parametrize(
    ("place", "text", "district", "year", "genre"),
    [
        ("2021/苓泽区.txt", "全区新建5个。", "苓泽区", 2021, ""),
        ("苓泽区2020年总结.txt", "全区新建5个。", "苓泽区", 2020, ""),
        ("a.txt", "沅麓市苓泽区2022年法治政府建设情况报告\n今年办结9件。", "苓泽区", 2022, "法治政府建设报告"),
        ("b.txt", "中共苓泽县委2022年党建工作总结\n今年办结9件。", "苓泽县", 2022, "党建工作总结"),
        ("c.txt", "**区2022年党建工作总结\n今年办结9件。", "", 2022, "党建工作总结"),
        ("d.txt", "XX市XX区二〇二一年乡村振兴工作总结\n今年办结9件。", "", 2021, "乡村振兴工作报告"),
        ("h.txt", "XX市槐渚区2022年乡村振兴工作总结\n今年办结9件。", "槐渚区", 2022, "乡村振兴工作报告"),
        ("e.txt", "2022年办结9件，比2021年多1件；2022年新建3个。", "", 2022, ""),
        ("f.txt", "关于2022年全区信访工作情况的报告\n今年办结9件。", "", 2022, "平安建设工作总结"),
        ("g.txt", "办结9件。", "", None, ""),
        ("i.txt", "苓泽区司法局2022年经费预算情况说明\n比2021年预算少4万元，与2021年一致。", "", 2022, ""),
        ("政府工作报告2023.txt", "政府工作报告\n——2023年1月5日在区人代会上\n办结9件。", "", 2022, "政府工作报告"),
        ("总结2023.txt", "工作总结\n办结9件。", "", 2023, "年度工作总结"),
    ],
)
def test_district_year_and_genre(
    tmp_path: Path, place: str, text: str, district: str, year: int | None, genre: str
) -> None:
    report = audit.read(save(tmp_path, place, text.encode()))
    assert (report.district, report.year, report.genre) == (district, year, genre)


def test_the_caller_knows_best(tmp_path: Path) -> None:
    path = save(tmp_path, "2021/苓泽区.txt", "砚溪区2020年党建工作总结\n办结9件。".encode())
    report = audit.read(path, district="槐渚区", year=2022)
    assert (report.district, report.year) == ("槐渚区", 2022)


def test_language() -> None:
    assert audit.from_text("Work report 2022: 5 stations were built.").language == "en"
    assert audit.from_text("新建WIFI驿站5个。").language == "zh"


def test_the_suffixes_that_can_be_read_are_listed() -> None:
    assert {".docx", ".md", ".txt"} <= set(suffixes())
    assert list(suffixes()) == sorted(suffixes())


def test_a_planned_year_in_a_heading_closes_the_year_before_and_the_reader_says_that_it_concluded() -> None:
    told = "一、主要工作\n全年完成项目12个。\n三、2023年工作打算\n2023年新建驿站3个，2023年培训4期。\n"
    report = audit.from_text(told)
    assert report.year == 2022
    assert any("2022" in note for note in report.notes)
    assert not audit.from_text("桐溪区2022年工作总结\n" + told).notes
