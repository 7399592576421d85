; AH = 12h alternate select, 1Ah display combination, 1Bh functionality, 1Ch save and restore.

alternate_select:
        cmp     bl, 0x10
        je      .information
        cmp     bl, 0x30
        je      .lines
        cmp     bl, 0x31
        je      .palette
        cmp     bl, 0x32
        je      .enable
        cmp     bl, 0x33
        je      .grey
        cmp     bl, 0x34
        je      .cursor
        cmp     bl, 0x36
        je      .screen
        cmp     bl, 0x20                ; print screen for more rows: the system BIOS does it
        je      .done
        cmp     bl, 0x35
        jne     .done
.supported:
        mov     byte [bp + caller.al], 0x12
.done:
        jmp     video_done
; 10h: BH = 0 colour, BL = 3: 256 KiB, CH = feature bits, CL = switches
.information:
        mov     bx, 0x0003
        test    byte [BDA_CRTC], 0x40
        jnz     .colour
        inc     bh
.colour:
        mov     [bp + caller.bx], bx
        mov     cl, [BDA_SWITCHES]
        and     cl, 0x0F
        mov     ch, 0
        mov     [bp + caller.cx], cx
        jmp     .done
; 30h: AL = 0, 1, 2: 200, 350, 400 lines from the next mode on
.lines:
        cmp     al, 2
        ja      .done
        mov     ah, [BDA_FLAGS]
        and     ah, ~(FLAG_200 | FLAG_400) & 0xFF
        mov     bl, [BDA_SWITCHES]
        and     bl, 0xF0
        or      bl, 0x08                ; EGA switches: CGA monitor
        test    al, al
        jz      .lines200
        or      bl, 0x09
        cmp     al, 1
        je      .lines_set
        or      ah, FLAG_400
        jmp     .lines_set
.lines200:
        or      ah, FLAG_200
.lines_set:
        mov     [BDA_FLAGS], ah
        mov     [BDA_SWITCHES], bl
        jmp     .supported
; 31h: AL = 1: a mode leaves the palette alone
.palette:
        mov     ah, FLAG_KEEPPAL
        jmp     .flag
; 33h: AL = 0: sum to grey
.grey:
        mov     ah, FLAG_GREY
        xor     al, 1
.flag:
        cmp     al, 1
        ja      .done
        je      .flag_on
        not     ah
        and     [BDA_FLAGS], ah
        jmp     .supported
.flag_on:
        or      [BDA_FLAGS], ah
        jmp     .supported
; 32h: AL = 0: the processor sees memory and ports
.enable:
        mov     dx, MISC_READ
        test    al, al
        in      al, dx
        mov     dl, MISC_WRITE & 0xFF
        jnz     .disable
        or      al, 0x02
        out     dx, al
        jmp     .supported
.disable:
        and     al, 0xFD
        out     dx, al
        jmp     .supported
; 34h: AL = 0: cursor sizes are scaled
.cursor:
        cmp     al, 1
        ja      .done
        and     byte [BDA_CONTROL], 0xFE
        or      [BDA_CONTROL], al
        jmp     .supported
; 36h: AL = 1: screen off
.screen:
        mov     ah, 0
        test    al, al
        jz      .switch
        mov     ah, 0x20
.switch:
        call    screen_switch
        jmp     .supported

; 1Ah: AL = 0: BL active, BH other display; AL = 1: set them
display_combination:
        cmp     al, 1
        je      .set
        ja      .done
        mov     bl, [BDA_DCC]
        mov     bh, 0
        cmp     bl, DCC_COUNT
        jae     .unknown
        shl     bx, 1
        mov     bx, [cs:display_combinations.pairs + bx]
        test    bl, bl                  ; the active one is the pair's display that is there
        jnz     .answer
        xchg    bl, bh
        jmp     .answer
.unknown:
        mov     bx, 0xFFFF
.answer:
        mov     [bp + caller.bx], bx
        jmp     .supported
