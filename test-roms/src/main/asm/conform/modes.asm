; Between real and protected mode, and between levels: what the segment registers keep, call gates,
; conforming code, returns to an outer level (SDM volume 3, 9.9, 5.8 and 20.1.1).
%include "suite.inc"

CODE16          equ SPARE       ; 16-bit code at F0000h, to get to real mode from
GATE            equ SPARE_B
CONFORMING      equ SPARE_C
MARK            equ NOTES + 128
saved_eax       equ saved + 28

; On INT 30h from level 3: goes on at [resume], at level 0.
leave_3:
        mov     esp, STACK
        jmp     [resume]

; Runs %1 at level 3 until its INT 30h.
%macro AT_LEVEL_3 1
        mov     dword [on_fault], leave_3
        mov     dword [resume], %%after
        mov     dword [count], 0
        push    dword USER_DATA
        push    dword USER_STACK
        push    dword USER_CODE
        push    dword %1
        retf
%%after:
        EXPECT  dword [vector], 30h
%endmacro

main:
        mov     dword [GDT + CODE16], 0FFFFh            ; base F0000h, 64 KiB
        mov     dword [GDT + CODE16 + 4], 00009A0Fh
        mov     dword [40h * 4], (0F000h << 16) | (real_interrupt - $$)

        TEST    "to real mode and back"
        mov     dword [MARK], 0
        mov     ebx, .back
        jmp     CODE16:(real - $$)
.back:  EXPECT  dword [MARK], 1234h
        PASS

        TEST    "limits stay as they were in real mode"
        mov     dword [200000h], 0CAFEh
        mov     dword [MARK + 4], 0
        mov     ebx, .back
        jmp     CODE16:(real - $$)
.back:  EXPECT  dword [MARK + 4], 0CAFEh
        PASS

        TEST    "an interrupt in real mode goes through the table at 0"
        mov     dword [MARK + 8], 0
        mov     ebx, .back
        jmp     CODE16:(real - $$)
.back:  EXPECT  dword [MARK + 8], 5678h
        PASS

        TEST    "LMSW sets PE but does not clear it"
        smsw    ax
        and     al, 0FEh
        lmsw    ax
        mov     eax, cr0
        test    al, 1
        jz      near failed
        PASS

        TEST    "what CR0 does not allow"
        mov     eax, cr0
        and     eax, 0FFFFFFFEh
        or      eax, 80000000h          ; PG without PE
        FAULTS  13, 0, mov cr0, eax
        mov     eax, cr0
        and     eax, 0BFFFFFFFh
        or      eax, 20000000h          ; NW without CD
        FAULTS  13, 0, mov cr0, eax
        PASS

        TEST    "to level 3 by RETF, and no data segment of level 0 with it"
        AT_LEVEL_3 .user
        EXPECT  dword [level], USER_CODE
        EXPECT  dword [saved_eax], 0
        jmp     .done
.user:  xor     eax, eax
        mov     ax, ds
        int     30h
.done:  PASS

        TEST    "a call gate that copies parameters"
        mov     dword [GDT + GATE], FLAT_CODE << 16 | (.gate - $$)
        mov     dword [GDT + GATE + 4], 000F0000h | 0EC02h  ; two, from level 3
        AT_LEVEL_3 .user
        EXPECT  dword [saved_eax], 30h
        EXPECT  dword [MARK + 12], 10h
        EXPECT  dword [MARK + 16], USER_STACK - 8
        jmp     .done
.gate:  mov     ax, FLAT_DATA
        mov     ds, ax
        mov     eax, [esp + 8]          ; the last one pushed
        mov     [MARK + 12], eax
        add     eax, [esp + 12]
        mov     ecx, [esp + 16]         ; ESP of the caller, its parameters still there
        mov     [MARK + 16], ecx
        retf    8
.user:  push    dword 20h
        push    dword 10h
        call    GATE + 3:0
        EXPECT  esp, USER_STACK
        int     30h
.done:  PASS

        TEST    "a gate that level 3 may not use"
        mov     dword [GDT + GATE + 4], 000F0000h | 08C00h
        mov     dword [on_fault], leave_3
        mov     dword [resume], .after
        push    dword USER_DATA
        push    dword USER_STACK
        push    dword USER_CODE
        push    dword .user
        retf
.gate:
.user:  call    GATE + 3:0
.after: EXPECT  dword [vector], 13
        EXPECT  dword [error], GATE
        EXPECT  dword [where], .user
        PASS

        TEST    "conforming code runs at its caller's level"
        mov     dword [GDT + CONFORMING], 0FFFFh
        mov     dword [GDT + CONFORMING + 4], 00CF9E00h
        AT_LEVEL_3 .user
        EXPECT  dword [level], CONFORMING + 3
        jmp     .done
.user:  jmp     CONFORMING:.here
.here:  int     30h
.done:  PASS

        TEST    "code of level 0 is not for level 3"
        mov     dword [on_fault], leave_3
        mov     dword [resume], .after
        push    dword USER_DATA
        push    dword USER_STACK
        push    dword USER_CODE
        push    dword .user
        retf
.user:  jmp     FLAT_CODE:.user
.after: EXPECT  dword [vector], 13
        EXPECT  dword [error], FLAT_CODE
        PASS

        TEST    "privileged instructions at level 3"
        mov     dword [on_fault], leave_3
        mov     dword [resume], .after
        push    dword USER_DATA
        push    dword USER_STACK
        push    dword USER_CODE
        push    dword .user
        retf
.user:  hlt
.after: EXPECT  dword [vector], 13
        EXPECT  dword [error], 0
        EXPECT  dword [where], .user
        PASS
        FINISH

; Real mode, entered from 16-bit code with flat DS and ES; EBX says where to go on.
        bits    16
real:
        mov     eax, cr0
        and     al, 0FEh
        mov     cr0, eax
        jmp     0F000h:(.real - $$)
.real:
        mov     edx, esp
        xor     ax, ax
        mov     ss, ax
        mov     sp, 6000h
        mov     dword [MARK], 1234h             ; DS is still flat: its base is 0
        mov     eax, [dword 200000h]
        mov     [MARK + 4], eax
        o32 lidt [cs:real_idt - $$]
        mov     word [MARK + 8], 0
        int     40h
        o32 lidt [cs:idt_pointer - $$]
        mov     eax, cr0
        or      al, 1
        mov     cr0, eax
        jmp     dword FLAT_CODE:real.protected
real_interrupt:
        mov     word [MARK + 8], 5678h
        iret
real_idt:
        dw      3FFh
        dd      0
        bits    32
real.protected:
        mov     ax, FLAT_DATA
        mov     ss, ax
        mov     esp, edx
        jmp     ebx

END_OF_ROM
