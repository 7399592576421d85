; Quimera Lab, chapter 8, third part: the mouse, by way of INT 15h AH=C2h.
;
; A packet has three bytes: buttons, signs and overflows; movement to the right; movement up. The
; movements have nine bits, the ninth is the sign in the first byte.

MOUSE_LEFT      equ 1
MOUSE_RIGHT     equ 2
MOUSE_MIDDLE    equ 4
MOUSE_X_SIGN    equ 10h
MOUSE_Y_SIGN    equ 20h
MOUSE_WIDTH     equ 80 * 8              ; as on a screen of points, eight a cell either way
MOUSE_HEIGHT    equ 25 * 8

; Starts the mouse, or says that there is none.
mouse_open:
        mov     byte [mouse_ready], 0
        mov     byte [mouse_shown], 0
        mov     ax, 0C205h              ; reset, packets of three bytes
        mov     bh, 3
        int     15h
        jc      .none
        push    cs
        pop     es
        mov     bx, mouse_packet
        mov     ax, 0C207h
        int     15h
        jc      .none
        mov     ax, 0C200h              ; go
        mov     bh, 1
        int     15h
        jc      .none
        inc     byte [mouse_ready]
        mov     si, .labels
        mov     dx, 15 << 8 | 43
        mov     ah, C_PANEL
        jmp     puts_block
.none:  push    ax
        mov     si, .missing
        mov     dx, 15 << 8 | 43
        mov     ah, C_PANEL
        call    puts_block
        pop     bx
        xchg    bl, bh                  ; what the BIOS had to say in AH
        mov     dx, 17 << 8 | 65
        mov     ah, C_STRONG
        jmp     puthex8

mouse_close:
        cmp     byte [mouse_ready], 0
        je      .done
        mov     ax, 0C200h
        mov     bh, 0
        int     15h
        xor     bx, bx
        mov     es, bx
        mov     ax, 0C207h
        int     15h
.done:  ret

; The BIOS calls this far, in the mouse's interrupt, with four words on the stack.
mouse_packet:
        push    ax
        push    bp
        push    ds
        mov     bp, sp
        push    cs
        pop     ds
        mov     al, [bp + 16]           ; the words are above three of ours and the return address
        mov     [mouse_bytes], al
        mov     ah, [bp + 14]
        mov     [mouse_bytes + 1], ah
        mov     ah, [bp + 12]
        mov     [mouse_bytes + 2], ah

        mov     ah, 0                   ; to 16 bits with sign
        test    al, MOUSE_X_SIGN
        jz      .right
        mov     ah, 0FFh
.right: mov     al, [mouse_bytes + 1]
        add     ax, [mouse_x]
        jns     .not_left
        xor     ax, ax
.not_left:
        cmp     ax, MOUSE_WIDTH
        jl      .x
        mov     ax, MOUSE_WIDTH - 1
.x:     mov     [mouse_x], ax

        mov     ah, 0
        test    byte [mouse_bytes], MOUSE_Y_SIGN
        jz      .up
        mov     ah, 0FFh
.up:    mov     al, [mouse_bytes + 2]
        neg     ax                      ; rows count downwards
        add     ax, [mouse_y]
        jns     .not_above
        xor     ax, ax
.not_above:
        cmp     ax, MOUSE_HEIGHT
        jl      .y
        mov     ax, MOUSE_HEIGHT - 1
.y:     mov     [mouse_y], ax
        pop     ds
        pop     bp
        pop     ax
        retf                            ; the caller takes its words away

; Turns the cell under the pointer inverse, or back. The pointer stays where it was shown until it is
; taken off: the interrupt may have moved it since.
mouse_pointer:
        cmp     byte [mouse_ready], 0
        je      .done
        xor     byte [mouse_shown], 1
        jz      .off
        mov     cl, 3
        mov     ax, [mouse_y]
        shr     ax, cl
        mov     dh, al
        mov     ax, [mouse_x]
        shr     ax, cl
        mov     dl, al
        mov     [mouse_cell], dx
.off:   mov     dx, [mouse_cell]
        call    cell
        xor     byte [es:di + 1], 7Fh
.done:  ret

; Shows the last packet, the place and the buttons.
mouse_show:
        cmp     byte [mouse_ready], 0
        je      .done
        mov     si, mouse_bytes
        mov     dx, 17 << 8 | 52
        mov     cx, 3
.byte:  lodsb
        mov     bl, al
        mov     ah, C_STRONG
        call    puthex8
        inc     dl
        loop    .byte
        mov     dx, 18 << 8 | 52
        mov     bx, [mouse_x]
        call    .number
        mov     dx, 18 << 8 | 60
        mov     bx, [mouse_y]
        call    .number
        mov     si, .buttons
.next:  lodsb
        or      al, al
        jz      .done
        mov     ah, C_UNLIT
        test    [mouse_bytes], al
        jz      .put
        mov     ah, C_LIT
.put:   lodsb
        mov     dl, al
        mov     dh, 20
        call    puts
        jmp     .next
.number:
        mov     ah, C_STRONG
        call    putdec
        mov     al, ' '
        call    putc
        jmp     putc
.done:  ret

mouse_ready     db 0
mouse_shown     db 0
mouse_bytes     db 0, 0, 0
mouse_x         dw MOUSE_WIDTH / 2
mouse_y         dw MOUSE_HEIGHT / 2
mouse_cell      dw 0

mouse_show.buttons      db MOUSE_LEFT, 52, 'left', 0
                        db MOUSE_MIDDLE, 57, 'middle', 0
                        db MOUSE_RIGHT, 64, 'right', 0, 0
mouse_open.labels       db '`PS/2 mouse`', 0, ' ', 0
                        db 'Packet', 0, 'At', 0, ' ', 0, 'Buttons', 0, 0
mouse_open.missing      db '`No mouse`', 0, ' ', 0
                        db 'INT 15h AX=C205h gives', 0
                        db 'The keyboard works without it.', 0, 0
