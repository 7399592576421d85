; Page faults: what they tell, and that every class of instruction can be begun anew after one as if
; nothing had happened (SDM volume 3, 4.6 to 4.8 and 6.15, interrupt 14).
%include "suite.inc"

DIRECTORY       equ 10000h
TABLE           equ 11000h      ; the lowest 4 MiB onto themselves
HOLE            equ 200000h     ; this page is missing, until the handler puts it there
HOLE_ENTRY      equ TABLE + HOLE / 1024
ALIAS           equ 300000h     ; always leads to the same memory
ALIAS_ENTRY     equ TABLE + ALIAS / 1024

PRESENT         equ 1
WRITABLE        equ 2
USER            equ 4
ACCESSED        equ 20h
DIRTY           equ 40h

; Takes the page away.
%macro MISSING 0
        mov     dword [HOLE_ENTRY], HOLE | WRITABLE | USER
        invlpg  [HOLE]
        mov     dword [count], 0
        mov     dword [on_fault], put_back
%endmacro

; The last instruction must have faulted once, with error code %1 at address %2.
%macro RESTARTED 2
        EXPECT  dword [count], 1
        EXPECT  dword [vector], 14
        EXPECT  dword [error], %1
        EXPECT  dword [address], %2
%endmacro

put_back:
        or      dword [HOLE_ENTRY], PRESENT
        invlpg  [HOLE]
        ret

main:
        mov     edi, TABLE
        mov     eax, PRESENT | WRITABLE | USER
        mov     ecx, 1024
.entry:
        stosd
        add     eax, 1000h
        loop    .entry
        mov     dword [ALIAS_ENTRY], HOLE | PRESENT | WRITABLE | USER
        mov     dword [DIRECTORY], TABLE | PRESENT | WRITABLE | USER
        mov     eax, DIRECTORY
        mov     cr3, eax
        mov     eax, cr0
        or      eax, 80010000h          ; PG and WP
        mov     cr0, eax
        jmp     .paged
