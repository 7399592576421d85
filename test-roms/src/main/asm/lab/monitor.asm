; Quimera Lab, chapter 9: a machine-code monitor.
;
; The page reads a line, takes its first letter as the command and the rest as hexadecimal numbers,
; and goes through a table of commands. The program under test has registers of its own: GO loads
; them and jumps, INT 1 (single step) and INT 3 (breakpoint) bring us back and save them. A program
; that ends with RETF comes back too, for its stack begins with the address of our INT 3.
;
; Output goes through the teletype function of the BIOS, as it scrolls by itself.

MON_SPACE       equ 2000h               ; the segment a newcomer starts in: free memory
MON_LINE        equ 72
FLAG_TRAP       equ 100h
FLAG_ENABLE     equ 200h

monitor_page:
        mov     ax, 3
        int     10h                     ; with a cursor, this time
        mov     si, mon_text.hello
        call    mon_puts
        mov     word [mon_from], 0
        mov     word [mon_from + 2], MON_SPACE
        mov     word [mon_regs + mon.ip], 100h
        mov     ax, MON_SPACE           ; like a COM program
        mov     [mon_regs + mon.cs], ax
        mov     [mon_regs + mon.ds], ax
        mov     [mon_regs + mon.es], ax
        mov     [mon_regs + mon.ss], ax
        mov     word [mon_regs + mon.sp], 0FFFEh
        mov     word [mon_regs + mon.flags], 2 | FLAG_ENABLE
        call    mon_arm
        call    mon_hook
.next:  mov     ax, cs                  ; a command may change these
        mov     ds, ax
        mov     es, ax
        cld
        call    mon_read
        call    mon_skip
        lodsb
        or      al, al
        jz      .next
        or      al, 20h
        cmp     al, 'q'
        je      .leave
        mov     di, mon_commands
.find:  cmp     byte [di], 0
        je      .unknown
        cmp     al, [di]
        je      .found
        add     di, 3
        jmp     .find
.found: call    [di + 1]
        jnc     .next
.unknown:
        mov     si, mon_text.what
        call    mon_puts
        jmp     .next
.leave: jmp     mon_swap

; ---------------------------------------------------------------- INT 1 and INT 3

mon_hook:
        mov     word [mon_vectors], mon_int1
        mov     [mon_vectors + 2], cs
        mov     word [mon_vectors + 4], mon_int3
        mov     [mon_vectors + 6], cs
; Exchanges the vectors 1 and 3 with those in [mon_vectors]: twice is as before.
mon_swap:
        xor     ax, ax
        mov     es, ax
        cli
        mov     ax, [mon_vectors]
        xchg    ax, [es:1 * 4]
        mov     [mon_vectors], ax
        mov     ax, [mon_vectors + 2]
        xchg    ax, [es:1 * 4 + 2]
        mov     [mon_vectors + 2], ax
        mov     ax, [mon_vectors + 4]
        xchg    ax, [es:3 * 4]
        mov     [mon_vectors + 4], ax
        mov     ax, [mon_vectors + 6]
        xchg    ax, [es:3 * 4 + 2]
        mov     [mon_vectors + 6], ax
        sti
        ret
mon_vectors     dw 0, 0, 0, 0

; The registers of the program under test, in the order in which they are shown.
struc mon
.ax     resw 1
.bx     resw 1
.cx     resw 1
.dx     resw 1
.si     resw 1
.di     resw 1
.bp     resw 1
.sp     resw 1
.cs     resw 1
.ip     resw 1
.ds     resw 1
.es     resw 1
.ss     resw 1
.flags  resw 1
endstruc
mon_regs        times mon_size db 0
mon_stack       dw 0

; Runs the program under test with the flags AX added; returns when it comes back.
mon_resume:
        push    bp
        mov     [mon_stack], sp
        or      ax, [mon_regs + mon.flags]
        cli
        mov     ss, [mon_regs + mon.ss]
        mov     sp, [mon_regs + mon.sp]
        push    ax                      ; what IRET takes
        push    word [mon_regs + mon.cs]
        push    word [mon_regs + mon.ip]
        mov     ax, [mon_regs + mon.ax]
        mov     bx, [mon_regs + mon.bx]
        mov     cx, [mon_regs + mon.cx]
        mov     dx, [mon_regs + mon.dx]
        mov     si, [mon_regs + mon.si]
        mov     di, [mon_regs + mon.di]
        mov     bp, [mon_regs + mon.bp]
        mov     es, [mon_regs + mon.es]
        mov     ds, [mon_regs + mon.ds]
        iret

