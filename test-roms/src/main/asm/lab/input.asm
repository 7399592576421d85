; Quimera Lab, chapter 8: keyboard and mouse.
;
; For each byte from the keyboard the BIOS's INT 09h calls INT 15h with AH=4Fh and the scan code in
; AL, and a program may look, change the code or swallow it by clearing the carry. The page looks: so
; the BIOS still keeps the shift states and the lights. For the mouse it gives the BIOS a routine
; (INT 15h AX=C207h) that is called with every packet. Both routines only take notes, in interrupts;
; the loop below does the drawing. (IBM PS/2 and PC BIOS Interface Technical Reference, INT 15h.)

BDA_FLAGS       equ 417h                ; shift states and locks
BDA_FLAGS_3     equ 496h                ; right Alt and Ctrl
BDA_LIGHTS      equ 497h                ; bits 0-2: the lights as they were sent to the keyboard
C_KEY           equ 70h
C_PRESSED       equ 6Fh                 ; bright white on brown
C_LIT           equ 1Ah
C_UNLIT         equ 18h
INPUT_LIST      equ 17 << 8 | 4         ; where the list of scan codes begins; it has
INPUT_LINES     equ 5

input_page:
        call    input_draw
        call    input_hook
        call    mouse_open
        mov     byte [input_prefix], 0
        mov     byte [input_escapes], 0
        call    mouse_pointer
.loop:  call    mouse_pointer           ; take the pointer off the screen while we draw
.take:  call    input_take
        jc      .drawn
        call    input_decode
        jmp     .take
.drawn: call    input_lights
        call    mouse_show
        call    mouse_pointer
        call    flush_keys              ; what the BIOS makes of the keys is not wanted
        cmp     byte [input_escapes], 2
        jae     .leave
        hlt                             ; the timer wakes us, if nothing else does
        jmp     .loop
.leave: call    mouse_close
        jmp     input_unhook

; ---------------------------------------------------------------- scan codes come in

input_hook:
        xor     ax, ax
        mov     es, ax
        mov     [input_head], ax        ; and the tail
        mov     [input_swallow], al
        cli
        mov     ax, [es:15h * 4]
        mov     [input_old_15], ax
        mov     ax, [es:15h * 4 + 2]
        mov     [input_old_15 + 2], ax
        mov     word [es:15h * 4], input_int15
        mov     [es:15h * 4 + 2], cs
        sti
        ret

input_unhook:
        xor     ax, ax
        mov     es, ax
        cli
        mov     ax, [input_old_15]
        mov     [es:15h * 4], ax
        mov     ax, [input_old_15 + 2]
        mov     [es:15h * 4 + 2], ax
        sti
        ret

; INT 15h while the page runs: notes the scan code of AH=4Fh, and goes on to the BIOS. Only the codes
; of Pause are swallowed, for the BIOS would stop everything until the next key.
input_int15:
        cmp     ah, 4Fh
        jne     .chain
        cmp     al, 0FAh                ; the keyboard's answers to the BIOS are no keys
        jae     .chain
        push    bx
        mov     bl, [cs:input_head]
        xor     bh, bh
        mov     [cs:input_ring + bx], al
        inc     bl
        and     bl, INPUT_RING - 1
        mov     [cs:input_head], bl
        pop     bx
        cmp     al, 0E1h                ; E1 and two bytes
        je      .pause
        cmp     byte [cs:input_swallow], 0
        je      .chain
        dec     byte [cs:input_swallow]
        clc
        retf    2                       ; with our carry, not with the pushed one
.pause: mov     byte [cs:input_swallow], 2
        clc
        retf    2
.chain: jmp     far [cs:input_old_15]

; CF clear and AL = the next code, or CF set.
input_take:
        push    bx
        mov     bl, [input_tail]
        cmp     bl, [input_head]
        stc
        je      .done
        xor     bh, bh
        mov     al, [input_ring + bx]
        inc     bl
        and     bl, INPUT_RING - 1
        mov     [input_tail], bl
        clc
.done:  pop     bx
        ret

INPUT_RING      equ 32                  ; a power of two
input_ring      times INPUT_RING db 0
input_head      db 0
input_tail      db 0
input_swallow   db 0
input_old_15    dd 0

; ---------------------------------------------------------------- and are understood

; Takes the code AL. A key is a byte: 00-7F as the code says, and 80 more for those after E0 or E1.
; E0 begins a code of two bytes; E1 one of three, whose second byte tells nothing.
input_decode:
        mov     dx, [input_at]
        cmp     byte [input_prefix], 0
        jne     .same_line
        push    ax
        call    input_scroll
        mov     dx, INPUT_LIST + (INPUT_LINES - 1 << 8)
        pop     ax
.same_line:
        push    ax
        mov     bl, al
        mov     ah, C_STRONG
        call    puthex8
        inc     dl
        mov     [input_at], dx
        pop     ax
        mov     ah, [input_prefix]
        mov     byte [input_prefix], 0
        cmp     al, 0E0h
        je      .prefix
        cmp     al, 0E1h
        je      .prefix
        cmp     ah, 0E1h                ; the second of three bytes: one to go
        mov     bh, 0E0h
        je      .store
        mov     bl, al
        and     bl, 7Fh                 ; BL = the key, AL bit 7 = released
        or      ah, ah
        jz      .known
        or      bl, 80h
