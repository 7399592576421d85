; Quimera VGA BIOS: INT 10h for a standard VGA with 256 KiB, as an option ROM at C0000h.
; 8086 instructions only, but for what a PCI adapter alone needs.

        cpu     8086
        bits    16
        org     0

%include "vgadefs.inc"
%include "macros.inc"

        db      0x55, 0xAA
        db      32 * 2                  ; blocks of 512 bytes
        jmp     init
        AT      0x1E                    ; where programs look for the kind of adapter
        db      'IBM VGA Compatible', 0
        db      'Quimera VGA BIOS 0.1', 0

%include "init.asm"
%include "modes.asm"
%include "params.asm"
%include "dac.asm"
%include "palette.asm"
%include "cursor.asm"
%include "scroll.asm"
%include "chars.asm"
%include "glyphs.asm"
%include "pixels.asm"
%include "fonts.asm"
%include "state.asm"
%include "vbe.asm"

        align   16, db 0xFF
font8x8:
        incbin  "font8x8.bin"
font8x14:
        incbin  "font8x14.bin"
font8x16:
        incbin  "font8x16.bin"

        AT      0x7FFF
        db      CHECKSUM
