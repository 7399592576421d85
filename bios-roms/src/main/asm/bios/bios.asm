; Quimera BIOS: the system firmware of an AT-class PC, 64 KiB at F0000h and at the top of 4 GiB.
;
; The services are written for the 8086; what needs a later processor stands behind a check of the
; class that POST found. Code lives from F000:0000 up, one file a service; the upper 8 KiB keep the
; entry points at the addresses where software of the PC era calls or reads them directly (IBM
; Personal Computer AT Technical Reference, 1502494, BIOS listing).

        cpu     8086
        bits    16
        org     0

%include "defs.inc"
%include "macros.inc"

%include "util.asm"
%include "post.asm"
%include "hardware.asm"
%include "kbc.asm"
%include "pci.asm"
%include "optionrom.asm"
%include "boot.asm"
%include "irq.asm"
%include "int05.asm"
%include "int09.asm"
%include "keymap.asm"
%include "int10.asm"
%include "int13.asm"
%include "floppy.asm"
%include "fdc.asm"
%include "fdcio.asm"
%include "disk.asm"
%include "edd.asm"
%include "ide.asm"
%include "atapi.asm"
%include "cdrom.asm"
%include "int14.asm"
%include "int15.asm"
%include "wait.asm"
%include "extmem.asm"
%include "mouse.asm"
%include "int16.asm"
%include "int17.asm"
%include "int1a.asm"
%include "pcibios.asm"
%include "tables.asm"
%include "entry.asm"
