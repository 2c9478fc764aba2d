#!/bin/sh
# Verifies sealed evidence with plain tools only: sh, find, sort, sed, cut, awk, paste, sha256sum (or shasum), base64, ssh-keygen.
#
#   sh verify.sh [-k ALLOWED_SIGNERS] [-c CHECKPOINT] [ARCHIVE | PACKAGE]     default: the folder this script is in
#
# -k: every package and the log's checkpoint must be signed by one of these keys.
# -c: a copy of the checkpoint that was kept elsewhere; the log must be a continuation of the one it was made of.
# Keep the key file, the copy and this script outside the archive. Exit status: 0 nothing was changed, 1 something was, 2 it could not be checked.
# The Merkle root is computed anew (RFC 6962): some hundredths of a second for every line of the log.
# In Chinese where the locale (LC_ALL, LC_MESSAGES, LANG) is Chinese, else in English. 语言环境为中文时以中文说明。
set -u
case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in zh*) zh=1 ;; *) zh= ;; esac
LC_ALL=C
export LC_ALL
# say ENGLISH CHINESE; stop: say it and end, as nothing can be checked
say() { if [ "$zh" ]; then printf '%s\n' "$2"; else printf '%s\n' "$1"; fi; }
stop() { say "$1" "$2" >&2; exit 2; }
signers=
kept=
while getopts k:c: option; do
    case $option in
    k | c)
        [ -f "$OPTARG" ] || stop "no such file: $OPTARG" "没有这个文件：$OPTARG"
        path=$(cd "$(dirname "$OPTARG")" && pwd)/$(basename "$OPTARG")
        if [ "$option" = k ]; then signers=$path; else kept=$path; fi
        ;;
    *) exit 2 ;;
    esac
done
shift $((OPTIND - 1))
target=${1:-$(dirname "$0")}
[ -d "$target" ] || stop "no such folder: $target" "没有这个文件夹：$target"
cd "$target" || exit 2
if command -v sha256sum >/dev/null; then
    digest() { sha256sum "$@"; }
elif command -v shasum >/dev/null; then
    digest() { shasum -a 256 "$@"; }
else
    stop "neither sha256sum nor shasum is here" "本机没有 sha256sum，也没有 shasum"
fi
command -v base64 >/dev/null || stop "base64 is not here" "本机没有 base64"
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
trap 'exit 2' HUP INT TERM
bad=0
fault() { say "$1" "$2"; bad=1; }
tab=$(printf '\t')

# signature NAME FILE SIGNATURE: checks, or says that there is none
signature() {
    if [ ! -f "$3" ]; then
        if [ -n "$signers" ]; then fault "$1: not signed" "$1：没有签名"; else say "$1: unsigned" "$1：未签名"; fi
        return
    fi
    if ! command -v ssh-keygen >/dev/null; then
        if [ -n "$signers" ]; then fault "$1: signed, but ssh-keygen is not here to check it" "$1：有签名，但本机没有 ssh-keygen，无法核对"
        else say "$1: signed, not checked (no ssh-keygen)" "$1：有签名，未核对（没有 ssh-keygen）"; fi
        return
    fi
    if ! ssh-keygen -Y check-novalidate -n audit-evidence -s "$3" <"$2" >"$scratch/signed" 2>&1; then
        fault "$1: the signature does not belong to this content" "$1：签名与内容不符"
        return
    fi
    key=$(sed -n 's/.*\(SHA256:[A-Za-z0-9+/]*\).*/\1/p' "$scratch/signed")
    if [ -z "$signers" ]; then
        say "$1: signed by $key, for which nobody vouched (use -k)" "$1：签名密钥为 $key，未经确认（请用 -k 指定签名人公钥文件）"
    elif who=$(ssh-keygen -Y find-principals -f "$signers" -s "$3" 2>/dev/null) &&
        ssh-keygen -Y verify -f "$signers" -I "${who%%,*}" -n audit-evidence -s "$3" <"$2" >/dev/null 2>&1; then
        say "$1: signed by $who" "$1：签名人 $who"
    else
        fault "$1: signed by $key, which is none of the allowed signers" "$1：签名密钥 $key 不在可信签名人之中"
    fi
}

