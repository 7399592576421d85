; INT 14h: serial ports (16550 data sheet, National Semiconductor PC16550D, section 8 for registers).

UART_LCR        equ 3
UART_MCR        equ 4
UART_LSR        equ 5
UART_MSR        equ 6
LSR_DATA        equ 0x01
LSR_EMPTY       equ 0x20

int14:
        ENTER_SERVICE
        sti
        cmp     dx, 4
        jae     .leave
        mov     si, dx
        mov     cl, [BDA_COMTIMEOUT + si]
        shl     si, 1
        mov     dx, [BDA_COM + si]
        test    dx, dx
        jz      .leave
        cmp     ah, 1
        jb      .init
        je      .send
        cmp     ah, 3
        jb      .receive
        je      .status
        cmp     ah, 5
        jb      .extended_init
        je      .modem
.leave:
        LEAVE_SERVICE

; 00h: AL = rate (bits 7-5), parity (4-3), stop bits (2), length (1-0)
.init:
        mov     bl, al
        mov     cl, 5
        shr     bl, cl
        mov     bh, 0
        shl     bx, 1
        mov     bx, [cs:entry_baud_table + bx]
        and     al, 0x1F
        call    .program
        jmp     .status
; 04h: AL break, BH parity, BL stop bits, CH length, CL rate up to 19200 (8)
.extended_init:
        mov     bx, [bp + caller.bx]
        mov     cx, [bp + caller.cx]
        mov     al, [.parities + 0]
        cmp     bh, 4
        ja      .leave
        cmp     cl, 8
        ja      .leave
        mov     al, bh
        mov     bh, 0
        push    bx
        mov     bl, al
        mov     al, [cs:.parities + bx]
        pop     bx
        test    bl, bl
        jz      .one_stop
        or      al, 0x04
.one_stop:
        and     ch, 3
        or      al, ch
        cmp     byte [bp + caller.al], 0
        je      .no_break
        or      al, 0x40
.no_break:
        mov     bl, cl
        mov     bh, 0
        shl     bx, 1
        mov     bx, [cs:.rates + bx]
        call    .program
        jmp     .status
.parities:
        db      0x00, 0x08, 0x18, 0x28, 0x38
.rates:
        dw      1047, 768, 384, 192, 96, 48, 24, 12, 6
; in: AL = line control, BX = divisor, DX = base
.program:
        push    dx
        mov     ah, al
        add     dx, UART_LCR
        mov     al, 0x80                ; divisor latch
        out     dx, al
        sub     dx, UART_LCR
        mov     al, bl
        out     dx, al
        inc     dx
        mov     al, bh
        out     dx, al
        add     dx, UART_LCR - 1
        mov     al, ah
        out     dx, al
        sub     dx, UART_LCR - 1
        mov     al, 0                   ; no interrupts
        out     dx, al
        pop     dx
        ret
; 01h: send AL
.send:
        mov     bl, 0x03                ; DTR and RTS
        call    .modem_lines
        mov     bx, (0x30 << 8) | UART_MSR
        call    .wait
        jc      .late
        mov     bx, (LSR_EMPTY << 8) | UART_LSR
        call    .wait
        jc      .late
        mov     al, [bp + caller.al]
        out     dx, al
        mov     [bp + caller.ah], ah
        LEAVE_SERVICE
; 02h: receive into AL
.receive:
        mov     bl, 0x01                ; DTR
        call    .modem_lines
        mov     bx, (0x20 << 8) | UART_MSR
        call    .wait
        jc      .late
        mov     bx, (LSR_DATA << 8) | UART_LSR
        call    .wait
        jc      .late
        in      al, dx
        and     ah, 0x1E
        mov     [bp + caller.ax], ax
        LEAVE_SERVICE
.late:
        or      ah, 0x80
        mov     [bp + caller.ah], ah
        LEAVE_SERVICE
; 03h: line status in AH, modem status in AL
.status:
        push    dx
        add     dx, UART_LSR
        in      al, dx
        mov     ah, al
        inc     dx
        in      al, dx
        mov     [bp + caller.ax], ax
        pop     dx
        LEAVE_SERVICE
; 05h: modem control, AL = 0 read, 1 write BL
.modem:
        push    dx
        add     dx, UART_MCR
        cmp     byte [bp + caller.al], 1
        jne     .modem_read
        mov     al, [bp + caller.bl]
        and     al, 0x1F
        out     dx, al
.modem_read:
        in      al, dx
        mov     [bp + caller.bl], al
        pop     dx
        jmp     .status
.modem_lines:
        push    dx
        add     dx, UART_MCR
        in      al, dx
        or      al, bl
        out     dx, al
        pop     dx
        ret
; Wait until all bits BH of register BL are set. in: CL = time-out, half seconds.
; out: AH = the register, CF = 1 when it took too long
.wait:
        push    cx
        push    dx
        push    si
        mov     al, bl
        cbw
        add     dx, ax
        mov     si, bx                  ; bits in the upper half
        mov     ch, 0
        mov     ax, 500
        xchg    ax, cx
        push    dx
        mul     cx
        pop     dx
        mov     cx, ax
        inc     cx
        call    timeout_start
.poll:
        in      al, dx
        mov     ah, al
        push    bx
        mov     bx, si
        and     al, bh
        cmp     al, bh
        pop     bx
        je      .ready
        call    timeout_step
        jnc     .poll
.ready:                                 ; CF = 0 after an equal comparison
        pop     si
        pop     dx
        pop     cx
        ret
