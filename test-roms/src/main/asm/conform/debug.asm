; Single steps, breakpoints and their reports in DR6 (SDM volume 3, 17.2 and 17.3).
%include "suite.inc"

; What the handler of #DB notes besides
dr6_seen        equ NOTES + 128
steps           equ NOTES + 132 ; EIPs, one a trap, up to 16

; Causes in DR6
HIT_0   equ 1                   ; B0
HIT_1   equ 2                   ; B1
GUARD   equ 2000h               ; BD
STEP    equ 4000h               ; BS
CAUSES  equ 8000h | STEP | GUARD | 15
TF      equ 100h
RF      equ 10000h

; On #DB: notes EIP and DR6, and goes on.
note:
        mov     ecx, [count]
        cmp     ecx, 16
        ja      .many
        mov     eax, [where]
        mov     [steps - 4 + ecx * 4], eax
.many:
        mov     eax, dr6
        and     eax, CAUSES
        mov     [dr6_seen], eax
        xor     eax, eax
        mov     dr6, eax
        ret

; The same for a breakpoint on an instruction: it shall run now.
note_fault:
        call    note
        or      dword [ebp + 56], RF
        ret

%macro STEPPING 0
        mov     dword [on_fault], note
        mov     dword [count], 0
        pushfd
        or      dword [esp], TF
        popfd
%endmacro

%macro STEPPED 0
        pushfd
        and     dword [esp], ~TF
        popfd
%endmacro

main:
        TEST    "a trap behind every instruction"
        STEPPING
.a:     nop
.b:     inc     eax
.c:     STEPPED
.d:
        EXPECT  dword [steps], .b
        EXPECT  dword [steps + 4], .c
        EXPECT  dword [dr6_seen], STEP
        EXPECT  dword [vector], 1
        EXPECT  dword [count], 5        ; NOP, INC, PUSHFD, AND and, as TF was set before it, POPFD
        PASS

        TEST    "no trap between MOV SS and what follows"
        mov     ax, ss
        STEPPING
        mov     ss, ax
        nop
.e:     STEPPED
        EXPECT  dword [steps], .e
        PASS

        TEST    "a repeated string instruction, step by step"
        mov     edi, 7000h
        mov     ecx, 3
        STEPPING
.f:     rep     stosb
.g:     STEPPED
        EXPECT  dword [steps], .f
        EXPECT  dword [steps + 4], .f
        EXPECT  dword [steps + 8], .g
        EXPECT  edi, 7003h
        PASS

        TEST    "an interrupt clears TF and IRET brings it back"
        STEPPING
        int     30h
.h:     nop
.i:     STEPPED
        EXPECT  dword [steps + 4], .i
        PASS

        TEST    "a breakpoint on an instruction is a fault"
        mov     dword [on_fault], note_fault
        mov     dword [count], 0
        mov     eax, .bp
        mov     dr0, eax
        mov     eax, 2
        mov     dr7, eax
        xor     ebx, ebx
.bp:    inc     ebx
        EXPECT  dword [count], 1
        EXPECT  dword [where], .bp
        EXPECT  dword [dr6_seen], HIT_0
        EXPECT  ebx, 1
        xor     eax, eax
        mov     dr7, eax
        PASS

        TEST    "a breakpoint on a store is a trap"
        mov     dword [on_fault], note
        mov     dword [count], 0
        mov     eax, 7000h
        mov     dr1, eax
        mov     eax, 0D00008h           ; G1, four bytes, writes
        mov     dr7, eax
        mov     eax, [7000h]
        EXPECT  dword [count], 0
        mov     byte [7003h], 5
.after: EXPECT  dword [count], 1
        EXPECT  dword [where], .after
        EXPECT  dword [dr6_seen], HIT_1
        mov     byte [7004h], 5
        EXPECT  dword [count], 1
        PASS

        TEST    "a breakpoint on any access"
        mov     eax, 0F00008h           ; four bytes, reads and writes
        mov     dr7, eax
        mov     dword [on_fault], note
        mov     dword [count], 0
        mov     al, [7002h]
        EXPECT  dword [count], 1
        mov     ax, [6FFFh]             ; its second byte
        EXPECT  dword [count], 2
        xor     eax, eax
        mov     dr7, eax
        PASS

        TEST    "the debug registers can be guarded"
        mov     dword [on_fault], note          ; GD is off while a handler runs: it may look
        mov     dword [count], 0
        mov     eax, 2000h              ; GD
        mov     dr7, eax
.guarded:
        mov     ebx, dr0
        EXPECT  dword [count], 1
        EXPECT  dword [where], .guarded
        EXPECT  dword [dr6_seen], GUARD
        PASS

        TEST    "INT1 says no cause"
        mov     dword [on_fault], note
        mov     dword [count], 0
        db      0F1h
.icebp: EXPECT  dword [count], 1
        EXPECT  dword [vector], 1
        EXPECT  dword [where], .icebp
        EXPECT  dword [dr6_seen], 0
        PASS
        FINISH

END_OF_ROM
