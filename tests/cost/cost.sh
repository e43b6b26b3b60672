#!/usr/bin/env bash
# What an order costs, counted and compared with what was recorded for this compiler.
# usage: cost.sh check PROGRAM COMPILER    exit status 1: 5 % more or less than figures.txt says;
#                                          77: no row for this compiler
#        cost.sh record PROGRAM COMPILER   writes this compiler's row
# PROGRAM is cost_of_orders; COMPILER is like GNU-12. `./dev bench cost` records.
set -euo pipefail
export LC_ALL=C
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
figures=$here/figures.txt
what=$1 program=$2 compiler=$3
profile=$program.callgrind

folder=$(mktemp -d "${TMPDIR:-/tmp}/sluice-cost-XXXXXX")
trap 'rm -rf "$folder"' EXIT

# The C library and OpenSSL choose code by what the processor can do; without this the figure would
# be one of the machine, not of the engine.
without=-AVX,-AVX2,-AVX_Fast_Unaligned_Load,-AVX512F,-AVX512VL,-AVX512BW,-BMI2,-ERMS,-FSRM,-MOVBE
export GLIBC_TUNABLES=glibc.cpu.hwcaps=$without
export OPENSSL_ia32cap=0x0:0x0

count() {
  valgrind --tool=callgrind --instr-atstart=no --callgrind-out-file="$profile" \
    "$program" "$folder/log" >"$folder/out" 2>"$folder/err" || {
    cat "$folder/err" >&2
    exit 1
  }
  orders=$(awk '$1 == "orders" { print $2 }' "$folder/out")
  allocations=$(awk -v n="$orders" '$1 == "allocations" { printf "%.1f", $2 / n }' "$folder/out")
  instructions=$(awk -v n="$orders" '$1 == "totals:" { printf "%.0f", $2 / n }' "$profile")
}

# within NAME RECORDED NOW
within() {
  awk -v name="$1" -v recorded="$2" -v now="$3" 'BEGIN {
    change = 100 * (now / recorded - 1)
    printf "%-24s %10s recorded, %10s now: %+.1f %%\n", name, recorded, now, change
    exit change > 5 || change < -5
  }'
}

check() {
  read -r recorded_instructions recorded_allocations < <(
    awk -v compiler="$compiler" '$1 == compiler { print $2, $3 }' "$figures") || {
    echo "no row for $compiler in tests/cost/figures.txt; \`./dev bench cost\` writes one"
    exit 77
  }
  count
  same=yes
  within "instructions an order" "$recorded_instructions" "$instructions" || same=no
  within "allocations an order" "$recorded_allocations" "$allocations" || same=no
  test $same = yes && return
  echo "The cost of an order has changed by more than 5 %. Where it goes:"
  echo "  callgrind_annotate $profile"
  echo "If the change is meant, \`./dev bench cost\` records it; commit tests/cost/figures.txt."
  exit 1
}

record() {
  count
  awk -v compiler="$compiler" '$1 != compiler' "$figures" >"$folder/figures"
  printf '%-10s %14s %12s\n' "$compiler" "$instructions" "$allocations" >>"$folder/figures"
  cat "$folder/figures" >"$figures"
  echo "recorded for $compiler: $instructions instructions and $allocations allocations an order"
}

case $what in
  check) check ;;
  record) record ;;
  *)
    echo "cost.sh: check or record, not '$what'" >&2
    exit 2
    ;;
esac
