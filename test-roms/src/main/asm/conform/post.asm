; A 64 KiB ROM in place of a BIOS: self-checks of the arithmetic flags and the string instructions.
; Before each check it writes the check's number to port 190h, in the end FFh; it reports in text on
; port E9h. post.toml says what a pass is.

        cpu     8086
        bits    16
        org     0

POST    equ     190h
TEXT    equ     0E9h

start:
        cli
        cld
        mov     ax, cs
        mov     ds, ax
        xor     ax, ax
        mov     ss, ax
        mov     es, ax
        mov     sp, 7C00h

        mov     al, 1                   ; carries and overflows
        call    post
        mov     si, adds
        call    print
        mov     bx, cases
.next:
        mov     al, [bx]
        add     al, [bx+1]
        pushf
        pop     cx
        and     cx, 8D5h
        cmp     cx, [bx+2]
        jne     failed
        add     bx, 4
        cmp     bx, cases.end
        jb      .next
        call    passed

        mov     al, 2                   ; a string moved through itself repeats its start
        call    post
        mov     si, moves
        call    print
        mov     di, 500h
        mov     ax, 5AA5h
        stosw
        mov     si, 500h
        push    ds
        push    es
        pop     ds
        mov     cx, 15
        rep movsw
        pop     ds
        mov     di, 500h
        mov     cx, 16
        repe scasw
        jne     failed
        call    passed

        mov     al, 3                   ; division by zero is interrupt 0
        call    post
        mov     si, divides
        call    print
        mov     word [es:0], handler
        mov     word [es:2], cs
        xor     bx, bx
        mov     ax, 1234h
        div     bl

        jmp     failed
divided:
        call    passed

        mov     al, 0FFh
        call    post
stop:
        cli
        hlt
        jmp     stop

handler:
        add     sp, 6
        jmp     divided

failed:
        mov     si, wrong
        call    print
        jmp     stop

passed:
        mov     si, right
        ; falls into print

; The text at DS:SI, which ends with a zero.
print:
        lodsb
        or      al, al
        jz      .done
        out     TEXT, al
        jmp     print
.done:
        ret

post:
        mov     dx, POST
        out     dx, al
        ret

; Two bytes to add, and the flags that the sum has (OF 800, SF 80, ZF 40, AF 10, PF 4, CF 1).
cases:
        db      00h, 00h
        dw      044h
        db      0FFh, 01h
        dw      055h
        db      7Fh, 01h
        dw      890h
        db      80h, 80h
        dw      845h
        db      12h, 34h
        dw      000h
.end:

adds    db      "add: ", 0
moves   db      "movs: ", 0
divides db      "div: ", 0
right   db      "ok", 10, 0
wrong   db      "WRONG", 10, 0

        times   0FFF0h-($-$$) db 0FFh
        jmp     0F000h:start
        times   10000h-($-$$) db 0FFh
