; Task switches by jump, call, interrupt and return: what is saved, loaded, linked and marked busy
; (SDM volume 3, 7.2 to 7.4).
%include "suite.inc"

; Fields of a TSS
BACK_LINK       equ 0
T_EIP           equ 20h
T_EFLAGS        equ 24h
T_EAX           equ 28h
T_ESP           equ 38h
T_ES            equ 48h
T_CS            equ 4Ch
T_SS            equ 50h
T_DS            equ 54h
T_TRAP          equ 64h

STACK_B         equ 7000h
NT              equ 4000h
BUSY            equ 8Bh
AVAILABLE       equ 89h

; The second task shall begin at %1.
%macro TASK_B_AT 1
        mov     dword [TSS_B + T_EIP], %1
        mov     dword [TSS_B + T_EFLAGS], 2
        mov     dword [TSS_B + T_EAX], 0BBBBh
        mov     dword [TSS_B + T_ESP], STACK_B
        mov     word [TSS_B + T_ES], FLAT_DATA
        mov     word [TSS_B + T_CS], FLAT_CODE
        mov     word [TSS_B + T_SS], FLAT_DATA
        mov     word [TSS_B + T_DS], FLAT_DATA
        mov     word [TSS_B + T_TRAP], 0
        mov     byte [GDT + TASK_B + 5], AVAILABLE
%endmacro

main:
        TEST    "JMP to a task and back"
        TASK_B_AT .b
        mov     eax, 0AAAAh
        jmp     TASK_B:0
.back:  EXPECT  eax, 0AAAAh
        EXPECT  ebx, 0BBBBh
        EXPECT  byte [GDT + TASK + 5], BUSY
        EXPECT  byte [GDT + TASK_B + 5], AVAILABLE
        EXPECT  dword [TSS_B + T_EAX], 0CCCCh
        jmp     .done
.b:     EXPECT  byte [GDT + TASK + 5], AVAILABLE
        EXPECT  byte [GDT + TASK_B + 5], BUSY
        EXPECT  dword [TSS + T_EIP], .back
        EXPECT  dword [TSS + T_EAX], 0AAAAh
        mov     [TSS + 34h], eax        ; to the other's EBX
        mov     eax, 0CCCCh
        jmp     TASK:0
.done:  PASS

        TEST    "CALL of a task and IRET"
        TASK_B_AT .b
        call    TASK_B:0
        EXPECT  byte [GDT + TASK_B + 5], AVAILABLE
        EXPECT  byte [GDT + TASK + 5], BUSY
        pushfd
        pop     eax
        test    eax, NT
        jnz     near failed
        jmp     .done
.b:     EXPECT  word [TSS_B + BACK_LINK], TASK
        EXPECT  byte [GDT + TASK + 5], BUSY
        EXPECT  byte [GDT + TASK_B + 5], BUSY
        pushfd
        pop     eax
        test    eax, NT
        jz      near failed
        iretd
.done:  PASS

        TEST    "an interrupt through a task gate"
        TASK_B_AT .b
        mov     dword [IDT + 31h * 8], TASK_B << 16
        mov     dword [IDT + 31h * 8 + 4], 0E500h
        xor     ecx, ecx
        int     31h
        EXPECT  dword [NOTES + 128], 5
        jmp     .done
.b:     mov     dword [NOTES + 128], 5
        iretd
.done:  PASS

        TEST    "the trap bit of a task"
        TASK_B_AT .b
        mov     word [TSS_B + T_TRAP], 1
        mov     dword [on_fault], again
        call    TASK_B:0
        EXPECT  dword [count], 1
        EXPECT  dword [vector], 1
        EXPECT  dword [where], .b
        mov     eax, dr6
        and     eax, 8000h
        jz      near failed
        jmp     .done
.b:     nop
        iretd
.done:  PASS

        TEST    "a task that is busy"
        FAULTS  13, TASK, jmp TASK:0
        PASS

        TEST    "a task segment that is too short"
        TASK_B_AT .never
        mov     byte [GDT + TASK_B], 66h
        FAULTS  10, TASK_B, jmp TASK_B:0
        mov     byte [GDT + TASK_B], 67h
        jmp     .done
.never: jmp     failed
.done:  PASS

        TEST    "a task segment that is not present"
        mov     byte [GDT + TASK_B + 5], 9
        FAULTS  11, TASK_B, jmp TASK_B:0
        mov     byte [GDT + TASK_B + 5], AVAILABLE
        PASS

        TEST    "CR0.TS after a switch"
        clts
        TASK_B_AT .b
        call    TASK_B:0
        mov     eax, cr0
        test    al, 8
        jz      near failed
        FAULTS  7, 0, fninit
        clts
        fninit
        jmp     .done
.b:     iretd
.done:  PASS
        FINISH

END_OF_ROM
