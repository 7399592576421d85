; INT 1Ah: time of day and the real-time clock (MC146818A data sheet: register A bit 7 is "update in
; progress"; registers are BCD because POST set register B so).

int1a:
        cmp     ah, 0xB1
        je      .pci
        ENTER_SERVICE
        cmp     ah, 7
        ja      .unknown
        mov     bl, ah
        mov     bh, 0
        shl     bx, 1
        jmp     [cs:.table + bx]
.table:
        dw      .get_ticks, .set_ticks, .get_time, .set_time
        dw      .get_date, .set_date, .set_alarm, .clear_alarm
.pci:
        push    ax
        push    ds
        push    es
        mov     ax, BDA
        mov     ds, ax
        call    ebda_es
        test    byte [es:EBDA_PCI], 1
        pop     es
        pop     ds
        pop     ax
        jnz     int1a_pci
        ENTER_SERVICE
.unknown:
        sti
.fail:
        CALLER_CARRY_ON
        LEAVE_SERVICE
.good:
        CALLER_CARRY_OFF
        LEAVE_SERVICE

; 00h: ticks since midnight in CX:DX, AL = midnights passed
.get_ticks:
        mov     ax, [BDA_TICKS + 2]
        mov     [bp + caller.cx], ax
        mov     ax, [BDA_TICKS]
        mov     [bp + caller.dx], ax
        mov     al, 0
        xchg    al, [BDA_MIDNIGHT]
        mov     ah, 0
        mov     [bp + caller.ax], ax
        jmp     .good
; 01h: set them
.set_ticks:
        mov     [BDA_TICKS + 2], cx
        mov     [BDA_TICKS], dx
        mov     byte [BDA_MIDNIGHT], 0
        mov     byte [bp + caller.ah], 0
        jmp     .good
; 02h: CH hours, CL minutes, DH seconds, DL daylight saving
.get_time:
        call    rtc_wait
        jc      .fail
        mov     al, 4
        call    cmos_read
        mov     [bp + caller.ch], al
        mov     al, 2
        call    cmos_read
        mov     [bp + caller.cl], al
        mov     al, 0
        call    cmos_read
        mov     [bp + caller.dh], al
        mov     al, CMOS_STATUSB
        call    cmos_read
        and     al, 1
        mov     [bp + caller.dl], al
        jmp     .clear_ah
; 03h
.set_time:
        call    rtc_stop
        mov     ah, [bp + caller.dh]
        mov     al, 0
        call    cmos_write
        mov     ah, [bp + caller.cl]
        mov     al, 2
        call    cmos_write
        mov     ah, [bp + caller.ch]
        mov     al, 4
        call    cmos_write
        mov     al, CMOS_STATUSB
        call    cmos_read
        and     al, 0x7E
        mov     ah, [bp + caller.dl]
        and     ah, 1
        or      al, ah
        jmp     .restart
; 04h: CH century, CL year, DH month, DL day
.get_date:
        call    rtc_wait
        jc      .fail
        mov     al, CMOS_CENTURY
        call    cmos_read
        mov     [bp + caller.ch], al
        mov     al, 9
        call    cmos_read
        mov     [bp + caller.cl], al
        mov     al, 8
        call    cmos_read
        mov     [bp + caller.dh], al
        mov     al, 7
        call    cmos_read
        mov     [bp + caller.dl], al
.clear_ah:
        mov     byte [bp + caller.ah], 0
        jmp     .good
; 05h
.set_date:
        call    rtc_stop
        mov     ah, [bp + caller.ch]
        mov     al, CMOS_CENTURY
        call    cmos_write
        mov     ah, [bp + caller.cl]
        mov     al, 9
        call    cmos_write
        mov     ah, [bp + caller.dh]
        mov     al, 8
        call    cmos_write
        mov     ah, [bp + caller.dl]
        mov     al, 7
        call    cmos_write
        mov     al, CMOS_STATUSB
        call    cmos_read
        and     al, 0x7F
.restart:
        mov     ah, al
        mov     al, CMOS_STATUSB
        call    cmos_write
        jmp     .clear_ah
; 06h: alarm at CH:CL:DH through INT 4Ah; CF = 1 if one is set already
.set_alarm:
        mov     al, CMOS_STATUSB
        call    cmos_read
        test    al, 0x20
        jnz     .alarm_busy
        call    rtc_wait
        jc      .alarm_busy
        mov     ah, [bp + caller.dh]
        mov     al, 1
        call    cmos_write
        mov     ah, [bp + caller.cl]
        mov     al, 3
        call    cmos_write
        mov     ah, [bp + caller.ch]
        mov     al, 5
        call    cmos_write
        in      al, PIC2 + 1
        and     al, 0xFE
        out     PIC2 + 1, al
        mov     al, CMOS_STATUSB
        call    cmos_read
        or      al, 0x20
        and     al, 0x7F
        jmp     .restart
.alarm_busy:
        mov     word [bp + caller.ax], 0
        jmp     .fail
; 07h: no more alarm
.clear_alarm:
        mov     al, CMOS_STATUSB
        call    cmos_read
        and     al, 0x57                ; SET and AIE off
        jmp     .restart

; Until no update is in progress: at most 2228 us. out: CF = 1 if the clock stands
rtc_wait:
        push    bx
        push    cx
        mov     cx, 4
        call    timeout_start
.poll:
        mov     al, CMOS_STATUSA
        call    cmos_read
        test    al, 0x80
        jz      .ready                  ; CF = 0
        call    timeout_step
        jnc     .poll
.ready:
        pop     cx
        pop     bx
        ret

; Hold the clock to set it, with the divider running
rtc_stop:
        mov     ax, 0x2600 + CMOS_STATUSA
        call    cmos_write
        mov     al, CMOS_STATUSB
        call    cmos_read
        or      al, 0x80
        mov     ah, al
        mov     al, CMOS_STATUSB
        jmp     cmos_write
