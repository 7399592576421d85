; AH = 10h: attribute controller and DAC. AH = 0Bh: the CGA's colour select register.

palette_services:
        mov     si, .list
.find:
        mov     ah, [cs:si]
        cmp     ah, 0xFF
        je      video_done
        cmp     ah, al
        je      .found
        add     si, 3
        jmp     .find
.found:
        jmp     [cs:si + 1]
%macro PALETTE_CALL 2
        db      %1
        dw      %2
%endmacro
.list:
        PALETTE_CALL 0x00, set_register
        PALETTE_CALL 0x01, set_overscan
        PALETTE_CALL 0x02, set_all_registers
        PALETTE_CALL 0x03, set_blink
        PALETTE_CALL 0x07, get_register
        PALETTE_CALL 0x08, get_overscan
        PALETTE_CALL 0x09, get_all_registers
        PALETTE_CALL 0x10, set_colour
        PALETTE_CALL 0x12, set_colours
        PALETTE_CALL 0x13, set_colour_page
        PALETTE_CALL 0x15, get_colour
        PALETTE_CALL 0x17, get_colours
        PALETTE_CALL 0x18, set_mask
        PALETTE_CALL 0x19, get_mask
        PALETTE_CALL 0x1A, get_colour_page
        PALETTE_CALL 0x1B, sum_colours
        db      0xFF

; in: AL = index, AH = value
attr_write:
        push    ax
        push    dx
        mov     dx, [BDA_CRTC]
        add     dl, 6
        push    ax
        in      al, dx
        pop     ax
        mov     dx, ATTR
        out     dx, al
        xchg    al, ah
        out     dx, al
        mov     al, 0x20                ; palette back to the screen
        out     dx, al
        pop     dx
        pop     ax
        ret

; in: AL = index; out: AH = value
attr_read:
        push    dx
        push    ax
        mov     dx, [BDA_CRTC]
        add     dl, 6
        in      al, dx
        pop     ax
        push    ax
        mov     dx, ATTR
        out     dx, al
        inc     dx
        in      al, dx
        mov     ah, al
        mov     dx, [BDA_CRTC]
        add     dl, 6
        in      al, dx
        mov     dx, ATTR
        mov     al, 0x20
        out     dx, al
        pop     dx
        mov     al, dl
        pop     dx
        ret

set_register:
        cmp     bl, 0x14
        ja      palette_done
        mov     al, bl
        mov     ah, bh
        call    attr_write
palette_done:
        jmp     video_done
set_overscan:
        mov     ax, 0x0011
        mov     ah, bh
        call    attr_write
        jmp     video_done
set_all_registers:                      ; ES:DX = 16 colours and the overscan
        mov     si, dx
        mov     al, 0
.next:
        mov     ah, [es:si]
        call    attr_write
        inc     si
        inc     al
        cmp     al, 16
        jb      .next
        mov     ah, [es:si]
        mov     al, 0x11
        call    attr_write
        jmp     video_done
set_blink:                              ; BL = 0: eight more backgrounds, 1: blinking
        mov     al, 0x10
        call    attr_read
        and     ah, 0xF7
        and     byte [BDA_MODECTL], 0xDF
        test    bl, 1
        jz      .write
        or      ah, 0x08
        or      byte [BDA_MODECTL], 0x20
.write:
        call    attr_write
        jmp     video_done
get_register:
        mov     al, bl
        cmp     al, 0x14
        ja      palette_done
        call    attr_read
        mov     [bp + caller.bh], ah
        jmp     video_done
get_overscan:
        mov     al, 0x11
        call    attr_read
        mov     [bp + caller.bh], ah
        jmp     video_done
get_all_registers:
        mov     di, dx
        mov     al, 0
.next:
        call    attr_read
        mov     [es:di], ah
        inc     di
        inc     al
        cmp     al, 16
        jb      .next
        mov     al, 0x11
        call    attr_read
        mov     [es:di], ah
        jmp     video_done

set_colour:                             ; BX = entry
        call    dac_set
        jmp     video_done
