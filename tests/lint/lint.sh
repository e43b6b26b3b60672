#!/usr/bin/env bash
# The house rules as a test: who may include whom, and what no file may contain.
# usage: tests/lint/lint.sh [ROOT]   prints "file:line: rule: what to do"; exit status 1 if any.
#        tests/lint/lint.sh --rules  the names of the rules
set -euo pipefail
export LC_ALL=C
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

if [[ ${1:-} == --rules ]]; then
  exec awk -v list=1 -f "$here/rules.awk"
fi

cd "${1:-$here/../..}"
found=$(
  find . \( -path ./build -o -path ./.git -o -path ./tests/lint/samples -o -name node_modules \) \
    -prune -o -type f \( -name '*.cpp' -o -name '*.hpp' -o -name '*.proto' -o -name '*.cmake' \
    -o -name 'CMakeLists.txt' -o -name '*.sh' -o -name '*.awk' -o -name '*.md' -o -name '*.toml' \
    -o -path ./dev -o -path ./.ci/run \) -print0 |
    sed -z 's,^\./,,' | sort -z | xargs -0 awk -v layers="$here/layers.txt" -f "$here/rules.awk"
)
if [[ -n $found ]]; then
  printf '%s\n' "$found"
  exit 1
fi
