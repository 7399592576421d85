; Quimera Lab, chapter 6: what the numeric coprocessor computes.
;
; Each line is a routine that leaves a number between 0 and 10 in ST0. It is written with seventeen
; digits behind the point, as FBSTP gives them: about what 64 bits of significand are worth. Only
; instructions of the 8087 are used.

fpu_page:
        mov     si, .title
        mov     bx, .hint
        call    page
        call    fpu_there
        jc      .none
        mov     dx, 4 << 8 | 6
        mov     cx, (FPU_LINES + 6) << 8 | 66
        call    panel
        mov     dx, 6 << 8 | 10
        mov     bx, fpu_lines
        mov     cx, FPU_LINES
.line:  push    cx
        mov     si, [bx]
        mov     ah, C_PANEL
        push    dx
        call    puts
        pop     dx
        push    dx
        mov     dl, 44
        push    bx
        fninit
        call    [bx + 2]
        call    put_number
        pop     bx
        pop     dx
        inc     dh
        add     bx, 4
        pop     cx
        loop    .line
        inc     dh
        mov     si, .about
        mov     ah, C_WARM
        call    puts_block
        mov     si, .computed
        call    serial_puts
        jmp     get_key
.none:  mov     dx, 9 << 8 | 18
        mov     cx, 5 << 8 | 42
        call    panel
        mov     dx, 11 << 8 | 24
        mov     si, .missing
        mov     ah, C_PANEL
        call    puts
        jmp     get_key

.title          db 'The numeric coprocessor', 0
.hint           db 'Any key goes back', 0
.missing        db 'This machine has no coprocessor.', 0
.about          db 'The last three lines are the same division with', 0
                db '24, 53 and 64 bits of precision.', 0, 0
.computed       db 'QUIMERA LAB FPU', 13, 10, 0

; CF = 1 if no coprocessor answers: after FNINIT its status is zero, and its control word has a known
; pattern (Intel application note AP-485).
fpu_there:
        mov     word [fpu_word], 5A5Ah
        fninit
        fnstsw  [fpu_word]
        cmp     byte [fpu_word], 0
        jne     .no
        fnstcw  [fpu_word]
        mov     ax, [fpu_word]
        and     ax, 103Fh
        cmp     ax, 003Fh
        jne     .no
        clc
        ret
.no:    stc
        ret

FPU_LINES       equ (fpu_lines.end - fpu_lines) / 4
fpu_lines:
        dw      .pi_name, fpu_pi, .e_name, fpu_e
        dw      .root_name, fpu_root, .gold_name, fpu_gold
        dw      .ln_name, fpu_ln, .sum_name, fpu_sum
        dw      .third_name, fpu_third_24, .third_name, fpu_third_53, .third_name, fpu_third_64
.end:
.pi_name        db 'pi', 0
.e_name         db 'e, as 2 to the power of log2 e', 0
.root_name      db 'the square root of 2', 0
.gold_name      db 'the golden ratio', 0
.ln_name        db 'the natural logarithm of 2', 0
.sum_name       db 'sum of 1 / n', 0FDh, ', n = 20000 to 1', 0
.third_name     db '1 / 3', 0

fpu_pi: fldpi
        ret

; F2XM1 of the 8087 takes up to one half: a quarter of the exponent, squared twice
fpu_e:  fldl2e
        fmul    dword [quarter]
        f2xm1
        fld1
        faddp   st1, st0
        fmul    st0, st0
        fmul    st0, st0
        ret

fpu_root:
        fld1
        fadd    st0, st0
        fsqrt
        ret

fpu_gold:
        fld     dword [five]
        fsqrt
        fld1
        faddp   st1, st0
        fmul    dword [half]
        ret

fpu_ln: fldln2
        ret

fpu_sum:
        fldz
        mov     cx, 20000
.next:  mov     [fpu_word], cx
        fild    word [fpu_word]
        fmul    st0, st0
        fld1
        fdivrp  st1, st0
        faddp   st1, st0
        loop    .next
        ret

fpu_third_24:
        mov     ax, 007Fh
        jmp     fpu_third
fpu_third_53:
        mov     ax, 027Fh
        jmp     fpu_third
fpu_third_64:
        mov     ax, 037Fh
fpu_third:
        mov     [fpu_word], ax
        fldcw   [fpu_word]
        fld1
        fdiv    dword [three]
        fnstcw  [fpu_word]
        mov     word [fpu_word], 037Fh
        fldcw   [fpu_word]
        ret

; Writes ST0 at DX: one digit, the point, seventeen digits.
put_number:
        fmul    qword [ten17]
        fbstp   [fpu_digits]
        fwait
        mov     si, fpu_digits + 8
        mov     bl, [si]
        push    bx
        mov     cl, 4
        shr     bl, cl
        mov     ah, C_STRONG
        call    puthex4
        mov     al, '.'
        call    putc
        pop     bx
        call    puthex4
        mov     cx, 8
.byte:  dec     si
        mov     bl, [si]
        call    puthex8
        loop    .byte
        ret

fpu_word        dw 0
fpu_digits      times 10 db 0
quarter         dd 0.25
half            dd 0.5
three           dd 3.0
five            dd 5.0
ten17           dq 1.0e17
