; INT 15h for memory above 1 MiB: 24h A20 gate, 87h block move, 88h, E801h, E820h and E881h sizes, 89h
; protected mode. Descriptors and CR0 as in the Intel 80286 and 80386 Programmer's Reference Manuals.

A20_ON          equ 0x02                ; bit of port 92h; bit 0 there would reset the machine

; in: AL = A20_ON or 0. out: AL = state before
a20_set:
        push    bx
        mov     bl, al
        in      al, FAST_A20
        mov     bh, al
        and     al, ~(A20_ON | 1) & 0xFF
        or      al, bl
        out     FAST_A20, al
        mov     al, bh
        and     al, A20_ON
        pop     bx
        ret

; out: AL = class of the processor, ZF = 1 for an 8086
cpu_class:
        push    es
        call    ebda_es
        mov     al, [es:EBDA_CPU]
        pop     es
        test    al, al
        ret

; 24h: AL = 0 off, 1 on, 2 query (AL), 3 ways there are (BX bit 0 keyboard controller, 1 port 92h)
int15_a20:
        mov     bl, al
        call    cpu_class
        jz      .none
        cmp     bl, 1
        mov     al, 0
        jb      .set
        mov     al, A20_ON
        je      .set
        cmp     bl, 3
        jb      .query
        ja      .none
        mov     word [bp + caller.bx], 3
        jmp     int15_good
.set:
        call    a20_set
        jmp     int15_good
.query:
        in      al, FAST_A20
        shr     al, 1
        and     al, 1
        mov     [bp + caller.al], al
        jmp     int15_good
.none:
        jmp     int15_unsupported

; 88h: AX = KiB above 1 MiB, as far as CMOS counts them in KiB
int15_extended_size:
        call    ebda_es
        mov     ax, [es:EBDA_EXTKIB]
        mov     [bp + caller.ax], ax
        jmp     int15_good_same

; E8h: by AL
int15_e8:
        cmp     al, 0x01
        je      .sizes
        cmp     al, 0x20
        je      .map
        cmp     al, 0x81
        je      .sizes32
.unsupported:
        jmp     int15_unsupported
; E801h: AX, CX = KiB from 1 to 16 MiB; BX, DX = 64 KiB blocks above
.sizes:
        call    memory_sizes
.answer:
        mov     [bp + caller.ax], ax
        mov     [bp + caller.cx], ax
        mov     [bp + caller.bx], bx
        mov     [bp + caller.dx], bx
        jmp     int15_good_same
; E881h: the same in 32-bit registers
.sizes32:
        call    cpu_class
        cmp     al, 3
        jb      .unsupported
        jmp     sizes_386
.map:
        call    cpu_class
        cmp     al, 3
        jb      .unsupported
        jmp     memory_map_386

; out: AX = KiB from 1 to 16 MiB, BX = 64 KiB blocks above 16 MiB
MOST_BELOW_16M  equ 15 * 1024
memory_sizes:
        push    cx
        call    ebda_es
        mov     ax, [es:EBDA_EXTKIB]
        mov     bx, [es:EBDA_HIGH64K]
        cmp     ax, MOST_BELOW_16M
        jbe     .done
        test    bx, bx
        jnz     .below
        mov     bx, ax
        sub     bx, MOST_BELOW_16M
        mov     cl, 6
        shr     bx, cl
.below:
        mov     ax, MOST_BELOW_16M
.done:
        pop     cx
        ret

        cpu     386
; The pops of LEAVE_SERVICE restore low halves only: what the upper halves hold here, the caller sees.
sizes_386:
        call    memory_sizes
        movzx   eax, ax
        movzx   ebx, bx
        mov     ecx, eax
        mov     edx, ebx
        jmp     int15_e8.answer

; E820h (ACPI 1.0 specification, section 14.1): EBX = continuation, ECX = room, EDX = "SMAP"
SMAP            equ 0x534D4150
MEMORY_USABLE   equ 1
MEMORY_RESERVED equ 2
MEMORY_ACPI     equ 3
MEMORY_NVS      equ 4
struc range
  .base         resq 1
  .length       resq 1
  .type         resd 1
endstruc
memory_map_386:
        cmp     edx, SMAP
        jne     .unsupported
        mov     es, [bp + caller.es]
        cmp     cx, range_size
        jb      .unsupported
        mov     bx, [bp + caller.bx]
        cmp     bx, .entries
        jae     .unsupported
        movzx   esi, bx
        push    edx
        movzx   edx, word [BDA_MEMORY]
        shl     edx, 10
        mov     ecx, MEMORY_RESERVED
        jmp     [cs:.table + esi * 2]
