; Hardware interrupts that have no service file of their own, and those nobody expected.

; IRQ 0: the time of day and the floppy motors; 1573040 ticks make a day.
int08:
        push    ax
        push    dx
        push    ds
        mov     ax, BDA
        mov     ds, ax
        inc     word [BDA_TICKS]
        jnz     .low
        inc     word [BDA_TICKS + 2]
.low:
        cmp     word [BDA_TICKS + 2], 0x0018
        jne     .same_day
        cmp     word [BDA_TICKS], 0x00B0
        jne     .same_day
        xor     ax, ax
        mov     [BDA_TICKS], ax
        mov     [BDA_TICKS + 2], ax
        inc     byte [BDA_MIDNIGHT]
.same_day:
        cmp     byte [BDA_FDMOTORTIME], 0
        je      .no_motor
        dec     byte [BDA_FDMOTORTIME]
        jnz     .no_motor
        and     byte [BDA_FDMOTOR], 0xF0
        mov     al, 0x0C                ; DMA and IRQ gate on, no reset, motors off
        mov     dx, FDC_DOR
        out     dx, al
.no_motor:
        int     0x1C
        call    eoi_master
        pop     ds
        pop     dx
        pop     ax
        iret

; IRQ 8: the clock's periodic interrupt serves INT 15h/83h and 86h, its alarm INT 4Ah.
int70:
        push    ax
        push    ds
        mov     ax, BDA
        mov     ds, ax
        mov     al, CMOS_STATUSC
        call    cmos_read
        mov     ah, al
        mov     al, CMOS_STATUSB
        call    cmos_read
        and     ah, al                  ; only what is enabled
        test    ah, 0x40
        jz      .no_period
        call    wait_period
.no_period:
        test    ah, 0x20
        jz      .no_alarm
        sti
        int     0x4A
        cli
.no_alarm:
        call    eoi_slave
        pop     ds
        pop     ax
        iret

; IRQ 9 is the old IRQ 2: hand it on to who took vector 0Ah.
int71:
        push    ax
        mov     al, 0x20
        out     PIC2, al
        pop     ax
        int     0x0A
        iret

; IRQ 13: coprocessor error; clear its latch and report it as the PC did, through INT 02h.
int75:
        push    ax
        xor     al, al
        out     0xF0, al
        call    eoi_slave
        pop     ax
        int     0x02
        iret

; IRQ 14 and 15: a disk is done. The driver polls; a program that waits sees the flag and the post.
int76:
        push    ax
        push    ds
        mov     ax, BDA
        mov     ds, ax
        mov     byte [BDA_HDINTFLAG], 0xFF
        call    eoi_slave
        sti
        mov     ax, 0x9100
        int     0x15
        pop     ds
        pop     ax
        iret
int77:
        call    eoi_slave
        iret

; An IRQ nobody serves. IRQ 7 and 15 may be spurious: then no in-service bit is set and an end of
; interrupt would hit another one (8259A data sheet, "In-service register").
dummy_master:
        push    ax
        mov     al, 0x0B                ; OCW3: next read gives the in-service register
        out     PIC1, al
        jmp     short $+2
        in      al, PIC1
        test    al, al
        jz      .spurious
        call    eoi_master
.spurious:
        pop     ax
        iret
dummy_slave:
        push    ax
        mov     al, 0x0B
        out     PIC2, al
        jmp     short $+2
        in      al, PIC2
        test    al, al
        jz      .spurious
        mov     al, 0x20
        out     PIC2, al
.spurious:
        mov     al, 0x20
        out     PIC1, al
        pop     ax
        iret

; A software interrupt or exception without a service.
dummy_interrupt:
        iret

; INT 02h: memory parity or channel check. The lines are acknowledged, the machine goes on.
nmi:
        push    ax
        in      al, PORTB
        test    al, 0xC0
        jz      .done
        or      al, 0x0C
        out     PORTB, al
        and     al, 0xF3
        out     PORTB, al
.done:
        pop     ax
        iret