; It comes back, with IP behind the instruction, be it the one that was traced or the INT 3.
mon_int1:
mon_int3:
        mov     [cs:mon_regs + mon.ax], ax
        mov     ax, ds
        mov     [cs:mon_regs + mon.ds], ax
        mov     ax, cs
        mov     ds, ax
        pop     word [mon_regs + mon.ip]
        pop     word [mon_regs + mon.cs]
        pop     ax
        and     ax, ~FLAG_TRAP
        mov     [mon_regs + mon.flags], ax
        mov     [mon_regs + mon.bx], bx
        mov     [mon_regs + mon.cx], cx
        mov     [mon_regs + mon.dx], dx
        mov     [mon_regs + mon.si], si
        mov     [mon_regs + mon.di], di
        mov     [mon_regs + mon.bp], bp
        mov     [mon_regs + mon.sp], sp
        mov     [mon_regs + mon.es], es
        mov     [mon_regs + mon.ss], ss
        mov     ax, ds
        mov     ss, ax
        mov     sp, [mon_stack]
        mov     es, ax
        cld
        sti
        pop     bp
        ret

; Where a far return from the program ends.
mon_returned:
        int3

; Puts the address of mon_returned on the program's stack, if it is not on top already.
mon_arm:
        mov     es, [mon_regs + mon.ss]
        mov     di, [mon_regs + mon.sp]
        cmp     word [es:di], mon_returned
        je      .done
        sub     di, 4
        mov     word [es:di], mon_returned
        mov     [es:di + 2], cs
        mov     [mon_regs + mon.sp], di
.done:  ret

; ---------------------------------------------------------------- a line is read and taken apart

; Reads a line into [mon_line], ended by a zero; SI = its beginning.
mon_read:
        mov     al, '-'
        call    mon_putc
        xor     bx, bx
.key:   call    get_key
        cmp     al, 13
        je      .done
        cmp     al, 8
        je      .back
        cmp     al, ' '
        jb      .key
        cmp     bx, MON_LINE
        jae     .key
        mov     [mon_line + bx], al
        inc     bx
        call    mon_putc
        jmp     .key
.back:  or      bx, bx
        jz      .key
        dec     bx
        call    mon_putc                ; a backspace moves only: write over what was there
        mov     al, ' '
        call    mon_putc
        mov     al, 8
        call    mon_putc
        jmp     .key
.done:  mov     byte [mon_line + bx], 0
        mov     si, mon_line
        ; fall through
mon_newline:
        mov     al, 13
        call    mon_putc
        mov     al, 10
        ; fall through

; Writes the character AL.
mon_putc:
        push    bx
        push    bp                      ; some BIOSes lose it when the screen scrolls
        mov     ah, 0Eh
        mov     bx, 7
        int     10h
        pop     bp
        pop     bx
        ret

; Writes the string SI.
mon_puts:
        lodsb
        or      al, al
        jz      .done
        call    mon_putc
        jmp     mon_puts
.done:  ret

; Writes BX or BL in hexadecimal.
mon_hex16:
        xchg    bl, bh
        call    mon_hex8
        xchg    bl, bh
mon_hex8:
        push    cx
        mov     cl, 4
        ror     bl, cl
        call    .digit
        ror     bl, cl
        pop     cx
.digit: mov     al, bl
        call    digit
        jmp     mon_putc

mon_blank:
        mov     al, ' '
        jmp     mon_putc

; Moves SI over blanks.
mon_skip:
        cmp     byte [si], ' '
        jne     .done
        inc     si
        jmp     mon_skip
.done:  ret

; AX = the next number of the line SI, or CF set: there is none. Keeps BX, CX, DX.
mon_number:
        push    bx
        push    cx
        push    dx
        call    mon_skip
        xor     bx, bx
        xor     dx, dx                  ; digits
.digit: mov     al, [si]
        sub     al, '0'
        cmp     al, 10
        jb      .good
        or      al, 20h                 ; letters are 11h to 16h and 31h to 36h now
        sub     al, 31h
        cmp     al, 6
        jae     .end
        add     al, 10
.good:  mov     cl, 4
        shl     bx, cl
        or      bl, al
        inc     dx
        inc     si
        jmp     .digit
.end:   mov     ax, bx
        cmp     dx, 1                   ; CF set without a digit
        pop     dx
        pop     cx
        pop     bx
        ret

; ES:DI = the next address of the line SI: segment:offset or an offset alone, for the segment DX.
; CF set without one.
mon_address:
        mov     es, dx
        call    mon_number
        jc      .done
        mov     di, ax
        cmp     byte [si], ':'
        clc
        jne     .done
        inc     si
        mov     es, ax
        call    mon_number
        mov     di, ax
.done:  ret

mon_line        times MON_LINE + 1 db 0
mon_from        dw 0, MON_SPACE         ; where D and U go on, offset and segment

mon_text:
.hello  db      'The monitor of Quimera Lab. ? explains, q leaves.', 13, 10, 0
.what   db      'What? Try ?', 13, 10, 0
