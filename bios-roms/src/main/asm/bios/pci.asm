; PCI: what POST does on a board with a host bridge. Configuration mechanism #1 (PCI Local Bus
; Specification 2.1, section 3.2.2.3.2). All devices are on bus 0; DEVFN is device * 8 + function.

PCI_ADDRESS     equ 0xCF8
PCI_DATA        equ 0xCFC
PCI_ENABLE      equ 0x80000000

; Registers of the type 0 header
PCI_COMMAND     equ 0x04
PCI_CLASS       equ 0x08                ; with the revision in the low byte
PCI_HEADER      equ 0x0E
PCI_BAR         equ 0x10
PCI_ROM         equ 0x30
PCI_IRQ         equ 0x3C                ; line; the pin is one further

PCI_IO_FIRST    equ 0xC000              ; where windows are handed out from
PCI_MEM_FIRST   equ 0xE0000000

ID_I440FX       equ 0x12378086
ID_PIIX3        equ 0x70008086
ID_PIIX3_IDE    equ 0x70108086
ID_PIIX4_PM     equ 0x71138086
CLASS_VGA       equ 0x0300
PM_BASE         equ 0x600               ; ports of the power management
SMB_BASE        equ 0x700
SCI_IRQ         equ 9

; PIRQA# to PIRQD#: the ISA lines that they are steered to, which become level triggered
PIRQ_A          equ 10
PIRQ_B          equ 10
PIRQ_C          equ 11
PIRQ_D          equ 11
PIRQ_LEVELS     equ 1 << PIRQ_A | 1 << PIRQ_B | 1 << PIRQ_C | 1 << PIRQ_D

        cpu     386

; in: BL = DEVFN, BH = register; out: EAX
pci_read:
        push    dx
        call    pci_select
        in      eax, dx
        pop     dx
        ret

; in: BL = DEVFN, BH = register, EAX = value
pci_write:
        push    dx
        push    eax
        call    pci_select
        pop     eax
        out     dx, eax
        pop     dx
        ret

; in: BL = DEVFN, BH = register, AL = value; for registers at any byte
pci_write_byte:
        push    dx
        push    ax
        call    pci_select
        mov     dl, bh
        and     dl, 3
        add     dl, PCI_DATA & 0xFF
        pop     ax
        out     dx, al
        pop     dx
        ret

; out: DX = data port (EAX lost)
pci_select:
        movzx   eax, bx
        xchg    al, ah                  ; DEVFN in bits 15-8, register in 7-0
        and     al, 0xFC
        or      eax, PCI_ENABLE
        mov     dx, PCI_ADDRESS
        out     dx, eax
        mov     dx, PCI_DATA
        ret

; Looks for a host bridge; if there is one, copies the firmware to RAM, gives every function its
; windows and its interrupt line, and brings the video ROM in.
pci_init:
        call    cpu_class
        cmp     al, 3
        jb      .none
        mov     dx, PCI_ADDRESS
        mov     eax, PCI_ENABLE
        out     dx, eax
        in      eax, dx
        cmp     eax, PCI_ENABLE
        jne     .none
        xor     bx, bx
        call    pci_read
        cmp     ax, 0xFFFF
        je      .none
        push    es
        call    ebda_es
        mov     byte [es:EBDA_PCI], 1
        mov     word [es:EBDA_PCI_IO], PCI_IO_FIRST
        mov     dword [es:EBDA_PCI_MEM], PCI_MEM_FIRST
        cmp     eax, ID_I440FX
        jne     .shadowed
        call    shadow
.shadowed:
        xor     bl, bl
.function:
        call    pci_set_up
        call    pci_next
        jnc     .function
        pop     es
.none:
        ret

; in: BL = DEVFN; out: BL = the next place that may hold a function; CF = 1 behind the last
pci_next:
        test    bl, 7
        jnz     .step
        mov     bh, 0
        call    pci_read
        cmp     ax, 0xFFFF
        je      .device
        mov     bh, PCI_HEADER & 0xFC
        call    pci_read
        test    eax, 0x800000           ; several functions
        jnz     .step
.device:
        or      bl, 7
.step:
        add     bl, 1
        ret

