; Quimera Lab, chapter 3: text and colours.
;
; A text screen is an array of words at B800:0000: the character in the low byte, its colours in
; the high byte. Bits 0-3 are the foreground, bits 4-6 the background, and bit 7 either makes the
; character blink or the background bright: a bit of the attribute controller decides, INT 10h
; AX=1003h sets it.

text_page:
        mov     byte [blinking], 1
        mov     byte [shape], 0
        mov     si, .title
        mov     bx, .hint
        call    page
        mov     dx, 2 << 8 | 2
        mov     cx, 20 << 8 | 37
        call    panel
        mov     dx, 2 << 8 | 41
        mov     cx, 20 << 8 | 37
        call    panel
        mov     dx, 2 << 8 | 5
        mov     si, .attributes
        mov     ah, C_WARM
        call    puts
        mov     dx, 2 << 8 | 44
        mov     si, .codes
        mov     ah, C_WARM
        call    puts
        call    draw_rulers

        xor     bl, bl                  ; BL counts through all 256 values
.next:  mov     al, bl
        call    .place                  ; left: the value as an attribute
        add     dl, 5
        mov     al, bl
        mov     ah, bl
        mov     al, 'a'
        call    putc
        mov     al, 'b'
        call    putc
        mov     al, bl
        call    .place                  ; right: the value as a character
        add     dl, 44
        mov     al, bl
        mov     ah, C_STRONG
        call    putc
        inc     bl
        jnz     .next

        mov     dx, 22 << 8 | 2
        mov     cx, 1 << 8 | 76
        mov     ax, 0720h
        call    fill
.state: mov     dx, 22 << 8 | 3         ; the line that says what bit 7 and the cursor do
        mov     si, .bit7
        mov     ah, 07h
        call    puts
        mov     si, .blink
        cmp     byte [blinking], 0
        jne     .say
        mov     si, .bright
.say:   mov     ah, 0Fh
        call    puts
        mov     dl, 44
        mov     si, .cursor
        mov     ah, 07h
        call    puts
        mov     bl, [shape]
        xor     bh, bh
        shl     bx, 1
        mov     cx, [shapes + bx]
        mov     ah, 0Fh
        mov     bl, ch
        call    puthex8
        mov     al, '-'
        call    putc
        mov     bl, cl
        call    puthex8
        mov     ah, 1
        int     10h
        add     dl, 3
        call    move_cursor

.key:   call    get_key
        cmp     ah, KEY_ESC
        je      .done
        or      al, 20h
        cmp     al, 'b'
        je      .toggle
        cmp     al, 'c'
        jne     .key
        inc     byte [shape]
        and     byte [shape], 3
        jmp     .state
.toggle:
        xor     byte [blinking], 1
        mov     bl, [blinking]
        mov     bh, 0
        mov     ax, 1003h
        int     10h
        jmp     .state
.done:  ret

; DX = the cell of value AL in a table of 16 by 16, two columns a cell, from row 5, column 1.
.place: mov     dh, al
        mov     dl, al
        mov     cl, 4
        shr     dh, cl
        add     dh, 5
        and     dl, 0Fh
        shl     dl, 1
        inc     dl
        ret

; The digits along both tables.
draw_rulers:
        xor     bl, bl
.next:  mov     ah, C_FRAME
        mov     al, bl                  ; above
        add     al, al
        mov     dh, 4
        mov     dl, al
        add     dl, 6
        call    puthex4
        mov     al, bl
        add     al, al
        mov     dl, al
        add     dl, 45
        call    puthex4
        mov     dh, bl                  ; at the side
        add     dh, 5
        mov     dl, 4
        call    puthex4
        mov     dl, 43
        call    puthex4
        inc     bl
        cmp     bl, 16
        jb      .next
        ret

; Start and end line of the cursor as INT 10h AH=01h takes them, for a cell of eight lines: the
; BIOS scales them to the height of the font.
shapes  dw      0607h, 0007h, 0307h, 2000h
shape   db      0
blinking db     1

text_page.title         db 'Text and colours', 0
text_page.hint          db 'B blink or bright background   C cursor shape   Esc goes back', 0
text_page.attributes    db ' Attributes ', 0
text_page.codes         db ' Code page 437 ', 0
text_page.bit7          db 'Attribute bit 7: ', 0
text_page.blink         db 'blinking          ', 0
text_page.bright        db 'bright background ', 0
text_page.cursor        db 'Cursor lines ', 0
