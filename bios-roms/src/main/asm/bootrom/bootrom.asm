; Boots a kernel that the user gave on the command line: an option ROM that takes INT 19h over.
;
; The board has taken the kernel apart and offers its pieces by QEMU's "fw_cfg" (QEMU, docs/specs/
; fw_cfg.txt): each is an address, a size and data. This ROM brings them there, above 1 MiB too,
; and starts the kernel as its boot protocol says: Linux in real mode at its set-up code (Linux,
; Documentation/x86/boot.rst), a Multiboot kernel in protected mode (Multiboot 0.6.96, 3.2).

        cpu     386
        bits    16
        org     0

FW_SELECT       equ 510h        ; W 16 bits: which item
FW_DATA         equ 511h        ; R the item's bytes one after the other

FW_KERNEL       equ 07h         ; of each piece: address
FW_KERNEL_SIZE  equ 08h
FW_KERNEL_DATA  equ 11h
FW_INITRD       equ 0Ah
FW_INITRD_SIZE  equ 0Bh
FW_INITRD_DATA  equ 12h
FW_CMDLINE      equ 13h
FW_CMDLINE_SIZE equ 14h
FW_CMDLINE_DATA equ 15h
FW_SETUP        equ 16h
FW_SETUP_SIZE   equ 17h
FW_SETUP_DATA   equ 18h
FW_ENTRY        equ 10h         ; where a Multiboot kernel begins; 0 for Linux

MULTIBOOT_MAGIC equ 2BADB002h

FLAT_CODE       equ 08h
FLAT_DATA       equ 10h

header:         db 0x55, 0xAA
                db (end - header) / 512
                jmp near install
                times 18h - ($ - header) db 0
                dw 0                    ; no PCI data
                dw 0                    ; no PnP header: INT 19h is taken the old way

; The BIOS calls this once it has its vectors in place.
install:        push    ax
                push    ds
                xor     ax, ax
                mov     ds, ax
                mov     word [19h * 4], boot
                mov     [19h * 4 + 2], cs
                pop     ds
                pop     ax
                retf

boot:           cli
                cld
                xor     ax, ax
                mov     ss, ax
                mov     sp, 7C00h
                mov     ax, 2401h               ; address line 20, however this board does it
                int     15h
                cli
                call    reach_all
                mov     si, pieces
.piece:         call    load
                add     si, 3
                cmp     si, pieces.end
                jb      .piece
                mov     al, FW_ENTRY
                call    item32
                test    eax, eax
                jnz     multiboot

; Linux: all segments at the set-up code, whose second sector is the entry; the stack below the
; command line.
linux:          mov     al, FW_CMDLINE
                call    item32
                mov     ecx, eax
                mov     al, FW_SETUP
                call    item32
                sub     ecx, eax
                sub     cx, 16
                shr     eax, 4
                mov     ds, ax
                mov     es, ax
                mov     fs, ax
                mov     gs, ax
                mov     ss, ax
                movzx   esp, cx
                add     ax, 20h
                push    ax
                push    word 0
                xor     eax, eax
                xor     ebx, ebx
                xor     ecx, ecx
                xor     edx, edx
                xor     esi, esi
                xor     edi, edi
                xor     ebp, ebp
                retf

; Multiboot: protected mode with flat segments; what the "initrd" piece begins with is the
; information structure.
multiboot:      mov     ebp, eax
                mov     al, FW_INITRD
                call    item32
                mov     ebx, eax
                mov     edx, flat_entry
                call    flat_address
                call    load_gdt
                mov     eax, cr0
                or      al, 1
                mov     cr0, eax
                mov     ax, FLAT_DATA
                mov     ds, ax
                mov     es, ax
                mov     fs, ax
                mov     gs, ax
                mov     ss, ax
                mov     esp, 7C00h
                mov     eax, MULTIBOOT_MAGIC
                push    dword FLAT_CODE
                push    edx
                o32 retf
                bits    32
flat_entry:     jmp     ebp
                bits    16

; ---------------------------------------------------------------- pieces

; Address, size and data of each.
pieces:         db      FW_KERNEL, FW_KERNEL_SIZE, FW_KERNEL_DATA
                db      FW_INITRD, FW_INITRD_SIZE, FW_INITRD_DATA
                db      FW_CMDLINE, FW_CMDLINE_SIZE, FW_CMDLINE_DATA
                db      FW_SETUP, FW_SETUP_SIZE, FW_SETUP_DATA
.end:

; in: CS:SI = the three items of a piece; ES = all of memory
load:           mov     al, [cs:si]
                call    item32
                mov     edi, eax
                mov     al, [cs:si + 1]
                call    item32
                mov     ecx, eax
                mov     al, [cs:si + 2]
                call    select
                a32 rep insb
                ret

; in: AL = item; out: DX = the port of its bytes
select:         mov     ah, 0
                mov     dx, FW_SELECT
                out     dx, ax
                inc     dx
                ret

; in: AL = item; out: EAX = its value, lowest byte first
item32:         push    cx
                push    dx
                call    select
                mov     cx, 4
.byte:          in      al, dx
                ror     eax, 8
                loop    .byte
                pop     dx
                pop     cx
                ret

; Makes ES span all of memory: a limit that protected mode has set stays in real mode.
reach_all:      call    load_gdt
                mov     eax, cr0
                or      al, 1
                mov     cr0, eax
                mov     bx, FLAT_DATA
                mov     es, bx
                and     al, 0FEh
                mov     cr0, eax
                ret

; Loads the descriptor table of this ROM, wherever the BIOS has put it; spoils SI.
load_gdt:       push    edx
                mov     edx, gdt
                call    flat_address
                push    edx
                push    word gdt.end - gdt - 1
                mov     si, sp
                o32 lgdt [ss:si]
                add     sp, 6
                pop     edx
                ret

; in: EDX = offset in this ROM; out: EDX = physical address
flat_address:   push    eax
                xor     eax, eax
                mov     ax, cs
                shl     eax, 4
                add     edx, eax
                pop     eax
                ret

; ---------------------------------------------------------------- descriptors

                align   8, db 0
gdt:            dq      0
                dq      00CF9B000000FFFFh       ; code, 4 GiB, 32 bits
                dq      00CF93000000FFFFh       ; data
.end:

                times   511 - (($ - header) % 512) db 0
                db      CHECKSUM
end:
