; The PCI BIOS (PCI BIOS Specification 2.1): INT 1Ah/B1h, and the same services for 32-bit code
; through the BIOS32 service directory. Both are assembled from one text, which touches registers
; only, so that it means the same in 16-bit and 32-bit code.

PCI_GOOD        equ 0x00
PCI_UNSUPPORTED equ 0x81
PCI_NOT_FOUND   equ 0x86
PCI_BAD_REG     equ 0x87

        cpu     386

; in: AL = function and its registers; out: AH = status, CF, and what the function returns
%macro PCI_SERVICE 0
        and     al, 0x7F                ; 81h and on are the same services in 32-bit code
        cmp     al, 0x01
        je      .present
        cmp     al, 0x02
        je      .find_device
        cmp     al, 0x03
        je      .find_class
        cmp     al, 0x08
        jb      .unsupported
        cmp     al, 0x0D
        jbe     .access
.unsupported:
        mov     ah, PCI_UNSUPPORTED
        stc
        jmp     .end

; 01h: AL = mechanism #1, BX = version, CL = last bus, EDX = "PCI "
.present:
        mov     edx, 0x20494350
        mov     bx, 0x0210
        mov     cl, 0
        mov     ax, 0x0001
        jmp     .end_good

; 02h: CX = device, DX = vendor, SI = index; 03h: ECX = class code. out: BH = bus, BL = place
.find_device:
        push    ecx
        push    edx
        push    esi
        push    edi
        shl     ecx, 16
        mov     cx, dx
        mov     edi, ecx                ; identity
        xor     ecx, ecx                ; register 0, compared as a whole
        jmp     .find
.find_class:
        push    ecx
        push    edx
        push    esi
        push    edi
        mov     edi, ecx
        shl     edi, 8
        mov     ecx, 0x0808             ; register 8; its low byte is not the class
.find:
        xor     bx, bx
.next:
        mov     ah, bl
        mov     al, cl
        call    .read
        cmp     ch, 0
        je      .compare
        cmp     eax, 0xFFFFFFFF
        je      .differs                ; nothing there
        xor     al, al
.compare:
        cmp     eax, edi
        jne     .differs
        dec     si
        js      .found
.differs:
        inc     bl
        jnz     .next
        mov     ah, PCI_NOT_FOUND
        pop     edi
        pop     esi
        pop     edx
        pop     ecx
        stc
        jmp     .end
.found:
        pop     edi
        pop     esi
        pop     edx
        pop     ecx
        jmp     .good

; 08h-0Ah read, 0Bh-0Dh write a byte, word or double word of register DI
.access:
        test    edi, 0xFF00
        jnz     .bad
        cmp     al, 0x09
        je      .even
        cmp     al, 0x0C
        je      .even
        cmp     al, 0x0A
        je      .four
        cmp     al, 0x0D
        jne     .aligned
.four:
        test    edi, 3
        jnz     .bad
.even:
        test    edi, 1
        jnz     .bad
.aligned:
        push    edx
        push    eax
        mov     ah, bl
        mov     al, 0
        or      eax, edi
        cmp     bh, 0
        jne     .elsewhere
        call    .select
        pop     eax
        and     edi, 3
        or      edx, edi
        cmp     al, 0x0A
        ja      .write
        je      .read_four
        cmp     al, 0x08
        je      .read_one
        push    eax
        in      ax, dx
        mov     cx, ax
        pop     eax
        jmp     .accessed
.read_one:
        push    eax
        in      al, dx
        mov     cl, al
        pop     eax
        jmp     .accessed
.read_four:
        push    eax
        in      eax, dx
        mov     ecx, eax
        pop     eax
        jmp     .accessed
.write:
        push    eax
        cmp     al, 0x0C
        mov     eax, ecx
        ja      .write_four
        je      .write_two
        out     dx, al
        jmp     .written
.write_two:
        out     dx, ax
        jmp     .written
.write_four:
        out     dx, eax
.written:
        pop     eax
        jmp     .accessed
.elsewhere:                             ; another bus: nothing answers
        pop     eax
        cmp     al, 0x0A
        ja      .accessed
        mov     ecx, 0xFFFFFFFF
.accessed:
        pop     edx
        jmp     .good
.bad:
        mov     ah, PCI_BAD_REG
        stc
        jmp     .end

; in: AH = place, AL = register; out: EAX = value
.read:
        push    edx
        call    .select
        in      eax, dx
        pop     edx
        ret
; out: DX = data port
.select:
        movzx   eax, ax
        and     al, 0xFC
        or      eax, PCI_ENABLE
        mov     edx, PCI_ADDRESS
        out     dx, eax
        mov     edx, PCI_DATA
        ret

.good:
        mov     ah, PCI_GOOD
.end_good:
        clc
.end:
%endmacro

; From INT 1Ah: the registers go through as they are, CF into the caller's flags.
int1a_pci:
        call    pci_service
        push    bp
        mov     bp, sp
        jc      .carry
        and     byte [bp + 6], 0xFE
        pop     bp
        iret
.carry:
        or      byte [bp + 6], 1
        pop     bp
        iret

pci_service:
        push    edi
        PCI_SERVICE
        pop     edi
        ret

        bits    32
pci_service_32:
        push    edi
        PCI_SERVICE
        pop     edi
        retf

; BIOS32 (Standard BIOS 32-bit Service Directory Proposal 0.4): in EAX = service, BL = 0; out AL = 0,
; EBX = base, ECX = length, EDX = entry
BIOS32_PCI      equ 0x49435024          ; "$PCI"
bios32:
        cmp     bl, 0
        jne     .bad_function
        cmp     eax, BIOS32_PCI
        jne     .unknown
        mov     ebx, 0xF0000
        mov     ecx, 0x10000
        mov     edx, pci_service_32
        mov     al, 0
        retf
.unknown:
        mov     al, 0x80
        retf
.bad_function:
        mov     al, 0x81
        retf
        bits    16
        cpu     8086
