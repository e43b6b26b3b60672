#!/usr/bin/env bash
# Proves that every rule catches its bad sample and nothing else.
# A sample is samples/<path>.txt and stands for <path>; a line that must be caught ends with
# "bad: <rule>", all others must pass.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

while IFS= read -r sample; do
  path=${sample#"$here/samples/"}
  path=$tree/${path%.txt}
  mkdir -p "$(dirname "$path")"
  cp "$sample" "$path"
done < <(find "$here/samples" -name '*.txt')

# Samples that cannot be kept as files: other checks would find fault with them.
mkdir -p "$tree/actors"
for word in TO-DO FIX-ME XX-X HA-CK; do
  printf '// %s: later  bad: leftover\n' "${word/-/}"
done >"$tree/actors/leftover.cpp"
printf 'int a;\t// bad: tab\n' >"$tree/actors/tab.cpp"
printf 'int a;  // bad: trailing-blank \n' >"$tree/actors/trailing_blank.cpp"
{
  for _ in {1..400}; do echo; done
  echo '// bad: file-length'
} >"$tree/actors/long.cpp"

expected=$(cd "$tree" && grep -rnoE 'bad: [a-z-]+' . | sed 's,^\./,,; s/:bad: /: /' | sort)
found=$("$here/lint.sh" "$tree" | cut -d: -f1-3 | sort) || true
diff <(printf '%s\n' "$expected") <(printf '%s\n' "$found") || {
  echo 'lines with <: a bad sample was not caught; with >: a good line was' >&2
  exit 1
}

while IFS= read -r rule; do
  grep -q ": $rule\$" <<<"$found" || {
    echo "no sample shows rule $rule; add one below tests/lint/samples" >&2
    exit 1
  }
done < <("$here/lint.sh" --rules)
echo "every rule catches its samples: $(wc -l <<<"$found") lines"
