; INT 09h: a byte from the keyboard, scan code set 1 (the controller translates).

; Shift state, BDA_KBFLAGS
KB_RSHIFT       equ 0x01
KB_LSHIFT       equ 0x02
KB_CTRL         equ 0x04
KB_ALT          equ 0x08
KB_SCROLL       equ 0x10
KB_NUM          equ 0x20
KB_CAPS         equ 0x40
KB_INS          equ 0x80
; Keys held, BDA_KBFLAGS2
KB2_LCTRL       equ 0x01
KB2_LALT        equ 0x02
KB2_SYSREQ      equ 0x04
KB2_PAUSE       equ 0x08
; BDA_KBFLAGS3
KB3_E1          equ 0x01
KB3_E0          equ 0x02
KB3_RCTRL       equ 0x04
KB3_RALT        equ 0x08
; BDA_KBLEDS
LED_SENT        equ 0x08                ; the LED byte itself is on its way
LED_ACK         equ 0x10
LED_RESEND      equ 0x20
LED_UPDATE      equ 0x40                ; EDh was sent

int09:
        ENTER_SERVICE
        in      al, KBD_STATUS
        test    al, 1                   ; nothing there: a late edge
        jz      .done
        in      al, KBD_DATA
        mov     ah, 0x4F                ; programs may change or swallow the code
        stc
        int     0x15
        jnc     .done
        call    key_byte
.done:
        cli
        call    eoi_master
        call    led_update
        LEAVE_SERVICE

key_byte:
        cmp     al, 0xFA
        jne     .not_ack
        jmp     led_acknowledged
.not_ack:
        cmp     al, 0xFE
        jne     .not_resend
        or      byte [BDA_KBLEDS], LED_RESEND
        and     byte [BDA_KBLEDS], ~(LED_UPDATE | LED_SENT) & 0xFF
        ret
.not_resend:
        cmp     al, 0xE0
        jne     .not_e0
        or      byte [BDA_KBFLAGS3], KB3_E0
        ret
.not_e0:
        cmp     al, 0xE1
        jne     .key
        or      byte [BDA_KBFLAGS3], KB3_E1
        ret
.key:
        test    al, al                  ; overrun or error in set 1
        jz      .over
        cmp     al, 0xFF
        je      .over
        mov     dl, [BDA_KBFLAGS3]      ; DL = prefixes of this key
        test    dl, KB3_E1
        jz      .plain
        ; E1 1D 45 and E1 9D C5: the Pause key; its prefix ends with the second byte
        mov     ah, al
        and     ah, 0x7F
        cmp     ah, 0x1D
        je      .over_keep
        and     byte [BDA_KBFLAGS3], ~KB3_E1 & 0xFF
        cmp     al, 0x45
        je      key_pause
        ret
.plain:
        and     byte [BDA_KBFLAGS3], ~KB3_E0 & 0xFF
        call    key_shift
        jc      .over
        test    al, al
        js      key_release
        jmp     key_press
.over:
        and     byte [BDA_KBFLAGS3], ~(KB3_E0 | KB3_E1) & 0xFF
.over_keep:
        ret

; Stop until a key that makes a character is pressed; interrupts go on.
key_pause:
        test    byte [BDA_KBFLAGS], KB_CTRL
        jnz     .out
        or      byte [BDA_KBFLAGS2], KB2_PAUSE
        call    eoi_master
        sti
.wait:
        hlt
        test    byte [BDA_KBFLAGS2], KB2_PAUSE
        jnz     .wait
        cli
        add     sp, 2                   ; the end of interrupt is done: leave INT 09h at once
        LEAVE_SERVICE
.out:
        ret

; Modifier keys. in: AL = code, DL = prefixes; out: CF = 1 if it was one
key_shift:
        mov     ah, al
        and     ah, 0x7F
        cmp     ah, 0x2A
        je      .left_shift
        cmp     ah, 0x36
        je      .right_shift
        cmp     ah, 0x1D
        je      .ctrl
        cmp     ah, 0x38
        je      .alt
        cmp     ah, 0x3A
        je      .caps
        cmp     ah, 0x45
        je      .num
        cmp     ah, 0x46
        je      .scroll
        cmp     ah, 0x52
        je      .insert
        clc
        ret
.left_shift:
        mov     ah, KB_LSHIFT
        jmp     .shift
