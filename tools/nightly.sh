#!/bin/sh
# The checks that take too long for the gate, one after the other, and a table of how they ended.
# Called by `./dev nightly [STEP…]`. A step that has passed on this very commit is not run again, so
# that an interrupted night goes on where it was; `--again` forgets that. Its output is in
# build/nightly/STEP.log. Exit status 1: a step failed, or could not be run here.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
state=$root/build/nightly

# The steps, the quick ones first.
steps() {
  cat <<'STEPS'
lint          formatting, house rules, shell scripts, clang-tidy
fuzz          whatever reads foreign bytes, fed with what a fuzzer makes of good ones
counterparts  others' clients of payment channels and ours understand each other
asan          every test with AddressSanitizer and UndefinedBehaviorSanitizer
tsan          every test with ThreadSanitizer
debian-13     a whole build and every test in a Debian 13 of its own
worlds        the long simulator suite
wire          the same with calls as signed bytes, through the dialects
mutants       every known mutant is noticed by the simulator
mutate        mutants made by rule are noticed: of what changed in a day, and 300 others
STEPS
}

run_step() {
  case $1 in
    lint) "$root/dev" lint ;;
    fuzz | counterparts) "$root/dev" "$1" ;;
    asan | tsan) "$root/dev" sanitize "$1" ;;
    debian-13) "$root/tools/debian-13.sh" ;;
    worlds) "$root/dev" sim ;;
    wire) "$root/dev" sim --wire --seeds 2000 --orders 100 ;;
    mutants) "$root/dev" mutants ;;
    mutate) "$root/dev" mutate --changed "$(yesterday)" --sample 300 --seed "$(date +%j)" ;;
  esac
}

# The last commit that is a day old.
yesterday() { git -C "$root" rev-list -1 --before='1 day ago' HEAD | grep . || echo HEAD; }

# What the steps are run on; nothing when there are changes that are not committed.
commit() {
  test -z "$(git -C "$root" status --porcelain 2>&1)" || return 0
  git -C "$root" rev-parse HEAD
}

row() { printf '%-12s  %-8s  %7s  %s\n' "$@"; }

# try STEP: adds its row to the table; false when it did not pass.
try() {
  passed=$state/$1.passed
  if test -n "$on" && test "$(cut -d' ' -f1 "$passed" 2>/dev/null)" = "$on"; then
    row "$1" passed "$(cut -d' ' -f2 "$passed") s" "before, on this commit" >>"$state/table"
    return
  fi
  printf 'nightly: %s (its output: build/nightly/%s.log)\n' "$1" "$1" >&2
  began=$(date +%s)
  result=passed
  run_step "$1" >"$state/$1.log" 2>&1 </dev/null ||
    case $? in
      77) result=skipped ;;  # what it needs is not here
      *) result=FAILED ;;
    esac
  took=$(($(date +%s) - began))
  row "$1" "$result" "$took s" "$(test "$result" = passed || tail -n 1 "$state/$1.log")" \
    >>"$state/table"
  if test "$result" != passed; then return 1; fi
  test -z "$on" || printf '%s %s\n' "$on" "$took" >"$passed"
}

if test "${1:-}" = --again; then
  shift
  rm -f "$state"/*.passed
fi
for step in "$@"; do
  steps | grep -q "^$step " || {
    printf 'nightly: there is no step %s; the steps are:\n' "$step" >&2
    steps >&2
    exit 2
  }
done
# shellcheck disable=SC2046  # one word a step
test $# -gt 0 || set -- $(steps | cut -d' ' -f1)

mkdir -p "$state"
on=$(commit)
test -n "$on" ||
  echo "nightly: the tree has changes that are not committed; nothing will be remembered" >&2
row step result time '' >"$state/table"
failed=0
for step in "$@"; do try "$step" || failed=$((failed + 1)); done
cat "$state/table"
test "$failed" = 0
