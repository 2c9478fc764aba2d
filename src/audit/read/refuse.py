"""Why a file is not read, in Chinese and English: what was found, what was expected, what to do."""

from __future__ import annotations

from typing import NamedTuple

from ..errors import ReadError, UnknownFormat, UnsafeFile


class _Refusal(NamedTuple):
    error: type[ReadError]
    zh: str
    en: str


_REFUSALS = {
    "missing": _Refusal(ReadError, "文件不存在。请核对路径。", "there is no such file. Check the path."),
    "folder": _Refusal(
        ReadError,
        "这是文件夹，不是报告文件。请给出文件夹中的具体文件。",
        "this is a folder, a report file was expected. Name a file inside it.",
    ),
    "special": _Refusal(
        ReadError,
        "不是普通文件。请给出报告文件。",
        "this is no regular file (a device, pipe or socket). Name a report file.",
    ),
    "unreadable": _Refusal(
        ReadError,
        "无法打开（{zh}）。请检查读取权限。",
        "it cannot be opened ({en}). Check the permission to read it.",
    ),
    "empty": _Refusal(
        ReadError,
        "文件中没有文字。请确认报送的是完整文件。",
        "there is no text in it. Check that the complete file was handed in.",
    ),
    "not_text": _Refusal(
        ReadError,
        "内容不是文本（按UTF-8、UTF-16、GB18030、Big5均无法识别）。请用原软件另存为.docx或UTF-8文本。",
        "its bytes are no text in UTF-8, UTF-16, GB18030 or Big5. Save it as .docx or UTF-8 text in the program it"
        " came from.",
    ),
    "too_large": _Refusal(
        UnsafeFile,
        "文件过大：{size}字节，上限{limit}字节。请拆分或确认是否为报告。",
        "it is too large: {size} bytes, at most {limit} are read. Split it, or check that it is a report.",
    ),
    "unknown": _Refusal(
        UnknownFormat,
        "不支持这种格式：后缀为“{suffix}”，内容是{found_zh}。{advice_zh}可读取的后缀：{known}。",
        "no reader for this format: the suffix is '{suffix}', the content is {found_en}. {advice_en}"
        " Readable suffixes: {known}.",
    ),
    "wrong_type": _Refusal(
        ReadError,
        "后缀为“{suffix}”，内容却是{found_zh}。{advice_zh}",
        "the suffix is '{suffix}', but the content is {found_en}. {advice_en}",
    ),
    "encrypted": _Refusal(
        UnsafeFile,
        "文件已加密。请去掉密码后另存再报送。",
        "it is encrypted. Save it again without a password.",
    ),
    "bomb": _Refusal(
        UnsafeFile,
        "压缩内容异常：{reason_zh}。不予读取，请向报送单位核实来源。",
        "its compressed content is abnormal: {reason_en}. It is not read; ask where it came from.",
    ),
    "doctype": _Refusal(
        UnsafeFile,
        "部件{part}含有DOCTYPE声明，正常文档不含此类内容，不予读取。",
        "its part {part} declares a DOCTYPE, which no word processor writes. It is not read.",
    ),
    "broken": _Refusal(
        ReadError,
        "文件已损坏（{reason}）。请用原软件打开后另存再报送。",
        "it is damaged ({reason}). Open it in the program it came from and save it again.",
    ),
}


def refuse(key: str, name: str, **fields: str | int) -> ReadError:
    """The exception to raise for the file `name`, with its message in English and in Chinese."""
    refusal = _REFUSALS[key]
    return refusal.error(f"{name}: {refusal.en.format(**fields)}", f"{name}：{refusal.zh.format(**fields)}")
