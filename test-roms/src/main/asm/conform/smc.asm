; Code that changes itself: the processor executes what is in memory when the instruction begins
; (SDM volume 3, 8.1.3 and 11.6; the 486 and later see stores that follow a jump, the Pentium and
; later all of them, and so do we for every model).
%include "suite.inc"

PLACE   equ 20000h              ; where code is put

; Copies code from label %1 to %2 to PLACE, and calls it there
%macro RUN_AT_PLACE 2
        mov     esi, %1
        mov     edi, PLACE
        mov     ecx, %2 - %1
        cs rep  movsb
        xor     eax, eax
        mov     ebx, PLACE
        call    ebx
%endmacro

main:
        TEST    "the next instruction"
        RUN_AT_PLACE next, next.end
        EXPECT  eax, 7
        PASS

        TEST    "two instructions on"
        RUN_AT_PLACE second, second.end
        EXPECT  eax, 9
        PASS

        TEST    "an instruction of a loop that has run"
        RUN_AT_PLACE looped, looped.end
        EXPECT  eax, 10 + 30
        PASS

        TEST    "by a string move onto what follows"
        RUN_AT_PLACE stringed, stringed.end
        EXPECT  eax, 5
        PASS

        TEST    "an instruction across two pages"
        mov     edi, PLACE + 0FFEh
        mov     dword [edi], 000001B8h          ; mov eax, 1
        mov     word [edi + 4], 0C300h          ; ret
        call    edi
        EXPECT  eax, 1
        mov     byte [PLACE + 1000h], 3         ; its third byte
        call    edi
        EXPECT  eax, 301h
        mov     byte [PLACE + 0FFFh], 2         ; its second
        call    edi
        EXPECT  eax, 302h
        PASS

        TEST    "a jump that is turned into another"
        mov     dword [PLACE], 0C3C301EBh       ; jmp $+3; ret; ret
        mov     dword [PLACE + 3], 00C30000h
        mov     byte [PLACE + 3], 40h           ; inc eax; nop; ret
        mov     byte [PLACE + 4], 90h
        mov     byte [PLACE + 5], 0C3h
        xor     eax, eax
        mov     ebx, PLACE
        call    ebx
        EXPECT  eax, 1
        mov     byte [PLACE + 1], 0             ; to the first RET
        call    ebx
        EXPECT  eax, 1
        PASS
        FINISH

next:
        mov     byte [PLACE + .patch - next + 1], 7
.patch: mov     al, 1
        ret
.end:

second:
        mov     byte [PLACE + .patch - second + 1], 9
        mov     ecx, 4
.patch: mov     al, 1
        ret
.end:

looped:
        mov     ecx, 20
.patch: add     eax, 1
        cmp     ecx, 11
        jne     .go
        mov     byte [PLACE + .patch - looped + 2], 3
.go:    loop    .patch
        ret
.end:

stringed:
        mov     edi, PLACE + .patch - stringed
        mov     esi, .other
        mov     ecx, .other_end - .other
        cs rep  movsb
.patch: mov     al, 1
        nop
        nop
        ret
.other: mov     al, 4
        inc     eax
        nop
.other_end:
.end:

END_OF_ROM
