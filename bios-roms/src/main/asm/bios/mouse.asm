; INT 15h/C2h: pointing device on the auxiliary port, and IRQ 12 (PS/2 and PC BIOS Interface Technical
; Reference, INT 15h, C2h; commands as in the IBM PS/2 mouse reference).

; Errors in AH
MOUSE_BADCALL   equ 1
MOUSE_BADINPUT  equ 2
MOUSE_INTERFACE equ 3
MOUSE_NODRIVER  equ 5
MOUSE_INSTALLED equ 0x80                ; in EBDA_MOUSEFLAG2

; Controller mode byte
MODE_KBD_INT    equ 0x01
MODE_AUX_INT    equ 0x02
MODE_AUX_OFF    equ 0x20

int15_mouse:
        call    ebda_es
        cmp     byte [es:EBDA_MOUSEON], 0
        mov     ah, MOUSE_INTERFACE
        je      .fail
        cmp     al, 7
        mov     ah, MOUSE_BADCALL
        ja      .fail
        mov     bl, al
        mov     al, bh                  ; AL = the caller's BH
        mov     bh, 0
        shl     bx, 1
        call    [cs:.table + bx]
        jc      .fail
        jmp     int15_good
.fail:
        jmp     int15_fail
.table:
        dw      mouse_enable, mouse_reset, mouse_rate, mouse_resolution
        dw      mouse_type, mouse_init, mouse_extended, mouse_driver

; Every function: in AL = caller's BH, ES = extended BIOS data area; out CF = 1 and AH = error

; The controller for our polling alone: both devices' interrupts off, the keyboard silent
mouse_begin:
        push    ax
        mov     al, 0xAD
        call    kbc_command
        mov     ah, ~(MODE_KBD_INT | MODE_AUX_INT | MODE_AUX_OFF) & 0xFF
        call    mouse_mode
        call    kbc_flush
        pop     ax
        ret

; And back. Flags and AX are kept.
mouse_end:
        pushf
        push    ax
        mov     ah, 0xFF & ~MODE_AUX_OFF
        call    mouse_mode
        mov     al, 0xAE
        call    kbc_command
        pop     ax
        popf
        ret

; Mode byte with only the bits of AH, and both interrupts if AH lets them. The controller's answer
; raises IRQ 1 like a key: it must not be served, or INT 09h would take the byte away.
mouse_mode:
        push    cx
        pushf
        cli
        mov     al, 0x20
        call    kbc_command
        mov     cx, 50
        call    kbc_read
        jc      .done
        or      al, MODE_KBD_INT | MODE_AUX_INT
        and     al, ah
        mov     ah, al
        mov     al, 0x60
        call    kbc_command
        mov     al, ah
        call    kbc_data
.done:
        popf                            ; nobody asks for CF
        pop     cx
        ret

; Command AL, and with mouse_send2 its parameter AH. out: CF = 1, AH = error
mouse_send2:
        call    aux_send
        jc      mouse_no_answer
        mov     al, ah
mouse_send:
        call    aux_send
        jc      mouse_no_answer
        ret
mouse_no_answer:
        mov     ah, MOUSE_INTERFACE
        stc
        ret

; 00h: BH = 0 disable, 1 enable
mouse_enable:
        cmp     al, 1
        ja      mouse_bad_input
        mov     ah, 0xF5
        jb      .send
        test    byte [es:EBDA_MOUSEFLAG2], MOUSE_INSTALLED
        jz      .no_driver
        mov     byte [es:EBDA_MOUSEFLAGS], 0
        mov     ah, 0xF4
.send:
        mov     al, ah
        jmp     mouse_one
.no_driver:
        mov     ah, MOUSE_NODRIVER
        stc
        ret
mouse_bad_input:
        mov     ah, MOUSE_BADINPUT
        stc
        ret

; A command without parameter
mouse_one:
        call    mouse_begin
        call    mouse_send
        jmp     mouse_end

; 05h: BH = packet size; then as 01h: reset, BL = AAh, BH = identification
mouse_init:
        dec     al
        cmp     al, 7
        ja      mouse_bad_input
        and     byte [es:EBDA_MOUSEFLAG2], 0xF8
        or      [es:EBDA_MOUSEFLAG2], al
mouse_reset:
        mov     byte [es:EBDA_MOUSEFLAGS], 0
        call    mouse_begin
        mov     al, 0xFF
        call    mouse_send
        jc      .done
        mov     cx, 800
        call    kbc_read
        jc      .silent
        mov     [bp + caller.bl], al
        call    kbc_read
        jc      .silent
        mov     [bp + caller.bh], al
        jmp     .done
