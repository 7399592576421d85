; Quimera Lab, chapter 9, second part: the commands of the monitor.
;
; A command gets the rest of its line in SI and returns with the carry set if it makes no sense.

mon_commands:
        db      'd'
        dw      mon_dump
        db      'e'
        dw      mon_enter
        db      'f'
        dw      mon_fill
        db      'u'
        dw      mon_unassemble
        db      'r'
        dw      mon_registers
        db      't'
        dw      mon_trace
        db      'g'
        dw      mon_go
        db      'i'
        dw      mon_in
        db      'o'
        dw      mon_out
        db      '?'
        dw      mon_help
        db      0

; ES:DI = the address for D and U: the given one, or where the last one ended.
mon_place:
        mov     dx, [mon_from + 2]
        call    mon_address
        jnc     .done
        les     di, [mon_from]
.done:  ret

mon_keep_place:
        mov     [mon_from], di
        mov     [mon_from + 2], es
        clc
        ret

; Writes ES:DI and a blank.
mon_put_place:
        mov     bx, es
        call    mon_hex16
        mov     al, ':'
        call    mon_putc
        mov     bx, di
        call    mon_hex16
        jmp     mon_blank

; d [address [length]]
mon_dump:
        call    mon_place
        call    mon_number
        jnc     .length
        mov     ax, 80h
.length:
        mov     cx, ax
        jcxz    .done
.line:  call    mon_put_place
        push    cx
        push    di
        cmp     cx, 16
        jbe     .bytes
        mov     cx, 16
.bytes: push    cx
        push    di
        mov     dx, 16
.byte:  call    mon_blank
        jcxz    .pad
        mov     bl, [es:di]
        call    mon_hex8
        inc     di
        dec     cx
        jmp     .counted
.pad:   call    mon_blank               ; a short last line: blanks up to the characters
        call    mon_blank
.counted:
        dec     dx
        jnz     .byte
        pop     di
        pop     cx
        call    mon_blank
        call    mon_blank
.char:  mov     al, [es:di]
        inc     di
        cmp     al, ' '
        jb      .dot
        cmp     al, 7Fh
        jb      .put
.dot:   mov     al, '.'
.put:   call    mon_putc
        loop    .char
        call    mon_newline
        pop     di
        pop     cx
        add     di, 16
        sub     cx, 16
        ja      .line
        add     di, cx                  ; a short last line: go on where it ended
.done:  jmp     mon_keep_place

; e address byte ...
mon_enter:
        mov     dx, [mon_from + 2]
        call    mon_address
        jc      mon_done
.byte:  call    mon_number
        cmc
        jnc     mon_done
        stosb
        jmp     .byte
mon_done:
        ret

; f address length byte
mon_fill:
        mov     dx, [mon_from + 2]
        call    mon_address
        jc      mon_done
        call    mon_number
        jc      mon_done
        mov     cx, ax
        call    mon_number
        jc      mon_done
        rep     stosb
        ret

; i port
mon_in: call    mon_number
        jc      mon_done
        mov     dx, ax
        in      al, dx
        mov     bl, al
        call    mon_hex8
        call    mon_newline
        clc
        ret

; o port byte
mon_out:
        call    mon_number
        jc      mon_done
        mov     dx, ax
        call    mon_number
        jc      mon_done
        out     dx, al
        ret

; g [address]: runs from there, or from CS:IP
mon_go: call    mon_new_start
        xor     ax, ax
        call    mon_resume
        mov     ax, cs
        cmp     ax, [mon_regs + mon.cs]
        jne     mon_show_registers
        cmp     word [mon_regs + mon.ip], mon_returned + 1
        jne     mon_show_registers
        mov     ax, [mon_from + 2]      ; what ran is over: be ready for the next
        mov     [mon_regs + mon.cs], ax
        mov     word [mon_regs + mon.ip], 100h
        call    mon_arm
        mov     si, .returned
        call    mon_puts
        jmp     mon_show_registers
.returned       db 'Returned.', 13, 10, 0

; t [address]: one instruction. After one that loads SS the processor holds the trap back, so that
; two are executed.
mon_trace:
        call    mon_new_start
        mov     ax, FLAG_TRAP
        call    mon_resume
        jmp     mon_show_registers

; Takes an address as the new CS:IP, if there is one. What begins anew has a stack to return with.
mon_new_start:
        mov     dx, [mon_regs + mon.cs]
        call    mon_address
        jc      .done
        mov     [mon_regs + mon.ip], di
        mov     [mon_regs + mon.cs], es
        call    mon_arm
.done:  ret

; r [register value]: shows the registers and the next instruction, or changes one
mon_registers:
        call    mon_skip
        cmp     byte [si], 0
        je      mon_show_registers
        lodsw
        and     ax, 0DFDFh              ; capitals
        mov     di, mon_regs
        mov     bx, mon_names
.find:  cmp     ax, [bx]
        je      .found
        add     bx, 3
        add     di, 2
        cmp     di, mon_regs + mon_size
        jb      .find
        stc
        ret
.found: call    mon_number
        jc      .done
        mov     [di], ax
.done:  ret

; Shows the registers and the next instruction.
mon_show_registers:
        mov     si, mon_names
        mov     di, mon_regs
.next:  mov     cx, 3
.name:  lodsb
        call    mon_putc
        loop    .name
        mov     bx, [di]
        call    mon_hex16
        call    mon_blank
        add     di, 2
        cmp     di, mon_regs + mon.cs
        jne     .same
        call    mon_newline
.same:  cmp     di, mon_regs + mon_size
        jb      .next
        mov     dx, [mon_regs + mon.flags]
        mov     si, mon_flags
        mov     cl, 4                   ; bits 15 to 12 are not shown
        shl     dx, cl
        mov     cx, 12
.flag:  lodsb
        shl     dx, 1
        jc      .set
        mov     al, '-'
.set:   call    mon_putc
        loop    .flag
        call    mon_newline
        mov     es, [mon_regs + mon.cs]
        mov     di, [mon_regs + mon.ip]
        call    mon_unassemble_one
        clc
        ret
mon_names       db 'AX=BX=CX=DX=SI=DI=BP=SP=CS=IP=DS=ES=SS=FL='
mon_flags       db 'ODITSZ-A-P-C'

mon_help:
        mov     si, .text
        call    mon_puts
        clc
        ret
.text   db      'd [addr [len]]     dump memory       u [addr]         unassemble', 13, 10
        db      'e addr byte...     enter bytes       f addr len byte  fill', 13, 10
        db      'r [reg value]      registers         t [addr]         trace one instruction', 13, 10
        db      'g [addr]           go; RETF or INT 3 (CC) comes back', 13, 10
        db      'i port             input a byte      o port byte      output a byte', 13, 10
        db      'q                  leave             All numbers are hexadecimal; an address', 13, 10
        db      'is segment:offset, or an offset in the segment that was last looked at.', 13, 10, 0
