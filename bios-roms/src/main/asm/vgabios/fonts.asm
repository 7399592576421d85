; AH = 11h: character generator.

; in: BL = height (8, 14, other = 16); out: ES:DI = the font
rom_font:
        push    cs
        pop     es
        mov     di, font8x8
        cmp     bl, 8
        je      .done
        mov     di, font8x14
        cmp     bl, 14
        je      .done
        mov     di, font8x16
.done:
        ret

; in: ES:DI = font; what graphics modes draw with
set_graphics_font:
        push    ds
        push    ax
        xor     ax, ax
        mov     ds, ax
        mov     [0x43 * 4], di
        mov     [0x43 * 4 + 2], es
        pop     ax
        pop     ds
        ret

; Characters into a block of plane 2. in: ES:DI = bitmaps, CX = how many, DX = first, BL = block,
; BH = bytes each
load_font:
        push    ds
        push    es
        push    ax
        push    dx
        push    cx
        mov     si, di
        push    es
        pop     ds                      ; DS:SI = bitmaps
        call    .open
        mov     al, bl                  ; block 0-3: 0, 16, 32, 48 KiB; 4-7 between them
        and     al, 3
        shl     al, 1
        test    bl, 4
        jz      .even
        inc     ax
.even:
        mov     ah, al
        mov     al, 0
        mov     cl, 5
        shl     ah, cl                  ; * 8 KiB
        mov     di, ax
        mov     cl, 5
        shl     dx, cl                  ; 32 bytes a character
        add     di, dx
        mov     ax, 0xA000
        mov     es, ax
        pop     cx
        push    cx
        jcxz    .done
.character:
        push    cx
        push    di
        mov     cl, bh
        mov     ch, 0
        rep movsb
        pop     di
        add     di, 32
        pop     cx
        loop    .character
.done:
        mov     ax, BDA
        mov     ds, ax
        call    .close
        pop     cx
        pop     dx
        pop     ax
        pop     es
        pop     ds
        ret
; Plane 2 alone, flat at A0000h
.open:
        push    dx
        mov     dx, SEQ
        mov     ax, 0x0402              ; map mask
        out     dx, ax
        mov     ax, 0x0704              ; no odd/even
        out     dx, ax
        mov     dx, GDC
        mov     ax, 0x0204
        out     dx, ax
        mov     ax, 0x0005
        out     dx, ax
        mov     ax, 0x0406
        out     dx, ax
        pop     dx
        ret
; Back to text
.close:
        mov     dx, SEQ
        mov     ax, 0x0302
        out     dx, ax
        mov     ax, 0x0204
        out     dx, ax
        mov     dx, GDC
        mov     ax, 0x0004
        out     dx, ax
        mov     ax, 0x1005
        out     dx, ax
        mov     ax, 0x0E06
        test    byte [BDA_CRTC], 0x40   ; 3D4h
        jnz     .colour
        mov     ah, 0x0A
.colour:
        out     dx, ax
        ret

; AL = 0x user and ROM fonts as they are, 1x with the rows of the screen recomputed, 2x for graphics
; modes, 30h information
font_services:
        mov     ah, al
        and     ah, 0x0F
        cmp     al, 0x14
        jbe     .text
        cmp     al, 0x30
        je      font_information
        cmp     al, 0x20
        jb      .done
        cmp     al, 0x24
        jbe     graphics_fonts
.done:
        jmp     video_done
.text:
        cmp     ah, 3
        je      .specifier
        cmp     ah, 4
        ja      .done
        push    ax
        test    ah, ah
        jz      .user
        mov     bh, 14
        cmp     ah, 1
        je      .rom
        mov     bh, 8
        cmp     ah, 2
        je      .rom
        mov     bh, 16
.rom:
        push    bx
        mov     bl, bh
        call    rom_font
        pop     bx
        mov     cx, 256
        xor     dx, dx
        jmp     .load
.user:
        mov     di, [bp + caller.bp]
.load:
        call    load_font
        pop     ax
        test    al, 0x10
        jz      .done
        mov     al, bh
        call    set_text_height
        jmp     .done
.specifier:                             ; BL: which blocks attribute bit 3 chooses from
        mov     dx, SEQ
        mov     al, 3
        mov     ah, bl
        out     dx, ax
        jmp     .done