# package FOLDER: everything in the package against its own manifests
package() {
    here=$(pwd)
    cd "$1" || { fault "$1: cannot be entered" "$1：无法进入"; return; }
    name=$(basename "$(pwd)")
    find . ! -type f ! -type d >"$scratch/strange"
    find . -type d -empty >>"$scratch/strange"
    while IFS= read -r path; do fault "$name: link, device or empty folder: $path" "$name：是链接、设备或空文件夹：$path"; done <"$scratch/strange"
    for manifest in tagmanifest-sha256.txt manifest-sha256.txt; do
        [ -f "$manifest" ] && [ ! -h "$manifest" ] || { fault "$name: missing: $manifest" "$name：缺失：$manifest"; cd "$here"; return; }
        if grep -Evq '^[0-9a-f]{64}  [^/]' "$manifest" || cut -c67- "$manifest" | grep -Eq '(^|/)\.\.(/|$)'; then
            fault "$name: damaged: $manifest" "$name：格式已损坏：$manifest"
            cd "$here"
            return
        fi
    done
    cat tagmanifest-sha256.txt manifest-sha256.txt | sort -k 2 >"$scratch/sealed"
    find . -type f | cut -c3- | sort >"$scratch/there"
    { cut -c67- "$scratch/sealed"; echo tagmanifest-sha256.txt
      [ ! -f tagmanifest-sha256.txt.sig ] || echo tagmanifest-sha256.txt.sig; } | sort >"$scratch/listed"
    comm -23 "$scratch/listed" "$scratch/there" >"$scratch/gone"
    comm -13 "$scratch/listed" "$scratch/there" >"$scratch/more"
    while IFS= read -r path; do fault "$name: missing: $path" "$name：缺失：$path"; done <"$scratch/gone"
    while IFS= read -r path; do fault "$name: added: $path" "$name：多出：$path"; done <"$scratch/more"
    while IFS= read -r line; do
        path=$(printf '%s\n' "$line" | cut -c67-)
        [ -f "$path" ] && [ ! -h "$path" ] || continue
        [ "$(digest <"$path" | cut -c1-64)" = "${line%% *}" ] || fault "$name: changed: $path" "$name：内容已改变：$path"
    done <"$scratch/sealed"
    if [ -f replay-sha256.txt ]; then
        short=$(digest <replay-sha256.txt | cut -c1-12)
        case $name in *"-$short") ;; *) fault "$name: the name does not belong to these contents" "$name：包名与内容不符" ;; esac
    fi
    signature "$name" tagmanifest-sha256.txt tagmanifest-sha256.txt.sig
    cd "$here" || exit 2
}

# field NAME: the field of the JSON line on standard input
field() { sed -n 's/.*"'"$1"'":"\{0,1\}\([^",}]*\).*/\1/p'; }

# octal HEX: the bytes as printf writes them
octal() {
    printf '%s\n' "$1" | awk '{
        for (i = 1; i < length($0); i += 2) printf "\\%03o", digit(i) * 16 + digit(i + 1)
    }
    function digit(at) { return index("0123456789abcdef", substr($0, at, 1)) - 1 }'
}

# root COUNT: the Merkle root of the first COUNT lines of log.jsonl, in base64, level by level from the leaves
root() {
    head -n "$1" log.jsonl | while IFS= read -r line; do
        { printf '\000'; printf '%s' "$line"; } | digest | cut -c1-64
    done >"$scratch/level"
    while [ "$(wc -l <"$scratch/level")" -gt 1 ]; do
        paste -d ' ' - - <"$scratch/level" | while read -r left right; do
            if [ -z "$right" ]; then echo "$left"
            else printf "\\001$(octal "$left$right")" | digest | cut -c1-64; fi
        done >"$scratch/up"
        mv "$scratch/up" "$scratch/level"
    done
    printf "$(octal "$(cat "$scratch/level")")" | base64
}

