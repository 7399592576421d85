; Quimera Lab, chapter 7, second half: the tables of protected mode, and how the page shows them.

        cpu     386
; Builds page tables, IDT and TSS in the memory behind the lab.
pm_build:
        push    ds
        pop     es
        mov     di, DIRECTORY
        mov     cx, (TSS + TSS_SIZE - DIRECTORY) / 2
        xor     ax, ax
        rep     stosw
        mov     byte [pm_gdt + PM_TSS + 5], 89h         ; LTR marks it busy; now it is not

        mov     dword [DIRECTORY], LAB_LINEAR + TABLE_LOW + (PAGE_P | PAGE_W | PAGE_U)
        mov     dword [DIRECTORY + (WINDOW >> 22) * 4], LAB_LINEAR + TABLE_WINDOW + (PAGE_P | PAGE_W | PAGE_U)
        mov     di, TABLE_LOW
        mov     eax, PAGE_P | PAGE_W
        mov     cx, 1024
.low:   stosd
        add     eax, 1000h
        loop    .low
        mov     di, TABLE_LOW + (LAB_LINEAR >> 12) * 4 ; ring 3 may use the segment of the lab
        mov     cx, 16
.lab:   or      byte [di], PAGE_U
        add     di, 4
        loop    .lab

        mov     dword [TABLE_WINDOW], VIDEO * 16 + (PAGE_P | PAGE_W)
        mov     dword [TABLE_WINDOW + 8], LAB_LINEAR + FRAME_FIXED + (PAGE_P | PAGE_U)
        mov     dword [TABLE_WINDOW + 12], LAB_LINEAR + FRAME_FIXED + (PAGE_P | PAGE_U)
        mov     dword [FRAME_DEMAND], 0CAFE_F00Dh

        mov     di, IDT
        mov     bx, pm_stubs
        mov     cx, EXCEPTIONS
        mov     dx, 8E00h               ; present, ring 0, 32-bit interrupt gate
.gate:  call    .put_gate
        add     bx, STUB_SIZE
        loop    .gate
        mov     di, IDT + INT_SYSTEM * 8
        mov     bx, pm_ring0
        mov     dh, 0EEh                ; ring 3 may call this one
        call    .put_gate

        mov     word [TSS + 8], PM_DATA ; SS0; ESP0 is set when it is known
        mov     word [TSS + 66h], TSS_SIZE              ; no I/O permission map
        ret

.put_gate:
        mov     ax, bx
        stosw
        mov     ax, PM_CODE
        stosw
        mov     ax, dx
        stosw
        xor     ax, ax
        stosw
        ret

; A descriptor scatters base and limit: limit 15-0, base 23-0, access byte, flags and limit 19-16,
; base 31-24. The third parameter is flags and access: 09Bh is code and 093h is data of ring 0,
; 0FBh and 0F3h of ring 3; the flags C mean limits in pages and 32 bits.
%macro descriptor 3 ; base, limit, flags and access
        dw      (%2) & 0FFFFh, (%1) & 0FFFFh
        db      ((%1) >> 16) & 0FFh
        dw      (%3) & 0F0FFh | ((%2) >> 8) & 0F00h
        db      (%1) >> 24
%endmacro

        align   8, db 0
pm_gdt: dq      0
        descriptor LAB_LINEAR, 0FFFFh, 009Bh
        descriptor LAB_LINEAR, 0FFFFh, 0093h
        descriptor 0, 0FFFFFh, 0C093h
        descriptor LAB_LINEAR, 0FFFFh, 00FBh
        descriptor LAB_LINEAR, 0FFFFh, 00F3h
        descriptor 0, 0FFFFFh, 0C0F3h
        descriptor VIDEO * 16, 0FFFh, 0093h
        descriptor WINDOW, 0FFFh, 0093h
        descriptor LAB_LINEAR + TSS, TSS_SIZE - 1, 0089h
PM_GDT_SIZE     equ $ - pm_gdt

pm_gdtr         dw PM_GDT_SIZE - 1
                dd LAB_LINEAR + pm_gdt
pm_idtr         dw IDT_GATES * 8 - 1
                dd LAB_LINEAR + IDT
real_idtr       dw 3FFh
                dd 0
pm_cr0          dd 0
pm_cr3          dd 0
pm_stack        dw 0
ring3_saw       db 0

; ---------------------------------------------------------------- the story and the tables on screen

; Goes on with the story: the string SI, on a new line if it begins with a line feed; the number
; EBX, BX or BL. They keep everything but AX, and SI.
say:    push    dx
        mov     dx, [say_at]
        cmp     byte [si], 10
        jne     .here
        inc     si
        inc     dh
        mov     dl, 3
.here:  mov     ah, C_PANEL
        call    puts
        mov     [say_at], dx
        pop     dx
        ret
say32:  ror     ebx, 16
        call    say16
        ror     ebx, 16
say16:  xchg    bl, bh
        call    say8
        xchg    bl, bh
say8:   push    dx
        mov     dx, [say_at]
        mov     ah, C_STRONG
        call    puthex8
        mov     [say_at], dx
        pop     dx
        ret
say_at  dw      0

pm_show_gdt:
        mov     dx, 2 << 8 | 54
        mov     si, pm_text.gdt
        mov     ah, C_WARM
        call    puts
        mov     si, pm_gdt
.next:  add     si, 8
        inc     dh
        mov     dl, 54
        mov     bx, si
        sub     bx, pm_gdt
        mov     ah, C_FRAME
        call    puthex8
        inc     dl
        mov     ebx, [si + 4]
        call    pm_puthex32
        mov     ebx, [si]
        call    pm_puthex32
        cmp     si, pm_gdt + PM_GDT_SIZE - 8
        jb      .next
        mov     dx, 13 << 8 | 54
        mov     si, pm_text.pages
        mov     ah, C_WARM
        call    puts_block
        ret

; Shows the entries that matter in column DL.
pm_show_pages:
        mov     dh, 14
        mov     ebx, [DIRECTORY]
        call    .entry
        mov     ebx, [DIRECTORY + (WINDOW >> 22) * 4]
        call    .entry
        inc     dh
        mov     si, TABLE_WINDOW
.next:  mov     ebx, [si]
        call    .entry
        add     si, 4
        cmp     si, TABLE_WINDOW + WINDOW_PAGES * 4
        jb      .next
        ret
.entry: push    dx
        mov     ah, C_STRONG
        call    pm_puthex32
        pop     dx
        inc     dh
        ret

; Writes EBX at DX in the colour AH, moves DX on.
pm_puthex32:
        ror     ebx, 16
        call    puthex16
        ror     ebx, 16
        jmp     puthex16
        cpu     8086
