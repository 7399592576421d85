; INT 15h/83h and 86h: waits on the clock's periodic interrupt, 1024 times a second.

RTC_PERIOD_US   equ 977
SHORT_WAIT_US   equ 2000                ; below this the refresh request is the better ruler

; Called by INT 70h, DS = BIOS data area: one period less.
wait_period:
        test    byte [BDA_WAITACTIVE], 1
        jz      .stop
        sub     word [BDA_WAITCOUNT], RTC_PERIOD_US
        sbb     word [BDA_WAITCOUNT + 2], 0
        jnc     .more
        mov     byte [BDA_WAITACTIVE], 0
        push    ds
        push    bx
        lds     bx, [BDA_WAITPTR]
        or      byte [bx], 0x80
        pop     bx
        pop     ds
.stop:
        call    wait_periodic_off
.more:
        ret

wait_periodic_off:
        push    ax
        mov     al, CMOS_STATUSB
        call    cmos_read
        and     al, 0xBF
        mov     ah, al
        mov     al, CMOS_STATUSB
        call    cmos_write
        pop     ax
        ret

; in: CX:DX = microseconds, ES:BX = byte whose bit 7 is set at the end. CF = 1 if one runs already
wait_begin:
        cli
        test    byte [BDA_WAITACTIVE], 1
        stc
        jnz     .done
        mov     byte [BDA_WAITACTIVE], 1
        mov     [BDA_WAITPTR], bx
        mov     [BDA_WAITPTR + 2], es
        mov     [BDA_WAITCOUNT], dx
        mov     [BDA_WAITCOUNT + 2], cx
        in      al, PIC2 + 1
        and     al, 0xFE
        out     PIC2 + 1, al
        mov     al, CMOS_STATUSB
        call    cmos_read
        or      al, 0x40
        mov     ah, al
        mov     al, CMOS_STATUSB
        call    cmos_write
        mov     al, CMOS_STATUSC
        call    cmos_read
        clc
.done:
        sti
        ret

; 83h: AL = 0 start, 1 cancel
int15_event_wait:
        cmp     al, 1
        je      .cancel
        call    wait_begin
        jnc     .good
        jmp     int15_fail_same
.cancel:
        cli
        mov     byte [BDA_WAITACTIVE], 0
        call    wait_periodic_off
        sti
.good:
        jmp     int15_good

; 86h: come back after CX:DX microseconds
int15_wait:
        test    cx, cx
        jnz     .long
        cmp     dx, SHORT_WAIT_US
        ja      .long
        mov     ax, dx
        xor     dx, dx
        mov     bx, 15
        div     bx
        inc     ax
        mov     cx, ax
        call    delay_toggles
        jmp     int15_good
.long:
        push    ds
        pop     es
        mov     bx, BDA_WAITACTIVE      ; bit 7 of it is the flag
        call    wait_begin
        jc      .busy
.rest:
        cli
        test    byte [BDA_WAITACTIVE], 0x80
        jnz     .over
        sti
        hlt
        jmp     .rest
.over:
        and     byte [BDA_WAITACTIVE], 0x7F
        sti
        jmp     int15_good
.busy:
        jmp     int15_fail_same
