; Virtual-8086 mode: what IOPL and the I/O bitmap let through, and how interrupts leave it (SDM
; volume 3, chapter 20).
%include "suite.inc"

VM              equ 20000h
IOPL_3          equ 3000h
BITMAP          equ 68h         ; of the TSS, where the fields end
ROM             equ 0F000h
ds_saved        equ NOTES + 128
ds_found        equ NOTES + 132

; Runs a fragment of 16-bit code in V86 mode, with the flags %1, until it faults or interrupts.
%macro RUN_V86 2
        mov     dword [on_fault], escape
        mov     dword [resume], %%after
        mov     dword [count], 0
        push    dword 0                 ; GS, FS
        push    dword 0
        push    dword 2000h             ; DS, ES
        push    dword 2100h
        push    dword 1000h             ; SS:ESP
        push    dword 0F00h
        push    dword VM | %1
        push    dword ROM
        push    dword %2 - $$
        iretd
%%after:
        EXPECT  dword [count], 1
        EXPECT  dword [level], ROM
        mov     eax, [flags]
        test    eax, VM
        jz      near failed
%endmacro

; It must have left by vector %1, at %2
%macro LEFT 2
        EXPECT  dword [vector], %1
        EXPECT  dword [where], %2 - $$
%endmacro

; Notes DS as V86 mode had it and as the handler found it, and goes on at level 0.
escape:
        mov     eax, [ebp + 72]
        mov     [ds_saved], eax
        mov     eax, [ebp + 4]
        mov     [ds_found], eax
        mov     ax, FLAT_DATA
        mov     ss, ax
        mov     esp, STACK
        jmp     [resume]

%macro FRAGMENT 2+
        bits    16
%1:     %2
%1_end: int     30h
%1_after:
        bits    32
%endmacro

        FRAGMENT plain, mov word [1234h], 5678h
        FRAGMENT f_cli, cli
        FRAGMENT f_pushf, pushf
        FRAGMENT f_popf, popf
        FRAGMENT f_int, int 21h
        FRAGMENT f_iret, iret
        FRAGMENT f_hlt, hlt
        FRAGMENT f_cr, mov eax, cr0
        FRAGMENT f_lldt, lldt ax
        FRAGMENT f_in, in al, 0E9h
        FRAGMENT f_in16, in ax, 0E7h
        FRAGMENT f_segment, mov ax, 0FFFFh

; A 16-bit address that wraps past FFFF
        bits    16
f_limit:
        mov     bx, 0FFFFh
f_limit_at:
        mov     ax, [bx]
        bits    32

main:
        TEST    "addresses as in real mode, and the way out by INT"
        mov     word [20000h + 1234h], 0
        RUN_V86 IOPL_3, plain
        LEFT    30h, plain_after
        EXPECT  word [20000h + 1234h], 5678h
        PASS

        TEST    "CLI, PUSHF, POPF, INT and IRET with IOPL 3"
        RUN_V86 IOPL_3, f_cli
        LEFT    30h, f_cli_after
        RUN_V86 IOPL_3, f_pushf
        LEFT    30h, f_pushf_after
        RUN_V86 IOPL_3, f_int
        LEFT    21h, f_int_end
        PASS

        TEST    "the same with IOPL 0 are faults"
        RUN_V86 0, f_cli
        LEFT    13, f_cli
        EXPECT  dword [error], 0
        RUN_V86 0, f_pushf
        LEFT    13, f_pushf
        RUN_V86 0, f_popf
        LEFT    13, f_popf
        RUN_V86 0, f_int
        LEFT    13, f_int
        RUN_V86 0, f_iret
        LEFT    13, f_iret
        PASS

        TEST    "what is never allowed"
        RUN_V86 IOPL_3, f_hlt
        LEFT    13, f_hlt
        RUN_V86 IOPL_3, f_cr
        LEFT    13, f_cr
        RUN_V86 IOPL_3, f_lldt
        LEFT    6, f_lldt
        PASS

        TEST    "ports without a bitmap"
        RUN_V86 IOPL_3, f_in
        LEFT    13, f_in
        PASS

        TEST    "ports that the bitmap allows, and the byte behind it"
        mov     word [TSS + 66h], BITMAP
        mov     edi, TSS + BITMAP
        mov     ecx, 8
        xor     eax, eax
        rep     stosd                   ; 256 ports, all allowed
        mov     byte [TSS + BITMAP + 20h], 0FFh
        mov     byte [GDT + TASK], BITMAP + 20h
        mov     byte [GDT + TASK + 5], 89h
        mov     ax, TASK
        ltr     ax
        RUN_V86 IOPL_3, f_in
        LEFT    30h, f_in_end + 2
        RUN_V86 IOPL_3, f_in16
        LEFT    30h, f_in16_after
        or      byte [TSS + BITMAP + 0E8h / 8], 1       ; the upper byte of that word
        RUN_V86 IOPL_3, f_in16
        LEFT    13, f_in16
        mov     byte [GDT + TASK], BITMAP + 1Ch         ; bits of E8h and more are not there
        mov     byte [TSS + BITMAP + 0E8h / 8], 0
        mov     byte [GDT + TASK + 5], 89h
        mov     ax, TASK
        ltr     ax
        RUN_V86 IOPL_3, f_in
        LEFT    13, f_in
        PASS

        TEST    "the limit of a segment is 64 KiB"
        RUN_V86 IOPL_3, f_limit
        LEFT    13, f_limit_at
        PASS

        TEST    "segment registers are saved and zeroed"
        RUN_V86 IOPL_3, plain
        EXPECT  word [ds_saved], 2000h
        EXPECT  word [ds_found], 0
        PASS
        FINISH

END_OF_ROM
