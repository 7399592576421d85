; The colour look-up table: the four palettes that modes start with, and grey summing.

; in: AL = palette of mode_table
load_dac:
        push    bx
        push    si
        mov     bl, al
        mov     bh, 0
        shl     bx, 1
        mov     dx, DAC_MASK
        mov     al, 0xFF
        out     dx, al
        mov     dx, DAC_WRITE
        mov     al, 0
        out     dx, al
        inc     dx                      ; DAC_DATA
        call    [cs:.loaders + bx]
        pop     si
        pop     bx
        ret
.loaders:
        dw      dac_ega, dac_cga, dac_mono, dac_256

; Rest of the table, from entry CX on, black
dac_black:
        mov     al, 0
.entry:
        out     dx, al
        out     dx, al
        out     dx, al
        inc     cx
        cmp     cx, 256
        jb      .entry
        ret

; 64 colours of two bits a gun: index bits r g b R G B, the capitals two thirds, the others one
; third of full scale.
dac_ega:
        xor     cx, cx
.entry:
        mov     bl, cl
        mov     ah, 3
.gun:                                   ; bits 2 and 5 of BL are this gun's
        mov     al, 0
        test    bl, 0x04
        jz      .low
        mov     al, 0x2A
.low:
        test    bl, 0x20
        jz      .out
        add     al, 0x15
.out:
        out     dx, al
        shl     bl, 1
        dec     ah
        jnz     .gun
        inc     cx
        cmp     cx, 64
        jb      .entry
        jmp     dac_black

; 16 colours of a CGA, bit 4 of the index the intensity; four times over
dac_cga:
        xor     cx, cx
.entry:
        mov     bl, cl
        and     bl, 0x07
        test    cl, 0x10
        jz      .dark
        or      bl, 0x08
.dark:
        call    dac_cga_colour
        inc     cx
        cmp     cx, 64
        jb      .entry
        jmp     dac_black

; in: BL = IRGB; dark yellow is brown
dac_cga_colour:
        push    cx
        mov     cx, 3
        mov     ah, 0
        test    bl, 0x08
        jz      .gun
        mov     ah, 0x15
.gun:
        mov     al, ah
        test    bl, 0x04
        jz      .out
        add     al, 0x2A
        cmp     cx, 2
        jne     .out
        cmp     bl, 0x0C                ; green of colour 6, shifted once: half of it
        jne     .out
        test    ah, ah
        jnz     .out
        mov     al, 0x15
.out:
        out     dx, al
        shl     bl, 1
        and     bl, 0x0F
        loop    .gun
        pop     cx
        ret

; Dark, normal, dark and bright in groups of eight
dac_mono:
        xor     cx, cx
.entry:
        mov     bl, cl
        push    cx
        mov     cl, 3
        shr     bl, cl
        pop     cx
        and     bx, 3
        mov     al, [cs:.levels + bx]
        out     dx, al
        out     dx, al
        out     dx, al
        inc     cx
        cmp     cx, 64
        jb      .entry
        jmp     dac_black
.levels:
        db      0x00, 0x2A, 0x00, 0x3F

; Mode 13h: 16 CGA colours, 16 greys, then nine rings of 24 hues (three intensities by three
; saturations), and 8 times black.
dac_256:
        xor     cx, cx
.cga:
        mov     bl, cl
        call    dac_cga_colour
        inc     cx
        cmp     cx, 16
        jb      .cga
        mov     si, .greys
.grey:
        cs lodsb
        out     dx, al
        out     dx, al
        out     dx, al
        inc     cx
        cmp     cx, 32
        jb      .grey
        mov     si, .rings
.ring:
        xor     di, di                  ; hue
.hue:                                   ; one wave serves the guns, a third of a ring apart
        mov     ax, di
        call    .gun
        mov     ax, di
        add     ax, 16
        call    .gun
        mov     ax, di
        add     ax, 8
        call    .gun
        inc     cx
        inc     di
        cmp     di, 24
        jb      .hue
        add     si, 5
        cmp     si, .rings_end
        jb      .ring
        jmp     dac_black
.gun:
        cmp     ax, 24
        jb      .inside
        sub     ax, 24
.inside:
        mov     bx, ax
        mov     bl, [cs:.wave + bx]
        mov     bh, 0
        mov     al, [cs:si + bx]
        out     dx, al
        ret
.wave:  db      0, 1, 2, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 3, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0
.greys: db      0x00, 0x05, 0x08, 0x0B, 0x0E, 0x11, 0x14, 0x18
        db      0x1C, 0x20, 0x24, 0x28, 0x2D, 0x32, 0x38, 0x3F
.rings:                                 ; five levels each
        db      0x00, 0x10, 0x1F, 0x2F, 0x3F
        db      0x1F, 0x27, 0x2F, 0x37, 0x3F
        db      0x2D, 0x31, 0x36, 0x3A, 0x3F
        db      0x00, 0x07, 0x0E, 0x15, 0x1C
        db      0x0E, 0x11, 0x15, 0x18, 0x1C
        db      0x14, 0x16, 0x18, 0x1A, 0x1C
        db      0x00, 0x04, 0x08, 0x0C, 0x10
        db      0x08, 0x0A, 0x0C, 0x0E, 0x10
        db      0x0B, 0x0C, 0x0D, 0x0F, 0x10
.rings_end:

; in: BL = entry; out: DH, CH, CL = red, green, blue
dac_get:
        push    ax
        push    bx
        mov     dx, DAC_READ
        mov     al, bl
        out     dx, al
        mov     dx, DAC_DATA
        in      al, dx
        mov     ah, al
        in      al, dx
        mov     ch, al
        in      al, dx
        mov     cl, al
        mov     dh, ah
        pop     bx
        pop     ax
        ret

; in: BL = entry; DH, CH, CL = red, green, blue
dac_set:
        push    ax
        push    dx
        mov     ah, dh
        mov     dx, DAC_WRITE
        mov     al, bl
        out     dx, al
        inc     dx
        mov     al, ah
        out     dx, al
        mov     al, ch
        out     dx, al
        mov     al, cl
        out     dx, al
        pop     dx
        pop     ax
        ret

; in: BX = first entry, CX = entries: each becomes 30 % red + 59 % green + 11 % blue
sum_to_grey:
        jcxz    .done
.entry:
        push    cx
        call    dac_get
        mov     al, 77
        mul     dh
        mov     si, ax
        mov     al, 151
        mul     ch
        add     si, ax
        mov     al, 28
        mul     cl
        add     ax, si
        add     ax, 128
        mov     dh, ah
        mov     ch, ah
        mov     cl, ah
        call    dac_set
        pop     cx
        inc     bx
        loop    .entry
.done:
        ret
