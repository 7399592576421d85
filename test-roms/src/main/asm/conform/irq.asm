; Interrupts from outside, by the timer: between the steps of a repeated instruction with all its
; prefixes, behind STI, out of HLT (SDM volume 3, 6.8; volume 2, REP and STI).
%include "suite.inc"

TICK            equ 20h         ; vector of IRQ 0
inside          equ NOTES + 128 ; how many came in the middle of the instruction at [inside_of]
inside_of       equ NOTES + 132
AMOUNT          equ 100000h

tick:
        mov     al, 20h         ; end of interrupt
        out     20h, al
        mov     eax, [where]
        cmp     eax, [inside_of]
        jne     .outside
        inc     dword [inside]
.outside:
        ret

; Timer 0 rings every %1 of its ticks.
%macro TIMER 1
        mov     al, 34h
        out     43h, al
        mov     al, (%1) & 0FFh
        out     40h, al
        mov     al, (%1) >> 8
        out     40h, al
%endmacro

%macro TICKING 0
        mov     dword [on_fault], tick
        mov     dword [inside], 0
        mov     dword [inside_of], 0
        mov     dword [count], 0
%endmacro

; Waits until IRQ 0 is requested, with interrupts off.
pending:
        mov     al, 0Ah         ; read the request register
        out     20h, al
.wait:
        in      al, 20h
        test    al, 1
        jz      .wait
        ret

main:
        mov     al, 11h         ; both controllers: vectors 20h and 28h, IRQ 0 alone
        out     20h, al
        out     0A0h, al
        mov     al, TICK
        out     21h, al
        mov     al, TICK + 8
        out     0A1h, al
        mov     al, 4
        out     21h, al
        mov     al, 2
        out     0A1h, al
        mov     al, 1
        out     21h, al
        out     0A1h, al
        mov     al, 0FEh
        out     21h, al
        mov     al, 0FFh
        out     0A1h, al
        TIMER   1193

        TEST    "HLT ends with an interrupt"
        TICKING
        sti
        hlt
        cli
        cmp     dword [count], 0
        je      near failed
        EXPECT  dword [vector], TICK
        PASS

        TEST    "no interrupt behind STI before the next instruction is done"
        TICKING
        call    pending
        sti
        cli
        EXPECT  dword [count], 0
        sti
        nop
.here:  cli
        EXPECT  dword [count], 1
        EXPECT  dword [where], .here
        PASS

        TEST    "the handler runs with interrupts off, the program goes on with them on"
        TICKING
        call    pending
        sti
        nop
        pushfd
        cli
        pop     eax
        test    eax, 200h
        jz      near failed
        mov     eax, [flags]
        test    eax, 200h
        jz      near failed
        PASS

        TEST    "a string move is interrupted and goes on, all prefixes with it"
        TIMER   100
        mov     dword [GDT + SPARE], 0000FFFFh          ; FS: base 100000h
        mov     dword [GDT + SPARE + 4], 00CF9310h
        mov     ax, SPARE
        mov     fs, ax
        mov     edi, 100000h
        mov     ecx, AMOUNT / 4
        mov     eax, 1
.fill:  stosd
        add     eax, 01020305h
        loop    .fill
        TICKING
        mov     dword [inside_of], .move
        xor     esi, esi
        mov     edi, 200000h
        mov     ecx, AMOUNT
        sti
.move:  fs rep  movsb
        cli
        cmp     dword [inside], 2
        jb      near failed
        EXPECT  ecx, 0
        EXPECT  esi, AMOUNT
        EXPECT  edi, 200000h + AMOUNT
        mov     esi, 100000h
        mov     edi, 200000h
        mov     ecx, AMOUNT / 4
        repe    cmpsd
        jne     near failed
        PASS

        TEST    "a search is interrupted and still ends where it must"
        TICKING
        mov     edi, 100000h
        mov     ecx, AMOUNT
        xor     eax, eax
        rep     stosb
        mov     byte [100000h + AMOUNT - 5], 1
        mov     dword [inside_of], .scan
        mov     edi, 100000h
        mov     ecx, AMOUNT
        sti
.scan:  repe    scasb
        cli
        cmp     dword [inside], 2
        jb      near failed
        EXPECT  edi, 100000h + AMOUNT - 4
        EXPECT  ecx, 4
        PASS
        FINISH

END_OF_ROM
