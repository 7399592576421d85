; Characters in graphics modes: drawn from, and recognised by, the fonts of INT 43h and INT 1Fh.

; in: AL = character, DS = BIOS data area; out: DS:SI = its bitmap. CGA modes have the upper half of
; the set behind INT 1Fh.
glyph_address:
        push    ax
        push    bx
        push    es
        mov     ah, al
        call    mode_kind
        mov     bh, al
        mov     al, ah
        mov     bl, [BDA_HEIGHT]
        xor     si, si
        mov     ds, si
        cmp     bh, KIND_CGA1
        ja      .one_font
        test    al, al
        jns     .one_font
        and     al, 0x7F
        mul     bl
        lds     si, [0x1F * 4]
        jmp     .add
.one_font:
        mul     bl
        lds     si, [0x43 * 4]
.add:
        add     si, ax
        pop     es
        pop     bx
        pop     ax
        ret

; in: AL = character, BH = page, BL = colour (bit 7: exclusive or), DX = row and column
write_glyph:
        push    ax
        push    bx
        push    cx
        push    dx
        push    si
        push    di
        push    ds
        push    es
        cmp     byte [BDA_MODE], 0x13   ; one page; BL is a full colour
        jne     .page
        mov     bh, 0
.page:
        call    cell_at
        mov     cl, [BDA_HEIGHT]
        mov     ch, 0
        push    ax
        call    mode_kind
        mov     ah, al
        pop     dx
        mov     al, dl
        mov     dx, [BDA_COLUMNS]       ; bytes of a planar line
        call    glyph_address
        mov     al, ah
        mov     ah, 0
        shl     ax, 1
        xchg    ax, di
        push    ax
        mov     ax, [cs:.kinds - 2 + di]
        pop     di
        call    ax
        pop     es
        pop     ds
        pop     di
        pop     si
        pop     dx
        pop     cx
        pop     bx
        pop     ax
        ret
.kinds:
        dw      glyph_cga2, glyph_cga1, glyph_planar, glyph_linear

; in: DS:SI = bitmap of CX lines, ES:DI = cell, BL = colour
glyph_cga1:
.line:
        lodsb
        test    bl, 1
        jnz     .white
        test    bl, bl
        js      .white
        mov     al, 0
.white:
        test    bl, bl
        jns     .store
        xor     al, [es:di]
.store:
        mov     [es:di], al
        call    cga_next_line
        loop    .line
        ret

; The other bank for odd lines, 80 bytes on for even ones
cga_next_line:
        xor     di, 0x2000
        test    di, 0x2000
        jnz     .done
        add     di, 80
.done:
        ret

glyph_cga2:
        mov     bh, bl
        and     bh, 3
        mov     al, 0x55                ; the colour in all four pixels of a byte
        mul     bh
        mov     bh, al
.line:
        lodsb
        mov     dx, 0                   ; each bit of the bitmap twice
        push    cx
        mov     cx, 8
.bit:
        shl     al, 1
        rcl     dx, 1
        shl     dx, 1
        loop    .bit
        pop     cx
        mov     ax, dx
        shr     ax, 1
        or      ax, dx
        and     al, bh
        and     ah, bh
        xchg    al, ah
        test    bl, bl
        jns     .store
        xor     ax, [es:di]
.store:
        mov     [es:di], ax
        call    cga_next_line
        loop    .line
        ret

; in: DX = bytes a line as well
glyph_planar:
        push    dx
        mov     dx, GDC
        mov     ax, 0x0001              ; processor data, no set/reset
        out     dx, ax
        mov     ax, 0x0005              ; write mode 0
        out     dx, ax
        mov     ax, 0xFF08
        out     dx, ax
        mov     ax, 0x0003              ; replace
        test    bl, bl
        jns     .function
        mov     ah, 0x18                ; exclusive or with the latches
.function:
        out     dx, ax
        pop     ax
        xchg    ax, bx                  ; AL = colour, BX = bytes a line
        mov     dx, SEQ
        test    al, al
        js      .draw
        push    ax
        mov     ax, 0x0F02              ; the background: all planes zero
        out     dx, ax
        push    cx
        push    di
.background:
        mov     byte [es:di], 0
        add     di, bx
        loop    .background
        pop     di
        pop     cx
        pop     ax
.draw:
        mov     ah, al
        mov     al, 2
        and     ah, 0x0F
        out     dx, ax
.line:
        lodsb
        mov     ah, [es:di]             ; latches
        mov     [es:di], al
        add     di, bx
        loop    .line
        mov     ax, 0x0F02
        out     dx, ax
        mov     dx, GDC
        mov     ax, 0x0003
        out     dx, ax
        ret

glyph_linear:
.line:
        lodsb
        mov     ah, al
        push    cx
        mov     cx, 8
.pixel:
        shl     ah, 1
        mov     al, bl
        jc      .store
        mov     al, 0
.store:
        stosb
        loop    .pixel
        pop     cx
        add     di, 320 - 8
        loop    .line
        ret

; in: DI = cell, ES = memory, AL = kind; out: AL = character whose bitmap is there, 0 if none is
read_glyph:
        push    bp
        sub     sp, 32
        mov     bp, sp                  ; the bitmap, on the stack
        mov     bl, al
        mov     bh, 0
        shl     bx, 1
        mov     cl, [BDA_HEIGHT]
        mov     ch, 0
        push    cx
        xor     si, si
        call    [cs:.kinds - 2 + bx]
        pop     cx
        mov     dl, 0                   ; character tried
.character:
        push    ds
        mov     al, dl
        call    glyph_address
        xor     di, di
.byte:
        mov     al, [bp + di]
        cmp     al, [si]
        jne     .differs
        inc     si
        inc     di
        cmp     di, cx
        jb      .byte
.differs:
        pop     ds
        je      .found
        inc     dl
        jnz     .character
.found:
        mov     al, dl
        add     sp, 32
        pop     bp
        ret
.kinds:
        dw      .cga2, .cga1, .planar, .linear
.cga1:
        mov     al, [es:di]
        mov     [bp + si], al
        inc     si
        call    cga_next_line
        loop    .cga1
        ret
.cga2:                                  ; a pixel that is not colour 0 counts
        mov     ax, [es:di]
        xchg    al, ah
        mov     dx, ax
        shr     dx, 1
        or      ax, dx
        mov     bl, 0
        push    cx
        mov     cx, 8
.pair:
        shl     ax, 1
        shl     ax, 1
        rcl     bl, 1
        loop    .pair
        pop     cx
        mov     [bp + si], bl
        inc     si
        call    cga_next_line
        loop    .cga2
        ret
.planar:
        mov     dx, GDC
        mov     ax, 0x0805              ; read mode 1: ones where the pixel has the colour
        out     dx, ax
        mov     ax, 0x0002
        out     dx, ax
        mov     ax, 0x0F07
        out     dx, ax
.planar_line:
        mov     al, [es:di]
        not     al
        mov     [bp + si], al
        inc     si
        add     di, [BDA_COLUMNS]
        loop    .planar_line
        mov     ax, 0x0005
        out     dx, ax
        ret
.linear:
        push    cx
        mov     cx, 8
.pixel:
        cmp     byte [es:di], 1         ; CF = 1 for colour 0
        cmc
        rcl     bl, 1
        inc     di
        loop    .pixel
        pop     cx
        mov     [bp + si], bl
        inc     si
        add     di, 320 - 8
        loop    .linear
        ret