.known: call    input_count_escapes
        mov     dx, INPUT_LIST + (INPUT_LINES - 1 << 8) + 10
        mov     ah, C_PRESSED
        mov     si, .make
        test    al, 80h
        jz      .show
        mov     ah, C_KEY
        mov     si, .break
.show:  push    ax
        mov     ah, C_PANEL
        call    puts
        call    input_find              ; SI = the entry of the key BL
        pop     ax
        jc      .nameless
        call    input_draw_key
        add     si, key.name
        jmp     .name
.nameless:
        mov     si, .no_name
.name:  mov     ah, C_WARM
        jmp     puts
.prefix:
        mov     bh, al
.store: mov     [input_prefix], bh
        ret

; The key BL, released if AL has bit 7: Esc twice in a row is the way out, and when it is held its
; make code comes again and again.
input_count_escapes:
        test    al, 80h
        jnz     .done
        inc     byte [input_escapes]
        cmp     bl, KEY_ESC
        je      .done
        mov     byte [input_escapes], 0
.done:  ret

; Moves the list up.
input_scroll:
        mov     ax, 0601h
        mov     bh, C_PANEL
        mov     cx, INPUT_LIST
        mov     dx, INPUT_LIST + (INPUT_LINES - 1 << 8) + 33
        int     10h
        ret

; SI = the entry of the key BL, or CF set.
input_find:
        mov     si, input_keys
.next:  cmp     byte [si + key.width], 1
        jb      .done
        cmp     [si + key.code], bl
        je      .done
        call    input_next
        jmp     .next
.done:  ret

; Moves SI to the next entry.
input_next:
        add     si, key.name
.skip:  lodsb
        or      al, al
        jnz     .skip
        ret

; Draws the key of the entry SI in the colour AH: as much of its name as fits.
input_draw_key:
        push    bx
        push    cx
        push    dx
        mov     dx, [si + key.place]
        mov     cl, [si + key.width]
        xor     ch, ch
        lea     bx, [si + key.name]
.next:  mov     al, [bx]
        or      al, al
        jz      .blank
        inc     bx
        call    putc
        loop    .next
        jmp     .done
.blank: mov     al, ' '
        call    putc
        loop    .blank
.done:  pop     dx
        pop     cx
        pop     bx
        ret

input_prefix    db 0
input_escapes   db 0
input_at        dw 0
input_decode.make       db 'make   ', 0
input_decode.break      db 'break  ', 0
input_decode.no_name    db 'no key', 0

; ---------------------------------------------------------------- the screen

input_draw:
        mov     si, .title
        mov     bx, .hint
        call    page
        mov     dx, 1 << 8 | 1
        mov     cx, 13 << 8 | 77
        call    panel
        mov     dx, 14 << 8 | 1
        mov     cx, 9 << 8 | 38
        call    panel
        mov     dx, 14 << 8 | 40
        mov     cx, 9 << 8 | 38
        call    panel
        mov     si, input_keys
.key:   mov     ah, C_KEY
        call    input_draw_key
        call    input_next
        cmp     byte [si + key.width], 0
        jne     .key
        ret

; Shows the shift states and the lights of the keyboard: a table of address, mask, place and text.
input_lights:
        xor     ax, ax
        mov     es, ax
        mov     si, .table
.next:  mov     bx, [si]
        or      bx, bx
        jz      .done
        mov     al, [es:bx]
        and     al, [si + 2]
        mov     ah, C_UNLIT
        jz      .put
        mov     ah, C_LIT
.put:   mov     dx, [si + 3]
        add     si, 5
        call    puts
        jmp     .next
.done:  ret

%macro light 5 ; address, mask, row, column, text
        dw      %1
        db      %2, %4, %3
        db      %5, 0
%endmacro
input_lights.table:
        light   BDA_LIGHTS, 2, 2, 63, {0FEh, 'Num'}
        light   BDA_LIGHTS, 4, 2, 68, {0FEh, 'Cap'}
        light   BDA_LIGHTS, 1, 2, 73, {0FEh, 'Scr'}
        light   BDA_FLAGS, 3, 15, 4, 'Shift'
        light   BDA_FLAGS, 4, 15, 10, 'Ctrl'
        light   BDA_FLAGS, 8, 15, 15, 'Alt'
        light   BDA_FLAGS, 20h, 15, 19, 'Num'
        light   BDA_FLAGS, 40h, 15, 23, 'Caps'
        light   BDA_FLAGS, 10h, 15, 28, 'Scroll'
        light   BDA_FLAGS, 80h, 15, 35, 'Ins'
        dw      0

input_draw.title        db 'Keyboard and mouse', 0
input_draw.hint         db 'Press keys, move the mouse   Esc twice, or held, goes back', 0
