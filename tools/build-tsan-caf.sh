#!/bin/sh
# Debian's libcaf is not built with ThreadSanitizer, which then sees none of CAF's own
# synchronisation and reports nothing but noise. This builds the same CAF core from Debian's
# source package (a minute or two) into build/tsan-caf/prefix and changes nothing else.
# Called by `./dev sanitize tsan`. It asks the mirrors that this machine's apt already uses.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
work=$root/build/tsan-caf
rm -rf "$work"
mkdir -p "$work/apt/lists/partial" "$work/apt/archives/partial" "$work/apt/sources.list.d"
cd "$work"
: >apt/status
: >apt/sources.list

# The same sources once more, of the kind deb-src. apt reads two notations of them.
for list in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
  if test -f "$list"; then sed -n 's/^deb /deb-src /p' "$list" >>apt/sources.list; fi
done
for deb822 in /etc/apt/sources.list.d/*.sources; do
  if test -f "$deb822"; then
    sed 's/^Types:.*/Types: deb-src/' "$deb822" >"apt/sources.list.d/$(basename "$deb822")"
  fi
done
cat >apt/apt.conf <<CONF
Dir::State "$work/apt"; Dir::State::lists "$work/apt/lists"; Dir::State::status "$work/apt/status";
Dir::Cache "$work/apt"; Dir::Etc::sourcelist "$work/apt/sources.list";
Dir::Etc::sourceparts "$work/apt/sources.list.d"; APT::Sandbox::User "root";
CONF
APT_CONFIG=$work/apt/apt.conf
export APT_CONFIG
apt-get update -qq
apt-get source -qq --tar-only --download-only actor-framework
tar xf actor-framework_*.orig.tar.*

cmake -S actor-framework-*/ -B b -G Ninja -DCMAKE_BUILD_TYPE=None \
  -DCMAKE_CXX_FLAGS="-fsanitize=thread -O1 -g1 -w" -DCMAKE_INSTALL_PREFIX="$work/prefix" \
  -DCAF_NO_EXAMPLES=ON -DCAF_NO_UNIT_TESTS=ON -DCAF_NO_TOOLS=ON -DCAF_NO_OPENCL=ON \
  -DCAF_NO_PYTHON=ON -DCAF_NO_OPENSSL=ON -DCAF_NO_IO=ON \
  -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=12 -Wno-dev >configure.log
ninja -C b install >build.log
echo "built $work/prefix"
