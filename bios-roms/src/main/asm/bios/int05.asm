; INT 05h: print the text screen on the first printer. 0050:0000 is 1 while it prints and FFh after
; a printer error.
int05:
        ENTER_SERVICE
        sti
        cmp     byte [BDA_PRTSC], 1
        je      .leave
        mov     byte [BDA_PRTSC], 1
        mov     ah, 0x0F
        int     0x10                    ; AH = columns, BH = page
        mov     ch, [0x84]              ; last row
        mov     cl, ah
        test    ch, ch
        jnz     .rows
        mov     ch, 24
.rows:
        mov     ah, 3
        push    cx
        int     0x10                    ; DX = cursor
        pop     cx
        push    dx
        call    print_newline
        jnz     .failed
        xor     dx, dx
.cell:
        mov     ah, 2
        int     0x10
        mov     ah, 8
        int     0x10
        test    al, al
        jnz     .visible
        mov     al, ' '
.visible:
        call    print_to_lpt
        jnz     .failed
        inc     dl
        cmp     dl, cl
        jb      .cell
        call    print_newline
        jnz     .failed
        mov     dl, 0
        inc     dh
        cmp     dh, ch
        jbe     .cell
        mov     byte [BDA_PRTSC], 0
        jmp     .restore
.failed:
        mov     byte [BDA_PRTSC], 0xFF
.restore:
        pop     dx
        mov     ah, 2
        int     0x10
.leave:
        LEAVE_SERVICE

; out: ZF = 0 after an error
print_newline:
        mov     al, 13
        call    print_to_lpt
        jnz     print_to_lpt.done
        mov     al, 10
print_to_lpt:
        push    dx
        xor     dx, dx
        mov     ah, 0
        int     0x17
        pop     dx
        test    ah, 0x29                ; time-out, I/O error, out of paper
.done:
        ret
