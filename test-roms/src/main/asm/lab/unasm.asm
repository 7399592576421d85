; Quimera Lab, chapter 9, third part: an unassembler for the 8086.
;
; The instruction set is a table of rules: a mask, what the opcode must be under it, and a template.
; The first rule that fits wins. In a template capitals and signs stand for themselves, and a small
; letter (or ` or {) for a part of the instruction, for which [un_parts] has a routine. Prefixes are
; lines of their own. (Intel 8086 Family User's Manual, tables 4-12 to 4-14.)

UN_LINES        equ 12

; u [address]
mon_unassemble:
        call    mon_place
        mov     cx, UN_LINES
.line:  push    cx
        call    mon_unassemble_one
        pop     cx
        loop    .line
        jmp     mon_keep_place

; Writes the instruction at ES:DI and moves DI behind it. Keeps only ES.
mon_unassemble_one:
        mov     [un_start], di
        mov     word [un_at], un_text
        mov     byte [un_modrm_there], 0
        call    un_fetch
        mov     [un_opcode], al
        mov     si, un_rules
.rule:  mov     al, [un_opcode]
        and     al, [si]
        cmp     al, [si + 1]
        lea     si, [si + 2]
        je      .found
.skip:  lodsb
        or      al, al
        jnz     .skip
        jmp     .rule
.found: call    un_template
        mov     bx, [un_at]
        mov     byte [bx], 0

        mov     cx, di                  ; now that the length is known: address, bytes, text
        mov     di, [un_start]
        sub     cx, di
        call    mon_put_place
        mov     dx, 7                   ; columns of two digits
.byte:  mov     bl, [es:di]
        inc     di
        call    mon_hex8
        dec     dx
        loop    .byte
        mov     cx, dx
.pad:   call    mon_blank
        call    mon_blank
        loop    .pad
        mov     si, un_text
        call    mon_puts
        jmp     mon_newline

; Expands the template SI.
un_template:
        lodsb
        or      al, al
        jz      un_done
        cmp     al, '`'
        jb      .plain
        mov     bl, al
        sub     bl, '`'
        xor     bh, bh
        shl     bx, 1
        push    si
        call    [un_parts + bx]
        pop     si
        jmp     un_template
.plain: call    un_put
        jmp     un_template

; ---------------------------------------------------------------- bytes in, characters out

un_fetch:
        mov     al, [es:di]
        inc     di
        ret

; AX = the next word of the instruction.
un_fetch16:
        mov     ax, [es:di]
        add     di, 2
        ret

; AL = the mod-reg-r/m byte, which is fetched at the first use.
un_modrm_byte:
        cmp     byte [un_modrm_there], 0
        jne     .there
        inc     byte [un_modrm_there]
        call    un_fetch
        mov     [un_modrm], al
.there: mov     al, [un_modrm]
        ret

; AL = its reg field.
un_reg: call    un_modrm_byte
        mov     cl, 3
        shr     al, cl
        and     al, 7
        ret

; ZF set if the opcode is for bytes.
un_is_byte:
        test    byte [un_opcode], 1
        ret

un_put: push    bx
        mov     bx, [un_at]
        mov     [bx], al
        inc     word [un_at]
        pop     bx
un_done:
        ret

; Writes AX, AL in hexadecimal.
un_hex16:
        push    ax
        mov     al, ah
        call    un_hex8
        pop     ax
un_hex8:
        push    ax
        mov     cl, 4
        shr     al, cl
        call    digit
        call    un_put
        pop     ax
        call    digit
        jmp     un_put

; Writes the string AL of the list SI. The strings of a list end with zeros.
un_listed:
        mov     cl, al
        inc     cl
.next:  dec     cl
        jz      un_string
.skip:  lodsb
        or      al, al
        jnz     .skip
        jmp     .next
un_string:
        lodsb
        or      al, al
        jz      un_done
        call    un_put
        jmp     un_string

; ---------------------------------------------------------------- the parts

un_parts:
        dw      un_hint                 ; `     BYTE or WORD, if the operand is in memory
        dw      un_acc                  ; a     AL or AX
        dw      un_reg8_low             ; b     the register in the low bits of the opcode
        dw      un_condition            ; c
        dw      un_both                 ; d     e and g, in the order that bit 1 says
        dw      un_e                    ; e     the r/m operand
        dw      un_e16                  ; f     the same, always a word
        dw      un_g                    ; g     the reg operand
        dw      un_g16                  ; h     the same, always a word
        dw      un_immediate            ; i     a byte or a word
        dw      un_immediate8           ; j
        dw      un_immediate16          ; k
        dw      un_relative8            ; l
        dw      un_relative16           ; m
        dw      un_alu                  ; n     one of eight, by the opcode
        dw      un_offset               ; o     a variable at a plain offset
        dw      un_far                  ; p
        dw      un_alu_reg              ; q     one of eight, by the reg field
        dw      un_reg16_low            ; r
        dw      un_segment              ; s     by the reg field
        dw      un_segment_opcode       ; t     by the opcode
        dw      un_unary                ; u     the names of F6 and F7
        dw      un_shift                ; v
        dw      un_width                ; w     B or W, behind a name
        dw      un_signed8              ; x     a byte that stands for a word
        dw      un_group5               ; y     the names of FE and FF
        dw      un_count                ; z     1 or CL
        dw      un_test_immediate       ; {     the operand that TEST has, and NOT has not

un_hint:
        call    un_modrm_byte
        cmp     al, 0C0h
        jae     un_done
        mov     si, un_names.byte
        call    un_is_byte
        jz      un_string
        mov     si, un_names.word
        jmp     un_string

un_acc: xor     al, al
un_reg_by_width:
        mov     si, un_names.reg8
        call    un_is_byte
        jz      un_listed
un_reg16:
        mov     si, un_names.reg16
        jmp     un_listed
un_reg8_low:
        mov     al, [un_opcode]
        and     al, 7
        mov     si, un_names.reg8
        jmp     un_listed
un_reg16_low:
        mov     al, [un_opcode]
        and     al, 7
        jmp     un_reg16
un_g:   call    un_reg
        jmp     un_reg_by_width
un_g16: call    un_reg
        jmp     un_reg16

un_both:
        test    byte [un_opcode], 2
        jnz     .reversed
        call    un_e
        call    un_comma
        jmp     un_g
.reversed:
        call    un_g
        call    un_comma
un_e:   call    un_modrm_byte
        cmp     al, 0C0h
        jb      un_memory
        and     al, 7
        jmp     un_reg_by_width
un_comma:
        mov     al, ','
        jmp     un_put
un_e16: call    un_modrm_byte
        cmp     al, 0C0h
        jb      un_memory
        and     al, 7
        jmp     un_reg16

; The operand in memory with the mod-reg-r/m byte AL.
un_memory:
        mov     ch, al                  ; CH = mod in bits 6 and 7
        and     al, 0C7h
        cmp     al, 6
        je      un_offset
        push    ax
        mov     al, '['
        call    un_put
        pop     ax
        and     al, 7
        mov     si, un_names.base
        call    un_listed
        test    ch, 0C0h
        jz      .close
        js      .word
        call    un_fetch
        mov     ah, '+'
        or      al, al
        jns     .byte
        neg     al
        mov     ah, '-'
.byte:  xchg    al, ah
        call    un_put
        mov     al, ah
        call    un_hex8
        jmp     .close
.word:  mov     al, '+'
        call    un_put
        call    un_fetch16
        call    un_hex16
.close: mov     al, ']'
        jmp     un_put

un_offset:
        mov     al, '['
        call    un_put
        call    un_immediate16
        mov     al, ']'
        jmp     un_put

un_test_immediate:
        call    un_reg
        cmp     al, 2
        jae     un_width.done
        call    un_comma
un_immediate:
        call    un_is_byte
        jnz     un_immediate16
un_immediate8:
        call    un_fetch
        jmp     un_hex8
un_far: mov     ax, [es:di + 2]         ; the offset comes first in memory
        call    un_hex16
        mov     al, ':'
        call    un_put
        call    un_immediate16
        add     di, 2
        ret
un_immediate16:
        call    un_fetch16
        jmp     un_hex16
un_signed8:
        call    un_fetch
        cbw
        jmp     un_hex16
un_relative8:
        call    un_fetch
        cbw
        add     ax, di
        jmp     un_hex16
un_relative16:
        call    un_fetch16
        add     ax, di
        jmp     un_hex16

un_width:
        mov     al, 'B'
        call    un_is_byte
        jz      .put
        mov     al, 'W'
.put:   jmp     un_put
.done:  ret

un_count:
        mov     al, '1'
        test    byte [un_opcode], 2
        jz      un_width.put
        mov     si, un_names.cl
        jmp     un_string

un_condition:
        mov     al, [un_opcode]
        and     al, 0Fh
        mov     si, un_names.conditions
        jmp     un_listed
un_segment_opcode:
        mov     al, [un_opcode]
        mov     cl, 3
        shr     al, cl
        and     al, 3
        jmp     un_segment.name
un_segment:
        call    un_reg
        and     al, 3
.name:  mov     si, un_names.segments
        jmp     un_listed
un_alu: mov     al, [un_opcode]
        mov     cl, 3
        shr     al, cl
        and     al, 7
        jmp     un_alu_reg.name
un_alu_reg:
        call    un_reg
.name:  mov     si, un_names.alu
        jmp     un_listed
un_shift:
        call    un_reg
        mov     si, un_names.shifts
        jmp     un_listed
un_unary:
        call    un_reg
        mov     si, un_names.unary
        jmp     un_listed
un_group5:
        call    un_reg
        mov     si, un_names.group5
        jmp     un_listed

un_start        dw 0
un_at           dw 0
un_opcode       db 0
un_modrm        db 0
un_modrm_there  db 0
un_text         times 40 db 0
