; AH = 4Fh: VESA BIOS Extension 2.0 (VBE Core Functions Standard 2.0) on the Bochs display interface.
; Without that interface every function says that it is not supported.

DISPI_INDEX     equ 0x1CE
DISPI_DATA      equ 0x1D0
DISPI_ID        equ 0
DISPI_XRES      equ 1
DISPI_YRES      equ 2
DISPI_BPP       equ 3
DISPI_ENABLE    equ 4
DISPI_BANK      equ 5
DISPI_VWIDTH    equ 6
DISPI_VHEIGHT   equ 7
DISPI_XOFFSET   equ 8
DISPI_YOFFSET   equ 9
DISPI_MEMORY    equ 10

DISPI_ON        equ 0x01
DISPI_LINEAR    equ 0x40
DISPI_DAC8      equ 0x20
DISPI_KEEP      equ 0x80

VBE_GOOD        equ 0x004F
VBE_FAILED      equ 0x014F

; Number, width, height, bits a pixel
vbe_modes:
        dw      0x100, 640, 400, 8,     0x101, 640, 480, 8
        dw      0x103, 800, 600, 8,     0x105, 1024, 768, 8
        dw      0x107, 1280, 1024, 8,   0x11C, 1600, 1200, 8
        dw      0x10D, 320, 200, 15,    0x10E, 320, 200, 16
        dw      0x10F, 320, 200, 24,    0x140, 320, 200, 32
        dw      0x110, 640, 480, 15,    0x111, 640, 480, 16
        dw      0x112, 640, 480, 24,    0x142, 640, 480, 32
        dw      0x113, 800, 600, 15,    0x114, 800, 600, 16
        dw      0x115, 800, 600, 24,    0x143, 800, 600, 32
        dw      0x116, 1024, 768, 15,   0x117, 1024, 768, 16
        dw      0x118, 1024, 768, 24,   0x144, 1024, 768, 32
        dw      0x119, 1280, 1024, 15,  0x11A, 1280, 1024, 16
        dw      0x11B, 1280, 1024, 24,  0x145, 1280, 1024, 32
        dw      0x11D, 1600, 1200, 15,  0x11E, 1600, 1200, 16
        dw      0x11F, 1600, 1200, 24,  0x147, 1600, 1200, 32
        dw      0x146, 320, 200, 8
VBE_MODE        equ 8
VBE_MODE_COUNT  equ ($ - vbe_modes) / VBE_MODE
vbe_oem:        db      'Quimera VBE', 0

; in: AL = register; out: AX = value (DX lost)
dispi_read:
        call    dispi_select
        in      ax, dx
        ret

; in: AL = register, BX = value (AX, DX lost)
dispi_write:
        call    dispi_select
        mov     ax, bx
        out     dx, ax
        ret

dispi_select:
        mov     ah, 0
        mov     dx, DISPI_INDEX
        out     dx, ax
        mov     dx, DISPI_DATA
        ret

; out: CF = 1 if there is no display interface (AX, DX lost)
dispi_present:
        mov     al, DISPI_ID
        call    dispi_read
        and     al, 0xF0
        cmp     ax, 0xB0C0
        je      .yes
        stc
        ret
.yes:
        clc
        ret

; A mode of the VGA is set: the linear one ends.
vbe_off:
        push    ax
        push    bx
        push    dx
        call    dispi_present
        jc      .none
        mov     al, DISPI_ENABLE
        xor     bx, bx
        call    dispi_write
.none:
        pop     dx
        pop     bx
        pop     ax
        ret

vbe_services:
        push    ax
        push    dx
        call    dispi_present
        pop     dx
        pop     ax
        jc      .unsupported
        mov     ah, 0
        cmp     al, 0x0A
        ja      .unsupported
        mov     bx, ax
        shl     bx, 1
        mov     si, [cs:.table + bx]
        mov     bx, [bp + caller.bx]
        call    si
        jc      .failed
        mov     word [bp + caller.ax], VBE_GOOD
        jmp     video_done