# log: the chain of lines, the checkpoint, and the package behind each line
log() {
    [ -f log.jsonl ] && [ ! -h log.jsonl ] || { fault "missing: log.jsonl" "缺失：log.jsonl"; return; }
    [ -z "$(tail -c 1 log.jsonl)" ] || fault "log.jsonl: the last line is incomplete" "log.jsonl：末条不完整"
    previous=0000000000000000000000000000000000000000000000000000000000000000
    count=0
    last_verifier=
    : >"$scratch/logged"
    while IFS= read -r line; do
        count=$((count + 1))
        [ "$(printf '%s\n' "$line" | field previous)" = "$previous" ] ||
            fault "log.jsonl: line $count does not follow the line before: changed, removed or moved" \
                "log.jsonl：第${count}条与前一条不衔接：前一条被改动、删去或移动"
        [ "$(printf '%s\n' "$line" | field index)" = $((count - 1)) ] ||
            fault "log.jsonl: line $count is not entry $count: lines were removed, added or reordered" \
                "log.jsonl：第${count}条序号不符：有条目被删去、添加或调换"
        previous=$(printf '%s' "$line" | digest | cut -c1-64)
        last_verifier=$(printf '%s\n' "$line" | field verifier)
        printf '%s\t%s\t%s\n' "$(printf '%s\n' "$line" | field package)" \
            "$(printf '%s\n' "$line" | field tagmanifest)" "$(printf '%s\n' "$line" | field signature)" >>"$scratch/logged"
    done <log.jsonl
    while IFS=$tab read -r package tagmanifest signature; do
        [ -d "$package" ] && [ ! -h "$package" ] || { fault "missing: $package" "缺失：$package"; continue; }
        [ -f "$package/tagmanifest-sha256.txt" ] || continue
        [ "$(digest <"$package/tagmanifest-sha256.txt" | cut -c1-64)" = "$tagmanifest" ] ||
            fault "$package: not the package that was logged (manifests recomputed, or an old package put back)" \
                "$package：不是日志登记的那一包（清单重算或旧包放回）"
        sealed=$package/tagmanifest-sha256.txt.sig
        if [ -n "$signature" ] && [ ! -f "$sealed" ]; then
            fault "$package: was signed, is not any more" "$package：原有签名，现已没有"
        elif [ -f "$sealed" ] && [ "$(digest <"$sealed" | cut -c1-64)" != "$signature" ]; then
            fault "$package: signed again: not the signature that was logged" "$package：重新签过：不是日志登记的签名"
        fi
    done <"$scratch/logged"
    if [ -f verify.sh ] && [ ! -h verify.sh ]; then
        [ -z "$last_verifier" ] || [ "$(digest <verify.sh | cut -c1-64)" = "$last_verifier" ] || fault "changed: verify.sh" "核对脚本已改动：verify.sh"
    else
        fault "missing: verify.sh" "缺失：verify.sh"
    fi
    if [ -n "$kept" ]; then
        then=$(sed -n 2p "$kept")
        case $then in '' | *[!0-9]*) stop "not a checkpoint: $kept" "不是检查点：$kept" ;; esac
        [ "$then" -le "$count" ] || fault "log.jsonl: $count lines, the checkpoint kept counts $then: lines were removed" \
                "log.jsonl：现有${count}条，另存的检查点记有${then}条：有条目被删去"
        [ "$(head -n "$then" log.jsonl | tail -n 1 | tr -d '\n' | digest | cut -c1-64)" = "$(sed -n 4p "$kept")" ] ||
            fault "log.jsonl: is no continuation of the log that the checkpoint kept was made of" \
                "log.jsonl：不是另存检查点所对应日志的延续"
        [ "$then" -gt "$count" ] || [ "$(root "$then")" = "$(sed -n 3p "$kept")" ] ||
            fault "log.jsonl: its first $then lines do not have the Merkle root of the checkpoint kept" \
                "log.jsonl：前${then}条的默克尔树根与另存的检查点不符"
    fi
    [ -f checkpoint ] && [ ! -h checkpoint ] || { fault "missing: checkpoint" "缺失：checkpoint"; return; }
    [ "$(sed -n 1p checkpoint)" = audit-evidence-log ] || fault "checkpoint: damaged" "检查点已损坏"
    counted=$(sed -n 2p checkpoint)
    [ "$counted" = "$count" ] || fault "checkpoint: counts $counted lines, log.jsonl has $count" "检查点记有${counted}条，log.jsonl 有${count}条"
    [ "$(sed -n 4p checkpoint)" = "$previous" ] || fault "checkpoint: is not that of the last line of log.jsonl" "检查点与 log.jsonl 末条不符"
    [ "$count" = 0 ] || [ "$(root "$count")" = "$(sed -n 3p checkpoint)" ] ||
        fault "checkpoint: its Merkle root is not that of log.jsonl" "检查点的默克尔树根与 log.jsonl 不符"
    sed -n 1,4p checkpoint >"$scratch/body"
    sed 1,4d checkpoint >"$scratch/checkpoint.sig"
    [ -s "$scratch/checkpoint.sig" ] || rm "$scratch/checkpoint.sig"
    signature checkpoint "$scratch/body" "$scratch/checkpoint.sig"
}

if [ -n "$kept" ] && [ ! -f log.jsonl ]; then
    stop "no log.jsonl here to compare with $kept" "这里没有 log.jsonl，无法与 $kept 核对"
fi
if [ -f bagit.txt ] || [ -f tagmanifest-sha256.txt ]; then
    package .
else
    log
    for path in * .*; do
        case $path in . | .. | '*' | '.*' | log.jsonl | checkpoint | verify.sh) continue ;; esac
        if [ -h "$path" ] || [ ! -d "$path" ]; then fault "added: $path" "多出：$path"; continue; fi
        [ ! -f "$scratch/logged" ] || cut -f1 "$scratch/logged" | grep -Fxq -- "$path" || fault "not in the log: $path" "日志中没有登记：$path"
        package "$path"
    done
fi
if [ "$bad" = 0 ]; then say "NOTHING WAS CHANGED" "未发现改动"; else say "CHANGED: see above" "发现改动，见上"; fi
exit "$bad"
