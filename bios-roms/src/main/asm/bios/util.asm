; Small parts that the services share: time-outs, CMOS, text output.

; Time-outs are read off channel 0 of the 8254, which POST leaves in mode 3: its count falls by two
; 1193182 times a second. A loop that polls keeps BX and CX for this and calls timeout_step each
; time round. A program that reloaded the channel with another divisor makes time-outs inexact by a
; factor of two, no more: an implausible step, as a reload looks like, counts as one millisecond.
COUNTS_PER_MS   equ 2386
LARGEST_STEP    equ 0x4000

; in: CX = milliseconds; out: BX set up
timeout_start:
        push    ax
        call    timer_count
        mov     bx, ax
        pop     ax
        ret

; out: CF = 1 when the time is over
timeout_step:
        push    ax
        push    dx
        call    timer_count
        mov     dx, bx
        sub     dx, ax                  ; counts since BX
        cmp     dx, COUNTS_PER_MS
        jb      .running
        cmp     dx, LARGEST_STEP
        ja      .rebase
        mov     ax, bx
        sub     ax, COUNTS_PER_MS
.rebase:
        mov     bx, ax
        dec     cx
        stc
        jz      .done
.running:
        clc
.done:
        pop     dx
        pop     ax
        ret

; out: AX = count of channel 0
timer_count:
        pushf
        cli                             ; nobody else between the latch and the two reads
        mov     al, 0x00
        out     PITCTL, al
        in      al, PIT0
        mov     ah, al
        in      al, PIT0
        xchg    al, ah
        popf
        ret

; in: CX = milliseconds to wait
delay_ms:
        push    bx
        push    cx
        call    timeout_start
.more:
        call    timeout_step
        jnc     .more
        pop     cx
        pop     bx
        ret

; in: CX = refresh toggles (15.085 us each) to wait
delay_toggles:
        push    ax
        in      al, PORTB
        and     al, 0x10
        mov     ah, al
.more:
        in      al, PORTB
        and     al, 0x10
        cmp     al, ah
        je      .more
        mov     ah, al
        loop    .more
        pop     ax
        ret

; in: AL = register; out: AL = value
cmos_read:
        out     CMOS_INDEX, al
        jmp     short $+2
        in      al, CMOS_DATA
        ret

; in: AL = register; out: AX = it and the next, low byte first
cmos_read_word:
        push    bx
        mov     bl, al
        call    cmos_read
        mov     bh, al
        mov     al, bl
        inc     al
        call    cmos_read
        mov     ah, al
        mov     al, bh
        pop     bx
        ret

; in: AL = register, AH = value
cmos_write:
        out     CMOS_INDEX, al
        jmp     short $+2
        xchg    al, ah
        out     CMOS_DATA, al
        xchg    al, ah
        ret

; out: ES = extended BIOS data area (DS = BIOS data area)
ebda_es:
        mov     es, [BDA_EBDA]
        ret

; End of interrupt, for IRQ 0-7 and for IRQ 8-15
eoi_slave:
        push    ax
        mov     al, 0x20
        out     PIC2, al
        out     PIC1, al
        pop     ax
        ret
eoi_master:
        push    ax
        mov     al, 0x20
        out     PIC1, al
        pop     ax
        ret

; in: CS:SI = text that ends in 0; to the screen and to the debug port
print:
        push    ax
        push    bx
.next:
        cs lodsb
        test    al, al
        jz      .done
        call    print_char
        jmp     .next
.done:
        pop     bx
        pop     ax
        ret

; in: AL = character
print_char:
        push    ax
        push    bx
        out     DEBUG_PORT, al
        mov     ah, 0x0E
        mov     bx, 0x0007
        int     0x10
        pop     bx
        pop     ax
        ret

; in: AX = number, printed in decimal without leading zeros
print_number:
        push    ax
        push    bx
        push    cx
        push    dx
        mov     bx, 10
        xor     cx, cx
.divide:
        xor     dx, dx
        div     bx
        push    dx
        inc     cx
        test    ax, ax
        jnz     .divide
.digit:
        pop     ax
        add     al, '0'
        call    print_char
        loop    .digit
        pop     dx
        pop     cx
        pop     bx
        pop     ax
        ret
