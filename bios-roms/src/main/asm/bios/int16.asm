; INT 16h: keyboard services.

int16:
        ENTER_SERVICE
        sti
        cmp     ah, 0x12
        ja      .unknown
        mov     bl, ah
        mov     bh, 0
        shl     bx, 1
        jmp     [cs:.table + bx]
.table:
        dw      .read, .status, .shifts, .rate, .unknown, .push, .unknown, .unknown
        dw      .unknown, .capabilities, .id, .unknown, .unknown, .unknown, .unknown, .unknown
        dw      .read_extended, .status_extended, .shifts_extended
.unknown:
        LEAVE_SERVICE

; 00h: wait for a key of the 84-key set
.read:
        call    key_wait
        call    key_classic
        jc      .read                   ; unknown to old programs: dropped
        mov     [bp + caller.ax], ax
        LEAVE_SERVICE
; 10h: wait for any key
.read_extended:
        call    key_wait
        call    key_extended
        mov     [bp + caller.ax], ax
        LEAVE_SERVICE
; 01h: look for a key; ZF = 1 if there is none
.status:
        call    key_peek
        jz      .status_none
        call    key_classic
        jnc     .status_found
        call    key_take                ; drop it and look again
        jmp     .status
.status_extended:
        call    key_peek
        jz      .status_none
        call    key_extended
.status_found:
        mov     [bp + caller.ax], ax
        and     byte [bp + caller.flags], ~0x40 & 0xFF
        LEAVE_SERVICE
.status_none:
        or      byte [bp + caller.flags], 0x40
        LEAVE_SERVICE
; 02h: shift state
.shifts:
        mov     al, [BDA_KBFLAGS]
        mov     [bp + caller.al], al
        LEAVE_SERVICE
; 12h: shift state and keys held; AH: SysRq, Caps, Num, Scroll, right Alt, right Ctrl, left Alt,
; left Ctrl from bit 7 down
.shifts_extended:
        mov     al, [BDA_KBFLAGS]
        mov     ah, [BDA_KBFLAGS2]
        mov     bl, ah
        and     ah, 0x73
        test    bl, KB2_SYSREQ
        jz      .no_sysreq
        or      ah, 0x80
.no_sysreq:
        mov     bl, [BDA_KBFLAGS3]
        and     bl, KB3_RCTRL | KB3_RALT
        or      ah, bl
        mov     [bp + caller.ax], ax
        LEAVE_SERVICE
; 03h: typematic rate and delay. AL = 5: BH = delay, BL = rate; AL = 0: the default
.rate:
        mov     bx, [bp + caller.bx]
        cmp     al, 5
        je      .rate_set
        test    al, al
        jnz     .unknown
        mov     bx, 0x010B              ; 500 ms, 10.9 characters a second
.rate_set:
        cmp     bh, 3
        ja      .unknown
        cmp     bl, 0x1F
        ja      .unknown
        mov     cl, 5
        shl     bh, cl
        or      bl, bh
        call    keyboard_rate
        LEAVE_SERVICE
; 05h: CX into the buffer; AL = 1 if it is full
.push:
        mov     ax, cx
        cli
        call    key_push
        mov     byte [bp + caller.al], 0
        jnc     .pushed
        mov     byte [bp + caller.al], 1
.pushed:
        LEAVE_SERVICE
; 09h: what is supported: 10h-12h (bit 5), 0Ah (4), 03h/05h (2), 03h/00h (0)
.capabilities:
        mov     byte [bp + caller.al], 0x35
        LEAVE_SERVICE
; 0Ah: identification of a 101/102-key keyboard behind the translating controller
.id:
        mov     word [bp + caller.bx], 0x41AB
        LEAVE_SERVICE

; out: AX = key, taken out of the buffer. The processor rests while there is none.
key_wait:
        mov     ax, 0x9002              ; a multitasker may run something else
        cli
        mov     bx, [BDA_KBHEAD]
        cmp     bx, [BDA_KBTAIL]
        jne     .take
        sti
        int     0x15
.rest:
        cli
        mov     bx, [BDA_KBHEAD]
        cmp     bx, [BDA_KBTAIL]
        jne     .take
        sti
        hlt
        jmp     .rest
.take:
        call    key_take
        sti
        ret

; out: ZF = 1 if the buffer is empty, else AX = first key
key_peek:
        cli
        mov     bx, [BDA_KBHEAD]
        mov     ax, [bx]
        cmp     bx, [BDA_KBTAIL]
        sti
        ret

; out: AX = first key, removed
key_take:
        mov     bx, [BDA_KBHEAD]
        mov     ax, [bx]
        inc     bx
        inc     bx
        cmp     bx, [BDA_KBEND]
        jb      .inside
        mov     bx, [BDA_KBSTART]
.inside:
        mov     [BDA_KBHEAD], bx
        ret

; As key_store, without a beep and without a word to INT 15h. in: AX; out: CF = 1 if full
key_push:
        mov     bx, [BDA_KBTAIL]
        mov     si, bx
        inc     si
        inc     si
        cmp     si, [BDA_KBEND]
        jb      .inside
        mov     si, [BDA_KBSTART]
.inside:
        cmp     si, [BDA_KBHEAD]
        stc
        je      .done
        mov     [bx], ax
        mov     [BDA_KBTAIL], si
        clc
.done:
        ret

; The words of the 101-key set as the 84-key set knows them; CF = 1 if it does not
key_classic:
        cmp     ah, 0xE0                ; grey Enter and /
        jne     .not_e0
        mov     ah, 0x1C
        cmp     al, 0x2F
        jne     .known
        mov     ah, 0x35
        jmp     .known
.not_e0:
        cmp     ah, 0x84                ; codes above Ctrl-PgUp are new
        ja      .unknown
        cmp     al, 0xE0
        jne     .known
        test    ah, ah
        jz      .known
        mov     al, 0
.known:
        clc
        ret
.unknown:
        stc
        ret

; 10h and 11h hand the words out as they are; only F0h, a grey key's mark, becomes zero
key_extended:
        cmp     al, 0xF0
        jne     .same
        test    ah, ah
        jz      .same
        mov     al, 0
.same:
        ret

; in: BL = typematic byte. Interrupts are off and the acknowledgements polled.
keyboard_rate:
        cli
        mov     al, 0xAD
        call    kbc_command
        mov     al, 0xAE
        call    kbc_command
        mov     al, 0xF3
        call    kbd_send
        jc      .done
        mov     al, bl
        call    kbd_send
.done:
        sti
        ret
