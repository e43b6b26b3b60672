#!/bin/sh
# Feeds each target to clang's fuzzer for a while, from its seeds and from what earlier runs found.
# Called by `./dev fuzz [TARGET [SECONDS]]`. Corpora are kept in build/fuzz/corpus; an input that
# breaks something is kept in build/fuzz/broken and shown again by build/fuzz/tests/fuzz/fuzz FILE.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
fuzz=$root/build/fuzz/tests/fuzz/fuzz
all="json protobuf answers notifications configuration records signing wechat_bill
  alipay_bill unionpay_bill packed"
targets=${1:-$all}
seconds=${2:-60}

mkdir -p "$root/build/fuzz/broken"
for target in $targets; do
  corpus=$root/build/fuzz/corpus/$target
  mkdir -p "$corpus"
  printf 'fuzz: %s for %s s\n' "$target" "$seconds" >&2
  log=$root/build/fuzz/$target.log
  SLUICE_FUZZ_TARGET=$target SLUICE_FUZZ_SEEDS=$corpus "$fuzz" -max_total_time="$seconds" \
    -max_len=65536 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$root/build/fuzz/broken/$target-" "$corpus" >"$log" 2>&1 || {
    tail -n 40 "$log" >&2
    printf 'fuzz: %s breaks; see %s and build/fuzz/broken\n' "$target" "$log" >&2
    exit 1
  }
  sed -n 's/^stat::number_of_executed_units: */fuzz: inputs: /p' "$log" >&2
done
echo "fuzz: nothing breaks" >&2
