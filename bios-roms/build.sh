#!/bin/sh
# Builds the firmware images and their manifest from the sources with nasm and, for ARM, GNU
# as. Usage: build.sh [output folder]
# The last byte of an image makes all its bytes sum to zero, so each is assembled twice, first with 0
# there.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
asm=$here/src/main/asm
out=${1:-$here/src/main/resources/quimera/roms}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
mkdir -p "$out"

for size in 8x8 8x14 8x16; do
  nasm -f bin -o "$tmp/font$size.bin" "$asm/fonts/font$size.inc"
done

# assemble FOLDER NAME CHECKSUM
assemble() {
  nasm -f bin -Werror -w-label-orphan -i "$asm/$1/" -i "$asm/include/" -i "$tmp/" -D "CHECKSUM=$3" \
    -o "$tmp/$1.bin" "$asm/$2"
}

for rom in bios vgabios bootrom; do
  assemble $rom $rom/$rom.asm 0
  sum=$(od -An -v -tu1 "$tmp/$rom.bin" | awk '{ for (i = 1; i <= NF; i++) s += $i } END { print (256 - s % 256) % 256 }')
  assemble $rom $rom/$rom.asm "$sum"
  mv "$tmp/$rom.bin" "$out/$rom.bin"
  echo "$rom $(wc -c <"$out/$rom.bin" | tr -d ' ') $(sha256sum "$out/$rom.bin" | cut -d ' ' -f 1)"
done >"$tmp/manifest.txt"
cp "$tmp/font8x16.bin" "$out/font8x16.bin"
echo "font8x16 4096 $(sha256sum "$out/font8x16.bin" | cut -d ' ' -f 1)" >>"$tmp/manifest.txt"

# The ARM monitor is for GNU as; where that is not installed the image stays as it is.
if command -v arm-none-eabi-as >/dev/null; then
  arm-none-eabi-as -I "$here/src/main/arm/monitor" -o "$tmp/armmon.o" "$here/src/main/arm/monitor/monitor.s"
  arm-none-eabi-objcopy -O binary -j .text "$tmp/armmon.o" "$out/armmon.bin"
elif [ "$out" != "$here/src/main/resources/quimera/roms" ]; then
  cp "$here/src/main/resources/quimera/roms/armmon.bin" "$out/armmon.bin"
fi
echo "armmon $(wc -c <"$out/armmon.bin" | tr -d ' ') $(sha256sum "$out/armmon.bin" | cut -d ' ' -f 1)" >>"$tmp/manifest.txt"
mv "$tmp/manifest.txt" "$out/manifest.txt"
