; AH = 06h and 07h: scrolling a window of character cells, in every kind of mode.

scroll_up:
scroll_down:
        call    scroll
        jmp     video_done

; in: AH = 6 up, 7 down; AL = rows, 0 = clear; BH = attribute of the new rows; CX, DX = corners
scroll:
        push    bp
        mov     bp, [BDA_COLUMNS]
        dec     bp
        push    ax
        mov     ax, bp
        cmp     dl, al
        jbe     .columns
        mov     dl, al
.columns:
        mov     al, [BDA_ROWS]
        cmp     dh, al
        jbe     .rows
        mov     dh, al
.rows:
        pop     ax
        sub     dl, cl
        jb      .done
        inc     dl                      ; DL = columns
        push    cx
        mov     ch, dh
        pop     si
        xchg    ax, si                  ; AH = first row
        mov     bl, ah
        xchg    ax, si
        ; AL = rows to scroll, AH = direction, BL = first row, CH = last row, CL = left, DL = width
        cmp     ch, bl
        jb      .done
        mov     dh, ch
        sub     dh, bl
        inc     dh                      ; DH = rows of the window
        test    al, al
        jz      .all
        cmp     al, dh
        jbe     .some
.all:
        mov     al, dh
.some:
        cmp     ah, 6
        jne     .down
        mov     ah, bl                  ; AH = destination, AL = source
        add     al, bl
.up_row:
        cmp     al, ch
        ja      .up_clear
        call    copy_row
        inc     ah
        inc     al
        jmp     .up_row
.up_clear:
        cmp     ah, ch
        ja      .done
        call    clear_row
        inc     ah
        jmp     .up_clear
.down:
        mov     ah, ch
        neg     al
        add     al, ch                  ; AL = source; below row 0 it is negative
.down_row:
        cmp     al, bl
        jl      .down_clear
        call    copy_row
        dec     ah
        dec     al
        jmp     .down_row
.down_clear:
        cmp     ah, bl
        jl      .done
        call    clear_row
        dec     ah
        jmp     .down_clear
.done:
        pop     bp
        ret

; Offset of a cell on the page shown. in: AL = row, CL = column; out: AX. AH, BX kept apart.
cell_offset:
        push    bx
        push    dx
        push    es
        mov     bl, al
        call    mode_kind
        mov     bh, al                  ; BH = kind
        pop     es
        mov     al, bl
        mov     ah, 0
        cmp     bh, KIND_CGA1
        ja      .lines
        cmp     bh, KIND_TEXT
        jne     .cga
        mul     byte [BDA_COLUMNS]
        mov     dl, cl
        mov     dh, 0
        add     ax, dx
        shl     ax, 1
        jmp     .page
.cga:                                   ; four lines of 80 bytes in each bank
        mov     dx, 320
        mul     dx
        mov     dl, cl
        mov     dh, 0
        add     ax, dx
        cmp     bh, KIND_CGA2
        jne     .page
        add     ax, dx                  ; two bytes a cell
        jmp     .page
.lines:
        mul     word [BDA_HEIGHT]
        mul     word [BDA_COLUMNS]
        cmp     bh, KIND_LINEAR
        jne     .planar
        push    cx
        mov     cl, 3
        shl     ax, cl                  ; eight bytes a cell
        pop     cx
        mov     dl, cl
        mov     dh, 0
        shl     dx, 1
        shl     dx, 1
        shl     dx, 1
        add     ax, dx
        jmp     .page
.planar:
        mov     dl, cl
        mov     dh, 0
        add     ax, dx
.page:
        add     ax, [BDA_PAGESTART]
        pop     dx
        pop     bx
        ret

; Copy DL cells from row AL to row AH, from column CL on
copy_row:
        push    ax
        push    bx
        push    cx
        push    dx
        push    ds
        push    es
        push    ax
        call    cell_offset
        mov     si, ax
        pop     ax
        mov     al, ah
        call    cell_offset
        mov     di, ax
        call    mode_kind               ; ES = memory
        mov     bl, al
        mov     bh, 0
        shl     bx, 1
        mov     cl, dl
        mov     ch, 0
        call    [cs:.kinds + bx]
        pop     es
        pop     ds
        pop     dx
        pop     cx
        pop     bx
        pop     ax
        ret
.kinds:
        dw      .text, .cga2, .cga1, .planar, .linear
.text:
        push    es
        pop     ds
        rep movsw
        ret
.cga2:
        shl     cx, 1
.cga1:
        push    es
        pop     ds
        mov     dx, 80
        mov     al, 4
        call    .block
        add     si, 0x2000 - 320
        add     di, 0x2000 - 320
        mov     al, 4
        jmp     .block
.planar:
        push    dx
        mov     dx, GDC
        mov     ax, 0x0105              ; write mode 1: the latches
        out     dx, ax
        pop     dx
        mov     al, [BDA_HEIGHT]
        mov     dx, [BDA_COLUMNS]
        push    es
        pop     ds
        call    .block
        mov     dx, GDC
        mov     ax, 0x0005
        out     dx, ax
        ret
.linear:
        shl     cx, 1
        shl     cx, 1
        shl     cx, 1
        mov     al, [BDA_HEIGHT]
        mov     dx, 320
        push    es
        pop     ds
; AL lines of CX bytes, DX bytes from one to the next
.block:
        push    cx
        push    si
        push    di
        rep movsb
        pop     di
        pop     si
        pop     cx
        add     si, dx
        add     di, dx
        dec     al
        jnz     .block
        ret

; DL cells of row AH from column CL on: blanks with attribute BH
clear_row:
        push    ax
        push    bx
        push    cx
        push    dx
        push    es
        mov     al, ah
        call    cell_offset
        mov     di, ax
        call    mode_kind
        push    bx
        mov     bl, al
        mov     bh, 0
        shl     bx, 1
        mov     si, bx
        pop     bx
        mov     cl, dl
        mov     ch, 0
        call    [cs:.kinds + si]
        pop     es
        pop     dx
        pop     cx
        pop     bx
        pop     ax
        ret
.kinds:
        dw      .text, .cga2, .cga1, .planar, .linear
.text:
        mov     al, ' '
        mov     ah, bh
        rep stosw
        ret
.cga2:
        shl     cx, 1
.cga1:
        mov     dx, 80
        mov     al, bh
        mov     bl, 4
        call    .block
        add     di, 0x2000 - 320
        mov     bl, 4
        jmp     .block
.planar:
        mov     dx, SEQ                 ; all planes to zero, then those of the attribute's colour
        mov     ax, 0x0F02
        out     dx, ax
        mov     al, 0
        call    .plane_block
        mov     dx, SEQ
        mov     ah, bh
        mov     al, 2
        out     dx, ax
        mov     al, 0xFF
        test    bh, 0x0F
        jz      .planar_done
        call    .plane_block
.planar_done:
        mov     dx, SEQ
        mov     ax, 0x0F02
        out     dx, ax
        ret
.plane_block:
        push    di
        mov     dx, [BDA_COLUMNS]
        mov     bl, [BDA_HEIGHT]
        call    .block
        pop     di
        ret
.linear:
        shl     cx, 1
        shl     cx, 1
        shl     cx, 1
        mov     dx, 320
        mov     al, bh
        mov     bl, [BDA_HEIGHT]
; BL lines of CX bytes AL, DX bytes from one to the next
.block:
        push    cx
        push    di
        rep stosb
        pop     di
        pop     cx
        add     di, dx
        dec     bl
        jnz     .block
        ret