; Character cells of AL lines: rows, page size, cursor and end of display follow
set_text_height:
        mov     ah, 0
        mov     [BDA_HEIGHT], ax
        mov     bl, al
        mov     dx, [BDA_CRTC]
        mov     al, 9                   ; maximum scan line: its upper bits stay
        out     dx, al
        inc     dx
        in      al, dx
        and     al, 0xE0
        mov     ah, bl
        dec     ah
        or      al, ah
        out     dx, al
        dec     dx
        mov     ch, bl                  ; an underline cursor
        sub     ch, 2
        mov     cl, ch
        inc     cl
        cmp     bl, 14
        jb      .cursor
        sub     cx, 0x0101
.cursor:
        push    bx
        mov     bx, cx
        mov     al, 0x0A
        call    crtc_write_word
        pop     bx
        call    scan_lines              ; AX = lines of the screen
        div     bl
        mov     bh, al                  ; rows
        dec     al
        mov     [BDA_ROWS], al
        mov     al, bh                  ; end of display
        mul     bl
        push    ax
        mov     dx, [BDA_CRTC]
        mov     al, 9
        out     dx, al
        inc     dx
        in      al, dx
        dec     dx
        shl     al, 1                   ; double scanned: twice the lines
        pop     ax
        jnc     .single
        shl     ax, 1
.single:
        dec     ax
        call    set_display_end
        mov     al, bh
        mul     byte [BDA_COLUMNS]
        shl     ax, 1
        add     ax, 0x100               ; a gap between pages, as in the parameter table
        mov     al, 0
        mov     [BDA_PAGESIZE], ax
        ret

; out: AX = scan lines of characters on the screen, from the flags
scan_lines:
        mov     ax, 200
        test    byte [BDA_FLAGS], FLAG_200
        jnz     .done
        mov     ax, 400
        test    byte [BDA_FLAGS], FLAG_400
        jnz     .done
        mov     ax, 350
.done:
        ret

; in: AX = vertical display end: bits 7-0 in CRTC 12h, 8 and 9 in 07h bits 1 and 6
set_display_end:
        push    bx
        mov     bx, ax
        mov     dx, [BDA_CRTC]
        mov     al, 0x12
        mov     ah, bl
        out     dx, ax
        mov     al, 7
        out     dx, al
        inc     dx
        in      al, dx
        and     al, 0xBD
        test    bh, 1
        jz      .bit9
        or      al, 0x02
.bit9:
        test    bh, 2
        jz      .write
        or      al, 0x40
.write:
        out     dx, al
        pop     bx
        ret

; 20h-24h
graphics_fonts:
        mov     di, [bp + caller.bp]
        test    ah, ah
        jz      .upper
        cmp     ah, 1
        je      .user
        mov     cl, 14
        cmp     ah, 2
        je      .rom
        mov     cl, 8
        cmp     ah, 3
        je      .rom
        mov     cl, 16
.rom:
        mov     ch, 0
        push    bx
        mov     bl, cl
        call    rom_font
        pop     bx
.user:                                  ; ES:DI font, CX bytes each, BL rows: 0 = DL, 14, 25, 43
        call    set_graphics_font
        mov     [BDA_HEIGHT], cx
        and     bx, 3
        mov     al, [cs:.rows + bx]
        test    bl, bl
        jnz     .counted
        mov     al, dl
.counted:
        dec     al
        mov     [BDA_ROWS], al
        jmp     video_done
.rows:  db      0, 14, 25, 43
.upper:
        xor     ax, ax
        mov     ds, ax
        mov     [0x1F * 4], di
        mov     [0x1F * 4 + 2], es
        jmp     video_done

; 30h: BH = font asked for; ES:BP, CX = bytes a character on the screen, DL = last row
font_information:
        mov     cx, [BDA_HEIGHT]
        mov     [bp + caller.cx], cx
        mov     al, [BDA_ROWS]
        mov     [bp + caller.dl], al
        push    cs
        pop     es
        mov     bl, bh
        mov     bh, 0
        cmp     bl, 7
        ja      .done
        shl     bx, 1
        mov     di, [cs:.fonts + bx]
        cmp     bl, 4                   ; the two vectors
        jae     .answer
        push    ds
        mov     bx, di
        xor     di, di
        mov     ds, di
        les     di, [bx]
        pop     ds
.answer:
        mov     [bp + caller.bp], di
        mov     [bp + caller.es], es
.done:
        jmp     video_done
.fonts:
        dw      0x1F * 4, 0x43 * 4, font8x14, font8x8, font8x8 + 128 * 8
        dw      no_alternates, font8x16, no_alternates
; Nine-dot variants of characters: none, our glyphs look right without
no_alternates:
        db      0