.silent:
        mov     ah, MOUSE_INTERFACE
.done:
        jmp     mouse_end

; 02h: BH = 0-6: 10, 20, 40, 60, 80, 100, 200 reports a second
mouse_rate:
        cmp     al, 6
        ja      mouse_bad_input
        mov     bl, al
        mov     bh, 0
        mov     ah, [cs:.rates + bx]
        mov     al, 0xF3
        jmp     mouse_two
.rates: db      10, 20, 40, 60, 80, 100, 200

; 03h: BH = 0-3: 1, 2, 4, 8 counts a millimetre
mouse_resolution:
        cmp     al, 3
        ja      mouse_bad_input
        mov     ah, al
        mov     al, 0xE8
mouse_two:
        call    mouse_begin
        call    mouse_send2
        jmp     mouse_end

; 04h: BH = identification
mouse_type:
        call    mouse_begin
        mov     al, 0xF2
        call    mouse_send
        jc      .done
        mov     cx, 100
        call    kbc_read
        mov     ah, MOUSE_INTERFACE
        jc      .done
        mov     [bp + caller.bh], al
.done:
        jmp     mouse_end

; 06h: BH = 0 status in BL, CL, DL; 1, 2 scaling 1:1, 2:1
mouse_extended:
        cmp     al, 2
        ja      mouse_bad_input
        mov     ah, 0xE6
        jb      .one_to_one
        mov     ah, 0xE7
        jmp     .scale
.one_to_one:
        cmp     al, 1
        jne     .status
.scale:
        mov     al, ah
        jmp     mouse_one
.status:
        call    mouse_begin
        mov     al, 0xE9
        call    mouse_send
        jc      .done
        mov     cx, 100
        call    kbc_read
        jc      .silent
        mov     [bp + caller.bl], al
        call    kbc_read
        jc      .silent
        mov     [bp + caller.cl], al
        call    kbc_read
        jc      .silent
        mov     [bp + caller.dl], al
        jmp     .done
.silent:
        mov     ah, MOUSE_INTERFACE
.done:
        jmp     mouse_end

; 07h: ES:BX = driver, called far with status, X, Y and Z as words on the stack; null takes it out
mouse_driver:
        mov     ax, [bp + caller.bx]
        mov     [es:EBDA_MOUSEPTR], ax
        mov     bx, [bp + caller.es]
        mov     [es:EBDA_MOUSEPTR + 2], bx
        or      ax, bx
        and     byte [es:EBDA_MOUSEFLAG2], ~MOUSE_INSTALLED & 0xFF
        test    ax, ax
        jz      .done                   ; CF = 0
        or      byte [es:EBDA_MOUSEFLAG2], MOUSE_INSTALLED
.done:
        clc
        ret

; IRQ 12: collect a packet, then call the driver.
int74:
        push    ax
        push    bx
        push    cx
        push    dx
        push    si
        push    di
        push    bp
        push    ds
        push    es
        cld
        mov     ax, BDA
        mov     ds, ax
        mov     ds, [BDA_EBDA]
        in      al, KBD_STATUS
        and     al, 0x21
        cmp     al, 0x21                ; a byte, and the auxiliary device's
        jne     .done
        in      al, KBD_DATA
        mov     bl, [EBDA_MOUSEFLAG2]
        test    bl, MOUSE_INSTALLED
        jz      .done
        and     bx, 7
        mov     cl, [EBDA_MOUSEFLAGS]
        and     cx, 7
        jnz     .collect
        test    al, 0x08                ; the first byte of a packet has bit 3: stay in step
        jz      .done
.collect:
        mov     si, cx
        mov     [EBDA_MOUSEDATA + si], al
        cmp     cl, bl
        jae     .complete
        inc     byte [EBDA_MOUSEFLAGS]
        jmp     .done
.complete:
        mov     byte [EBDA_MOUSEFLAGS], 0
        mov     ah, 0
        mov     al, [EBDA_MOUSEDATA]
        push    ax
        mov     al, [EBDA_MOUSEDATA + 1]
        push    ax
        mov     al, [EBDA_MOUSEDATA + 2]
        push    ax
        mov     al, 0
        push    ax
        call    far [EBDA_MOUSEPTR]
        add     sp, 8
.done:
        call    eoi_slave
        pop     es
        pop     ds
        pop     bp
        pop     di
        pop     si
        pop     dx
        pop     cx
        pop     bx
        pop     ax
        iret
