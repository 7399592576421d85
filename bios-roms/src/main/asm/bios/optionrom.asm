; Option ROMs: 55h AAh, size in 512-byte units, entry at offset 3, bytes sum to zero
; (PC AT Technical Reference, "ROM scan").

; The video ROM first, so that everything after it can speak; then a screen cleared in mode 3.
init_video:
        mov     ax, 0xC000
        mov     dx, 0xC800
        call    scan_range
        mov     ax, 0x0003
        int     0x10
        ret

scan_option_roms:
        mov     ax, 0xC800
        mov     dx, 0xE000
; in: AX = first segment, DX = end
scan_range:
        mov     es, ax
        cmp     word [es:0], 0xAA55
        jne     .skip
        mov     cl, [es:2]
        mov     ch, 0                   ; CX = 512-byte blocks
        jcxz    .skip
        call    rom_sum
        jnz     .skip
        push    cx
        push    dx
        push    es
        push    ds
        push    cs                      ; where the ROM returns to
        mov     bx, .back
        push    bx
        push    es
        mov     bx, 3
        push    bx
        push    es
        call    ebda_es
        mov     ah, 0                   ; a PCI ROM finds its bus and place in AX
        mov     al, [es:EBDA_VGA]
        pop     es
        retf
.back:
        cld
        pop     ds
        pop     es
        pop     dx
        pop     cx
        mov     ax, es                  ; next 2 KiB boundary behind the ROM
        inc     cx
        inc     cx
        inc     cx
        shr     cx, 1
        shr     cx, 1
.step:
        add     ax, 0x80
        loop    .step
        jmp     .more
.skip:
        mov     ax, es
        add     ax, 0x80
.more:
        cmp     ax, dx
        jb      scan_range
        ret

; in: ES = ROM, CX = 512-byte blocks; out: ZF = 1 if its bytes sum to zero
rom_sum:
        push    cx
        push    ds
        push    es
        mov     ah, 0
.block:
        push    cx
        push    es
        pop     ds
        xor     si, si
        mov     cx, 512
.byte:
        lodsb
        add     ah, al
        loop    .byte
        mov     si, es
        add     si, 0x20
        mov     es, si
        pop     cx
        loop    .block
        pop     es
        pop     ds
        pop     cx
        test    ah, ah
        ret