.right_shift:
        mov     ah, KB_RSHIFT
.shift:
        test    dl, KB3_E0              ; E0 2A and E0 36 wrap the grey keys: no shift
        jnz     .taken
        mov     bx, BDA_KBFLAGS
        jmp     .hold
.ctrl:
        test    dl, KB3_E0
        mov     ah, KB2_LCTRL
        mov     bx, BDA_KBFLAGS2
        jz      .hold_ctrl
        mov     ah, KB3_RCTRL
        mov     bx, BDA_KBFLAGS3
.hold_ctrl:
        call    hold
        and     byte [BDA_KBFLAGS], ~KB_CTRL & 0xFF
        test    byte [BDA_KBFLAGS2], KB2_LCTRL
        jnz     .ctrl_down
        test    byte [BDA_KBFLAGS3], KB3_RCTRL
        jz      .taken
.ctrl_down:
        or      byte [BDA_KBFLAGS], KB_CTRL
        jmp     .taken
.alt:
        test    dl, KB3_E0
        mov     ah, KB2_LALT
        mov     bx, BDA_KBFLAGS2
        jz      .hold_alt
        mov     ah, KB3_RALT
        mov     bx, BDA_KBFLAGS3
.hold_alt:
        call    hold
        and     byte [BDA_KBFLAGS], ~KB_ALT & 0xFF
        test    byte [BDA_KBFLAGS2], KB2_LALT
        jnz     .alt_down
        test    byte [BDA_KBFLAGS3], KB3_RALT
        jz      .alt_up
.alt_down:
        or      byte [BDA_KBFLAGS], KB_ALT
        jmp     .taken
.alt_up:                                ; a number typed on the keypad under Alt is a character
        xor     ax, ax
        xchg    al, [BDA_KBALT]
        test    al, al
        jz      .taken
        call    key_store
        jmp     .taken
.caps:
        mov     ah, KB_CAPS
        jmp     .toggle
.num:
        mov     ah, KB_NUM
        test    byte [BDA_KBFLAGS], KB_CTRL     ; Ctrl-NumLock is Pause on an 84-key keyboard
        jz      .toggle
        test    al, al
        js      .taken
        test    byte [BDA_KBFLAGS3], 0x10
        jnz     .taken
        add     sp, 2
        mov     byte [BDA_KBALT], 0
        or      byte [BDA_KBFLAGS2], KB2_PAUSE
        jmp     key_pause_84
.scroll:
        test    byte [BDA_KBFLAGS], KB_CTRL     ; Ctrl-ScrollLock and E0 46 are Break
        jnz     .not_a_shift
        test    dl, KB3_E0
        jnz     .not_a_shift
        mov     ah, KB_SCROLL
        jmp     .toggle
.insert:
        test    dl, KB3_E0
        jnz     .insert_toggles
        test    byte [BDA_KBFLAGS], KB_ALT | KB_CTRL
        jnz     .not_a_shift
        test    byte [BDA_KBFLAGS], KB_NUM      ; then it is the digit 0
        jz      .insert_toggles
        test    byte [BDA_KBFLAGS], KB_LSHIFT | KB_RSHIFT
        jz      .not_a_shift
.insert_toggles:
        mov     ah, KB_INS
        call    toggle
.not_a_shift:
        clc
        ret
.toggle:
        call    toggle
        jmp     .taken
.hold:
        call    hold
.taken:
        stc
        ret

; The 84-key keyboard's Pause has no prefix; it ends like the other one.
key_pause_84:
        call    eoi_master
        sti
        jmp     key_pause.wait

; in: AL = code, AH = bit, BX = flag byte: set while the key is down
hold:
        test    al, al
        js      .up
        or      [bx], ah
        ret
.up:
        not     ah
        and     [bx], ah
        ret

; in: AL = code, AH = bit in both flag bytes: each new press turns the state round
toggle:
        test    al, al
        js      .up
        test    [BDA_KBFLAGS2], ah      ; held: this is a repetition
        jnz     .done
        or      [BDA_KBFLAGS2], ah
        xor     [BDA_KBFLAGS], ah
.done:
        ret
.up:
        not     ah
        and     [BDA_KBFLAGS2], ah
        ret