.failed:
        mov     word [bp + caller.ax], VBE_FAILED
        jmp     video_done
.unsupported:
        mov     word [bp + caller.ax], 0x0100
        jmp     video_done
.table:
        dw      vbe_information, vbe_mode_information, vbe_set_mode, vbe_get_mode
        dw      vbe_state, vbe_window, vbe_line_length, vbe_display_start
        dw      vbe_dac_width, vbe_palette, vbe_protected

; 00h: ES:DI = 512 bytes, or 256 of VBE 1.2 without "VBE2" in them
vbe_information:
        cmp     word [es:di], 'VB'
        jne     .basic
        cmp     word [es:di + 2], 'E2'
        jne     .basic
        mov     word [es:di + 0x14], 0x0001     ; OEM's revision
        mov     ax, vbe_oem
        mov     [es:di + 0x16], ax              ; vendor, product, revision
        mov     [es:di + 0x18], cs
        mov     [es:di + 0x1A], ax
        mov     [es:di + 0x1C], cs
        mov     [es:di + 0x1E], ax
        mov     [es:di + 0x20], cs
.basic:
        mov     word [es:di], 'VE'
        mov     word [es:di + 2], 'SA'
        mov     word [es:di + 4], 0x0200
        mov     word [es:di + 6], vbe_oem
        mov     [es:di + 8], cs
        mov     word [es:di + 0x0A], 1          ; the DAC can have eight bits
        mov     word [es:di + 0x0C], 0
        lea     ax, [di + 0x22]                 ; the list of modes, in the block
        mov     [es:di + 0x0E], ax
        mov     [es:di + 0x10], es
        mov     al, DISPI_MEMORY
        call    dispi_read
        mov     [es:di + 0x12], ax
        mov     bx, ax                          ; BX = 64 KiB there are
        mov     cx, VBE_MODE_COUNT
        mov     si, vbe_modes
        lea     di, [di + 0x22]
.mode:
        call    vbe_size                        ; AX = 64 KiB that it needs
        cmp     ax, bx
        ja      .next
        mov     ax, [cs:si]
        stosw
.next:
        add     si, VBE_MODE
        loop    .mode
        mov     ax, 0xFFFF
        stosw
        clc
        ret

; in: CS:SI = mode; out: AX = bytes a line (DX lost)
vbe_pitch:
        push    cx
        mov     ax, [cs:si + 6]
        add     ax, 7
        mov     cl, 3
        shr     ax, cl
        mul     word [cs:si + 2]
        pop     cx
        ret

; in: CS:SI = mode; out: AX = 64 KiB blocks of one picture (DX lost)
vbe_size:
        call    vbe_pitch
        mul     word [cs:si + 4]
        add     ax, 0xFFFF
        adc     dx, 0
        mov     ax, dx
        ret

; in: CX = number; out: CS:SI = mode, CF = 1 if there is none, or too little memory for it
vbe_find:
        push    ax
        push    bx
        push    cx
        push    dx
        and     cx, 0x3FFF
        mov     si, vbe_modes
        mov     bx, VBE_MODE_COUNT
.next:
        cmp     [cs:si], cx
        je      .found
        add     si, VBE_MODE
        dec     bx
        jnz     .next
        stc
        jmp     .done
.found:
        mov     al, DISPI_MEMORY
        call    dispi_read
        mov     bx, ax
        call    vbe_size
        cmp     bx, ax                          ; CF = 1: less than needed
.done:
        pop     dx
        pop     cx
        pop     bx
        pop     ax
        ret

