; Chips brought to the state in which the services find them.

; Both 8237A: master clear, channel 4 in cascade mode, all requests of the first unmasked except
; that each channel is masked until a driver programs it (master clear does that).
init_dma:
        out     0x0D, al
        out     0xDA, al
        mov     al, 0xC0                ; channel 4: cascade
        out     0xD6, al
        xor     al, al
        out     0xD4, al                ; unmask channel 4
        ret

; 8254: channel 0 ticks at 18.2 Hz, channel 1 requests refresh each 15 us, channel 2 is silent.
init_pit:
        mov     al, 0x36                ; channel 0, two bytes, mode 3
        out     PITCTL, al
        xor     al, al
        out     PIT0, al
        out     PIT0, al
        mov     al, 0x54                ; channel 1, low byte, mode 2
        out     PITCTL, al
        mov     al, 18
        out     PIT1, al
        mov     al, 0xB6                ; channel 2, two bytes, mode 3
        out     PITCTL, al
        mov     al, 0x33
        out     PIT2, al
        mov     al, 0x05
        out     PIT2, al
        in      al, PORTB
        and     al, 0xFC                ; gate and data of the speaker off
        out     PORTB, al
        ret

; Both 8259A: edge triggered, cascaded on IR2, vectors 08h and 70h. Open are the timer, keyboard,
; cascade and floppy lines, and of the slave the clock, mouse and disk lines.
init_pics:
        mov     al, 0x11                ; ICW1: ICW4 follows
        out     PIC1, al
        out     PIC2, al
        mov     al, 0x08                ; ICW2
        out     PIC1 + 1, al
        mov     al, 0x70
        out     PIC2 + 1, al
        mov     al, 0x04                ; ICW3: slave on IR2
        out     PIC1 + 1, al
        mov     al, 0x02
        out     PIC2 + 1, al
        mov     al, 0x01                ; ICW4: 8086 mode
        out     PIC1 + 1, al
        out     PIC2 + 1, al
        mov     al, 0xB8                ; OCW1
        out     PIC1 + 1, al
        mov     al, 0x2E
        out     PIC2 + 1, al
        ret

; MC146818: 32.768 kHz time base, 1024 Hz rate, 24-hour BCD, no interrupts.
init_rtc:
        mov     ax, 0x2600 + CMOS_STATUSA
        call    cmos_write
        mov     ax, 0x0200 + CMOS_STATUSB
        call    cmos_write
        mov     al, CMOS_STATUSC        ; reading forgets what was pending
        call    cmos_read
        mov     al, CMOS_STATUSD
        jmp     cmos_read

; Serial and parallel ports: found by registers that keep what is written.
init_ports:
        mov     si, com_candidates
        mov     di, BDA_COM
        xor     bx, bx                  ; BL = serial ports, BH = parallel ports
.com:
        cs lodsw
        test    ax, ax
        jz      .coms_done
        mov     dx, ax
        call    probe_uart
        jnc     .com
        mov     [di], dx
        inc     di
        inc     di
        inc     bl
        jmp     .com
.coms_done:
        mov     di, BDA_LPT
.lpt:
        cs lodsw
        test    ax, ax
        jz      .lpts_done
        mov     dx, ax
        mov     al, 0xAA
        out     dx, al
        jmp     short $+2
        in      al, dx
        cmp     al, 0xAA
        jne     .lpt
        mov     [di], dx
        inc     di
        inc     di
        inc     bh
        add     dx, 2
        mov     al, 0x08                ; take the printer out of reset
        out     dx, al
        add     dx, 2
        jmp     .lpt
.lpts_done:
        mov     ax, 0x1414
        mov     [BDA_LPTTIMEOUT], ax
        mov     [BDA_LPTTIMEOUT + 2], ax
        mov     ax, 0x0101
        mov     [BDA_COMTIMEOUT], ax
        mov     [BDA_COMTIMEOUT + 2], ax
        ; equipment: bits 15-14 parallel, 11-9 serial, 7-6 floppies - 1, 5-4 video, 2 mouse,
        ; 1 coprocessor, 0 any floppy
        mov     al, CMOS_EQUIPMENT
        call    cmos_read
        mov     ah, 0
        and     al, 0x02
        mov     cl, 6
        shl     bh, cl
        shl     bl, 1
        or      ah, bh
        or      ah, bl
        or      al, 0x20                ; 80 columns, colour: the video BIOS corrects it
        mov     [BDA_EQUIPMENT], ax
        mov     word [BDA_KBSTART], BDA_KBBUF
        mov     word [BDA_KBEND], BDA_KBBUF + 32
        mov     word [BDA_KBHEAD], BDA_KBBUF
        mov     word [BDA_KBTAIL], BDA_KBBUF
        ret

com_candidates:
        dw      0x3F8, 0x2F8, 0x3E8, 0x2E8, 0
        dw      0x378, 0x278, 0x3BC, 0  ; parallel ports, the same way

; in: DX = base; out: CF = 1 if the interrupt identification and enable registers behave like a
; 8250's or 16550's
probe_uart:
        push    dx
        inc     dx                      ; interrupt enable: the upper four bits stay zero
        mov     al, 0xF2
        out     dx, al
        jmp     short $+2
        in      al, dx
        cmp     al, 0x02
        mov     al, 0
        out     dx, al
        jne     .no
        inc     dx                      ; interrupt identification: bits 5-4 stay zero
        in      al, dx
        and     al, 0x30
        jnz     .no
        pop     dx
        stc
        ret
.no:
        pop     dx
        clc
        ret

; The day's ticks from the clock: ticks = seconds * 18.2065 (1193182 / 65536).
ticks_from_rtc:
        mov     ah, 2
        int     0x1A
        jc      .no_clock
        mov     al, ch
        call    bcd_to_binary
        mov     bl, 60
        mul     bl                      ; minutes of the hours
        mov     bx, ax
        mov     al, cl
        call    bcd_to_binary
        mov     ah, 0
        add     bx, ax                  ; BX = minutes
        mov     al, dh
        call    bcd_to_binary
        mov     ah, 0
        mov     si, ax                  ; SI = seconds
        ; ticks = minutes * 1092.39 + seconds * 18.2065, with the fractions as /100 and /10000
        mov     ax, bx
        mov     cx, 39
        mul     cx
        mov     cx, 100
        div     cx
        mov     di, ax                  ; minutes * 0.39
        mov     ax, bx
        mov     cx, 1092
        mul     cx
        add     ax, di
        adc     dx, 0
        mov     bx, ax
        mov     di, dx
        mov     ax, si
        mov     cx, 182
        mul     cx
        mov     cx, 10
        div     cx
        add     ax, bx
        adc     di, 0
        cli
        mov     [BDA_TICKS], ax
        mov     [BDA_TICKS + 2], di
        sti
.no_clock:
        ret

; in: AL = two BCD digits; out: AL = binary (AH lost)
bcd_to_binary:
        push    cx
        mov     ah, al
        and     al, 0x0F
        mov     cl, 4
        shr     ah, cl
        xchg    al, ah
        mov     ch, ah
        mov     cl, 10
        mul     cl
        add     al, ch
        pop     cx
        ret
