; What systems read about a PCI board: the ACPI tables at the top of memory, and in the firmware's
; own segment (which is RAM during POST) SMBIOS, the multiprocessor table, the interrupt routing table
; and the BIOS32 directory. Each is assembled as it stays but for addresses, sizes and checksums.

TABLES_SIZE     equ 0x10000             ; taken from the top of memory: ACPI data,
TABLES_NVS      equ 0x1000              ; of which this much at the end is kept by systems
FACS_OFFSET     equ TABLES_SIZE - TABLES_NVS

        cpu     386

; Only after pci_init; DS = BIOS data area.
tables_init:
        push    es
        call    ebda_es
        cmp     byte [es:EBDA_PCI], 1
        jne     .done
        call    tables_reserve
        jc      .done
        call    has_apic
        call    acpi_install
        call    segment_tables
.done:
        pop     es
        ret

; Takes 64 KiB off the top of memory. out: EBDA_ACPI = where; CF = 1 if there is too little
tables_reserve:
        call    memory_sizes            ; AX = KiB below, BX = 64 KiB blocks above 16 MiB
        call    ebda_es
        movzx   eax, ax
        movzx   ebx, bx
        mov     edx, eax
        shl     edx, 10
        mov     ecx, ebx
        shl     ecx, 16
        lea     edx, [edx + ecx + 0x100000]
        sub     edx, TABLES_SIZE
        test    bx, bx
        jz      .below
        dec     bx
        mov     [es:EBDA_HIGH64K], bx
        cmp     word [es:EBDA_EXTKIB], 0xFFC0
        ja      .reserved
        sub     word [es:EBDA_EXTKIB], 64
        jmp     .reserved
.below:
        cmp     ax, 1024
        jb      .small
        sub     word [es:EBDA_EXTKIB], 64
.reserved:
        mov     [es:EBDA_ACPI], edx
        clc
        ret
.small:
        stc
        ret

; CPUID leaf 1, EDX bit 9, into EBDA_APIC
has_apic:
        pushfd
        pop     eax
        mov     ecx, eax
        xor     eax, 0x200000           ; ID flag: CPUID is there
        push    eax
        popfd
        pushfd
        pop     eax
        cmp     eax, ecx
        je      .none
        mov     eax, 1
        cpu     586
        cpuid
        cpu     386
        shr     edx, 9
        and     dl, 1
        mov     [es:EBDA_APIC], dl
.none:
        ret

; in: ES = EBDA
acpi_install:
        mov     edx, [es:EBDA_ACPI]
        mov     cl, [es:EBDA_APIC]
        push    ds
        push    es
        push    cx
        call    reach_all
        xor     ax, ax
        mov     ds, ax
        mov     es, ax
        mov     esi, 0xF0000 + acpi_image
        mov     edi, edx
        mov     ecx, (acpi_image.end - acpi_image + 3) / 4
        a32 rep movsd
        lea     edi, [edx + FACS_OFFSET]
        mov     esi, 0xF0000 + acpi_facs
        mov     ecx, 16
        a32 rep movsd
        pop     cx
        ; pointers
        add     [edx + acpi_rsdt - acpi_image + 36], edx
        add     [edx + acpi_rsdt - acpi_image + 40], edx
        lea     eax, [edx + FACS_OFFSET]
        mov     [edx + acpi_fadt - acpi_image + 36], eax
        add     [edx + acpi_fadt - acpi_image + 40], edx
        test    cl, cl
        jnz     .sums
        sub     dword [edx + acpi_rsdt - acpi_image + 4], 4     ; no MADT
        mov     byte [edx + acpi_fadt - acpi_image + 44], 0     ; two 8259s
.sums:
        mov     esi, acpi_rsdt - acpi_image
        call    acpi_sum
        mov     esi, acpi_fadt - acpi_image
        call    acpi_sum
        mov     esi, acpi_madt - acpi_image
        call    acpi_sum
        mov     esi, acpi_dsdt - acpi_image
        call    acpi_sum
        pop     es
        pop     ds
        push    ds
        mov     ax, 0xF000
        mov     ds, ax
        mov     [acpi_rsdp + 16], edx
        mov     si, acpi_rsdp
        mov     cx, 20
        mov     di, acpi_rsdp + 8
        call    fix_sum
        pop     ds
        ret

