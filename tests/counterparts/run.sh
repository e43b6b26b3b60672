#!/bin/sh
# Independent counterparts out of npm speak with us: sign for us, prove what we sign. Called by
# `./dev counterparts [NAME…]` with the program in SLUICE; all *.mjs but the stage, without a NAME.
# The packages are installed beside copies of these files in build/counterparts, never in the tree.
# Exit status 77: node, npm or, the first time, the registry is not there; nothing was tested.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
SLUICE_ROOT=$(cd "$here/../.." && pwd)
export SLUICE_ROOT
stage=$SLUICE_ROOT/build/counterparts

for program in node npm; do
  command -v "$program" >/dev/null 2>&1 || {
    echo "counterparts: skipped, because $program is not there (Debian: nodejs, npm)"
    exit 77
  }
done

mkdir -p "$stage"
cd "$stage"
if ! cmp -s "$here/package-lock.json" installed-lock.json; then
  rm -f installed-lock.json
  cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" .
  npm ci --ignore-scripts --no-progress >npm.log 2>&1 || {
    cat npm.log
    echo "counterparts: skipped, because npm cannot fetch packages"
    exit 77
  }
  cp package-lock.json installed-lock.json
fi
rm -f ./*.mjs
cp "$here"/*.mjs .

test $# -gt 0 || set -- alipay wechat_v3 notifications webhooks
failed=0
for name in "$@"; do
  echo "counterparts: $name"
  node "$name.mjs" || failed=1
done
exit "$failed"
