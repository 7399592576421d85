#!/bin/sh
# Rebuilds every image from its source, with nasm alone; the results are checked in.
set -eu
cd "$(dirname "$0")/src/main/asm"
out=../resources/quimera/testroms
mkdir -p "$out"
mkdir -p "$out/conform"
make_image() { # name folder source
  (cd "$2" && nasm -f bin -o "../$out/$1.img" "$3")
}
make_rom() { # name
  (cd conform && nasm -f bin -o "../$out/conform/$1.bin" "$1.asm")
}
make_image lab lab boot.asm
make_image triplefault faults triplefault.asm
make_image endless faults endless.asm
make_image sound sound sound.asm
make_rom post
for rom in gcd smc limits paging debug tasks v86 irq modes; do make_rom $rom; done