; in: EDX + ESI = a table with its length at 4 and its checksum at 9; DS = 0, 4 GiB
acpi_sum:
        add     esi, edx
        mov     ecx, [esi + 4]
        mov     byte [esi + 9], 0
        xor     ax, ax
        push    esi
.byte:
        add     al, [esi]
        inc     esi
        a32 loop .byte
        pop     esi
        neg     al
        mov     [esi + 9], al
        ret

; in: DS:SI = a structure of CX bytes, DI = its checksum
fix_sum:
        mov     byte [di], 0
        mov     al, 0
.byte:
        add     al, [si]
        inc     si
        loop    .byte
        neg     al
        mov     [di], al
        ret

; in: ES = EBDA
segment_tables:
        push    ds
        mov     edx, [es:EBDA_ACPI]
        add     edx, TABLES_SIZE        ; all of memory
        mov     bl, [es:EBDA_APIC]
        mov     ax, 0xF000
        mov     ds, ax
        mov     si, bios32_directory
        mov     cx, 16
        mov     di, bios32_directory + 10
        call    fix_sum
        mov     si, pir_table
        mov     cx, pir_table.end - pir_table
        mov     di, pir_table + 31
        call    fix_sum
        call    smbios_fill
        test    bl, bl
        jz      .no_apic
        mov     si, mp_table
        mov     cx, mp_table.end - mp_table
        mov     di, mp_table + 7
        call    fix_sum
        mov     si, mp_pointer
        mov     cx, 16
        mov     di, mp_pointer + 10
        call    fix_sum
        jmp     .done
.no_apic:
        mov     dword [mp_pointer], 0   ; no signature, no table
.done:
        pop     ds
        ret

; in: EDX = bytes of memory, DS = F000h
smbios_fill:
        mov     eax, edx
        shr     eax, 10
        mov     [smbios_array + 7], eax ; KiB
        dec     eax
        mov     [smbios_mapped + 8], eax
        inc     eax
        shr     eax, 10
        mov     [smbios_module + 12], ax ; MiB
        mov     si, smbios_entry + 16
        mov     cx, 15
        mov     di, smbios_entry + 21
        call    fix_sum
        mov     si, smbios_entry
        mov     cx, 31
        mov     di, smbios_entry + 4
        jmp     fix_sum
        cpu     8086

; ---------------------------------------------------------------- ACPI 1.0b

%macro ACPI_HEADER 3                    ; signature, length, revision
        db      %1
        dd      %2
        db      %3, 0                   ; revision, checksum
        db      'QMERA ', 'QUIMERA ', 1, 0, 0, 0, 'QMRA', 1, 0, 0, 0
%endmacro

        align   16, db 0
acpi_rsdp:
        db      'RSD PTR ', 0, 'QMERA ', 0
        dd      0

; FACS, section 5.2.6
        align   4, db 0
acpi_facs:
        db      'FACS'
        dd      64
        times   56 db 0

        align   8, db 0
acpi_image:
acpi_rsdt:
        ACPI_HEADER 'RSDT', 44, 1
        dd      acpi_fadt - acpi_image, acpi_madt - acpi_image

; FADT, section 5.2.5
        align   8, db 0
acpi_fadt:
        ACPI_HEADER 'FACP', 116, 1
        dd      0                       ; FACS
        dd      acpi_dsdt - acpi_image
        db      1, 0                    ; interrupt model: APIC
        dw      SCI_IRQ
        dd      0xB2                    ; SMI_CMD
        db      0xF1, 0xF0, 0, 0        ; ACPI_ENABLE, ACPI_DISABLE
        dd      PM_BASE, 0, PM_BASE + 4, 0      ; PM1a/b event, control
        dd      0, PM_BASE + 8, PM_BASE + 12, 0 ; PM2, timer, GPE0, GPE1
        db      4, 2, 0, 4, 4, 0, 0, 0  ; their lengths
        dw      0x0FFF, 0x0FFF          ; C2 and C3 are not offered
        dw      0, 0
        db      0, 0, 0, 0              ; no throttling, no alarm day or month
        db      CMOS_CENTURY, 0, 0, 0
        dd      0x35                    ; WBINVD, C1, no buttons of its own

; MADT, section 5.2.8: one processor, one I/O APIC; IRQ0 is on its pin 2, the PCI lines and the SCI are
; level triggered, active high as the bridge drives them
        align   8, db 0