.set:
        mov     ax, [bp + caller.bx]
        mov     si, display_combinations.pairs
        xor     cx, cx
.find:
        mov     dx, [cs:si]
        cmp     ax, dx
        je      .found
        xchg    dl, dh
        cmp     ax, dx
        je      .found
        inc     si
        inc     si
        inc     cx
        cmp     cl, DCC_COUNT
        jb      .find
        mov     cl, 0xFF
.found:
        mov     [BDA_DCC], cl
.supported:
        mov     byte [bp + caller.al], 0x1A
.done:
        jmp     video_done

; 1Bh: 64 bytes at ES:DI about what can be done and what is
functionality:
        test    bx, bx
        jnz     .done
        push    di
        mov     ax, .static
        stosw
        mov     ax, cs
        stosw
        mov     si, BDA_MODE            ; 40:49-66
        mov     cx, 0x1E
        rep movsb
        mov     al, [BDA_ROWS]
        inc     ax
        stosb
        mov     ax, [BDA_HEIGHT]
        stosw
        mov     al, 0x08                ; active display: VGA with colour
        mov     ah, 0
        stosw
        mov     ax, 16                  ; colours
        cmp     byte [BDA_MODE], 0x13
        jne     .colours
        mov     ax, 256
.colours:
        stosw
        mov     al, 8                   ; pages
        cmp     byte [BDA_MODE], 4
        jb      .pages
        mov     al, 1
.pages:
        stosb
        mov     al, 2                   ; 400 lines
        mov     ah, [BDA_FLAGS]
        test    ah, FLAG_400
        jnz     .lines
        dec     ax
        test    ah, FLAG_200
        jz      .lines
        dec     ax
.lines:
        stosb
        xor     ax, ax                  ; character blocks
        stosw
        mov     al, 0x01                ; all modes on all displays
        test    byte [BDA_FLAGS], FLAG_GREY
        jz      .no_grey
        or      al, 0x02
.no_grey:
        test    byte [BDA_FLAGS], FLAG_KEEPPAL
        jz      .palette
        or      al, 0x08
.palette:
        stosb
        pop     cx                      ; zero up to 31h, memory size, zero to the end
        push    cx
        add     cx, 0x31
        sub     cx, di
        mov     al, 0
        rep stosb
        mov     al, 3                   ; 256 KiB
        stosb
        pop     cx
        add     cx, 64
        sub     cx, di
        mov     al, 0
        rep stosb
        mov     byte [bp + caller.al], 0x1B
.done:
        jmp     video_done
.static:                                ; modes 0-7, 0Dh-13h; 200, 350, 400 lines; two blocks of 8
        db      0xFF, 0xE0, 0x0F, 0, 0, 0, 0, 0x07, 2, 8
        db      0x7D, 0x0C, 0, 0, 0, 0

; 1Ch: CX bit 0 registers, 1 data area, 2 DAC. AL = 0 size in BX, 1 save to ES:BX, 2 restore from it
SAVE_HARDWARE   equ 1
SAVE_DATA       equ 2
SAVE_DAC        equ 4
save_restore:
        mov     di, bx
        cmp     al, 1
        jb      .size
        je      .save
        cmp     al, 2
        je      .restore
        jmp     video_done
.size:
        xor     bx, bx
        test    cl, SAVE_HARDWARE
        jz      .no_hardware
        inc     bx                      ; up to 64 register bytes
.no_hardware:
        test    cl, SAVE_DATA
        jz      .no_data
        inc     bx
.no_data:
        test    cl, SAVE_DAC
        jz      .sized
        add     bx, 13
.sized:
        mov     [bp + caller.bx], bx
.supported:
        mov     byte [bp + caller.al], 0x1C
        jmp     video_done
.save:
        test    cl, SAVE_HARDWARE
        jz      .save_data
        push    cx
        push    di
        call    save_registers
        pop     di
        add     di, 64
        pop     cx
