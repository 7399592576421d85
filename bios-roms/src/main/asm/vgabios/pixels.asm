; AH = 0Ch and 0Dh: single pixels. BH = page, CX = column, DX = row.

; out: DI = byte offset, CL = shift of the pixel within it, ES = memory, AL = kind
pixel_address:
        push    bx
        call    mode_kind
        mov     ah, al
        mov     bx, 80
        cmp     al, KIND_PLANAR
        jb      .cga
        je      .planar
        mov     bx, 320
        push    ax
        mov     ax, dx
        mul     bx
        add     ax, cx
        mov     di, ax
        pop     ax
        mov     cl, 0
        jmp     .done
.planar:
        mov     bx, [BDA_COLUMNS]
        push    ax
        mov     ax, dx
        mul     bx
        mov     di, cx
        shr     di, 1
        shr     di, 1
        shr     di, 1
        add     di, ax
        mov     bx, sp
        mov     bx, [ss:bx + 2]         ; BH = page
        mov     al, bh
        mov     ah, 0
        mul     word [BDA_PAGESIZE]
        add     di, ax
        pop     ax
        not     cl
        and     cl, 7
        jmp     .done
.cga:
        push    ax
        mov     ax, dx
        shr     ax, 1
        pushf                           ; CF = odd line
        mul     bx
        mov     di, ax
        popf
        jnc     .even
        add     di, 0x2000
.even:
        pop     ax
        mov     bx, cx
        shr     bx, 1
        shr     bx, 1
        cmp     al, KIND_CGA1
        je      .one_bit
        add     di, bx
        not     cl
        and     cl, 3
        shl     cl, 1
        jmp     .done
.one_bit:
        shr     bx, 1
        add     di, bx
        not     cl
        and     cl, 7
.done:
        mov     al, ah
        pop     bx
        ret

; 0Ch: AL = colour, bit 7: exclusive or (not with 256 colours)
write_pixel:
        mov     bl, al
        call    pixel_address
        cmp     al, KIND_TEXT
        je      .done
        cmp     al, KIND_PLANAR
        je      .planar
        ja      .linear
        mov     ah, 3                   ; mask of a pixel
        cmp     al, KIND_CGA2
        je      .mask
        mov     ah, 1
.mask:
        mov     al, bl
        and     al, ah
        shl     ax, cl                  ; mask and value, each within its byte
        test    bl, bl
        js      .xor
        not     ah
        and     ah, [es:di]
        or      al, ah
        mov     [es:di], al
        jmp     .done
.xor:
        xor     [es:di], al
        jmp     .done
.linear:
        mov     [es:di], bl
.done:
        jmp     video_done
.planar:
        mov     dx, GDC
        mov     ax, 0x0108              ; bit mask
        shl     ah, cl
        out     dx, ax
        mov     ax, 0x0205              ; write mode 2: the colour
        out     dx, ax
        mov     ax, 0x0003
        test    bl, bl
        jns     .function
        mov     ah, 0x18
.function:
        out     dx, ax
        mov     al, [es:di]             ; latches
        mov     [es:di], bl
        mov     ax, 0x0003
        out     dx, ax
        mov     ax, 0x0005
        out     dx, ax
        mov     ax, 0xFF08
        out     dx, ax
        jmp     .done

; 0Dh: AL = colour
read_pixel:
        call    pixel_address
        cmp     al, KIND_TEXT
        je      .done
        cmp     al, KIND_PLANAR
        je      .planar
        ja      .linear
        mov     ah, 3
        cmp     al, KIND_CGA2
        je      .shift
        mov     ah, 1
.shift:
        mov     al, [es:di]
        shr     al, cl
        and     al, ah
        jmp     .answer
.linear:
        mov     al, [es:di]
.answer:
        mov     [bp + caller.al], al
.done:
        jmp     video_done
.planar:
        mov     dx, GDC
        mov     bx, 0x0300              ; plane 3 first; BL collects
.plane:
        mov     al, 4
        mov     ah, bh
        out     dx, ax
        mov     al, [es:di]
        shr     al, cl
        shr     al, 1
        rcl     bl, 1
        dec     bh
        jns     .plane
        mov     ax, 0x0004
        out     dx, ax
        mov     al, bl
        jmp     .answer
