; i8042 keyboard controller: commands, keyboard and auxiliary port at POST.
; Status bits: 0 output full, 1 input full, 5 the byte is from the auxiliary port.

; Wait until the controller takes a byte; CF = 1 after 50 ms.
kbc_wait_write:
        push    ax
        push    bx
        push    cx
        mov     cx, 50
        call    timeout_start
.poll:
        in      al, KBD_STATUS
        test    al, 2
        jz      kbc_wait_over           ; CF = 0
        call    timeout_step
        jnc     .poll
kbc_wait_over:
        pop     cx
        pop     bx
        pop     ax
        ret

; Wait CX milliseconds at most for a byte; CF = 1 when none came. CX is kept.
kbc_wait_read:
        push    ax
        push    bx
        push    cx
        call    timeout_start
.poll:
        in      al, KBD_STATUS
        test    al, 1
        jnz     kbc_wait_over           ; CF = 0
        call    timeout_step
        jnc     .poll
        jmp     kbc_wait_over

; in: AL = command for the controller
kbc_command:
        call    kbc_wait_write
        out     KBD_STATUS, al
        ret

; in: AL = data for the controller or the keyboard
kbc_data:
        call    kbc_wait_write
        out     KBD_DATA, al
        ret

; out: AL = next byte, CF = 1 when none came within CX milliseconds
kbc_read:
        call    kbc_wait_read
        jc      .none
        in      al, KBD_DATA
        clc
.none:
        ret

; Throw away what the controller still holds; ends after 32 bytes if it never runs dry.
kbc_flush:
        push    cx
        mov     cx, 32
.more:
        in      al, KBD_STATUS
        test    al, 1
        jz      .dry
        in      al, KBD_DATA
        loop    .more
.dry:
        pop     cx
        ret

; in: AL = byte for the keyboard; out: CF = 0 if it acknowledged
kbd_send:
        push    cx
        call    kbc_data
        mov     cx, 200
.more:
        call    kbc_read
        jc      .done
        cmp     al, 0xFA
        jne     .more
        clc
.done:
        pop     cx
        ret

; in: AL = byte for the auxiliary device; out: CF = 0 if it acknowledged
aux_send:
        push    cx
        push    ax
        mov     al, 0xD4                ; next byte goes to the auxiliary device
        call    kbc_command
        pop     ax
        call    kbc_data
        mov     cx, 200
.more:
        call    kbc_read
        jc      .done
        cmp     al, 0xFA
        je      .done                   ; CF = 0
        cmp     al, 0xFE
        jne     .more
        stc
.done:
        pop     cx
        ret

KBC_MODE        equ 0x65                ; translate, system flag, keyboard interrupt; aux disabled

; Controller self test, auxiliary port test, keyboard reset. A missing part costs its time-out,
; never a hang.
kbc_init:
        mov     al, 0xAD                ; keyboard off
        call    kbc_command
        mov     al, 0xA7                ; auxiliary device off
        call    kbc_command
        call    kbc_flush
        mov     al, 0xAA                ; self test: 55h
        call    kbc_command
        mov     cx, 100
        call    kbc_read
        jc      .no_controller
        mov     al, 0xA9                ; auxiliary port test: 00h
        call    kbc_command
        call    kbc_read
        jc      .no_aux
        test    al, al
        jnz     .no_aux
        push    es
        call    ebda_es
        mov     byte [es:EBDA_MOUSEON], 1
        pop     es
        or      word [BDA_EQUIPMENT], 4
.no_aux:
        mov     al, 0x60                ; controller mode, interrupts still off
        call    kbc_command
        mov     al, KBC_MODE & 0xFE
        call    kbc_data
        mov     al, 0xAE                ; keyboard on
        call    kbc_command
        mov     al, 0xFF                ; reset: FAh, then AAh
        call    kbd_send
        jc      .enabled                ; no keyboard: leave the port open for one
        mov     cx, 800                 ; basic assurance test takes up to 750 ms
        call    kbc_read
        mov     al, 0xF4
        call    kbd_send
        mov     byte [BDA_KBFLAGS3], 0x10       ; 101/102-key keyboard
.enabled:
        call    kbc_flush
        mov     al, 0x60
        call    kbc_command
        mov     al, KBC_MODE
        call    kbc_data
.no_controller:
        ret