; Released keys make no character; SysRq tells INT 15h.
key_release:
        cmp     al, 0x54 | 0x80
        jne     .done
        and     byte [BDA_KBFLAGS2], ~KB2_SYSREQ & 0xFF
        mov     ax, 0x8501
        int     0x15
.done:
        ret

; in: AL = code of a key, DL = prefixes
key_press:
        test    byte [BDA_KBFLAGS2], KB2_PAUSE
        jz      .running
        and     byte [BDA_KBFLAGS2], ~KB2_PAUSE & 0xFF  ; any key ends the pause and is lost
        ret
.running:
        mov     dh, [BDA_KBFLAGS]
        cmp     al, 0x53
        je      .delete
.not_reset:
        cmp     al, 0x46
        je      key_break
        cmp     al, 0x54
        je      key_sysreq
        cmp     al, 0x37
        jne     .map
        test    dl, KB3_E0
        jnz     key_printscreen
.map:
        test    dl, KB3_E0
        jnz     key_grey
        jmp     key_map
.delete:
        mov     ah, dh
        and     ah, KB_CTRL | KB_ALT
        cmp     ah, KB_CTRL | KB_ALT
        jne     .not_reset
        mov     word [BDA_RESETFLAG], 0x1234
        mov     al, 0x20
        out     PIC1, al
        jmp     0xF000:entry_post

key_break:
        test    dh, KB_CTRL
        jz      .done
        mov     byte [BDA_BREAK], 0x80
        mov     ax, [BDA_KBSTART]
        mov     [BDA_KBHEAD], ax
        mov     [BDA_KBTAIL], ax
        int     0x1B
        xor     ax, ax
        call    key_store
.done:
        ret

key_sysreq:
        test    byte [BDA_KBFLAGS2], KB2_SYSREQ
        jnz     key_break.done
        or      byte [BDA_KBFLAGS2], KB2_SYSREQ
        mov     ax, 0x8500
        int     0x15
        ret

key_printscreen:
        test    dh, KB_CTRL
        mov     ax, 0x7200
        jnz     key_store
        test    dh, KB_ALT
        jnz     key_break.done
        call    eoi_master              ; printing takes its time
        int     0x05
        add     sp, 2
        LEAVE_SERVICE

; in: AX = scan code and character; into the ring if there is room, or a beep
key_store:
        push    bx
        push    si
        mov     bx, [BDA_KBTAIL]
        mov     si, bx
        inc     si
        inc     si
        cmp     si, [BDA_KBEND]
        jb      .inside
        mov     si, [BDA_KBSTART]
.inside:
        cmp     si, [BDA_KBHEAD]
        je      .full
        mov     [bx], ax
        mov     [BDA_KBTAIL], si
        pop     si
        pop     bx
        mov     ax, 0x9102              ; who waits for a key may go on
        int     0x15
        clc
        ret
.full:
        pop     si
        pop     bx
        call    key_beep
        stc
        ret

; 5 ms of about 890 Hz
key_beep:
        push    ax
        push    cx
        in      al, PORTB
        push    ax
        or      al, 3
        out     PORTB, al
        mov     cx, 5
        call    delay_ms
        pop     ax
        out     PORTB, al
        pop     cx
        pop     ax
        ret

; The lights follow the lock states: EDh now, the LED byte when the keyboard acknowledged it.
led_update:
        mov     al, [BDA_KBFLAGS]
        mov     cl, 4
        shr     al, cl
        and     al, 7
        mov     ah, [BDA_KBLEDS]
        test    ah, LED_UPDATE
        jnz     .done
        mov     bl, ah
        and     bl, 7
        cmp     al, bl
        je      .done
        and     ah, 0xC0
        or      al, ah
        or      al, LED_UPDATE
        mov     [BDA_KBLEDS], al
        mov     al, 0xED
        jmp     kbc_data
.done:
        ret

led_acknowledged:
        mov     ah, [BDA_KBLEDS]
        or      ah, LED_ACK
        test    ah, LED_UPDATE
        jz      .keep
        test    ah, LED_SENT
        jnz     .both
        or      ah, LED_SENT
        mov     [BDA_KBLEDS], ah
        mov     al, ah
        and     al, 7
        jmp     kbc_data
.both:
        and     ah, ~(LED_UPDATE | LED_SENT) & 0xFF
.keep:
        mov     [BDA_KBLEDS], ah
        ret
