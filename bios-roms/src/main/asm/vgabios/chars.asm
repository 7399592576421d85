; AH = 08h-0Ah, 0Eh and 13h: characters at the cursor.

; in: BH = page, DX = row and column; out: DI = offset of the cell
cell_at:
        push    ax
        push    cx
        push    dx
        mov     al, dh
        mov     cl, dl
        push    dx
        call    cell_offset
        pop     dx
        sub     ax, [BDA_PAGESTART]
        mov     di, ax
        mov     al, bh
        mov     ah, 0
        mul     word [BDA_PAGESIZE]
        add     di, ax
        pop     dx
        pop     cx
        pop     ax
        ret

; 08h: BH = page; AL = character, AH = attribute
read_cell:
        call    cursor_of_page
        call    cell_at
        call    mode_kind
        cmp     al, KIND_TEXT
        jne     .graphics
        mov     ax, [es:di]
        mov     [bp + caller.ax], ax
        jmp     video_done
.graphics:
        call    read_glyph
        mov     [bp + caller.al], al
        mov     byte [bp + caller.ah], 0
        jmp     video_done

; 09h: AL = character, BH = page, BL = attribute or colour, CX = how many; 0Ah without attribute
write_cells:
write_characters:
        jcxz    .done
        call    cursor_of_page
        call    cell_at
        push    ax
        call    mode_kind
        mov     ah, al
        pop     si
        xchg    ax, si                  ; AX as called, SI = kind in the high half
        cmp     si, (KIND_TEXT + 1) << 8
        jae     .graphics
        cmp     ah, 0x09
        jne     .plain
        mov     ah, bl
        rep stosw
        jmp     .done
.plain:
        stosb
        inc     di
        loop    .plain
.done:
        jmp     video_done
.graphics:                              ; to the end of the row at most
        mov     ah, [BDA_COLUMNS]
        sub     ah, dl
        jbe     .done
        push    ax
        mov     al, ah
        mov     ah, 0
        cmp     cx, ax
        jbe     .fits
        mov     cx, ax
.fits:
        pop     ax
.next:
        call    write_glyph
        inc     dx
        loop    .next
        jmp     .done

; 0Eh: AL = character, BH = page, BL = colour in graphics modes
teletype:
        cmp     bh, 7
        jbe     .page
        mov     bh, [BDA_PAGE]
.page:
        call    put_teletype
        jmp     video_done

; in: AL, BH, BL as above
put_teletype:
        push    ax
        push    bx
        push    cx
        push    dx
        push    si
        push    di
        push    es
        call    cursor_of_page
        cmp     al, 7
        je      .bell
        cmp     al, 8
        je      .back
        cmp     al, 10
        je      .line
        cmp     al, 13
        je      .return
        call    cell_at
        mov     ah, al
        call    mode_kind
        cmp     al, KIND_TEXT
        mov     al, ah
        jne     .graphics
        mov     [es:di], al
        jmp     .advance
.graphics:
        call    write_glyph
.advance:
        inc     dl
        cmp     dl, [BDA_COLUMNS]
        jb      .move
        mov     dl, 0
.line:
        inc     dh
        cmp     dh, [BDA_ROWS]
        jbe     .move
        mov     dh, [BDA_ROWS]
        call    put_cursor
        call    teletype_scroll
        jmp     .done
.bell:
        call    bell
        jmp     .done
.back:
        test    dl, dl
        jz      .done
        dec     dl
        jmp     .move
.return:
        mov     dl, 0
.move:
        call    put_cursor
.done:
        pop     es
        pop     di
        pop     si
        pop     dx
        pop     cx
        pop     bx
        pop     ax
        ret

; The last line of page BH is full: one row up, the new one as the cell under the cursor looks.
teletype_scroll:
        cmp     bh, [BDA_PAGE]
        jne     .done
        call    cell_at
        call    mode_kind
        cmp     al, KIND_TEXT
        mov     bh, 0
        jne     .attribute
        mov     bh, [es:di + 1]
.attribute:
        xor     cx, cx
        mov     dh, [BDA_ROWS]
        mov     dl, 0xFF
        mov     ax, 0x0601
        call    scroll
.done:
        ret

; About 900 Hz for an eighth of a second, measured by the refresh request (15.085 us a toggle)
bell:
        push    ax
        push    cx
        mov     al, 0xB6
        out     0x43, al
        mov     al, 0x33
        out     0x42, al
        mov     al, 0x05
        out     0x42, al
        in      al, 0x61
        push    ax
        or      al, 3
        out     0x61, al
        mov     cx, 8286
        and     al, 0x10
        mov     ah, al
.toggle:
        in      al, 0x61
        and     al, 0x10
        cmp     al, ah
        je      .toggle
        mov     ah, al
        loop    .toggle
        pop     ax
        out     0x61, al
        pop     cx
        pop     ax
        ret

; 13h: string ES:BP of CX characters at DX on page BH. AL bit 0: the cursor moves along; bit 1: each
; character has its attribute behind it, otherwise BL is everybody's
write_string:
        jcxz    .done
        mov     di, [bp + caller.bp]    ; the string
        call    cursor_of_page_to_si
        push    si                      ; where the cursor was
        mov     dx, [bp + caller.dx]
        call    put_cursor
.next:
        mov     al, [es:di]
        inc     di
        test    byte [bp + caller.al], 2
        jz      .attribute
        mov     bl, [es:di]
        inc     di
.attribute:
        cmp     al, 13
        ja      .print
        cmp     al, 7
        je      .control
        cmp     al, 8
        je      .control
        cmp     al, 10
        je      .control
        cmp     al, 13
        je      .control
.print:
        call    string_cell
.control:
        call    put_teletype
        loop    .next
        pop     dx
        test    byte [bp + caller.al], 1
        jnz     .done
        call    put_cursor
.done:
        jmp     video_done

cursor_of_page_to_si:
        push    dx
        call    cursor_of_page
        mov     si, dx
        pop     dx
        ret

; The attribute of the cell that the teletype writes next. in: BH, BL
string_cell:
        push    ax
        push    dx
        push    di
        push    es
        call    cursor_of_page
        call    mode_kind
        cmp     al, KIND_TEXT
        jne     .done
        call    cell_at
        mov     [es:di + 1], bl
.done:
        pop     es
        pop     di
        pop     dx
        pop     ax
        ret
