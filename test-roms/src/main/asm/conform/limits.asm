; Edges of segments: the last byte that may be reached and the first that may not, in every size,
; of segments that grow up and down (SDM volume 3, 5.3; expand-down in 5.3.1).
%include "suite.inc"

BASE    equ 30000h

; A data segment in SPARE: base BASE, limit %1, access rights %2, flags nibble %3
%macro SEGMENT 3
        mov     dword [GDT + SPARE], (BASE & 0FFFFh) << 16 | (%1 & 0FFFFh)
        mov     dword [GDT + SPARE + 4], BASE >> 16 | %2 << 8 | (%1 & 0F0000h) | %3 << 20
        mov     ax, SPARE
        mov     es, ax
%endmacro

main:
        TEST    "bytes up to the limit"
        SEGMENT 0FFh, 92h, 4
        mov     al, [es:0FFh]
        mov     [es:0FFh], al
        FAULTS  13, 0, mov al, [es:100h]
        FAULTS  13, 0, mov [es:100h], al
        PASS

        TEST    "words and double words that stick out"
        SEGMENT 0FFh, 92h, 4
        mov     ax, [es:0FEh]
        FAULTS  13, 0, mov ax, [es:0FFh]
        mov     eax, [es:0FCh]
        FAULTS  13, 0, mov eax, [es:0FDh]
        FAULTS  13, 0, mov [es:0FFh], eax
        FAULTS  13, 0, fild qword [es:0F9h]
        PASS

        TEST    "an operand that wraps at 4 GiB"
        SEGMENT 0FFFFFh, 92h, 0Ch
        FAULTS  13, 0, mov eax, [es:0FFFFFFFEh]
        PASS

        TEST    "a limit of one byte"
        SEGMENT 0, 92h, 4
        mov     al, [es:0]
        FAULTS  13, 0, mov ax, [es:0]
        PASS

        TEST    "segments that grow down"
        SEGMENT 0FFFh, 96h, 4
        FAULTS  13, 0, mov al, [es:0FFFh]
        mov     al, [es:1000h]
        FAULTS  13, 0, mov ax, [es:0FFFh]
        SEGMENT 0FFFh, 96h, 0                   ; 16 bits: up to FFFF
        mov     al, [es:0FFFFh]
        FAULTS  13, 0, mov al, [es:10000h]
        FAULTS  13, 0, mov ax, [es:0FFFFh]
        PASS

        TEST    "rights"
        SEGMENT 0FFh, 90h, 4
        mov     al, [es:0]
        FAULTS  13, 0, mov [es:0], al
        SEGMENT 0FFh, 9Ah, 4                    ; code that may be read
        mov     al, [es:0]
        FAULTS  13, 0, mov [es:0], al
        mov     byte [GDT + SPARE + 5], 98h     ; code that may not
        mov     cx, FLAT_DATA
        mov     es, cx
        mov     ax, SPARE
        FAULTS  13, SPARE, mov es, ax
        xor     eax, eax
        mov     es, ax
        FAULTS  13, 0, mov al, [es:0]
        PASS

        TEST    "what is not present"
        SEGMENT 0FFh, 92h, 4
        mov     byte [GDT + SPARE + 5], 12h
        mov     cx, FLAT_DATA
        mov     es, cx
        mov     ax, SPARE
        FAULTS  11, SPARE, mov es, ax
        FAULTS  12, SPARE, mov ss, ax
        PASS

        TEST    "loads that are not allowed"
        mov     ax, 0F8h                        ; behind the table's end
        FAULTS  13, 0F8h, mov es, ax
        FAULTS  13, 0F8h, mov ss, ax
        xor     eax, eax
        FAULTS  13, 0, mov ss, ax
        mov     ax, FLAT_CODE
        FAULTS  13, FLAT_CODE, mov ss, ax
        mov     ax, FLAT_DATA + 3
        FAULTS  13, FLAT_DATA, mov ss, ax
        mov     ax, TASK
        FAULTS  13, TASK, mov es, ax
        PASS

        TEST    "the stack's own fault"
        SEGMENT 0FFh, 92h, 4
        mov     dx, FLAT_DATA
        mov     ebx, esp
        mov     ss, ax
        mov     esp, 0F0h                       ; room for the fault itself
        mov     al, [ss:0FFh]
        FAULTS  12, 0, mov al, [ss:100h]
        FAULTS  12, 0, mov eax, [esp + 0Dh]
        mov     ebp, 100h
        FAULTS  12, 0, mov al, [ebp]
        FAULTS  13, 0, mov al, [es:ebp]
        mov     ss, dx
        mov     esp, ebx
        PASS

        TEST    "BOUND and the end of its pair"
        SEGMENT 0FFh, 92h, 4
        mov     dword [es:0F8h], 5
        mov     dword [es:0FCh], 9
        mov     eax, 9
        bound   eax, [es:0F8h]
        inc     eax
        FAULTS  5, 0, bound eax, [es:0F8h]
        FAULTS  13, 0, bound eax, [es:0F9h]
        PASS
        FINISH
END_OF_ROM
