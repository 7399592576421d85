; Start of the adapter, and the way into its services.

%macro VIDEO_VECTOR 2
        mov     word [%1 * 4], %2
        mov     [%1 * 4 + 2], cs
%endmacro

; Called once by the system BIOS.
init:
        push    ax
        push    dx
        push    ds
        xor     ax, ax
        mov     ds, ax
        VIDEO_VECTOR 0x10, int10
        VIDEO_VECTOR 0x1F, font8x8 + 128 * 8
        VIDEO_VECTOR 0x43, font8x8
        VIDEO_VECTOR 0x6D, int10        ; where the adapter's own entry is customarily kept
        mov     ax, BDA
        mov     ds, ax
        mov     dx, VGA_ENABLE
        mov     al, 1
        out     dx, al
        and     byte [BDA_EQUIPMENT], 0xCF
        or      byte [BDA_EQUIPMENT], 0x20
        mov     byte [BDA_CONTROL], 0x60
        mov     byte [BDA_SWITCHES], 0xF9
        mov     byte [BDA_FLAGS], FLAG_400 | 0x01
        mov     byte [BDA_DCC], 0x0B    ; entry of the display combination table: VGA with colour
        mov     word [BDA_SAVEPTR], save_pointers
        mov     [BDA_SAVEPTR + 2], cs
        pop     ds
        pop     dx
        pop     ax
        retf

; What 40:A8 points to: video parameter table, dynamic save area, text and graphics font overrides,
; secondary table, two reserved.
save_pointers:
        dw      video_parameters, 0xC000
        dw      0, 0, 0, 0, 0, 0
        dw      secondary_pointers, 0xC000
        dw      0, 0, 0, 0
secondary_pointers:
        dw      26
        dw      display_combinations, 0xC000
        times   10 dw 0
; Pairs of displays INT 10h/1Ah can report
display_combinations:
        db      DCC_COUNT, 1, 8, 0
.pairs:
        db      0, 0, 0, 1, 0, 2, 2, 1, 0, 4, 4, 1, 0, 5, 2, 5, 0, 6, 1, 6, 5, 6, 0, 8, 1, 8, 0, 7
        db      2, 7, 6, 7
DCC_COUNT       equ ($ - .pairs) / 2

; INT 10h: services get the caller's registers, DS = BIOS data area, and leave through video_done.
int10:
        ENTER_SERVICE
        cmp     ah, 0x4F
        je      .vbe
        cmp     ah, 0x1C
        ja      video_done
        mov     bl, ah
        mov     bh, 0
        shl     bx, 1
        mov     si, [cs:services + bx]
        mov     bx, [bp + caller.bx]
        jmp     si
.vbe:
        jmp     vbe_services
services:
        dw      set_mode, set_cursor_type, set_cursor, get_cursor               ; 00-03
        dw      light_pen, set_page, scroll_up, scroll_down                     ; 04-07
        dw      read_cell, write_cells, write_characters, set_background        ; 08-0B
        dw      write_pixel, read_pixel, teletype, get_mode                     ; 0C-0F
        dw      palette_services, font_services, alternate_select, write_string ; 10-13
        dw      video_done, video_done, video_done, video_done                  ; 14-17
        dw      video_done, video_done, display_combination, functionality      ; 18-1B
        dw      save_restore                                                    ; 1C
video_done:
        LEAVE_SERVICE

; 0Fh: AL = mode, AH = columns, BH = page
get_mode:
        mov     al, [BDA_CONTROL]
        and     al, 0x80
        or      al, [BDA_MODE]
        mov     ah, [BDA_COLUMNS]
        mov     [bp + caller.ax], ax
        mov     al, [BDA_PAGE]
        mov     [bp + caller.bh], al
        jmp     video_done

; 04h: there is no light pen on a VGA
light_pen:
        mov     byte [bp + caller.ah], 0
        jmp     video_done