.paged:

        TEST    "MOV from memory"
        mov     dword [ALIAS + 10h], 12345678h
        MISSING
        mov     eax, [HOLE + 10h]
        RESTARTED 0, HOLE + 10h
        EXPECT  eax, 12345678h
        PASS

        TEST    "MOV to memory"
        MISSING
        mov     dword [HOLE + 20h], 5
        RESTARTED 2, HOLE + 20h
        EXPECT  dword [ALIAS + 20h], 5
        PASS

        TEST    "ADD to memory, and its flags"
        mov     dword [ALIAS + 30h], 0FFFFFFFFh
        MISSING
        clc
        adc     dword [HOLE + 30h], 1
        pushfd
        RESTARTED 2, HOLE + 30h
        pop     eax
        and     eax, 8D5h
        EXPECT  eax, 55h
        EXPECT  dword [ALIAS + 30h], 0
        PASS

        TEST    "an operand across two pages"
        mov     dword [HOLE - 2], 11112222h
        MISSING
        mov     eax, [HOLE - 2]
        RESTARTED 0, HOLE
        EXPECT  eax, 11112222h
        MISSING
        mov     dword [HOLE - 3], 0AABBCCDDh
        RESTARTED 2, HOLE
        EXPECT  dword [HOLE - 3], 0AABBCCDDh
        PASS

        TEST    "PUSH of memory and POP to it"
        mov     dword [ALIAS + 40h], 77h
        MISSING
        mov     ebx, esp
        push    dword [HOLE + 40h]
        RESTARTED 0, HOLE + 40h
        MISSING
        pop     dword [HOLE + 44h]
        RESTARTED 2, HOLE + 44h
        EXPECT  esp, ebx
        EXPECT  dword [ALIAS + 44h], 77h
        PASS

        TEST    "XCHG, CMPXCHG and BTS"
        mov     dword [ALIAS + 50h], 1
        mov     eax, 2
        MISSING
        xchg    eax, [HOLE + 50h]
        RESTARTED 2, HOLE + 50h
        EXPECT  eax, 1
        MISSING
        mov     eax, 2
        mov     ecx, 9
        cmpxchg [HOLE + 50h], ecx
        RESTARTED 2, HOLE + 50h
        EXPECT  dword [ALIAS + 50h], 9
        MISSING
        mov     ecx, 32 + 4
        bts     [HOLE + 50h], ecx
        RESTARTED 2, HOLE + 54h
        PASS

        TEST    "REP MOVSB in the middle"
        MISSING
        mov     esi, 8000h
        mov     edi, HOLE - 5
        mov     ecx, 12
        rep     movsb
        RESTARTED 2, HOLE
        EXPECT  dword [saved_ecx], 7
        EXPECT  dword [saved_esi], 8005h
        EXPECT  dword [saved_edi], HOLE
        EXPECT  ecx, 0
        EXPECT  edi, HOLE + 7
        PASS

        TEST    "REP STOSD backwards"
        MISSING
        std
        mov     edi, HOLE + 1004h
        mov     ecx, 4
        rep     stosd
        cld
        RESTARTED 2, HOLE + 0FFCh
        EXPECT  dword [saved_ecx], 2
        EXPECT  edi, HOLE + 0FF4h
        PASS

        TEST    "REPE CMPSB in the middle"
        mov     byte [ALIAS], 1
        mov     dword [HOLE - 4], 0
        mov     dword [7000h], 0
        mov     byte [7004h], 1
        MISSING
        mov     esi, HOLE - 4
        mov     edi, 7000h
        mov     ecx, 5
        repe    cmpsb
        jne     near failed
        RESTARTED 0, HOLE
        EXPECT  dword [saved_ecx], 1
        PASS

        TEST    "a far pointer"
        mov     dword [HOLE - 4], 99h
        mov     word [ALIAS], FLAT_DATA
        MISSING
        lfs     eax, [HOLE - 4]
        RESTARTED 0, HOLE
        EXPECT  eax, 99h
        PASS

        TEST    "80 bits of the x87"
        fninit
        MISSING
        fldpi
        fstp    tword [HOLE - 8]
        RESTARTED 2, HOLE
        fnstsw  ax
        and     eax, 3800h
        EXPECT  eax, 0
        MISSING
        fld     tword [HOLE - 8]
        RESTARTED 0, HOLE
        fldpi
        fcompp
        fnstsw  ax
        sahf
        jne     near failed
        PASS

        TEST    "the fetch of an instruction"
        mov     dword [HOLE - 2], 0000B8C3h     ; ..., mov eax, 3
        mov     byte [HOLE - 1], 0B8h
        mov     dword [ALIAS], 00000003h
        mov     byte [ALIAS + 4], 0C3h
        MISSING
        mov     ebx, HOLE - 1
        call    ebx
        RESTARTED 0, HOLE
        EXPECT  dword [where], HOLE - 1
        EXPECT  eax, 3
        PASS

        TEST    "accessed and dirty"
        mov     dword [HOLE_ENTRY], HOLE | PRESENT | WRITABLE | USER
        invlpg  [HOLE]
        mov     al, [HOLE]
        mov     eax, [HOLE_ENTRY]
        and     eax, ACCESSED | DIRTY
        EXPECT  eax, ACCESSED
        mov     [HOLE], al
        mov     eax, [HOLE_ENTRY]
        and     eax, ACCESSED | DIRTY
        EXPECT  eax, ACCESSED | DIRTY
        PASS

        TEST    "a write to a page that is not writable"
        mov     dword [HOLE_ENTRY], HOLE | PRESENT | USER
        invlpg  [HOLE]
        FAULTS  14, 3, mov [HOLE], al
        mov     eax, cr0
        and     eax, ~10000h            ; without WP level 0 may
        mov     cr0, eax
        mov     byte [HOLE], 3
        or      eax, 10000h
        mov     cr0, eax
        PASS

        TEST    "level 3 and its rights"
        mov     dword [HOLE_ENTRY], HOLE | PRESENT | WRITABLE
        invlpg  [HOLE]
        mov     dword [on_fault], skip
        mov     dword [resume], .user_read
        mov     dword [count], 0
        mov     ax, USER_DATA
        mov     ds, ax
        push    dword USER_DATA
        push    dword USER_STACK
        pushfd
        push    dword USER_CODE
        push    dword .read
        iretd
.read:  mov     al, [HOLE]
.user_read:
        EXPECT  dword [count], 1
        EXPECT  dword [vector], 14
        EXPECT  dword [error], 5
        EXPECT  dword [level], USER_CODE
        PASS
        FINISH

END_OF_ROM
