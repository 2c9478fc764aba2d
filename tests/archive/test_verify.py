"""Every manipulation is named: by `verify`, and by `verify.sh` with plain tools."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from audit.archive import Kind, keygen, verify
from audit.archive.sign import sign
from audit.errors import ArchiveError

from .conftest import NOON, seal

HAS_SSH = shutil.which("ssh-keygen") is not None


class Scene:
    """A signed archive of three packages, its middle one tampered with, and the key that may sign."""

    def __init__(self, archive: Path, key_folder: Path, make: Callable) -> None:
        self.key = keygen(key_folder / "key")
        self.stranger = keygen(key_folder / "other")
        self.signers = key_folder / "key.allowed_signers"
        self.archive = archive
        self.sealed = [
            seal(make(year=2022 + n), archive, key=self.key, now=NOON + timedelta(minutes=n)) for n in range(3)
        ]
        self.package = self.sealed[1].path
        self.kept = key_folder / "checkpoint.printed"
        self.kept.write_bytes((archive / "checkpoint").read_bytes())

    def recompute(self, *, signer=None) -> None:
        """Make all manifests fit what is there now, as a forger would."""
        folder = self.package
        payload = sorted(path for path in (folder / "data").rglob("*") if path.is_file())
        write_manifest(folder, "manifest-sha256.txt", payload)
        tags = ("bag-info.txt", "bagit.txt", "manifest-sha256.txt", "replay-sha256.txt")
        write_manifest(folder, "tagmanifest-sha256.txt", [folder / name for name in tags])
        if signer:
            signature = sign(signer, (folder / "tagmanifest-sha256.txt").read_bytes())
            (folder / "tagmanifest-sha256.txt.sig").write_bytes(signature)


def write_manifest(folder: Path, name: str, paths: list[Path]) -> None:
    lines = (f"{sha256(p.read_bytes()).hexdigest()}  {p.relative_to(folder).as_posix()}\n" for p in paths)
    (folder / name).write_text("".join(lines), encoding="utf-8")


@pytest.fixture(autouse=True)
def in_english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def scene(make, archive, tmp_path):
    return Scene(archive, tmp_path, make)


def byte_changed(scene: Scene) -> None:
    path = scene.package / "data/tables/figures.csv"
    path.write_bytes(path.read_bytes().replace(b"40", b"41"))


def file_added(scene: Scene) -> None:
    (scene.package / "data/tables/extra.csv").write_bytes(b"x")


def file_added_beside(scene: Scene) -> None:
    (scene.package / "notes.txt").write_bytes(b"x")


def folder_added(scene: Scene) -> None:
    (scene.package / "data/empty").mkdir()


def file_removed(scene: Scene) -> None:
    (scene.package / "data/waivers/2024.toml").unlink()


def link(scene: Scene) -> None:
    path = scene.package / "data/tables/figures.csv"
    path.rename(scene.archive.parent / "elsewhere.csv")
    path.symlink_to(scene.archive.parent / "elsewhere.csv")


def pipe(scene: Scene) -> None:
    os.mkfifo(scene.package / "data/pipe")


def tag_file_edited(scene: Scene) -> None:
    path = scene.package / "bag-info.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("林工", "王工"), encoding="utf-8")


def manifest_removed(scene: Scene) -> None:
    (scene.package / "manifest-sha256.txt").unlink()


def manifest_leaves_the_package(scene: Scene) -> None:
    with (scene.package / "manifest-sha256.txt").open("a") as file:
        file.write("0" * 64 + "  ../../secret\n")


def manifests_recomputed(scene: Scene) -> None:
    byte_changed(scene)
    scene.recompute()


def signed_again(scene: Scene) -> None:
    byte_changed(scene)
    scene.recompute(signer=scene.stranger)


def signed_again_by_the_same_key(scene: Scene) -> None:
    byte_changed(scene)
    scene.recompute(signer=scene.key)


def signature_rewrapped(scene: Scene) -> None:
    path = scene.package / "tagmanifest-sha256.txt.sig"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def signature_removed(scene: Scene) -> None:
    (scene.package / "tagmanifest-sha256.txt.sig").unlink()


def renamed(scene: Scene) -> None:
    scene.package.rename(scene.package.with_name("2023-别区-000000000000"))


def package_removed(scene: Scene) -> None:
    shutil.rmtree(scene.package)


def package_put_in(scene: Scene) -> None:
    shutil.copytree(scene.package, scene.archive / f"2021-{scene.package.name[5:]}")


def line_removed(scene: Scene) -> None:
    edit_log(scene, lambda lines: [lines[0], lines[2]])


def last_line_removed(scene: Scene) -> None:
    edit_log(scene, lambda lines: lines[:2])


def lines_reordered(scene: Scene) -> None:
    edit_log(scene, lambda lines: [lines[1], lines[0], lines[2]])


def line_changed(scene: Scene) -> None:
    edit_log(scene, lambda lines: [lines[0], lines[1].replace(b"12:01:00", b"12:01:30"), lines[2]])


def last_line_changed(scene: Scene) -> None:
    edit_log(scene, lambda lines: [lines[0], lines[1], lines[2].replace(b"12:02:00", b"12:02:30")])


def log_removed(scene: Scene) -> None:
    (scene.archive / "log.jsonl").unlink()


def checkpoint_removed(scene: Scene) -> None:
    (scene.archive / "checkpoint").unlink()


def checkpoint_unsigned(scene: Scene) -> None:
    path = scene.archive / "checkpoint"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:4]))


def root_changed(scene: Scene) -> None:
    change_root(scene.archive / "checkpoint")


def change_root(checkpoint: Path) -> None:
    lines = checkpoint.read_bytes().splitlines(keepends=True)
    lines[2] = base64.b64encode(sha256(lines[2]).digest()) + b"\n"
    checkpoint.write_bytes(b"".join(lines))


def verifier_edited(scene: Scene) -> None:
    (scene.archive / "verify.sh").write_text("#!/bin/sh\necho NOTHING WAS CHANGED\n")


def stray_file(scene: Scene) -> None:
    (scene.archive / "notes.txt").write_bytes(b"x")


def edit_log(scene: Scene, change: Callable[[list[bytes]], list[bytes]]) -> None:
    path = scene.archive / "log.jsonl"
    path.write_bytes(b"".join(change(path.read_bytes().splitlines(keepends=True))))


MANIPULATIONS = [
    (byte_changed, Kind.CHANGED, "data/tables/figures.csv", "changed: data/tables/figures.csv"),
    (file_added, Kind.ADDED, "data/tables/extra.csv", "added: data/tables/extra.csv"),
    (file_added_beside, Kind.ADDED, "notes.txt", "added: notes.txt"),
    (folder_added, Kind.ADDED, "data/empty/", "empty folder: ./data/empty"),
    (file_removed, Kind.MISSING, "data/waivers/2024.toml", "missing: data/waivers/2024.toml"),
    (link, Kind.LINK, "data/tables/figures.csv", "link, device or empty folder: ./data/tables/figures.csv"),
    (pipe, Kind.DEVICE, "data/pipe", "link, device or empty folder: ./data/pipe"),
    (tag_file_edited, Kind.CHANGED, "bag-info.txt", "changed: bag-info.txt"),
    (manifest_removed, Kind.MISSING, "manifest-sha256.txt", "missing: manifest-sha256.txt"),
    (manifest_leaves_the_package, Kind.DAMAGED, "manifest-sha256.txt", "damaged: manifest-sha256.txt"),
    (manifests_recomputed, Kind.REPLACED, "tagmanifest-sha256.txt", "not the package that was logged"),
    (manifests_recomputed, Kind.SIGNATURE, "tagmanifest-sha256.txt.sig", "signature does not belong"),
    (signed_again, Kind.RESIGNED, "tagmanifest-sha256.txt.sig", "signed again"),
    (signed_again, Kind.STRANGER, "tagmanifest-sha256.txt.sig", "none of the allowed signers"),
    (signed_again_by_the_same_key, Kind.RESIGNED, "tagmanifest-sha256.txt.sig", "not the signature that was logged"),
    (signature_rewrapped, Kind.SIGNATURE, "tagmanifest-sha256.txt.sig", "not the signature that was logged"),
    (signature_removed, Kind.UNSIGNED, "tagmanifest-sha256.txt.sig", "was signed, is not any more"),
    (renamed, Kind.RENAMED, "2023-别区-000000000000", "the name does not belong"),
    (package_removed, Kind.MISSING, "2023-青禾区", "missing: 2023-青禾区"),
    (package_put_in, Kind.UNLOGGED, "2021-青禾区", "not in the log: 2021-青禾区"),
    (line_removed, Kind.LOG, "log.jsonl", "line 2 does not follow the line before"),
    (last_line_removed, Kind.CHECKPOINT, "checkpoint", "counts 3 lines, log.jsonl has 2"),
    (lines_reordered, Kind.LOG, "log.jsonl", "line 1 is not entry 1"),
    (line_changed, Kind.LOG, "log.jsonl", "line 3 does not follow the line before"),
    (last_line_changed, Kind.CHECKPOINT, "checkpoint", "not that of the last line"),
    (log_removed, Kind.MISSING, "log.jsonl", "missing: log.jsonl"),
    (checkpoint_removed, Kind.MISSING, "checkpoint", "missing: checkpoint"),
    (checkpoint_unsigned, Kind.UNSIGNED, "checkpoint", "checkpoint: not signed"),
    (root_changed, Kind.CHECKPOINT, "checkpoint", "its Merkle root is not that of log.jsonl"),
    (verifier_edited, Kind.CHANGED, "verify.sh", "changed: verify.sh"),
    (stray_file, Kind.ADDED, "notes.txt", "added: notes.txt"),
]


@pytest.mark.parametrize(
    ("manipulate", "kind", "path", "said"), MANIPULATIONS, ids=lambda x: getattr(x, "__name__", "")
)
def test_each_manipulation_is_named(scene, tmp_path, manipulate, kind, path, said):
    script = tmp_path / "verify.sh"  # an inspector's own copy
    shutil.copy(scene.archive / "verify.sh", script)
    manipulate(scene)
    found = verify(scene.archive, signers=scene.signers)
    assert not found.ok
    assert [c for c in found.all_changes if c.kind is kind and path in c.path], [str(c) for c in found.all_changes]
    if not HAS_SSH:
        pytest.skip("verify found it; ssh-keygen is not here, so verify.sh was not tried")
    run = subprocess.run(
        ["sh", script, "-k", scene.signers, scene.archive], capture_output=True, text=True, check=False
    )
    assert run.returncode == 1, run.stdout + run.stderr
    assert said in run.stdout, run.stdout
    assert run.stderr == ""


def test_nothing_else_is_named_beside_the_one_change(scene):
    byte_changed(scene)
    assert [str(c) for c in verify(scene.archive).all_changes] == [
        f"changed {scene.package.name}/data/tables/figures.csv"
    ]


def test_an_untouched_signed_archive_passes_both(scene):
    found = verify(scene.archive, signers=scene.signers, kept=scene.kept)
    assert found.ok
    assert found.unsigned == ()
    assert {package.signer for package in found.packages} == {scene.key.signer} == {found.checkpoint_signer}
    if not HAS_SSH:
        pytest.skip("verify passed; ssh-keygen is not here, so verify.sh was not tried")
    run = subprocess.run(
        ["sh", scene.archive / "verify.sh", "-k", scene.signers], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.count("signed by inspector") == 4


def test_the_script_speaks_chinese_where_the_locale_does(scene):
    def said(locale: str) -> str:
        env = {**os.environ, "LC_ALL": locale}
        command = ["sh", scene.archive / "verify.sh"]
        return subprocess.run(command, capture_output=True, encoding="utf-8", env=env, check=False).stdout

    assert said("zh_CN.UTF-8").splitlines()[-1] == "未发现改动"
    assert said("C").splitlines()[-1] == "NOTHING WAS CHANGED"
    byte_changed(scene)
    assert f"{scene.package.name}：内容已改变：data/tables/figures.csv" in said("zh_CN.UTF-8")
    assert said("zh_CN.UTF-8").splitlines()[-1] == "发现改动，见上"
    script = (scene.archive / "verify.sh").read_text(encoding="utf-8")
    for call in re.findall(r"^.*\b(?:fault|say|stop) \".*$(?:\n +\".*$)?", script, re.MULTILINE):
        assert '"$1"' in call or re.search("[\u4e00-\u9fff]", call), call


def test_an_unsigned_archive_passes_and_is_called_unsigned(make, archive):
    sealed = seal(make(), archive, now=NOON)
    found = verify(archive)
    assert found.ok
    assert f"未签名：{sealed.name}" in found.report("zh")
    assert f"Unsigned: {sealed.name}" in found.report("en")
    run = subprocess.run(["sh", archive / "verify.sh"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert f"{sealed.name}: unsigned" in run.stdout


def test_an_old_package_put_back_is_named(make, archive, tmp_path):
    """The same name, another sealing: a forger keeps an older, properly sealed copy."""
    old = seal(make(inspector="王工"), tmp_path / "old", now=NOON - timedelta(days=30))
    new = seal(make(), archive, now=NOON)
    assert old.name == new.name
    shutil.rmtree(new.path)
    shutil.copytree(old.path, new.path)
    assert verify(old.path).ok
    assert [c.kind for c in verify(archive).all_changes] == [Kind.REPLACED]
    assert [c.kind for c in verify(new.path).all_changes] == [Kind.REPLACED]
    run = subprocess.run(["sh", archive / "verify.sh"], capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "an old package put back" in run.stdout


def test_a_whole_older_archive_put_back_is_named_by_the_checkpoint_kept(make, archive, tmp_path):
    seal(make(year=2022), archive, now=NOON)
    shutil.copytree(archive, tmp_path / "older")
    seal(make(year=2023), archive, now=NOON)
    kept = tmp_path / "kept"
    shutil.copy(archive / "checkpoint", kept)
    assert verify(tmp_path / "older").ok
    found = verify(tmp_path / "older", kept=kept)
    assert "counts 2 lines, the log has 1" in found.changes[0].note
    run = subprocess.run(
        ["sh", archive / "verify.sh", "-c", kept, tmp_path / "older"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert "1 lines, the checkpoint kept counts 2" in run.stdout
    seal(make(year=2024), archive, now=NOON)
    assert verify(archive, kept=kept).ok
    run = subprocess.run(["sh", archive / "verify.sh", "-c", kept], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_plain_tools_compute_the_root_of_every_length(make, archive, tmp_path):
    """RFC 6962 splits unevenly where the number of lines is no power of two."""
    for n in range(6):
        seal(make(year=2020 + n), archive, now=NOON + timedelta(minutes=n))
        shutil.copy(archive / "checkpoint", tmp_path / f"kept-{n}")
        run = subprocess.run(["sh", archive / "verify.sh"], capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr
    for n in range(6):
        kept = tmp_path / f"kept-{n}"
        command = ["sh", archive / "verify.sh", "-c", kept]
        assert subprocess.run(command, capture_output=True, check=False).returncode == 0
        change_root(kept)
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        assert run.returncode == 1
        assert f"its first {n + 1} lines do not have the Merkle root of the checkpoint kept" in run.stdout


@pytest.mark.parametrize("arguments", [["-k", "absent"], ["-c", "absent"], ["-x"], ["absent"]])
def test_the_script_says_when_it_cannot_check(make, archive, arguments):
    seal(make(), archive, now=NOON)
    run = subprocess.run(["sh", archive / "verify.sh", *arguments], capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert run.stderr


def test_a_package_taken_out_of_the_archive_is_verified_for_itself(scene, tmp_path):
    shutil.copytree(scene.package, tmp_path / "post" / scene.package.name)
    found = verify(tmp_path / "post" / scene.package.name, signers=scene.signers)
    assert found.ok
    assert not found.logged
    assert "No log stands beside the package" in found.report("en")
    assert "[无法核对] 与归档日志登记一致" in found.report("zh")


def test_the_log_can_be_verified_alone(scene):
    assert verify(scene.archive / "log.jsonl", signers=scene.signers).ok
    line_removed(scene)
    assert not verify(scene.archive / "log.jsonl").ok


def test_a_package_inside_an_archive_is_held_against_the_log(scene):
    assert verify(scene.package, signers=scene.signers).ok
    manifests_recomputed(scene)
    assert Kind.REPLACED in {change.kind for change in verify(scene.package).all_changes}


def test_nothing_to_verify_is_an_error(tmp_path):
    with pytest.raises(ArchiveError, match="holds no sealed package"):
        verify(tmp_path)
    with pytest.raises(ArchiveError, match="neither a package"):
        verify(tmp_path / "absent")


def test_a_second_manifest_that_does_not_fit_is_named(make, archive):
    if "sm3" not in hashlib.algorithms_available:
        pytest.skip("this Python's hashlib has no SM3")
    package = seal(make(), archive, now=NOON, sm3=True).path
    assert verify(archive).ok
    path = package / "manifest-sm3.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("a", "b"), encoding="utf-8")
    tags = sorted(set(package.glob("*.txt")) - {package / "tagmanifest-sha256.txt"})
    write_manifest(package, "tagmanifest-sha256.txt", tags)
    assert (Kind.DAMAGED, "manifest-sm3.txt") in {(c.kind, c.path) for c in verify(package).packages[0].changes}


def test_a_file_to_verify_with_that_cannot_be_read_is_said(scene, tmp_path):
    with pytest.raises(ArchiveError, match=r"signers' file .* cannot be read"):
        verify(scene.archive, signers=tmp_path / "absent")
    with pytest.raises(ArchiveError, match=r"the checkpoint .* cannot be read"):
        verify(scene.archive, kept=tmp_path / "absent")


def test_an_interrupted_sealing_is_called_so(scene):
    (scene.archive / ".sealing-2024").mkdir()
    (scene.archive / ".checkpoint.new").write_bytes(b"")
    found = verify(scene.archive)
    assert [(change.kind, change.path) for change in found.all_changes] == [
        (Kind.ADDED, ".checkpoint.new"),
        (Kind.ADDED, ".sealing-2024"),
    ]
    assert "run recover" in found.report("en")


def test_the_report_has_the_four_headings_and_says_what_was_not_done(scene):
    byte_changed(scene)
    zh, en = verify(scene.archive).report("zh"), verify(scene.archive).report("en")
    assert [line for line in zh.splitlines() if line in ("真实性", "完整性", "可用性", "安全性")] == [
        "真实性", "完整性", "可用性", "安全性",
    ]  # fmt: skip
    assert "[不通过] 内容与封存时的摘要一致" in zh
    assert f"{scene.package.name}/data/tables/figures.csv：内容已改变" in zh
    assert "[未执行] 病毒检测" in zh
    assert "[fail] contents have the digests" in en
    assert "[not run] virus scan" in en


def test_a_forged_crate_is_named_even_when_manifests_fit(scene):
    path = scene.package / "data/ro-crate-metadata.json"
    crate = json.loads(path.read_text(encoding="utf-8"))
    for part in crate["@graph"]:
        if part["@id"] == "run.json":
            part["sha256"] = "1" * 64
    path.write_text(json.dumps(crate), encoding="utf-8")
    scene.recompute(signer=scene.key)
    named = {(change.kind, change.path) for change in verify(scene.archive).all_changes}
    assert (Kind.UNDESCRIBED, f"{scene.package.name}/data/run.json") in named
