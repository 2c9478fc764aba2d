"""What the operating system refuses, in the user's language: Python gives it in English."""

from __future__ import annotations

import errno
import os

_WORDS = {
    errno.EACCES: "没有权限",
    errno.EBUSY: "文件正被占用",
    errno.EDQUOT: "磁盘配额已满",
    errno.EEXIST: "文件已存在",
    errno.EFBIG: "文件过大",
    errno.EINVAL: "系统不接受该操作",
    errno.EIO: "读写出错，请检查磁盘",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ELOOP: "链接循环",
    errno.EMFILE: "打开的文件过多",
    errno.ENAMETOOLONG: "文件名过长",
    errno.ENFILE: "打开的文件过多",
    errno.ENOENT: "文件或文件夹不存在",
    errno.ENOMEM: "内存不足",
    errno.ENOSPC: "磁盘空间不足",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.EPERM: "不允许该操作",
    errno.EROFS: "磁盘为只读",
    errno.ETXTBSY: "文件正被占用",
    errno.EXDEV: "不能跨磁盘移动",
}


def refused(error: OSError, language: str) -> str:
    """Why: 磁盘空间不足; in English the system's own words, also where we have no Chinese ones."""
    own = error.strerror or (os.strerror(error.errno) if error.errno else "") or str(error) or type(error).__name__
    if language != "zh":
        return own
    return _WORDS.get(error.errno or 0, f"系统报错：{own}")