.table:
        dw      .base, .ebda, .rom, .extended, .acpi, .nvs, .top
.entries        equ ($ - .table) / 2
.base:                                  ; EAX = base, EDX = length
        xor     eax, eax
        mov     cl, MEMORY_USABLE
        jmp     .store
.ebda:
        mov     eax, edx
        neg     edx
        add     edx, 0xA0000
        jmp     .store
.rom:
        mov     eax, 0xF0000
        mov     edx, 0x10000
        jmp     .store
.extended:
        push    es
        call    memory_sizes
        pop     es
        movzx   edx, bx
        shl     edx, 16
        movzx   eax, ax
        shl     eax, 10
        add     edx, eax
        jz      .none
        mov     eax, 0x100000
        mov     cl, MEMORY_USABLE
        jmp     .store
.none:
        inc     si
.acpi:
        push    es
        call    ebda_es
        mov     eax, [es:EBDA_ACPI]
        pop     es
        test    eax, eax
        jz      .no_tables
        mov     edx, FACS_OFFSET
        mov     cl, MEMORY_ACPI
        jmp     .store
.nvs:
        push    es
        call    ebda_es
        mov     eax, [es:EBDA_ACPI]
        pop     es
        add     eax, FACS_OFFSET
        mov     edx, TABLES_NVS
        mov     cl, MEMORY_NVS
        jmp     .store
.no_tables:
        add     si, 2
.top:
        mov     eax, 0xFFFF0000
        mov     edx, 0x10000
.store:
        mov     [es:di + range.base], eax
        mov     [es:di + range.length], edx
        mov     [es:di + range.type], ecx
        xor     eax, eax
        mov     [es:di + range.base + 4], eax
        mov     [es:di + range.length + 4], eax
        lea     ebx, [esi + 1]
        cmp     bx, .entries
        jb      .more
        xor     ebx, ebx
.more:
        pop     edx
        mov     eax, SMAP
        mov     ecx, range_size
        mov     [bp + caller.ax], ax
        mov     [bp + caller.bx], bx
        mov     [bp + caller.cx], cx
        jmp     int15_good_same
.unsupported:
        jmp     int15_unsupported
        cpu     8086

; Selectors in the caller's table of 87h
MOVE_GDT        equ 0x08
MOVE_SOURCE     equ 0x10
MOVE_TARGET     equ 0x18
MOVE_CODE       equ 0x20
MOVE_STACK      equ 0x28
ACCESS_CODE     equ 0x9B
ACCESS_DATA     equ 0x93

; Descriptor at ES:SI + BX: base = segment AX, limit 64 KiB, access CL
descriptor:
        push    cx
        push    dx
        mov     dx, ax
        mov     ch, cl
        mov     word [es:si + bx], 0xFFFF
        mov     cl, 4
        shl     ax, cl
        mov     [es:si + bx + 2], ax
        mov     cl, 12
        shr     dx, cl
        mov     [es:si + bx + 4], dl
        mov     [es:si + bx + 5], ch
        mov     word [es:si + bx + 6], 0
        pop     dx
        pop     cx
        ret

; 87h: CX words from the source to the target descriptor of the table at ES:SI. AH = 0, or 3 when A20
; would not open or the processor is in protected mode already.
int15_move:
        call    cpu_class
        jz      .unsupported
        mov     cx, [bp + caller.cx]
        cmp     cx, 0x8000
        ja      .failed
        cpu     286
        smsw    bx
        cpu     8086
        test    bl, 1
        jnz     .failed
        cli
        push    ax
        mov     ax, es                  ; the table's own descriptor
        mov     bx, MOVE_GDT
        mov     cl, ACCESS_DATA
        call    descriptor
        add     [es:si + MOVE_GDT + 2], si
        adc     byte [es:si + MOVE_GDT + 4], 0
        mov     word [es:si + MOVE_GDT], 0x2F
        mov     ax, cs
        mov     bx, MOVE_CODE
        mov     cl, ACCESS_CODE
        call    descriptor
        mov     ax, ss
        mov     bx, MOVE_STACK
        mov     cl, ACCESS_DATA
        call    descriptor
        mov     al, A20_ON
        call    a20_set
        mov     dl, al                  ; DL = A20 before
        pop     ax
        mov     cx, [bp + caller.cx]
        cmp     al, 3
        jae     move_386
        jmp     move_286