acpi_madt:
        ACPI_HEADER 'APIC', .end - acpi_madt, 1
        dd      0xFEE00000, 1           ; with two 8259s
        db      0, 8, 0, 0              ; processor 0 has local APIC 0, enabled
        dd      1
        db      1, 12, IOAPIC_ID, 0
        dd      0xFEC00000, 0
%macro SOURCE_OVERRIDE 3                ; IRQ, pin, flags
        db      2, 10, 0, %1
        dd      %2
        dw      %3
%endmacro
        SOURCE_OVERRIDE 0, 2, 0
        SOURCE_OVERRIDE SCI_IRQ, SCI_IRQ, 0x000D
        SOURCE_OVERRIDE 10, 10, 0x000D
        SOURCE_OVERRIDE 11, 11, 0x000D
        db      4, 6, 0                 ; NMI on LINT1
        dw      0
        db      1
.end:

IOAPIC_ID       equ 1

; ACPI machine language (section 16.2). A package length of two bytes counts itself.
%macro PACKAGE_LENGTH 1
%%here: db      0x40 | ((%1 - %%here) & 15), (%1 - %%here) >> 4
%endmacro
%macro NAME_DWORD 2
        db      0x08, %1, 0x0C
        dd      %2
%endmacro
EISA_PNP        equ 0xD041              ; "PNP", compressed; the number follows, high byte first
%macro NAME_HID 1
        db      0x08, '_HID', 0x0C
        dw      EISA_PNP
        db      %1 >> 8, %1 & 0xFF
%endmacro
%macro RESOURCES 1                      ; end of the template
        db      0x08, '_CRS', 0x11
        PACKAGE_LENGTH %1
        db      0x0B
        dw      %1 - %%bytes
%%bytes:
%endmacro
%macro RESOURCE_PORTS 2                 ; base, count
        db      0x47, 0x01
        dw      %1, %1
        db      1, %2
%endmacro
%macro RESOURCE_IRQ 1
        db      0x22
        dw      1 << %1
%endmacro
%macro RESOURCE_WORDS 5                 ; type, flags, least, most, count
        db      0x88
        dw      13
        db      %1, 0x0C, %2
        dw      0, %3, %4, 0, %5
%endmacro
%macro RESOURCE_MEMORY 3                ; flags, least, most
        db      0x87
        dw      23
        db      0, 0x0C, %1
        dd      0, %2, %3, 0, %3 - %2 + 1
%endmacro
%macro RESOURCE_END 0
        db      0x79, 0
%endmacro

        align   8, db 0
acpi_dsdt:
        ACPI_HEADER 'DSDT', .end - acpi_dsdt, 1
        db      0x10                    ; Scope (\_SB)
        PACKAGE_LENGTH .scope_end
        db      0x5C, '_SB_'
        db      0x5B, 0x82              ; Device (PCI0)
        PACKAGE_LENGTH .pci_end
        db      'PCI0'
        NAME_HID 0x0A03
        db      0x08, '_ADR', 0
        db      0x08, '_UID', 0
        RESOURCES .pci_crs_end
        RESOURCE_WORDS 2, 0, 0, 0xFF, 0x100
        RESOURCE_PORTS 0xCF8, 8
        RESOURCE_WORDS 1, 3, 0, 0xCF7, 0xCF8
        RESOURCE_WORDS 1, 3, 0xD00, 0xFFFF, 0xF300
        RESOURCE_MEMORY 3, 0xA0000, 0xBFFFF
        RESOURCE_MEMORY 1, PCI_MEM_FIRST, 0xFEBFFFFF
        RESOURCE_END
.pci_crs_end:
        db      0x08, '_PRT', 0x12
        PACKAGE_LENGTH .prt_end
        db      31 * 4
%assign slot 1
%rep 31
  %assign pin 0
  %rep 4
    %assign route (slot - 1 + pin) & 3
        db      0x12, 12, 4             ; address, pin, no link, line
        db      0x0C
        dd      slot << 16 | 0xFFFF
        db      0x0A, pin, 0
    %if route = 0
        db      0x0A, PIRQ_A
    %elif route = 1
        db      0x0A, PIRQ_B
    %elif route = 2
        db      0x0A, PIRQ_C
    %else
        db      0x0A, PIRQ_D
    %endif
    %assign pin pin + 1
  %endrep
  %assign slot slot + 1
