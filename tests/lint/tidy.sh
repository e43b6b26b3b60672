#!/usr/bin/env bash
# clang-tidy over every own source file of a configured build folder; .clang-tidy says which checks.
# usage: tests/lint/tidy.sh BUILD_FOLDER JOBS [PATTERN]   PATTERN: only paths that contain it
set -euo pipefail
build=$1 jobs=$2 pattern=${3:-}
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
root=$PWD

# GCC's own warning options are unknown to clang; generated code has its own authors.
sed -n 's/^ *"file": "\(.*\)",*$/\1/p' "$build/compile_commands.json" | sort -u |
  grep -F "$root/" | grep -vF "$root/build/" | { grep -F -- "$pattern" || true; } |
  xargs -r -P "$jobs" -n 1 clang-tidy-19 -p "$build" --quiet \
    --extra-arg=-Wno-unknown-warning-option 2> >(grep -vE 'warnings? (generated|treated)' >&2)