.unsupported:
        jmp     int15_unsupported
.failed:
        mov     ah, 3
        jmp     int15_fail
move_done:                              ; in: DL = A20 before
        mov     al, dl
        call    a20_set
        sti
        jmp     int15_good

        cpu     386
move_386:
        lgdt    [es:si + MOVE_GDT]
        mov     eax, cr0
        push    eax
        or      al, 1
        mov     cr0, eax
        jmp     MOVE_CODE:.protected
.protected:
        mov     ax, MOVE_SOURCE
        mov     ds, ax
        mov     ax, MOVE_TARGET
        mov     es, ax
        xor     si, si
        xor     di, di
        rep movsw
        mov     ax, MOVE_STACK          ; 64 KiB limits for real mode
        mov     ds, ax
        mov     es, ax
        pop     eax
        mov     cr0, eax
        jmp     0xF000:.real
.real:
        mov     ax, BDA
        mov     ds, ax
        jmp     move_done

        cpu     286
; An 80286 leaves protected mode only by a reset: shutdown code 09h brings it back.
move_286:
        push    dx
        in      al, PIC1 + 1
        push    ax
        in      al, PIC2 + 1
        push    ax
        push    bp
        mov     [BDA_RESUME], sp
        mov     [BDA_RESUME + 2], ss
        mov     ax, 0x0900 + CMOS_SHUTDOWN
        call    cmos_write
        lgdt    [es:si + MOVE_GDT]
        mov     ax, 1
        lmsw    ax
        jmp     MOVE_CODE:.protected
.protected:
        mov     ax, MOVE_SOURCE
        mov     ds, ax
        mov     ax, MOVE_TARGET
        mov     es, ax
        xor     si, si
        xor     di, di
        rep movsw
        mov     al, 0xFE                ; pulse the processor's reset line
        out     KBD_STATUS, al
.halt:
        hlt
        jmp     .halt
        cpu     8086
move_286_resumed:
        pop     bp
        call    init_pics               ; some boards reset more than the processor
        pop     ax
        out     PIC2 + 1, al
        pop     ax
        out     PIC1 + 1, al
        pop     dx
        jmp     move_done

; 89h: enter protected mode and return to the caller there. ES:SI = table of eight descriptors (null,
; GDT, IDT, DS, ES, SS, CS, ours); BH, BL = vectors for IRQ 0 and 8. All IRQs are masked.
ENTER_DS        equ 0x18
ENTER_ES        equ 0x20
ENTER_SS        equ 0x28
ENTER_CS        equ 0x30
ENTER_BIOS      equ 0x38
int15_protected:
        call    cpu_class
        jnz     .able
        jmp     int15_unsupported
.able:
        cli
        mov     al, A20_ON
        call    a20_set
        mov     bx, [bp + caller.bx]
        mov     al, 0x11                ; ICW1-4 and all masks, as init_pics does
        out     PIC1, al
        out     PIC2, al
        mov     al, bh
        out     PIC1 + 1, al
        mov     al, bl
        out     PIC2 + 1, al
        mov     al, 0x04
        out     PIC1 + 1, al
        mov     al, 0x02
        out     PIC2 + 1, al
        mov     al, 0x01
        out     PIC1 + 1, al
        out     PIC2 + 1, al
        mov     al, 0xFF
        out     PIC1 + 1, al
        out     PIC2 + 1, al
        mov     ax, cs
        mov     bx, ENTER_BIOS
        mov     cl, ACCESS_CODE
        call    descriptor
        cpu     286
        lgdt    [es:si + 0x08]
        lidt    [es:si + 0x10]
        mov     ax, 1
        lmsw    ax
        jmp     ENTER_BIOS:.protected
.protected:
        mov     ax, ENTER_DS
        mov     ds, ax
        mov     ax, ENTER_ES
        mov     es, ax
        mov     ax, ENTER_SS
        mov     ss, ax
        mov     ax, [bp + caller.ip]
        mov     [bp + caller.cs], ax    ; offset and selector for the far return below
        mov     word [bp + caller.flags], ENTER_CS
        pop     ax
        pop     bx
        pop     cx
        pop     dx
        pop     si
        pop     di
        pop     bp
        add     sp, 6                   ; ES, DS, IP
        mov     ah, 0
        retf
        cpu     8086
