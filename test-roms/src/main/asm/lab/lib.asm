; Quimera Lab, the appendix: what every chapter uses.
;
; The lab is one segment: CS, DS and SS are LAB_SEGMENT in every chapter. Unless its comment says
; otherwise a routine keeps all registers but AX and the flags. A place on the screen is DH = row,
; DL = column; a colour is an attribute byte in AH.

VIDEO           equ 0B800h
COM1            equ 3F8h

; The colours of the house: background in the high digit.
C_DESK          equ 01h                 ; blue dots on black
C_TITLE         equ 3Fh
C_PANEL         equ 17h
C_FRAME         equ 1Bh
C_STRONG        equ 1Fh
C_WARM          equ 1Eh
C_CHOSEN        equ 30h
C_HINT          equ 70h
C_SHADOW        equ 08h

KEY_ESC         equ 01h                 ; scan codes, as INT 16h gives them in AH
KEY_ENTER       equ 1Ch
KEY_UP          equ 48h
KEY_DOWN        equ 50h

; ---------------------------------------------------------------- screen

; The segment of the text screen; in protected mode a selector.
video   dw      VIDEO

; Sets 80x25 text with blinking on and hides the cursor.
text_mode:
        push    bx
        push    cx
        mov     ax, 3
        int     10h
        mov     ax, 1003h
        mov     bx, 1
        int     10h
        call    hide_cursor
        pop     cx
        pop     bx
        ret

hide_cursor:
        push    cx
        mov     cx, 2000h               ; bit 5 of the start line turns the cursor off
        mov     ah, 1
        int     10h
        pop     cx
        ret

; Puts the hardware cursor at DX.
move_cursor:
        push    bx
        mov     ah, 2
        mov     bh, 0
        int     10h
        pop     bx
        ret

; ES:DI = the cell at DX.
cell:   mov     es, [video]
        push    ax
        push    cx
        mov     al, dh
        xor     ah, ah
        mov     di, ax                  ; row * 160 = row * 128 + row * 32
        mov     cl, 5
        shl     ax, cl
        shl     di, cl
        shl     di, 1
        shl     di, 1
        add     di, ax
        mov     al, dl
        xor     ah, ah
        shl     ax, 1
        add     di, ax
        pop     cx
        pop     ax
        ret

; Fills CH rows by CL columns from DX with the character AL in the colour AH.
fill:   push    cx
        push    dx
        push    di
        push    es
.row:   call    cell
        push    cx
        xor     ch, ch
        rep     stosw
        pop     cx
        inc     dh
        dec     ch
        jnz     .row
        pop     es
        pop     di
        pop     dx
        pop     cx
        ret

; Writes the string DS:SI at DX in the colour AH. A backquote switches between the colour and its
; bright form. Returns SI past the final zero and DL after the last character.
puts:   push    di
        push    es
        call    cell
.next:  lodsb
        or      al, al
        jz      .done
        cmp     al, '`'
        jne     .plain
        xor     ah, 8
        jmp     .next
.plain: stosw
        inc     dl
        jmp     .next
.done:  pop     es
        pop     di
        ret

; Writes the strings that follow each other at DS:SI, one a row from DX, up to an empty one.
puts_block:
        push    dx
.line:  cmp     byte [si], 0
        je      .done
        push    dx
        push    ax
        call    puts
        pop     ax
        pop     dx
        inc     dh
        jmp     .line
.done:  inc     si
        pop     dx
        ret

; Writes the character AL at DX in the colour AH, and moves DX on.
putc:   push    di
        push    es
        call    cell
        stosw
        inc     dl
        pop     es
        pop     di
        ret

; Writes BX, BL or the low digit of BL in hexadecimal at DX in the colour AH; moves DX on.
puthex16:
        xchg    bl, bh
        call    puthex8
        xchg    bl, bh
puthex8:
        push    cx
        mov     cl, 4
        ror     bl, cl
        call    puthex4
        ror     bl, cl
        pop     cx
puthex4:
        mov     al, bl
        call    digit
        jmp     putc

; AL = the hexadecimal digit for the low four bits of AL.
digit:  and     al, 0Fh
        cmp     al, 10
        sbb     al, 69h                 ; the classic: three instructions, no branch
        das
        ret