%endrep
.prt_end:
        db      0x5B, 0x82              ; Device (ISA)
        PACKAGE_LENGTH .isa_end
        db      'ISA_'
        NAME_DWORD '_ADR', 0x00010000
%macro ISA_DEVICE 2                     ; name, PNP number
        db      0x5B, 0x82
        PACKAGE_LENGTH %%end
        db      %1
        NAME_HID %2
        RESOURCES %%end
%define ISA_DEVICE_END %%end
%endmacro
%macro END_DEVICE 0
        RESOURCE_END
ISA_DEVICE_END:
%endmacro
        ISA_DEVICE 'KBD_', 0x0303
        RESOURCE_PORTS 0x60, 1
        RESOURCE_PORTS 0x64, 1
        RESOURCE_IRQ 1
        END_DEVICE
        ISA_DEVICE 'MOU_', 0x0F13
        RESOURCE_IRQ 12
        END_DEVICE
        ISA_DEVICE 'RTC_', 0x0B00
        RESOURCE_PORTS 0x70, 2
        RESOURCE_IRQ 8
        END_DEVICE
        ISA_DEVICE 'FDC_', 0x0700
        RESOURCE_PORTS 0x3F2, 4
        RESOURCE_PORTS 0x3F7, 1
        RESOURCE_IRQ 6
        db      0x2A, 0x04, 0x00        ; DMA channel 2
        END_DEVICE
        ISA_DEVICE 'LPT_', 0x0400
        RESOURCE_PORTS 0x378, 3
        RESOURCE_IRQ 7
        END_DEVICE
        ISA_DEVICE 'COM1', 0x0501
        RESOURCE_PORTS 0x3F8, 8
        RESOURCE_IRQ 4
        END_DEVICE
        ISA_DEVICE 'COM2', 0x0501
        RESOURCE_PORTS 0x2F8, 8
        RESOURCE_IRQ 3
        END_DEVICE
.isa_end:
.pci_end:
.scope_end:
        db      0x08, 0x5C, '_S5_', 0x12, 6, 4, 0, 0, 0, 0      ; soft off: sleep type 0
.end:
acpi_image.end:

; ---------------------------------------------------------------- PCI

; BIOS32 service directory
        align   16, db 0
bios32_directory:
        db      '_32_'
        dd      0xF0000 + bios32
        db      0, 1, 0, 0, 0, 0, 0, 0

; PCI interrupt routing table (Microsoft, 1.0): router 00:01.0; for each slot, link and possible lines of
; four pins; links are the PIRQ registers of the PIIX3
PIRQ_POSSIBLE   equ 0x0E60              ; 5, 6, 9, 10, 11 but for the floppy's
        align   16, db 0
pir_table:
        db      '$PIR'
        dw      0x0100, .end - pir_table
        db      0, 1 << 3
        dw      PIRQ_LEVELS             ; used by PCI alone
        dd      0x70008086, 0
        times   11 db 0
        db      0                       ; checksum
%assign slot 1
%rep 31
        db      0, slot << 3
  %assign pin 0
  %rep 4
        db      0x60 + ((slot - 1 + pin) & 3)
        dw      PIRQ_POSSIBLE & ~0x40
    %assign pin pin + 1
  %endrep
        db      slot, 0
  %assign slot slot + 1
%endrep
.end:

; ---------------------------------------------------------------- MultiProcessor Specification 1.4

        align   16, db 0
mp_pointer:
        db      '_MP_'
        dd      0xF0000 + mp_table
        db      1, 4, 0, 0, 0, 0, 0, 0

        align   16, db 0
mp_table:
        db      'PCMP'
        dw      .end - mp_table
        db      4, 0
        db      'QUIMERA ', 'PC          '
        dd      0
        dw      0, (.end - .entries) / 8 - 1    ; a processor's entry is as long as 2.5 of the others
        dd      0xFEE00000, 0
.entries:
        db      0, 0, 0x11, 3           ; processor 0: enabled, the boot processor
        dd      0x0600, 0x0201, 0, 0
        db      1, 0, 'PCI   '
        db      1, 1, 'ISA   '
        db      2, IOAPIC_ID, 0x11, 1
        dd      0xFEC00000