; ROM to RAM at the same address: writes go to RAM while reads still come from the ROM. C0000h to
; DFFFFh become RAM for option ROMs, with those in it that were there already.
I440FX_PAM0     equ 0x59                ; bits 5-4: F0000h-FFFFFh
I440FX_PAM1     equ 0x5A                ; to 5Dh: C0000h-DFFFFh, two segments each
PAM_WRITES      equ 0x22
PAM_BOTH        equ 0x33
PAM_READS       equ 0x11

shadow:
        push    ax
        push    dx
        mov     al, PAM_WRITES
        call    attributes
        mov     dx, 0xC000
        call    copy_segment
        mov     dx, 0xD000
        call    copy_segment
        mov     dx, 0xF000
        call    copy_segment
        mov     al, PAM_BOTH
        call    attributes
        pop     dx
        pop     ax
        ret

; in: AL = attributes for both halves of a register
attributes:
        mov     bx, I440FX_PAM0 << 8
.next:
        call    pci_write_byte
        inc     bh
        cmp     bh, I440FX_PAM1 + 4
        jb      .next
        ret

; in: DX = segment, copied onto itself
copy_segment:
        push    ds
        push    es
        push    cx
        push    si
        push    di
        mov     ds, dx
        mov     es, dx
        xor     si, si
        xor     di, di
        mov     cx, 0x4000
        rep movsd
        pop     di
        pop     si
        pop     cx
        pop     es
        pop     ds
        ret

; At the end of POST: the firmware cannot be written any more.
pci_protect:
        push    es
        call    ebda_es
        cmp     byte [es:EBDA_PCI], 1
        pop     es
        jne     .done
        xor     bx, bx
        call    pci_read
        cmp     eax, ID_I440FX
        jne     .done
        mov     bh, I440FX_PAM0
        mov     al, PAM_READS
        call    pci_write_byte
.done:
        ret

; in: BL = DEVFN, ES = EBDA
pci_set_up:
        mov     bh, 0
        call    pci_read
        cmp     ax, 0xFFFF
        je      .none
        push    eax
        mov     bh, PCI_HEADER & 0xFC
        call    pci_read
        pop     edi                     ; EDI = identity
        test    eax, 0x7F0000
        jnz     .none                   ; a bridge
        mov     bh, PCI_BAR
        xor     si, si                  ; SI = spaces to switch on
.bar:
        call    pci_place
        add     bh, 4
        cmp     bh, PCI_BAR + 6 * 4
        jb      .bar
        mov     bh, PCI_COMMAND
        call    pci_read
        movzx   eax, ax
        or      ax, si
        call    pci_write
        call    pci_interrupt
        cmp     edi, ID_PIIX3
        je      set_up_piix3
        cmp     edi, ID_PIIX3_IDE
        je      set_up_ide
        cmp     edi, ID_PIIX4_PM
        je      set_up_power
        mov     bh, PCI_CLASS
        call    pci_read
        shr     eax, 16
        cmp     ax, CLASS_VGA
        je      pci_video
.none:
        ret

; Gives the base address register BH of function BL a place; the bit of its space goes into SI.
pci_place:
        mov     eax, 0xFFFFFFFF
        call    pci_write
        call    pci_read
        test    eax, eax
        jz      .done
        test    al, 1
        jnz     .ports
        or      si, 2
        and     al, 0xF0
        mov     ecx, eax                ; mask: all ones above the size
        neg     eax                     ; size
        mov     edx, [es:EBDA_PCI_MEM]
        add     edx, eax
        dec     edx
        and     edx, ecx                ; aligned
        add     eax, edx
        mov     [es:EBDA_PCI_MEM], eax
        mov     eax, edx
        jmp     pci_write
.ports:
        or      si, 1
        and     al, 0xFC
        mov     cx, ax
        neg     ax
        mov     dx, [es:EBDA_PCI_IO]
        add     dx, ax
        dec     dx
        and     dx, cx
        add     ax, dx
        mov     [es:EBDA_PCI_IO], ax
        movzx   eax, dx
        jmp     pci_write
.done:
        ret

; The line that the function's pin is steered to: each slot is one PIRQ further (SI lost).
pci_interrupt:
        mov     bh, PCI_IRQ
        call    pci_read
        dec     ah                      ; pin, from 0
        js      .none
        mov     al, bl
        shr     al, 3
        dec     al
        add     al, ah
        and     ax, 3
        mov     si, ax
        mov     al, [cs:pirq_lines + si]
        call    pci_write_byte
