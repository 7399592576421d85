; INT 13h: numbers below 80h go to the floppy service, which a disk BIOS keeps at INT 40h.

; Status codes, in AH and at 40:41 or 40:74
ST_OK           equ 0x00
ST_BADCMD       equ 0x01
ST_NOMARK       equ 0x02
ST_PROTECTED    equ 0x03
ST_NOSECTOR     equ 0x04
ST_CHANGED      equ 0x06
ST_DMA          equ 0x08
ST_BOUNDARY     equ 0x09
ST_MEDIA        equ 0x0C
ST_CRC          equ 0x10
ST_CONTROLLER   equ 0x20
ST_SEEK         equ 0x40
ST_TIMEOUT      equ 0x80
ST_NOTREADY     equ 0xAA
ST_UNDEFINED    equ 0xBB

int13:
        push    ds
        push    ax
        mov     ax, BDA
        mov     ds, ax
        mov     ds, [BDA_EBDA]
        cmp     byte [EBDA_CDBOOT], 0
        jne     .cd
        pop     ax
        pop     ds
.real:
        test    dl, 0x80
        jz      .floppy
        jmp     int13_disk
; Booted from a CD: its drive is served by it; real drives of the same kind have moved up.
.cd:
        mov     al, [EBDA_CDSPEC + spec.drive]
        cmp     dl, al
        je      .disc
        cmp     al, CD_DRIVE
        je      .other
        xor     al, dl
        js      .other
        pop     ax
        pop     ds
        dec     dl
        pushf
        push    cs
        call    .real                   ; as an INT: it returns with IRET
        inc     dl                      ; leaves CF alone
        push    bp
        mov     bp, sp
        jc      .error
        and     byte [bp + 6], 0xFE
        pop     bp
        iret
.error:
        or      byte [bp + 6], 0x01
        pop     bp
        iret
.disc:
        pop     ax
        pop     ds
        jmp     int13_cd
.other:
        pop     ax
        pop     ds
        jmp     .real
.floppy:
        ; go on at INT 40h with the caller's registers and stack
        sub     sp, 4
        push    bp
        mov     bp, sp
        push    ds
        push    ax
        xor     ax, ax
        mov     ds, ax
        mov     ax, [0x40 * 4]
        mov     [bp + 2], ax
        mov     ax, [0x40 * 4 + 2]
        mov     [bp + 4], ax
        pop     ax
        pop     ds
        pop     bp
        retf