; 01h: CX = mode, ES:DI = 256 bytes
vbe_mode_information:
        call    vbe_find
        jc      .done
        push    di
        mov     cx, 128
        xor     ax, ax
        rep stosw
        pop     di
        mov     word [es:di], 0x9B              ; there, colour, graphics, linear
        mov     word [es:di + 2], 0x0007        ; window A: read and written
        mov     word [es:di + 4], 64            ; KiB, granularity and size
        mov     word [es:di + 6], 64
        mov     word [es:di + 8], 0xA000
        mov     word [es:di + 0x0C], vbe_window_far
        mov     [es:di + 0x0E], cs
        call    vbe_pitch
        mov     [es:di + 0x10], ax
        mov     ax, [cs:si + 2]
        mov     [es:di + 0x12], ax
        mov     ax, [cs:si + 4]
        mov     [es:di + 0x14], ax
        mov     word [es:di + 0x16], 0x1008     ; a character of 8 x 16
        mov     byte [es:di + 0x18], 1          ; planes
        mov     ax, [cs:si + 6]
        mov     [es:di + 0x19], al
        mov     byte [es:di + 0x1A], 1          ; banks
        mov     bl, 4                           ; packed pixels
        cmp     al, 8
        je      .model
        mov     bl, 6                           ; direct colour
        call    vbe_masks
.model:
        mov     [es:di + 0x1B], bl
        mov     al, DISPI_MEMORY
        call    dispi_read
        mov     bx, ax
        call    vbe_size
        mov     cx, ax
        mov     ax, bx
        xor     dx, dx
        div     cx
        dec     ax
        cmp     ax, 255
        jbe     .pages
        mov     al, 255
.pages:
        mov     [es:di + 0x1D], al
        mov     byte [es:di + 0x1E], 1
        call    vbe_framebuffer
        clc
.done:
        ret

; Sizes and positions of red, green, blue and the rest for AL bits a pixel
vbe_masks:
        push    si
        mov     si, .table
.find:
        cmp     [cs:si], al
        je      .found
        add     si, 9
        jmp     .find
.found:
        push    cx
        push    di
        inc     si
        add     di, 0x1F
        mov     cx, 8
.copy:
        cs lodsb
        stosb
        loop    .copy
        pop     di
        pop     cx
        pop     si
        ret
.table:
        db      15, 5, 10, 5, 5, 5, 0, 1, 15
        db      16, 5, 11, 6, 5, 5, 0, 0, 0
        db      24, 8, 16, 8, 8, 8, 0, 0, 0
        db      32, 8, 16, 8, 8, 8, 0, 8, 24

; Physical address of the framebuffer, from the first base address register: PCI BIOS 2.1
        cpu     386
vbe_framebuffer:
        push    di
        push    esi
        push    ecx
        mov     ax, 0xB102                      ; find the device
        mov     cx, 0x1111
        mov     dx, 0x1234
        xor     si, si
        int     0x1A
        jc      .none
        mov     ax, 0xB10A                      ; read a double word
        mov     edi, 0x10
        int     0x1A
        jc      .none
        and     cl, 0xF0
        mov     edx, ecx
        pop     ecx
        pop     esi
        pop     di
        mov     [es:di + 0x28], edx
        ret
.none:
        pop     ecx
        pop     esi
        pop     di
        and     word [es:di], ~0x80             ; no linear framebuffer, then
        ret
        cpu     8086

; 02h: BX = mode; bit 15: leave the memory as it is, 14: linear
vbe_set_mode:
        mov     cx, bx
        and     cx, 0x3FFF
        cmp     cx, 0x100
        jae     .extended
        mov     ax, bx                          ; one of the VGA's: bit 15 becomes bit 7
        and     ah, 0x80
        or      al, ah
        mov     ah, 0
        int     0x10
        clc
        ret
.extended:
        call    vbe_find
        jc      .done
        push    bx
        mov     ax, 0x0093                      ; the VGA's part: 256 colours, memory kept
        int     0x10
        mov     al, DISPI_XRES
        mov     bx, [cs:si + 2]
        call    dispi_write
        mov     al, DISPI_YRES
        mov     bx, [cs:si + 4]
        call    dispi_write
        mov     al, DISPI_BPP
        mov     bx, [cs:si + 6]
        call    dispi_write
        pop     ax
        mov     bx, DISPI_ON
        test    ah, 0x40
        jz      .banked
        or      bl, DISPI_LINEAR