; Writes the unsigned number BX in decimal at DX in the colour AH; moves DX on.
putdec: push    bx
        push    cx
        push    ax
        xor     cx, cx
.split: mov     ax, bx
        push    dx
        xor     dx, dx
        mov     bx, 10
        div     bx
        mov     bx, ax
        mov     ax, dx
        pop     dx
        push    ax
        inc     cx
        or      bx, bx
        jnz     .split
        mov     bx, sp
        add     bx, cx
        add     bx, cx
        mov     bx, [ss:bx]             ; the colour waits below the digits
.out:   pop     ax
        add     al, '0'
        mov     ah, bh
        call    putc
        loop    .out
        pop     ax
        pop     cx
        pop     bx
        ret

; Draws a panel of CH rows by CL columns at DX with a double frame and a shadow.
panel:  push    cx
        push    dx
        push    di
        push    es
        push    cx
        push    dx
        inc     dh                      ; the shadow first, two columns right and one row down
        add     dl, 2
        mov     ax, C_SHADOW << 8 | 0B0h
        call    fill
        pop     dx
        pop     cx
        mov     ax, C_FRAME << 8 | ' '
        call    fill
        call    cell
        push    cx
        xor     ch, ch
        sub     cx, 2
        mov     ax, C_FRAME << 8 | 0C9h
        stosw
        mov     al, 0CDh
        rep     stosw
        mov     al, 0BBh
        stosw
        pop     cx
        sub     ch, 2
.side:  inc     dh
        call    cell
        mov     al, 0BAh
        stosw
        push    cx
        xor     ch, ch
        sub     cx, 2
        add     di, cx
        add     di, cx
        pop     cx
        stosw
        dec     ch
        jnz     .side
        inc     dh
        call    cell
        sub     cx, 2
        mov     al, 0C8h
        stosw
        mov     al, 0CDh
        rep     stosw
        mov     al, 0BCh
        stosw
        pop     es
        pop     di
        pop     dx
        pop     cx
        ret

; Clears the screen to the desk and writes the title DS:SI above and the hint DS:BX below.
page:   push    cx
        push    dx
        xor     dx, dx
        mov     cx, 1 << 8 | 80
        mov     ax, C_TITLE << 8 | ' '
        call    fill
        mov     dl, 2
        mov     ah, C_TITLE
        call    puts
        mov     dx, 1 << 8
        mov     cx, 23 << 8 | 80
        mov     ax, C_DESK << 8 | 0B0h
        call    fill
        mov     dx, 24 << 8
        mov     cx, 1 << 8 | 80
        mov     ax, C_HINT << 8 | ' '
        call    fill
        mov     dl, 2
        mov     si, bx
        mov     ah, C_HINT
        call    puts
        pop     dx
        pop     cx
        ret

; ---------------------------------------------------------------- keyboard and time

; AX = the next key: scan code and character.
get_key:
        xor     ah, ah
        int     16h
        ret

; ZF clear and AX = the key, if one waits; it stays in the buffer.
key_waits:
        mov     ah, 1
        int     16h
        ret

; Drops every key that waits.
flush_keys:
        call    key_waits
        jz      .done
        call    get_key
        jmp     flush_keys
.done:  ret

; AX = the low word of the BIOS tick counter, 18.2 a second.
ticks:  push    ds
        xor     ax, ax
        mov     ds, ax
        mov     ax, [46Ch]
        pop     ds
        ret

; ---------------------------------------------------------------- serial port

; Sets COM1 to 115200 baud, eight bits, no parity, one stop bit. INT 14h ends at 9600 baud, so
; the registers of the 8250 family are set here. Keeps no register.
serial_init:
        mov     dx, COM1 + 3            ; LCR: divisor latch
        mov     al, 83h
        out     dx, al
        mov     dx, COM1                ; 115200 / 1
        mov     al, 1
        out     dx, al
        inc     dx
        xor     al, al
        out     dx, al
        mov     dx, COM1 + 3            ; LCR: 8N1
        mov     al, 3
        out     dx, al
        mov     dx, COM1 + 1            ; IER: no interrupts
        xor     al, al
        out     dx, al
        inc     dx                      ; FCR: FIFOs on and empty, where there are any
        mov     al, 7
        out     dx, al
        mov     dx, COM1 + 4            ; MCR: DTR, RTS
        mov     al, 3
        out     dx, al
        ret