get_colour:
        call    dac_get
        mov     [bp + caller.dh], dh
        mov     [bp + caller.cx], cx
        jmp     video_done
set_colours:                            ; BX first, CX entries, ES:DX triples
        test    cx, cx
        jz      palette_done
        mov     si, dx
        mov     dx, DAC_WRITE
        mov     al, bl
        out     dx, al
        inc     dx
.byte:
        mov     al, [es:si]
        out     dx, al
        mov     al, [es:si + 1]
        out     dx, al
        mov     al, [es:si + 2]
        out     dx, al
        add     si, 3
        loop    .byte
        jmp     video_done
get_colours:
        test    cx, cx
        jz      palette_done
        mov     di, dx
        mov     dx, DAC_READ
        mov     al, bl
        out     dx, al
        mov     dx, DAC_DATA
.byte:
        in      al, dx
        stosb
        in      al, dx
        stosb
        in      al, dx
        stosb
        loop    .byte
        jmp     video_done

; BL = 0: BH = 0 four pages of 64, 1 sixteen of 16; BL = 1: BH = page
set_colour_page:
        mov     al, 0x10
        call    attr_read
        test    bl, bl
        jnz     .page
        and     ah, 0x7F
        mov     cl, 7
        shl     bh, cl
        or      ah, bh
        jmp     .write
.page:
        test    ah, 0x80
        mov     ah, bh
        mov     al, 0x14
        jnz     .write
        shl     ah, 1                   ; pages of 64: bits 3-2 of the colour select register
        shl     ah, 1
.write:
        call    attr_write
        jmp     video_done
get_colour_page:
        mov     al, 0x14
        call    attr_read
        mov     bh, ah
        mov     al, 0x10
        call    attr_read
        mov     bl, 0
        rol     ah, 1
        rcr     bl, 1                   ; bit 7 of the mode control register
        mov     bl, ah
        and     bl, 1
        jnz     .answer
        shr     bh, 1
        shr     bh, 1
.answer:
        mov     [bp + caller.bx], bx
        jmp     video_done

set_mask:
        mov     dx, DAC_MASK
        mov     al, bl
        out     dx, al
        jmp     video_done
get_mask:
        mov     dx, DAC_MASK
        in      al, dx
        mov     [bp + caller.bl], al
        jmp     video_done
sum_colours:
        call    sum_to_grey
        jmp     video_done

; 0Bh. BH = 0: BL = border and background, bit 4 the intensity of modes 4 and 5; BH = 1: BL bit 0 =
; which three colours
set_background:
        mov     al, [BDA_PALETTE]
        cmp     bh, 1
        je      .colours
        ja      video_done
        and     al, 0xE0
        and     bl, 0x1F
        or      al, bl
        mov     [BDA_PALETTE], al
        mov     ah, bl                  ; IRGB to the palette: bit 3 moves to 4
        and     ah, 0x07
        test    bl, 0x08
        jz      .dark
        or      ah, 0x10
.dark:
        mov     al, 0x11
        call    attr_write
        cmp     byte [BDA_MODE], 3
        jbe     .done
        mov     al, 0
        call    attr_write
.colours_again:
        call    cga_colours
.done:
        jmp     video_done
.colours:
        and     al, 0xDF
        test    bl, 1
        jz      .store
        or      al, 0x20
.store:
        mov     [BDA_PALETTE], al
        jmp     .colours_again

; Palette registers 1-3 of modes 4 and 5 from 40:66: 4 = intense, 5 = cyan, magenta, white
cga_colours:
        mov     al, [BDA_MODE]
        sub     al, 4
        cmp     al, 1
        ja      .done
        mov     bl, [BDA_PALETTE]
        mov     ah, bl
        and     ah, 0x10
        or      ah, 0x02
        test    bl, 0x20
        jz      .first
        or      ah, 0x01
.first:
        mov     al, 1
.next:
        call    attr_write
        add     ah, 2                   ; green 2, red 4, brown 6; or 3, 5, 7
        inc     al
        cmp     al, 3
        jbe     .next
.done:
        ret
