; Quimera Lab, chapter 1: the diskette and its boot sector.
;
; This file lays out the whole 360 KiB image, so `nasm -f bin boot.asm` is all the building there
; is. DOS reads the result as an ordinary FAT12 diskette: the lab itself is the file LAB.SYS, which
; begins with the first data cluster and is contiguous, and README.TXT follows it.
;
;   sector 0       boot sector with the BIOS parameter block
;   sectors 1-2    first FAT         sectors 3-4    second FAT
;   sectors 5-11   root directory    sectors 12-    data, two sectors a cluster
;
; The BIOS loads sector 0 at 0000:7C00 and jumps there with the drive number in DL. All that this
; chapter has to do then is to read LAB.SYS to 1000:0000 and to go on there.

        cpu     8086
        bits    16

LAB_SEGMENT     equ 1000h               ; on a 64 KiB line: no floppy DMA can wrap in here
LAB_SECTOR      equ 12                  ; first data sector
LAB_CLUSTERS    equ 32                  ; the file is padded to this many clusters of 1 KiB
LAB_SECTORS     equ LAB_CLUSTERS * 2
SECTOR          equ 512

        section .boot start=0 vstart=7C00h

        jmp     short start
        nop
        db      'QUIMERA '              ; OEM name
        dw      SECTOR                  ; bytes a sector
        db      2                       ; sectors a cluster
        dw      1                       ; reserved sectors
        db      2                       ; FATs
        dw      112                     ; root directory entries
        dw      720                     ; sectors in all
        db      0FDh                    ; media: 5.25 inch, double sided, nine sectors
        dw      2                       ; sectors a FAT
track_sectors:
        dw      9
head_count:
        dw      2
        dd      0                       ; hidden sectors
        dd      0                       ; sectors in all, when 16 bits do not suffice
drive:  db      0
        db      0
        db      29h                     ; the next three fields are there
        dd      20261120h               ; volume serial number
        db      'QUIMERA LAB'
        db      'FAT12   '

start:  cli
        xor     ax, ax
        mov     ds, ax
        mov     ss, ax
        mov     sp, 7C00h
        sti
        cld
        jmp     0:.here                 ; some BIOSes enter at 07C0:0000
.here:  mov     [drive], dl
        mov     si, loading
        call    print

        mov     ax, LAB_SEGMENT
        mov     es, ax
        xor     bx, bx
.track: mov     ax, [sector]            ; LBA to cylinder, head, sector
        xor     dx, dx
        div     word [track_sectors]
        mov     cl, dl
        inc     cl                      ; sectors count from 1
        xor     dx, dx
        div     word [head_count]
        mov     ch, al
        mov     dh, dl
        mov     al, [track_sectors]     ; read to the end of the track: one revolution, not nine
        sub     al, cl
        inc     al
        cmp     al, [left]
        jbe     .fits
        mov     al, [left]
.fits:  mov     [count], al
        mov     byte [retries], 4
.read:  mov     dl, [drive]
        mov     ah, 2
        mov     al, [count]
        push    cx
        push    dx
        int     13h
        pop     dx
        pop     cx
        jnc     .got
        xor     ah, ah                  ; reset the drive: the motor may still be spinning up
        int     13h
        dec     byte [retries]
        jnz     .read
        mov     si, failed
        call    print
        xor     ah, ah                  ; wait for a key, then let the BIOS try something else
        int     16h
        int     18h
.got:   mov     al, '.'
        call    put
        xor     ah, ah
        mov     al, [count]
        add     [sector], ax
        sub     [left], al
        mov     ah, al                  ; 512 bytes a sector
        xor     al, al
        shl     ax, 1
        add     bx, ax
        cmp     byte [left], 0
        jne     .track
        mov     dl, [drive]
        jmp     LAB_SEGMENT:0

print:  lodsb
        or      al, al
        jz      .done
        call    put
        jmp     print
.done:  ret

put:    push    bx
        mov     ah, 0Eh
        mov     bx, 7
        int     10h
        pop     bx
        ret

loading db      'Quimera Lab ', 0
failed  db      13, 10, 'The diskette cannot be read. Press a key.', 0
sector  dw      LAB_SECTOR
left    db      LAB_SECTORS
count   db      0
retries db      0

        times   510 - ($ - $$) db 0
        dw      0AA55h

; The two file allocation tables. An entry has twelve bits, so two of them share three bytes.
%macro fat_pair 2
        db      (%1) & 0FFh, ((%1) >> 8) | (((%2) & 0Fh) << 4), (%2) >> 4
%endmacro
END_OF_FILE     equ 0FFFh

%macro fat 0
        fat_pair 0FFDh, END_OF_FILE     ; media byte; reserved
%assign cluster 2
%rep LAB_CLUSTERS / 2 - 1
        fat_pair cluster + 1, cluster + 2
%assign cluster cluster + 2
%endrep
        fat_pair cluster + 1, END_OF_FILE
        fat_pair END_OF_FILE, 0         ; README.TXT has one cluster
%endmacro

        section .fat1 start=1*SECTOR
        fat
        times   2*SECTOR - ($ - $$) db 0
        section .fat2 start=3*SECTOR
        fat
        times   2*SECTOR - ($ - $$) db 0

; An entry of the directory: name, attributes, date, first cluster, length.
%macro entry 4
        db      %1, %2
        times   10 db 0
        dw      (12 << 11)              ; noon
        dw      ((2026 - 1980) << 9) | (11 << 5) | 20
        dw      %3
        dd      %4
%endmacro

        section .root start=5*SECTOR
        entry   'QUIMERA LAB', 08h, 0, 0
        entry   'LAB     SYS', 21h, 2, LAB_CLUSTERS * 1024
        entry   'README  TXT', 20h, 2 + LAB_CLUSTERS, readme_end - readme
        times   7*SECTOR - ($ - $$) db 0

        section .lab start=LAB_SECTOR*SECTOR vstart=0
%include "menu.asm"
%include "text.asm"
%include "plasma.asm"
%include "picture.asm"
%include "fpu.asm"
%include "protect.asm"
%include "pmtables.asm"
%include "input.asm"
%include "keys.asm"
%include "mouse.asm"
%include "monitor.asm"
%include "commands.asm"
%include "unasm.asm"
%include "opcodes.asm"
%include "lib.asm"
        times   LAB_CLUSTERS*1024 - ($ - $$) db 0

        section .files start=76*SECTOR ; LAB_SECTOR + LAB_SECTORS
readme: db      'Quimera Lab', 13, 10, 13, 10
        db      'A laboratory on a diskette. Boot it and follow the menu: text and colours,', 13, 10
        db      'an animation in mode 13h, a picture in a mode of VBE, the numeric coprocessor,', 13, 10
        db      'protected mode and paging, keyboard and mouse, and a machine-code monitor.', 13, 10
readme_end:
        times   (720 - LAB_SECTOR - LAB_SECTORS)*SECTOR - ($ - $$) db 0F6h
