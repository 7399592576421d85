; INT 17h: parallel printers. Status in AH: 7 not busy, 6 acknowledge, 5 out of paper, 4 selected,
; 3 error, 0 time-out.

int17:
        ENTER_SERVICE
        sti
        cmp     dx, 3
        jae     .leave
        mov     si, dx
        mov     cl, [BDA_LPTTIMEOUT + si]
        shl     si, 1
        mov     dx, [BDA_LPT + si]
        test    dx, dx
        jz      .leave
        cmp     ah, 1
        jb      .print
        je      .init
        cmp     ah, 2
        je      .status
.leave:
        LEAVE_SERVICE
; 00h: print AL
.print:
        out     dx, al
        inc     dx
        mov     ch, 0                   ; time-out in seconds, about
        mov     ax, 1000
        push    dx
        mul     cx
        pop     dx
        mov     cx, ax
        inc     cx
        call    timeout_start
.busy:
        in      al, dx
        test    al, 0x80
        jnz     .strobe
        call    timeout_step
        jnc     .busy
        dec     dx
        call    .read_status
        or      ah, 0x01
        jmp     .store
.strobe:
        inc     dx
        in      al, dx
        and     al, 0xFE
        or      al, 0x01
        out     dx, al
        mov     cx, 1
        call    delay_toggles
        and     al, 0xFE
        out     dx, al
        sub     dx, 2
        jmp     .status
; 01h: reset the printer
.init:
        add     dx, 2
        mov     al, 0x08
        out     dx, al
        mov     cx, 4
        call    delay_toggles
        mov     al, 0x0C
        out     dx, al
        sub     dx, 2
; 02h: status
.status:
        call    .read_status
.store:
        mov     [bp + caller.ah], ah
        LEAVE_SERVICE
; in: DX = base; out: AH
.read_status:
        inc     dx
        in      al, dx
        dec     dx
        mov     ah, al
        and     ah, 0xF8
        xor     ah, 0x48                ; acknowledge and error are active low
        ret
