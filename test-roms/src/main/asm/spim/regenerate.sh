#!/bin/sh
# Writes the expected output of each program anew, with Debian's spim as the reference.
# spim begins with a banner of five lines, which is left out.
cd "$(dirname "$0")" || exit 1
for source in *.s; do
  name=${source%.s}
  options=
  grep -q '^# Options: --mapped-io' "$source" && options=-mapped_io
  input=/dev/null
  [ -f "$name.in" ] && input=$name.in
  spim $options -file "$source" <"$input" 2>/dev/null | sed 1,5d >"$name.out"
done
