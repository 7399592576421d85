#!/bin/sh
# Fetches a Debian package of any architecture and unpacks it, without root and without a change to the
# system: fetch.sh ARCHITECTURE PACKAGE FOLDER. A package that only depends on others of a name that
# begins as its own does (linux-image-armmp) stands for the first of those.
set -eu
arch=$1
package=$2
folder=$3
state=$folder/.apt/$arch
mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
state=$(cd "$state" && pwd)

apt() {
  command=$1
  shift
  "apt-$command" -q -o APT::Architecture="$arch" -o APT::Architectures="$arch" \
    -o Dir::State::Lists="$state/lists" -o Dir::State::status=/dev/null -o Dir::Cache="$state/cache" \
    -o APT::Sandbox::User= "$@"
}

if [ ! -e "$state/updated" ]; then
  apt get update || : # an index that is missing may not be needed
  : >"$state/updated"
fi
cd "$state"
name=$package
real=$(apt cache depends "$package" | sed -n 's/^ *Depends: \(linux-image-[^:]*\).*/\1/p' | head -n 1)
[ -z "$real" ] || name=$real
rm -f -- *.deb
apt get download "$name"
target=$folder/$arch/$package
rm -rf "$target.new"
mkdir -p "$target.new"
dpkg-deb -x -- *.deb "$target.new"
rm -rf "$target" -- *.deb
mv "$target.new" "$target"