%macro MP_LINE 5                        ; type, flags, bus, source, pin
        db      3, %1
        dw      %2
        db      %3, %4, IOAPIC_ID, %5
%endmacro
        MP_LINE 3, 0, 1, 0, 0           ; the 8259s
        MP_LINE 0, 0, 1, 0, 2
        MP_LINE 0, 0, 1, 1, 1
%assign irq 3
%rep 13
  %if irq = SCI_IRQ || irq = 10 || irq = 11
        MP_LINE 0, 0x000D, 1, irq, irq
  %else
        MP_LINE 0, 0, 1, irq, irq
  %endif
  %assign irq irq + 1
%endrep
%assign slot 1
%rep 6
  %assign pin 0
  %rep 4
    %assign route (slot - 1 + pin) & 3
    %if route = 0
        MP_LINE 0, 0x000D, 0, slot << 2 | pin, PIRQ_A
    %elif route = 1
        MP_LINE 0, 0x000D, 0, slot << 2 | pin, PIRQ_B
    %elif route = 2
        MP_LINE 0, 0x000D, 0, slot << 2 | pin, PIRQ_C
    %else
        MP_LINE 0, 0x000D, 0, slot << 2 | pin, PIRQ_D
    %endif
    %assign pin pin + 1
  %endrep
  %assign slot slot + 1
%endrep
        db      4, 3                    ; local: 8259s on LINT0, NMI on LINT1
        dw      0
        db      1, 0, 0xFF, 0
        db      4, 1
        dw      0
        db      1, 0, 0xFF, 1
.end:

; ---------------------------------------------------------------- SMBIOS 2.4 (DSP0134)

        align   16, db 0
smbios_entry:
        db      '_SM_', 0, 31, 2, 4
        dw      64                      ; the longest structure
        db      0, 0, 0, 0, 0, 0
        db      '_DMI_', 0
        dw      smbios_end - smbios_table
        dd      0xF0000 + smbios_table
        dw      SMBIOS_COUNT
        db      0x24

%assign handle 0
%macro SMBIOS 2                         ; type, length
        db      %1, %2
        dw      handle
  %assign handle handle + 1
%endmacro
smbios_table:
        SMBIOS  0, 24                   ; firmware
        db      1, 2
        dw      0xF000
        db      3, 0                    ; 64 KiB
        dq      0x0000000000019890      ; PCI, selectable boot, boot from CD, EDD, shadowing
        db      1, 0, 0, 1, 0xFF, 0xFF  ; ACPI
        db      'Quimera', 0, '0.1', 0, '11/20/2026', 0, 0
        SMBIOS  1, 27                   ; system
        db      1, 2, 3, 0
        times   16 db 0
        db      6, 0, 0                 ; woken by the power switch
        db      'Quimera', 0, 'PC', 0, '440FX + PIIX3', 0, 0
        SMBIOS  3, 13                   ; enclosure
        db      1, 3, 0, 0, 0, 3, 3, 3, 2
        db      'Quimera', 0, 0
        SMBIOS  4, 35                   ; processor
        db      1, 3, 0x01, 2           ; socket, central, family other, manufacturer
        dq      0
        db      0, 0
        dw      0, 0, 0
        db      0x41, 1                 ; populated, enabled
        dw      0xFFFF, 0xFFFF, 0xFFFF
        db      0, 0, 0
        db      'CPU 1', 0, 'Intel', 0, 0
smbios_array    equ $
        SMBIOS  16, 15                  ; memory array on the motherboard
        db      3, 3, 3
        dd      0                       ; KiB
        dw      0xFFFE, 1
        db      0, 0
smbios_module   equ $
        SMBIOS  17, 27                  ; its one module
        dw      handle - 2, 0xFFFE, 64, 64
        dw      0                       ; MiB
        db      9, 0, 1, 0, 0x0F        ; DIMM, SDRAM
        dw      0, 0
        db      0, 0, 0, 0
        db      'DIMM 0', 0, 0
smbios_mapped   equ $
        SMBIOS  19, 15                  ; where the array is
        dd      0, 0                    ; KiB, first and last
        dw      handle - 3
        db      1
        db      0, 0
        SMBIOS  32, 11                  ; boot status
        times   7 db 0
        db      0, 0
        SMBIOS  127, 4
        db      0, 0
smbios_end:
SMBIOS_COUNT    equ handle
