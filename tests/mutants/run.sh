#!/bin/sh
# Proof that the simulator can fail. Makes one small mistake after the other in a copy of the tree,
# each one of a kind that real systems made, and runs simulated worlds until a judge notices.
# What no world has (the edge) a test program must notice: "# noticed by: NAME" in the patch.
# usage: tests/mutants/run.sh [NAME…]   all of *.patch when none is named
# Prints a table. Exit status 1: one was not noticed, does not apply or does not build; 2: no such.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$root/build/mutants
tree=$work/tree
seeds=1000
# A mutant may also bring its world to a standstill.
longest=1200s

say() { printf 'mutants: %s\n' "$*" >&2; }
row() { printf '%-36s %-12s %s\n' "$@"; }

# Only what differs, so that ninja builds only that; whatever an interrupted run left behind goes.
copy_tree() {
  git -C "$root" ls-files --cached --others --exclude-standard | while read -r file; do
    test -f "$root/$file" || continue
    cmp -s "$root/$file" "$tree/$file" && continue
    mkdir -p "$(dirname "$tree/$file")"
    cp "$root/$file" "$tree/$file"
  done
}

configure() {
  log=$work/configure.log
  # A mistake may leave a variable unused; it is the worlds that are to notice it.
  # And it stands in one file: only that one is compiled again.
  (cd "$tree" && cmake --preset release -D SLUICE_WERROR=OFF -D CMAKE_UNITY_BUILD=OFF) >"$log" \
    2>&1 && return
  cat "$log" >&2
  exit 1
}

# The tree lies inside a repository that ignores it: git must not find that one.
patch_tree() { GIT_CEILING_DIRECTORIES=$work git -C "$tree" apply "$@"; }

build() {
  (cd "$tree" && cmake --build --preset release --target "${1:-sluice}" -j "${SLUICE_JOBS:-1}")
}

# One thread: then the first seed that is noticed is the same on every machine.
run_worlds() {
  timeout "$longest" "$tree/build/release/sluice" sim run --seeds "$seeds" --threads 1 --stop
}

# The test program that has to notice a mutant; nothing: made-up worlds have.
witness() { sed -n 's/^# noticed by: //p' "$1" | head -n 1; }
run_test() { timeout "$longest" "$(find "$tree/build/release/tests" -name "$1" -type f)"; }

# The seed and the promise, out of what the run has said.
noticed() {
  sed -n -e 's/^VIOLATION in seed \([0-9]*\),.*/\1/p' \
    -e 's/.*died in the world of seed \([0-9]*\) .*/\1/p' "$1" | head -n 1
}
promise() { sed -n 's/^  promise  [0-9]* \([a-z_]*\):.*/\1/p' "$1" | head -n 1; }

# try NAME: prints its row; false when nobody notices it.
try() {
  patch=$here/$1.patch
  log=$work/$1.log
  if ! patch_tree "$patch" >"$log" 2>&1; then
    row "$1" "-" "does not apply ($log)"
    return 1
  fi
  status=0
  test=$(witness "$patch")
  if ! build ${test:+"$test"} >"$log" 2>&1; then
    row "$1" "-" "does not build ($log)"
    status=124
  elif test -n "$test"; then
    if run_test "$test" >"$log" 2>&1; then
      row "$1" "-" "SURVIVES"
    else
      row "$1" "-" "$test"
      status=1
    fi
  else
    run_worlds >"$log" 2>&1 || status=$?
    if test "$status" = 0; then
      row "$1" "> $seeds" "SURVIVES"
    elif test "$status" = 124; then
      row "$1" "-" "does not end within $longest ($log)"
    else
      seed=$(noticed "$log")
      word=$(promise "$log")
      row "$1" "${seed:-?}" "${word:-broken invariant}"
      test -n "$seed" || status=124
    fi
  fi
  patch_tree --reverse "$patch"
  test "$status" != 0 && test "$status" != 124
}

for name in "$@"; do
  test -f "$here/$name.patch" && continue
  say "there is no tests/mutants/$name.patch"
  exit 2
done
if test $# = 0; then
  for patch in "$here"/*.patch; do set -- "$@" "$(basename "$patch" .patch)"; done
fi

mkdir -p "$tree"
copy_tree
configure
say "building the tree as it is (the first time takes some minutes)"
build >"$work/build.log" 2>&1 || {
  tail -n 20 "$work/build.log" >&2
  exit 1
}
say "$# mutants; each is built and meets up to $seeds worlds"
row "mutant" "worlds" "noticed by"
missed=0
for name in "$@"; do try "$name" || missed=$((missed + 1)); done
test "$missed" = 0 || {
  say "$missed of $# were not noticed"
  exit 1
}
say "all $# were noticed"
