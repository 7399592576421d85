#!/bin/sh
# Runs the conformance ROMs on QEMU and shows where it says something else than the reference texts.
# Usage: on-qemu.sh [NAME...]
cd "$(dirname "$0")" || exit 1
kept=../../resources/quimera/testroms/conform
[ $# -gt 0 ] || set -- modes limits paging tasks v86 irq debug smc
for rom in "$@"; do
  echo "== $rom"
  timeout 20 qemu-system-i386 -no-reboot -M isapc -cpu pentium,-apic -m 16 -bios "$kept/$rom.bin" \
    -debugcon stdio -device isa-debug-exit,iobase=0x501,iosize=1 -display none -vga none |
    diff - "$kept/$rom.txt"
done
