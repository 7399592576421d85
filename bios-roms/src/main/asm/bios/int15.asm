; INT 15h: system services. The big ones live in wait.asm, extmem.asm and mouse.asm.

int15:
        cmp     ah, 0x4F                ; keyboard intercept: as it came, the caller's carry on
        je      .nothing
        cmp     ah, 0x80
        jb      .low
        cmp     ah, 0x82                ; device open, close, terminate: fine
        jbe     .fine
        cmp     ah, 0x85                ; SysRq, device busy, interrupt complete: nobody listens
        je      .fine
        cmp     ah, 0x90
        je      .fine
        cmp     ah, 0x91
        je      .fine
.low:
        ENTER_SERVICE
        sti
        mov     si, .table
.find:
        mov     bl, [cs:si]
        test    bl, bl
        jz      .unknown
        cmp     bl, ah
        je      .found
        add     si, 3
        jmp     .find
.found:
        mov     bx, [bp + caller.bx]
        push    word [cs:si + 1]
        mov     si, [bp + caller.si]
        ret                             ; to the service, with the caller's registers
.unknown:
        jmp     int15_unsupported
.nothing:
        push    bp
        mov     bp, sp
        or      byte [bp + 6], 1        ; CF = 1: go on with the code in AL
        pop     bp
        iret
.fine:
        mov     ah, 0
        push    bp
        mov     bp, sp
        and     byte [bp + 6], 0xFE
        pop     bp
        iret
.table:
        db      0x24
        dw      int15_a20
        db      0x83
        dw      int15_event_wait
        db      0x84
        dw      int15_joystick
        db      0x86
        dw      int15_wait
        db      0x87
        dw      int15_move
        db      0x88
        dw      int15_extended_size
        db      0x89
        dw      int15_protected
        db      0xC0
        dw      int15_configuration
        db      0xC1
        dw      int15_ebda
        db      0xC2
        dw      int15_mouse
        db      0xE8
        dw      int15_e8
        db      0

; Ends of a service
int15_unsupported:
        mov     ah, 0x86
int15_fail:
        mov     [bp + caller.ah], ah
int15_fail_same:
        CALLER_CARRY_ON
        LEAVE_SERVICE
int15_good:
        mov     byte [bp + caller.ah], 0
int15_good_same:
        CALLER_CARRY_OFF
        LEAVE_SERVICE

; C0h: ES:BX = configuration table
int15_configuration:
        mov     [bp + caller.es], cs
        mov     word [bp + caller.bx], entry_config_table
        jmp     int15_good

; C1h: ES = extended BIOS data area
int15_ebda:
        mov     ax, [BDA_EBDA]
        mov     [bp + caller.es], ax
        jmp     int15_good_same

; 84h: joystick. DX = 0: switches in AL bits 7-4; 1: four resistive inputs in AX, BX, CX, DX, as
; counts of a loop on the one-shots
int15_joystick:
        mov     bx, dx
        mov     dx, 0x201
        cmp     bx, 1
        ja      .bad
        je      .positions
        in      al, dx
        and     al, 0xF0
        mov     [bp + caller.al], al
        jmp     int15_good
.positions:
        xor     ax, ax
        mov     [bp + caller.ax], ax
        mov     [bp + caller.bx], ax
        mov     [bp + caller.cx], ax
        mov     [bp + caller.dx], ax
        in      al, dx
        and     al, 0x0F
        cmp     al, 0x0F
        je      .done                   ; one-shots do not even start low: no game port
        mov     di, 0x01FF              ; longest count
        cli
        out     dx, al
.count:
        in      al, dx
        shr     al, 1
        adc     word [bp + caller.ax], 0
        shr     al, 1
        adc     word [bp + caller.bx], 0
        shr     al, 1
        adc     word [bp + caller.cx], 0
        shr     al, 1
        adc     word [bp + caller.dx], 0
        dec     di
        jnz     .count
        sti
.done:
        jmp     int15_good_same
.bad:
        jmp     int15_unsupported