.save_data:
        test    cl, SAVE_DATA
        jz      .save_dac
        push    cx
        push    di
        mov     si, BDA_MODE
        mov     cx, 0x1E
        rep movsb
        mov     si, BDA_ROWS
        mov     cx, 7
        rep movsb
        mov     si, BDA_SAVEPTR
        movsw
        movsw
        pop     di
        add     di, 64
        pop     cx
.save_dac:
        test    cl, SAVE_DAC
        jz      .supported
        mov     dx, DAC_MASK
        in      al, dx
        stosb
        inc     dx                      ; DAC_READ
        mov     al, 0
        out     dx, al
        mov     dx, DAC_DATA
        mov     cx, 768
.save_colour:
        in      al, dx
        stosb
        loop    .save_colour
        jmp     .supported
.restore:
        mov     si, di
        test    cl, SAVE_DATA           ; before the registers: it says where the CRTC is
        jz      .restore_registers
        push    cx
        push    si
        test    cl, SAVE_HARDWARE
        jz      .data_first
        add     si, 64
.data_first:
        mov     di, BDA_MODE
        mov     cx, 0x1E
        call    .to_data
        mov     di, BDA_ROWS
        mov     cx, 7
        call    .to_data
        mov     di, BDA_SAVEPTR
        mov     cx, 4
        call    .to_data
        pop     si
        pop     cx
.restore_registers:
        test    cl, SAVE_HARDWARE
        jz      .skip_data
        push    cx
        push    si
        call    restore_registers
        pop     si
        pop     cx
        add     si, 64
.skip_data:
        test    cl, SAVE_DATA
        jz      .restore_dac
        add     si, 64
.restore_dac:
        test    cl, SAVE_DAC
        jz      .supported
        mov     dx, DAC_MASK
        es lodsb
        out     dx, al
        mov     dx, DAC_WRITE
        mov     al, 0
        out     dx, al
        inc     dx
        mov     cx, 768
.restore_colour:
        es lodsb
        out     dx, al
        loop    .restore_colour
        jmp     .supported
.to_data:
        mov     al, [es:si]
        mov     [di], al
        inc     si
        inc     di
        loop    .to_data
        ret

; Registers in the order SEQ 1-4, misc, CRTC 0-18h, ATTR 0-14h, GDC 0-8 at ES:DI
save_registers:
        mov     dx, SEQ
        mov     ax, 0x0401
        call    .indexed
        mov     dx, MISC_READ
        in      al, dx
        stosb
        mov     dx, [BDA_CRTC]
        mov     ax, 0x1800
        call    .indexed
        mov     al, 0
.attr:
        call    attr_read
        mov     [es:di], ah
        inc     di
        inc     al
        cmp     al, 0x14
        jbe     .attr
        mov     dx, GDC
        mov     ax, 0x0800
; Registers AL to AH of the pair DX
.indexed:
        mov     cx, ax
.next:
        mov     al, cl
        out     dx, al
        inc     dx
        in      al, dx
        dec     dx
        stosb
        inc     cl
        cmp     cl, ch
        jbe     .next
        ret

; The same from ES:SI
restore_registers:
        mov     dx, SEQ
        mov     ax, 0x0100
        out     dx, ax
        mov     ax, 0x0401
        call    .indexed
        mov     dx, MISC_WRITE
        es lodsb
        out     dx, al
        mov     dx, SEQ
        mov     ax, 0x0300
        out     dx, ax
        mov     dx, [BDA_CRTC]
        mov     ax, 0x0011              ; unlock
        out     dx, ax
        mov     ax, 0x1800
        call    .indexed
        mov     bl, 0
.attr:
        es lodsb
        mov     ah, al
        mov     al, bl
        call    attr_write
        inc     bx
        cmp     bl, 0x14
        jbe     .attr
        mov     dx, GDC
        mov     ax, 0x0800
.indexed:
        mov     cx, ax
.next:
        es lodsb
        mov     ah, al
        mov     al, cl
        out     dx, ax
        inc     cl
        cmp     cl, ch
        jbe     .next
        ret
