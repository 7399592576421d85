; A boot ROM for the 80386 whose verdict is a register: it enters flat protected mode, computes the
; greatest common divisor of two numbers at 0 and 4, and falls into an endless loop with the result
; in EBX and at 8. gcd.toml says what a pass is.

        cpu     386
        bits    16
        org     0

start:
        mov     eax, 1071               ; 3 * 3 * 7 * 17
        mov     [0], eax
        mov     eax, 462                ; 2 * 3 * 7 * 11
        mov     [4], eax
        o32 lgdt [cs:gdtr]
        mov     eax, cr0
        or      al, 1
        mov     cr0, eax
        jmp     dword 8:0F0000h+protected

        bits    32
protected:
        mov     ax, 10h
        mov     ds, ax
        mov     eax, [0]
        mov     ebx, [4]
.again:
        xor     edx, edx
        div     ebx
        mov     eax, ebx
        mov     ebx, edx
        test    ebx, ebx
        jnz     .again
        mov     ebx, eax
        mov     [8], ebx
        jmp     $

        align   8, db 0FFh
gdt:
        dq      0
        dq      00CF9B000000FFFFh       ; code, base 0, 4 GiB, 32 bits
        dq      00CF93000000FFFFh       ; data
gdtr:
        dw      $-gdt-1
        dd      0F0000h+gdt

        times   0FFF0h-($-$$) db 0FFh
        bits    16
        jmp     0F000h:start
        times   10000h-($-$$) db 0FFh
