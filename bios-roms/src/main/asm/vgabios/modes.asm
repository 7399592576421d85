; AH = 00h: setting a mode, and what the other services ask about the current one.

; For each mode: kind, segment of its memory, entry of the parameter table (of text modes that with
; 200 lines), palette (0 = 64 colours, 1 = CGA, 2 = monochrome, 3 = 256 colours)
%macro MODE 4
        db      %1
        dw      %2
        db      %3, %4
%endmacro
MODE_INFO       equ 5
mode_table:
        MODE    KIND_TEXT, 0xB800, 0x00, 1
        MODE    KIND_TEXT, 0xB800, 0x01, 1
        MODE    KIND_TEXT, 0xB800, 0x02, 1
        MODE    KIND_TEXT, 0xB800, 0x03, 1
        MODE    KIND_CGA2, 0xB800, 0x04, 1
        MODE    KIND_CGA2, 0xB800, 0x05, 1
        MODE    KIND_CGA1, 0xB800, 0x06, 1
        MODE    KIND_TEXT, 0xB000, 0x07, 2
        times   5 * MODE_INFO db 0xFF                   ; 08h-0Ch: not VGA modes
        MODE    KIND_PLANAR, 0xA000, 0x0D, 1
        MODE    KIND_PLANAR, 0xA000, 0x0E, 1
        MODE    KIND_PLANAR, 0xA000, 0x11, 2
        MODE    KIND_PLANAR, 0xA000, 0x12, 0
        MODE    KIND_PLANAR, 0xA000, 0x1A, 0
        MODE    KIND_PLANAR, 0xA000, 0x1B, 0
        MODE    KIND_LINEAR, 0xA000, 0x1C, 3
LAST_MODE       equ 0x13

; out: AL = kind of the current mode, ES = segment of its memory
mode_kind:
        push    bx
        mov     al, [BDA_MODE]
        call    mode_info
        mov     es, [cs:bx + 1]
        mov     al, [cs:bx]
        pop     bx
        ret

; in: AL = mode; out: BX = its row in mode_table
mode_info:
        mov     bl, MODE_INFO
        push    ax
        mul     bl
        mov     bx, ax
        pop     ax
        add     bx, mode_table
        ret

; AL = mode, bit 7: leave the memory as it is
set_mode:
        and     al, 0x7F
        cmp     al, LAST_MODE
        ja      video_done
        call    mode_info
        cmp     byte [cs:bx], 0xFF
        je      video_done
        call    vbe_off
        mov     [BDA_MODE], al
        and     byte [BDA_CONTROL], 0x7F
        mov     ah, [bp + caller.al]
        and     ah, 0x80
        or      [BDA_CONTROL], ah
        call    mode_parameters         ; SI = parameter table entry
        call    fill_data_area
        call    program_registers
        test    byte [BDA_FLAGS], FLAG_KEEPPAL
        jnz     .palette_kept
        call    mode_palette
        call    load_dac
        test    byte [BDA_FLAGS], FLAG_GREY
        jz      .palette_kept
        push    bx
        xor     bx, bx
        mov     cx, 256
        call    sum_to_grey
        pop     bx
.palette_kept:
        test    byte [BDA_CONTROL], 0x80
        jnz     .memory_kept
        call    clear_memory
.memory_kept:
        call    mode_font
        mov     ax, (0x00 << 8) | 1     ; clocking mode: screen on
        call    screen_switch
        mov     al, 0x30                ; what callers of the PC era find in AL
        mov     ah, [BDA_MODE]
        cmp     ah, 6
        jb      .answered
        mov     al, 0x3F
        je      .answered
        mov     al, 0x20
.answered:
        mov     [bp + caller.al], al
        jmp     video_done

; in: BX = row of mode_table; out: AL = palette. Text with 350 or 400 lines has the EGA's colours.
mode_palette:
        mov     al, [cs:bx + 4]
        cmp     byte [cs:bx], KIND_TEXT
        jne     .done
        cmp     al, 1
        jne     .done
        test    byte [BDA_FLAGS], FLAG_200
        jnz     .done
        mov     al, 0
.done:
        ret

; in: BX = row of mode_table, AL = mode; out: SI = entry of the parameter table
mode_parameters:
        push    ax
        mov     ah, [cs:bx + 3]
        cmp     byte [cs:bx], KIND_TEXT
        jne     .entry
        mov     al, [BDA_FLAGS]
        test    al, FLAG_200
        jnz     .entry
        test    al, FLAG_400
        jnz     .lines400
        cmp     ah, 7                   ; the table's mode 7 has 350 lines
        je      .entry
        add     ah, 0x13
        jmp     .entry
.lines400:
        shr     ah, 1                   ; 0,1 -> 17h; 2,3 -> 18h; 7 -> 19h
        cmp     ah, 3
        jne     .colour
        dec     ah
.colour:
        add     ah, 0x17
.entry:
        mov     al, PARAM_LENGTH
        mul     ah
        mov     si, ax
        add     si, video_parameters
        pop     ax
        ret