.banked:
        and     ah, 0x80
        or      bl, ah                          ; DISPI_KEEP is the same bit
        mov     al, DISPI_ENABLE
        call    dispi_write
        clc
.done:
        ret

; 03h: BX = mode
vbe_get_mode:
        mov     al, DISPI_ENABLE
        call    dispi_read
        test    al, DISPI_ON
        jz      .vga
        push    ax
        call    vbe_current
        pop     ax
        test    al, DISPI_LINEAR
        jz      .done
        or      bh, 0x40
.done:
        mov     [bp + caller.bx], bx
        clc
        ret
.vga:
        mov     bl, [BDA_MODE]
        mov     bh, 0
        jmp     .done

; out: BX = number of the mode with the registers' values, CS:SI = its row
vbe_current:
        mov     si, vbe_modes
        mov     cx, VBE_MODE_COUNT
.next:
        mov     al, DISPI_XRES
        call    dispi_read
        cmp     ax, [cs:si + 2]
        jne     .other
        mov     al, DISPI_YRES
        call    dispi_read
        cmp     ax, [cs:si + 4]
        jne     .other
        mov     al, DISPI_BPP
        call    dispi_read
        cmp     ax, [cs:si + 6]
        je      .found
.other:
        add     si, VBE_MODE
        loop    .next
        sub     si, VBE_MODE
.found:
        mov     bx, [cs:si]
        ret

; 04h: DL = 0 size in BX (64-byte blocks), 1 save, 2 restore; CX = what, ES:BX = where. The VGA's state
; (1Ch), then the registers of the display interface.
vbe_state:
        cmp     dl, 2
        ja      .bad
        and     cx, 7
        push    dx
        push    cx
        push    bx
        mov     ax, 0x1C00
        int     0x10
        mov     si, bx                          ; blocks of the VGA
        pop     bx
        pop     cx
        pop     dx
        cmp     dl, 1
        jb      .size
        mov     di, bx
        push    cx
        mov     cl, 6
        shl     si, cl
        pop     cx
        add     di, si                          ; behind it
        cmp     dl, 2
        je      .restore
        push    di
        mov     ax, 0x1C01
        int     0x10
        pop     di
        mov     cx, DISPI_YOFFSET
        mov     bl, DISPI_XRES
.save:
        mov     al, bl
        call    dispi_read
        stosw
        inc     bx
        loop    .save
        clc
        ret
.size:
        inc     si
        mov     [bp + caller.bx], si
        clc
        ret
.restore:
        push    di
        mov     ax, 0x1C02
        int     0x10
        pop     di
        mov     si, .order
.put:
        cs lodsb
        cmp     al, 0xFF
        je      .put_all
        mov     bl, al
        mov     bh, 0
        dec     bx
        shl     bx, 1
        mov     bx, [es:di + bx]
        cmp     al, DISPI_ENABLE
        jne     .write
        or      bl, DISPI_KEEP
.write:
        call    dispi_write
        jmp     .put
.put_all:
        clc
        ret
.bad:
        stc
        ret
.order:
        db      DISPI_XRES, DISPI_YRES, DISPI_BPP, DISPI_ENABLE, DISPI_BANK, DISPI_VWIDTH
        db      DISPI_XOFFSET, DISPI_YOFFSET, 0xFF

; 05h: BH = 0 set, 1 get; BL = window, of which there is A; DX = bank
vbe_window:
        cmp     bl, 0
        jne     .bad
        cmp     bh, 1
        ja      .bad
        je      .get
        mov     bx, dx
        mov     al, DISPI_BANK
        call    dispi_write
        clc
        ret
.get:
        mov     al, DISPI_BANK
        call    dispi_read
        mov     [bp + caller.dx], ax
        clc
        ret
