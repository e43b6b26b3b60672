#!/bin/sh
# Builds and tests this tree in a Debian 13 of its own. Called by `./dev nightly debian-13`. Its
# root is made once, by debootstrap from the mirror that this machine's apt asks, and kept with what
# was built there: the next time only changes are built. Needs root, for chroot and mounts.
# usage: tools/debian-13.sh [COMMAND…]   in that root and tree, instead of ./dev test
# shellcheck source=/dev/null  # os-release
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
work=$here/build/nightly/debian-13
root=$work/root

fail() {
  echo "debian-13: $*" >&2
  exit 1
}
test "$(id -u)" = 0 || fail "a Debian of its own needs root (chroot, mounts): sudo $0"
command -v debootstrap >/dev/null || fail "the package debootstrap is not installed"

# Where this machine gets the main part of its own release from.
mirror() {
  codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
  apt-get indextargets --format "\$(REPO_URI)" 'Created-By: Packages' 'Component: main' \
    "Codename: $codename" | head -n 1
}

make_root() {
  test ! -e "$work/made" || return 0
  mkdir -p "$work"
  rm -rf --one-file-system "$root"
  from=$(mirror)
  test -n "$from" || fail "apt here has no mirror of Debian; see /etc/apt/sources.list.d"
  echo "debian-13: making its root (once; log in $work/debootstrap.log)" >&2
  debootstrap --variant=minbase trixie "$root" "$from" >"$work/debootstrap.log" 2>&1 ||
    fail "debootstrap failed: $(tail -n 1 "$work/debootstrap.log")"
  touch "$work/made"
}

# The mounts go with the namespace, whatever ends the command.
# shellcheck disable=SC2016  # expanded by the inner shells
inside() {
  unshare --mount --pid --fork --kill-child --mount-proc="$root/proc" sh -eu -c '
    mount --rbind /dev "$0/dev"
    exec chroot "$0" env -i HOME=/root PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin \
      LC_ALL=C.UTF-8 SLUICE_JOBS="${SLUICE_JOBS:-}" sh -c "cd /sluice && exec \"\$@\"" sh "$@"
    ' "$root" "$@"
}

make_root
cp /etc/resolv.conf /etc/hosts "$root/etc/"
"$here/tools/copy-tree.sh" "$root/sluice"
test $# -gt 0 || set -- ./dev test
inside "$@"
