; INT 19h: load the first sector of a device to 0000:7C00 and jump there. INT 18h: nothing boots.

BOOT_TRIES      equ 3                   ; a floppy may report its change line first

; The order is in CMOS, as QEMU and Bochs write it: three nibbles, 1 = floppy, 2 = hard disk, 3 = CD.
int19:
        xor     ax, ax
        mov     ss, ax
        mov     sp, POST_STACK
        mov     ax, BDA
        mov     ds, ax
        sti
        cld
        mov     al, CMOS_BOOT3
        call    cmos_read
        and     al, 0xF0
        mov     ah, al
        push    ax
        mov     al, CMOS_BOOT12
        call    cmos_read
        mov     bl, al
        pop     ax
        mov     cl, 4
        shr     ah, cl
        mov     bh, ah                  ; BX = order, first device in the low nibble
        test    bx, bx
        jnz     .next
        mov     bx, 0x0021              ; nothing chosen: floppy, then disk
.next:
        mov     al, bl
        and     al, 0x0F
        mov     cl, 4
        shr     bx, cl
        mov     dl, 0x00
        cmp     al, 1
        je      .try
        mov     dl, 0x80
        cmp     al, 2
        je      .try
        cmp     al, 3
        jne     .after
        push    bx
        call    cd_boot
        pop     bx
.after:
        test    bx, bx
        jnz     .next
        int     0x18
.try:
        push    bx
        call    boot_from
        pop     bx
        test    bx, bx
        jnz     .next
        int     0x18

; in: DL = drive; returns if it does not boot
boot_from:
        mov     si, BOOT_TRIES
.again:
        push    dx
        push    si
        xor     ax, ax
        int     0x13
        xor     ax, ax
        mov     es, ax
        mov     bx, 0x7C00
        mov     ax, 0x0201
        mov     cx, 0x0001
        mov     dh, 0
        int     0x13
        pop     si
        pop     dx
        jnc     .loaded
        cmp     ah, 0x80                ; no medium: it will not come by asking again
        je      .no
        cmp     ah, 0x01                ; no drive
        je      .no
        dec     si
        jnz     .again
.no:
        mov     ax, BDA
        mov     ds, ax
        ret
.loaded:
        xor     ax, ax
        mov     es, ax
        mov     ds, ax
        mov     di, 0x7C00
        cmp     word [di + 510], 0xAA55
        je      .go
        test    dl, dl
        js      .no                     ; a disk needs the signature
        mov     ax, [di]                ; early floppies have none: enough that the sector
        mov     cx, 10                  ; does not begin with ten equal words
        repe scasw
        je      .no
.go:
        xor     bx, bx
        xor     cx, cx
        xor     si, si
        xor     di, di
        mov     bp, 0
        mov     ax, 0xAA55
        mov     dh, 0
        jmp     0x0000:0x7C00

int18:
        sti
        mov     ax, BDA
        mov     ds, ax
        mov     si, text_no_boot
        call    print
        mov     ah, 0
        int     0x16
        int     0x19

text_no_boot:
        db      13, 10, 'No bootable disk was found.', 13, 10
        db      'Insert a system floppy in drive A: or attach a disk image,', 13, 10
        db      'then press any key to try again.', 13, 10, 0