.bad:
        stc
        ret

; The same as a far call: BX, DX; AX and DX are lost
vbe_window_far:
        cmp     bx, 0
        jne     .done
        push    bx
        mov     bx, dx
        mov     al, DISPI_BANK
        call    dispi_write
        pop     bx
.done:
        retf

; 06h: BL = 0 set pixels, 1 get, 2 set bytes, 3 most; CX = length
vbe_line_length:
        cmp     bl, 3
        ja      .bad
        mov     al, DISPI_BPP
        call    dispi_read
        add     ax, 7
        push    cx
        mov     cl, 3
        shr     ax, cl
        pop     cx
        mov     si, ax                          ; SI = bytes a pixel
        cmp     bl, 1
        je      .get
        ja      .bytes
        mov     ax, cx
.set:
        add     ax, 7
        and     al, 0xF8
        mov     cx, ax
        mov     al, DISPI_XRES
        call    dispi_read
        cmp     cx, ax
        jb      .bad
        mov     bx, cx
        mov     al, DISPI_VWIDTH
        call    dispi_write
.get:
        mov     al, DISPI_VWIDTH
        call    dispi_read
        mov     [bp + caller.cx], ax
        mul     si
        mov     [bp + caller.bx], ax
        mov     al, DISPI_VHEIGHT
        call    dispi_read
        mov     [bp + caller.dx], ax
        clc
        ret
.bytes:
        cmp     bl, 3
        je      .most
        mov     ax, cx
        xor     dx, dx
        div     si
        jmp     .set
.most:
        mov     word [bp + caller.cx], 2560
        mov     ax, 2560
        mul     si
        mov     [bp + caller.bx], ax
        mov     al, DISPI_VHEIGHT
        call    dispi_read
        mov     [bp + caller.dx], ax
        clc
        ret
.bad:
        stc
        ret

; 07h: BL = 0 or 80h set, 1 get; CX, DX = first pixel, first line
vbe_display_start:
        and     bl, 0x7F
        cmp     bl, 1
        je      .get
        ja      .bad
        mov     si, dx
        mov     bx, cx
        mov     al, DISPI_XOFFSET
        call    dispi_write
        mov     bx, si
        mov     al, DISPI_YOFFSET
        call    dispi_write
        clc
        ret
.get:
        mov     byte [bp + caller.bh], 0
        mov     al, DISPI_XOFFSET
        call    dispi_read
        mov     [bp + caller.cx], ax
        mov     al, DISPI_YOFFSET
        call    dispi_read
        mov     [bp + caller.dx], ax
        clc
        ret
.bad:
        stc
        ret

; 08h: BL = 0 set, 1 get; BH = bits of a level
vbe_dac_width:
        cmp     bl, 1
        ja      .bad
        mov     al, DISPI_ENABLE
        call    dispi_read
        cmp     bl, 1
        je      .get
        and     al, ~DISPI_DAC8
        cmp     bh, 8
        mov     bh, 6
        jb      .set
        or      al, DISPI_DAC8
        mov     bh, 8
.set:
        mov     [bp + caller.bh], bh
        mov     bl, al
        or      bl, DISPI_KEEP
        mov     bh, 0
        mov     al, DISPI_ENABLE
        call    dispi_write
        clc
        ret
.get:
        mov     bh, 6
        test    al, DISPI_DAC8
        jz      .six
        mov     bh, 8
.six:
        mov     [bp + caller.bh], bh
        clc
        ret
.bad:
        stc
        ret

; 09h: BL = 0 or 80h set, 1 get; CX colours from DX at ES:DI, each blue, green, red, 0
vbe_palette:
        mov     ax, dx
        and     bl, 0x7F
        cmp     bl, 1
        ja      .bad
        mov     dx, DAC_READ
        je      .begin
        mov     dx, DAC_WRITE
.begin:
        out     dx, al
        mov     dx, DAC_DATA
        jcxz    .done