; in: SI = entry, BX = row of mode_table. Everything in 40:49-66 and 84-8A that a mode decides.
fill_data_area:
        push    es
        push    ds
        pop     es
        xor     ax, ax
        mov     [BDA_PAGESTART], ax
        mov     [BDA_PAGE], al
        mov     di, BDA_CURSORS
        mov     cx, 8
        rep stosw
        pop     es
        mov     al, [cs:si + PARAM_COLUMNS]
        mov     ah, 0
        mov     [BDA_COLUMNS], ax
        mov     al, [cs:si + PARAM_ROWS]
        mov     [BDA_ROWS], al
        mov     al, [cs:si + PARAM_HEIGHT]
        mov     [BDA_HEIGHT], ax
        mov     ax, [cs:si + PARAM_PAGESIZE]
        mov     [BDA_PAGESIZE], ax
        ; programs expect the cursor as a CGA would have it while the emulation is on
        mov     ax, 0x0607
        cmp     byte [BDA_MODE], 7
        jne     .cursor
        mov     ax, 0x0B0C
.cursor:
        mov     [BDA_CURSORTYPE], ax
        mov     dx, 0x3D4
        mov     al, 0x20
        test    byte [cs:si + PARAM_MISC], 1
        jnz     .colour
        mov     dl, 0xB4
        mov     al, 0x30
.colour:
        mov     [BDA_CRTC], dx
        mov     ah, [BDA_EQUIPMENT]
        and     ah, 0xCF
        or      ah, al
        mov     [BDA_EQUIPMENT], ah
        mov     di, [BDA_MODE]
        and     di, 0x00FF
        mov     ax, 0x3000
        cmp     di, 7
        ja      .graphics
        mov     al, [cs:.controls + di]
.graphics:
        cmp     di, 6
        jne     .palette
        mov     ah, 0x3F
.palette:
        mov     [BDA_MODECTL], ax       ; and BDA_PALETTE
        ret
.controls:                              ; what a CGA's mode register would hold
        db      0x2C, 0x28, 0x2D, 0x29, 0x2A, 0x2E, 0x1E, 0x29

; in: SI = entry. The screen stays dark until set_mode has finished.
program_registers:
        push    bx
        push    si
        add     si, PARAM_SEQ
        mov     dx, SEQ
        mov     ax, 0x0100              ; synchronous reset
        out     dx, ax
        mov     bx, 1
.seq:
        cs lodsb
        mov     ah, al
        mov     al, bl
        cmp     bl, 1
        jne     .seq_out
        or      ah, 0x20                ; screen off
.seq_out:
        out     dx, ax
        inc     bx
        cmp     bl, 4
        jbe     .seq
        cs lodsb
        mov     dl, MISC_WRITE & 0xFF
        out     dx, al
        mov     dl, SEQ & 0xFF
        mov     ax, 0x0300              ; end of reset
        out     dx, ax
        mov     dx, [BDA_CRTC]
        mov     ax, 0x0011              ; unlock registers 0-7
        out     dx, ax
        xor     bx, bx
.crtc:
        cs lodsb
        mov     ah, al
        mov     al, bl
        out     dx, ax
        inc     bx
        cmp     bl, 0x18
        jbe     .crtc
        add     dl, 6
        in      al, dx                  ; flip-flop to address
        mov     dx, ATTR
        xor     bx, bx
.attr:
        mov     al, bl
        out     dx, al
        cs lodsb
        out     dx, al
        inc     bx
        cmp     bl, 0x13
        jbe     .attr
        mov     al, 0x14                ; colour select, not in the table
        out     dx, al
        mov     al, 0
        out     dx, al
        mov     al, 0x20                ; palette to the screen
        out     dx, al
        mov     dl, GDC & 0xFF
        xor     bx, bx
.gdc:
        cs lodsb
        mov     ah, al
        mov     al, bl
        out     dx, ax
        inc     bx
        cmp     bl, 8
        jbe     .gdc
        pop     si
        pop     bx
        ret

; in: BX = row of mode_table
clear_memory:
        push    es
        mov     es, [cs:bx + 1]
        xor     di, di
        xor     ax, ax
        mov     cx, 0x4000
        cmp     byte [cs:bx], KIND_PLANAR
        jae     .whole
        cmp     byte [cs:bx], KIND_TEXT
        jne     .fill
        mov     ax, 0x0720
        jmp     .fill
.whole:
        mov     cx, 0x8000
.fill:
        rep stosw
        pop     es
        ret

; Characters for the mode: into plane 2, or where INT 43h points to
mode_font:
        call    mode_kind
        mov     bl, [BDA_HEIGHT]
        call    rom_font                ; ES:DI
        cmp     al, KIND_TEXT
        je      .text
        jmp     set_graphics_font
.text:
        mov     bh, bl                  ; bytes a character
        mov     bl, 0                   ; block
        mov     cx, 256
        xor     dx, dx
        jmp     load_font

; in: AH = 0 screen on, 20h off
screen_switch:
        push    dx
        mov     dx, SEQ
        mov     al, 1
        out     dx, al
        inc     dx
        in      al, dx
        and     al, 0xDF
        or      al, ah
        out     dx, al
        pop     dx
        ret