.none:
        ret

pirq_lines:
        db      PIRQ_A, PIRQ_B, PIRQ_C, PIRQ_D

; PIIX3 (82371SB data sheet, section 2.2.9): PIRQ routes; section 2.5.3: the edge/level registers
set_up_piix3:
        mov     bh, 0x60
        mov     eax, PIRQ_A | PIRQ_B << 8 | PIRQ_C << 16 | PIRQ_D << 24
        call    pci_write
        mov     dx, 0x4D0
        mov     al, PIRQ_LEVELS & 0xFF
        out     dx, al
        inc     dx
        mov     al, PIRQ_LEVELS >> 8
        out     dx, al
        ret

; PIIX3 IDE (section 2.4.8): both cables decoded; ports and bus mastering on
set_up_ide:
        mov     bh, 0x40
        mov     eax, 0x80008000
        call    pci_write
        mov     bh, PCI_COMMAND
        mov     al, 5
        jmp     pci_write_byte

; PIIX4 power management (82371AB data sheet, sections 7.1.9 and 7.1.24): ports, SMBus
set_up_power:
        mov     bh, 0x40
        mov     eax, PM_BASE | 1
        call    pci_write
        mov     bh, 0x80
        mov     al, 1
        call    pci_write_byte
        mov     bh, 0x90
        mov     eax, SMB_BASE | 1
        call    pci_write
        mov     bh, 0xD2
        mov     al, 0x09                ; host controller on, IRQ9
        call    pci_write_byte
        mov     bh, PCI_COMMAND
        mov     al, 1
        call    pci_write_byte
        mov     bh, PCI_IRQ
        mov     al, SCI_IRQ
        jmp     pci_write_byte

; The ROM of the first VGA goes to C0000h: copied through a window that is open for the moment.
VIDEO_ROM       equ 0xC0000
pci_video:
        cmp     byte [es:EBDA_VGA], 0
        jne     .done
        mov     [es:EBDA_VGA], bl
        mov     bh, PCI_COMMAND         ; the ports and the memory of a VGA, too
        mov     al, 3
        call    pci_write_byte
        mov     bh, PCI_ROM
        mov     eax, 0xFFFFFFFE
        call    pci_write
        call    pci_read
        test    eax, eax
        jz      .done
        and     ax, 0xF800
        mov     edx, [es:EBDA_PCI_MEM]
        mov     ecx, eax
        neg     ecx                     ; size
        add     edx, ecx
        dec     edx
        and     edx, eax                ; aligned; the place is free again afterwards
        mov     eax, edx
        or      al, 1
        call    pci_write
        call    copy_video_rom
        xor     eax, eax
        mov     bh, PCI_ROM
        call    pci_write
.done:
        ret

; in: EDX = physical address of a ROM, ECX = bytes of its window
copy_video_rom:
        push    bx
        push    ds
        push    es
        call    reach_all
        xor     ax, ax
        mov     ds, ax
        cmp     word [edx], 0xAA55
        jne     .done
        movzx   eax, byte [edx + 2]
        shl     eax, 9                  ; its own size
        cmp     eax, ecx
        ja      .done
        cmp     eax, 0x10000
        ja      .done
        mov     ecx, eax
        shr     ecx, 2
        mov     esi, edx
        mov     edi, VIDEO_ROM
        xor     ax, ax
        mov     es, ax
        a32 rep movsd
.done:
        pop     es
        pop     ds
        pop     bx
        ret

; Lets DS and ES reach 4 GiB: limits that protected mode has set stay in real mode (EAX, BX lost).
reach_all:
        pushf
        cli
        o32 lgdt [cs:reach_pointer]
        mov     eax, cr0
        or      al, 1
        mov     cr0, eax
        mov     bx, 8
        mov     ds, bx
        mov     es, bx
        and     al, 0xFE
        mov     cr0, eax
        jmp     short $+2
        popf
        ret
        align   8, db 0
reach_table:
        dq      0
        dq      0x00CF93000000FFFF
reach_pointer:
        dw      $ - reach_table - 1
        dd      0xF0000 + reach_table
        cpu     8086
