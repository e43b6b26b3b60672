#!/bin/sh
# Every mutant still fits the tree: says which does not, and at which line.
# usage: tests/mutants/check.sh   exit status 1: one does not apply
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
command -v git >/dev/null || {
  echo "git applies the mutants and is not installed" >&2
  exit 1
}
# The tree may lie inside another repository, whose root is not the one that patches are named from.
GIT_CEILING_DIRECTORIES=$(dirname "$root")
export GIT_CEILING_DIRECTORIES
stale=0
for patch in tests/mutants/*.patch; do
  git apply --check "$patch" || {
    echo "$patch does not apply: mend it so that it breaks the same thing again" >&2
    stale=$((stale + 1))
  }
done
test "$stale" = 0
