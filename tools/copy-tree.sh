#!/bin/sh
# Makes FOLDER a copy of this tree as it stands, changes that are not committed included. Writes
# only what differs, so that ninja builds only that there; deletes what is no longer here, but not
# build/.
# usage: tools/copy-tree.sh FOLDER
set -eu
export LC_ALL=C
root=$(cd "$(dirname "$0")/.." && pwd)
to=$1
mkdir -p "$to"
list=$(mktemp)
trap 'rm -f "$list"' EXIT
(cd "$root" && git ls-files --cached --others --exclude-standard | sort -u |
  while read -r file; do test ! -f "$file" || echo "$file"; done) >"$list"
while read -r file; do
  cmp -s "$root/$file" "$to/$file" && continue
  mkdir -p "$to/$(dirname "$file")"
  cp -p "$root/$file" "$to/$file"
done <"$list"
(cd "$to" && find . -path ./build -prune -o -type f -print | sed 's,^\./,,' | sort) |
  comm -23 - "$list" | while read -r gone; do rm "$to/$gone"; done