; Sends the string DS:SI on COM1. A port that is missing or never ready costs a moment, no more.
serial_puts:
        push    cx
        push    dx
        push    si
.next:  lodsb
        or      al, al
        jz      .done
        mov     ah, al
        mov     dx, COM1 + 5
        xor     cx, cx
.wait:  in      al, dx
        test    al, 20h                 ; LSR: transmit holding register empty
        loopz   .wait
        mov     dx, COM1
        mov     al, ah
        out     dx, al
        jmp     .next
.done:  pop     si
        pop     dx
        pop     cx
        ret

; ---------------------------------------------------------------- which processor is this?

CPU_8086        equ 0
CPU_186         equ 1
CPU_286         equ 2
CPU_386         equ 3
CPU_486         equ 4
CPU_CPUID       equ 5

; Sets [cpu_kind] and, where the CPUID instruction exists, [cpu_vendor] and [cpu_family].
; Each step asks for one visible difference between a processor and its predecessor.
detect_cpu:
        push    bx
        push    cx
        push    dx
        mov     byte [cpu_kind], CPU_8086
        push    sp                      ; up to the 80186, PUSH SP stores the decreased value
        pop     ax
        cmp     ax, sp
        je      .at_least_286
        mov     ax, 1
        mov     cl, 33
        shl     ax, cl                  ; the 80186 masks the count to five bits: 2, not 0
        jz      .done
        mov     byte [cpu_kind], CPU_186
        jmp     .done

.at_least_286:
        mov     byte [cpu_kind], CPU_286
        pushf
        pop     bx                      ; keep the flags
        mov     ax, bx
        or      ax, 7000h               ; IOPL and NT stay 0 on a 80286 in real mode
        push    ax
        popf
        pushf
        pop     ax
        push    bx
        popf
        test    ax, 7000h
        jz      .done
        mov     byte [cpu_kind], CPU_386

        cpu     386
        mov     ecx, 1 << 18            ; EFLAGS.AC is new in the 80486
        call    flag_toggles
        jz      .done
        mov     byte [cpu_kind], CPU_486
        mov     ecx, 1 << 21            ; EFLAGS.ID toggles where CPUID exists
        call    flag_toggles
        jz      .done
        mov     byte [cpu_kind], CPU_CPUID
        cpu     586
        xor     eax, eax
        cpuid
        mov     [cpu_vendor], ebx
        mov     [cpu_vendor + 4], edx
        mov     [cpu_vendor + 8], ecx
        mov     eax, 1
        cpuid
        mov     al, ah
        and     al, 0Fh
        mov     [cpu_family], al
        cpu     8086
.done:  pop     dx
        pop     cx
        pop     bx
        ret

        cpu     386
; ZF clear if the EFLAGS bit ECX can be changed. Destroys EAX and EBX.
flag_toggles:
        pushfd
        pop     ebx
        mov     eax, ebx
        xor     eax, ecx
        push    eax
        popfd
        pushfd
        pop     eax
        push    ebx
        popfd
        xor     eax, ebx
        test    eax, ecx
        ret
        cpu     8086

; Writes the name of the processor at DX in the colour AH; moves DX on.
put_cpu:
        push    bx
        push    si
        mov     bl, [cpu_kind]
        xor     bh, bh
        shl     bx, 1
        mov     si, [cpu_names + bx]
        push    ax
        call    puts
        pop     ax
        cmp     byte [cpu_kind], CPU_CPUID
        jne     .done
        mov     si, cpu_vendor
        push    ax
        call    puts
        mov     si, cpu_of_family
        pop     ax
        push    ax
        call    puts
        pop     ax
        mov     bl, [cpu_family]
        xor     bh, bh
        call    putdec
.done:  pop     si
        pop     bx
        ret

cpu_names       dw .n0, .n1, .n2, .n3, .n4, .n5
.n0     db      'Intel 8086 or 8088', 0
.n1     db      'Intel 80186', 0
.n2     db      'Intel 80286', 0
.n3     db      'Intel 80386', 0
.n4     db      'Intel 80486', 0
.n5     db      0
cpu_of_family   db ', family ', 0
cpu_vendor      times 13 db 0
cpu_family      db 0
cpu_kind        db 0