.colour:
        cmp     bl, 1
        je      .get
        mov     al, [es:di + 2]
        out     dx, al
        mov     al, [es:di + 1]
        out     dx, al
        mov     al, [es:di]
        out     dx, al
        jmp     .next
.get:
        in      al, dx
        mov     [es:di + 2], al
        in      al, dx
        mov     [es:di + 1], al
        in      al, dx
        mov     [es:di], al
        mov     byte [es:di + 3], 0
.next:
        add     di, 4
        loop    .colour
.done:
        clc
        ret
.bad:
        stc
        ret

; 0Ah: ES:DI = code that 32-bit programs may copy, CX = its length
vbe_protected:
        cmp     bl, 0
        jne     .bad
        mov     [bp + caller.es], cs
        mov     word [bp + caller.di], vbe_table_32
        mov     word [bp + caller.cx], vbe_table_32.end - vbe_table_32
        clc
        ret
.bad:
        stc
        ret

vbe_table_32:
        dw      .window - vbe_table_32
        dw      .start - vbe_table_32
        dw      .palette - vbe_table_32
        dw      .ports - vbe_table_32
.ports:
        dw      DISPI_INDEX, DISPI_INDEX + 1, DISPI_DATA, DISPI_DATA + 1
        dw      DAC_WRITE, DAC_DATA, 0xFFFF
        dw      0xFFFF                          ; no memory but the framebuffer
        cpu     386
        bits    32
; DX = bank
.window:
        push    eax
        push    edx
        push    edx
        mov     dx, DISPI_INDEX
        mov     ax, DISPI_BANK
        out     dx, ax
        pop     eax
        mov     dx, DISPI_DATA
        out     dx, ax
        pop     edx
        pop     eax
        ret
; CX, DX = address of the first pixel in units of four bytes, low and high
.start:
        push    eax
        push    ebx
        push    ecx
        push    edx
        shl     edx, 16
        mov     dx, cx
        mov     ebx, edx
        shl     ebx, 2                          ; bytes
        mov     dx, DISPI_INDEX
        mov     ax, DISPI_BPP
        out     dx, ax
        mov     dx, DISPI_DATA
        in      ax, dx
        movzx   ecx, ax
        add     ecx, 7
        shr     ecx, 3
        mov     dx, DISPI_INDEX
        mov     ax, DISPI_VWIDTH
        out     dx, ax
        mov     dx, DISPI_DATA
        in      ax, dx
        movzx   eax, ax
        push    ecx
        imul    ecx, eax                        ; bytes a line
        mov     eax, ebx
        xor     edx, edx
        div     ecx                             ; EAX = line, EDX = rest
        pop     ecx
        mov     ebx, eax
        mov     eax, edx
        xor     edx, edx
        div     ecx
        mov     ecx, eax                        ; pixel
        mov     dx, DISPI_INDEX
        mov     ax, DISPI_XOFFSET
        out     dx, ax
        mov     dx, DISPI_DATA
        mov     eax, ecx
        out     dx, ax
        mov     dx, DISPI_INDEX
        mov     ax, DISPI_YOFFSET
        out     dx, ax
        mov     dx, DISPI_DATA
        mov     eax, ebx
        out     dx, ax
        pop     edx
        pop     ecx
        pop     ebx
        pop     eax
        ret
; CX colours from DX at ES:EDI
.palette:
        push    eax
        push    ecx
        push    edx
        push    edi
        movzx   ecx, cx
        mov     al, dl
        mov     dx, DAC_WRITE
        out     dx, al
        inc     dx
        jecxz   .set
.colour:
        mov     al, [es:edi + 2]
        out     dx, al
        mov     al, [es:edi + 1]
        out     dx, al
        mov     al, [es:edi]
        out     dx, al
        add     edi, 4
        dec     ecx
        jnz     .colour
.set:
        pop     edi
        pop     edx
        pop     ecx
        pop     eax
        ret
.end:
        bits    16
        cpu     8086
