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
        test    dl, 0x80
        jnz     int13_disk
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
