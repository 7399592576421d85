; AH = 01h-03h and 05h: the cursor and the page shown.

; in: AL = CRTC register, AH = value
crtc_write:
        push    dx
        mov     dx, [BDA_CRTC]
        out     dx, ax
        pop     dx
        ret

; in: AL = CRTC register of the high byte, BX = word for it and the next
crtc_write_word:
        push    ax
        mov     ah, bh
        call    crtc_write
        inc     ax
        mov     ah, bl
        call    crtc_write
        pop     ax
        ret

; 01h: CH = first line, bit 5 hides; CL = last line
set_cursor_type:
        mov     [BDA_CURSORTYPE], cx
        test    byte [BDA_CONTROL], 0x01
        jnz     .program
        call    scale_cursor
.program:
        mov     bx, cx
        mov     al, 0x0A
        call    crtc_write_word
        jmp     video_done

; Cursor lines of an eight-line cell for the height of the present one. in, out: CX
scale_cursor:
        test    ch, 0x20
        jnz     .done
        mov     bl, [BDA_HEIGHT]
        cmp     bl, 8
        jbe     .done
        and     cx, 0x1F1F
        cmp     cl, 8                   ; a caller who knows the height: as it is
        jae     .done
        cmp     ch, cl
        ja      .done
        mov     al, cl
        sub     al, ch
        cmp     al, 1
        ja      .stretch
        cmp     cl, 6
        jb      .stretch
        mov     cl, bl                  ; an underline stays one, above the last line
        sub     cl, 2
        mov     ch, cl
        sub     ch, al
        ret
.stretch:
        mov     al, ch                  ; start * height / 8
        mul     bl
        shr     ax, 1
        shr     ax, 1
        shr     ax, 1
        mov     ch, al
        mov     al, cl                  ; (end + 1) * height / 8 - 1
        inc     ax
        mul     bl
        shr     ax, 1
        shr     ax, 1
        shr     ax, 1
        dec     ax
        mov     cl, al
.done:
        ret

; 02h: BH = page, DX = row and column
set_cursor:
        call    put_cursor
        jmp     video_done

; in: BH = page, DX = row and column
put_cursor:
        push    ax
        push    bx
        mov     al, bh
        and     bx, 0x0700
        mov     bl, bh
        mov     bh, 0
        shl     bx, 1
        mov     [BDA_CURSORS + bx], dx
        cmp     al, [BDA_PAGE]
        jne     .done
        call    show_cursor
.done:
        pop     bx
        pop     ax
        ret

; in: DX = row and column on the page shown
show_cursor:
        mov     al, dh
        mul     byte [BDA_COLUMNS]
        mov     bx, ax
        mov     al, dl
        mov     ah, 0
        add     bx, ax
        mov     ax, [BDA_PAGESTART]
        shr     ax, 1
        add     bx, ax
        mov     al, 0x0E
        jmp     crtc_write_word

; in: BH = page; out: DX
cursor_of_page:
        push    bx
        and     bx, 0x0700
        mov     bl, bh
        mov     bh, 0
        shl     bx, 1
        mov     dx, [BDA_CURSORS + bx]
        pop     bx
        ret

; 03h: BH = page; DX = position, CX = type
get_cursor:
        call    cursor_of_page
        mov     [bp + caller.dx], dx
        mov     cx, [BDA_CURSORTYPE]
        mov     [bp + caller.cx], cx
        jmp     video_done

; 05h: AL = page
set_page:
        cmp     al, 7
        ja      .done
        mov     [BDA_PAGE], al
        mov     ah, 0
        mul     word [BDA_PAGESIZE]
        mov     [BDA_PAGESTART], ax
        mov     bx, ax
        call    mode_kind
        cmp     al, KIND_CGA1           ; text and CGA modes count words
        ja      .bytes
        shr     bx, 1
.bytes:
        mov     al, 0x0C
        call    crtc_write_word
        mov     bh, [BDA_PAGE]
        call    cursor_of_page
        call    show_cursor
.done:
        jmp     video_done
