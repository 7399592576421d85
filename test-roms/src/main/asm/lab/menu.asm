; Quimera Lab, chapter 2: the menu.
;
; Execution comes here from the boot sector, at LAB_SEGMENT:0000 with the boot drive in DL. The
; menu is a table of pages; a page is a near routine that draws what it likes and returns.

lab:    mov     ax, cs
        mov     ds, ax
        cli
        mov     ss, ax
        mov     sp, 0FFFEh
        sti
        cld
        mov     [boot_drive], dl
        call    detect_cpu
        call    serial_init

menu:   call    text_mode
        call    draw_menu
        cmp     byte [announced], 0
        jne     .key
        inc     byte [announced]
        mov     si, ready
        call    serial_puts

.key:   call    get_key
        cmp     ah, KEY_UP
        je      .up
        cmp     ah, KEY_DOWN
        je      .down
        cmp     ah, KEY_ENTER
        je      .open
        sub     al, '1'
        cmp     al, MENU_ITEMS
        jae     .key
        mov     [chosen], al
        call    draw_choice
        jmp     .open
.up:    mov     al, [chosen]
        sub     al, 1
        jnc     .move
        mov     al, MENU_ITEMS - 1
        jmp     .move
.down:  mov     al, [chosen]
        inc     al
        cmp     al, MENU_ITEMS
        jb      .move
        xor     al, al
.move:  mov     [chosen], al
        call    draw_choice
        jmp     .key

.open:  mov     bl, [chosen]
        xor     bh, bh
        shl     bx, 1
        call    [menu_pages + bx]
        mov     ax, cs                  ; a page may leave anything in these
        mov     ds, ax
        cld
        jmp     menu

MENU_ITEMS      equ 8
menu_pages      dw text_page, plasma_page, protect_page, input_page, monitor_page, picture_page
                dw fpu_page, leave_page
boot_drive      db 0
chosen          db 0
announced       db 0
ready           db 'QUIMERA LAB READY', 13, 10, 0

; ---------------------------------------------------------------- drawing

draw_menu:
        mov     si, .title
        mov     bx, .hint
        call    page
        mov     dx, 1 << 8              ; a dark sky for the logo
        mov     cx, 7 << 8 | 80
        mov     ax, 0720h
        call    fill
        call    draw_logo
        mov     dx, 7 << 8 | 23
        mov     si, .motto
        mov     ah, 08h
        call    puts
        mov     dx, 9 << 8 | 3
        mov     cx, 10 << 8 | 34
        call    panel
        mov     dx, 9 << 8 | 40
        mov     cx, 10 << 8 | 36
        call    panel
        mov     dx, 20 << 8 | 3
        mov     cx, 3 << 8 | 73
        call    panel
        mov     dx, 21 << 8 | 5
        mov     si, .processor
        mov     ah, C_PANEL
        call    puts
        mov     ah, C_STRONG
        call    put_cpu
        mov     dx, 21 << 8 | 51
        mov     si, .memory
        mov     ah, C_PANEL
        call    puts
        int     12h                     ; AX = KiB of memory below 1 MiB
        mov     bx, ax
        mov     ah, C_STRONG
        call    putdec
        mov     si, .kib
        mov     ah, C_PANEL
        call    puts
        ; fall through

; Draws the list with the chosen item marked, and what the item is about.
draw_choice:
        mov     si, menu_names
        mov     dx, 9 << 8 | 5
        xor     bl, bl
.item:  push    dx
        mov     ah, C_PANEL
        cmp     bl, [chosen]
        jne     .paint
        mov     ah, C_CHOSEN
.paint: mov     al, ' '
        mov     cx, 1 << 8 | 31
        inc     dh
        call    fill
        mov     al, ' '
        cmp     bl, [chosen]
        jne     .mark
        mov     al, 10h                 ; a triangle that points right
.mark:  inc     dl
        call    putc
        inc     dl
        mov     al, bl
        add     al, '1'
        call    putc
        add     dl, 2
        call    puts
        pop     dx
        inc     dh
        inc     bl
        cmp     bl, MENU_ITEMS
        jb      .item

        mov     dx, 10 << 8 | 42
        mov     cx, 8 << 8 | 32
        mov     ax, C_PANEL << 8 | ' '
        call    fill
        mov     bl, [chosen]
        xor     bh, bh
        shl     bx, 1
        mov     si, [menu_about + bx]
        mov     dx, 10 << 8 | 42
        mov     ah, C_PANEL
        call    puts_block
        ret

draw_menu.title         db 'Quimera Lab', 0
draw_menu.hint          db 18h, 19h, ' choose   Enter opens   1-8 go straight there   Esc comes back', 0
draw_menu.motto         db 'a laboratory on a diskette, 8086 and up', 0
draw_menu.processor     db 'Processor  ', 0
draw_menu.memory        db 'Memory  ', 0
draw_menu.kib           db ' KiB', 0

menu_names:
        db      'Text and colours', 0
        db      'Animation in mode 13h', 0
        db      'Protected mode and paging', 0
        db      'Keyboard and mouse', 0
        db      'Machine-code monitor', 0
        db      'Picture in a mode of VBE', 0
        db      'Numeric coprocessor', 0
        db      'Restart or power off', 0

menu_about      dw .text, .plasma, .protect, .input, .monitor, .picture, .fpu, .leave
.text   db      '`Text and colours`', 0, ' ', 0
        db      'All 256 attributes with and', 0, 'without blinking, the complete', 0
        db      'code page 437 and the shapes', 0, 'of the cursor.', 0, 0
.plasma db      '`Animation in mode 13h`', 0, ' ', 0
        db      'A plasma of three waves in 320', 0, 'by 200 points and 256 colours,', 0
        db      'in step with the retrace.', 0, 0
.protect db     '`Protected mode and paging`', 0, ' ', 0
        db      'Four mistakes in two rings, all', 0, 'caught and mended, and the same', 0
        db      'screen at two addresses. For an', 0, 'Intel 80386 and up.', 0, 0
.input  db      '`Keyboard and mouse`', 0, ' ', 0
        db      'Scan codes, and the keys on a', 0, 'drawn keyboard; locks, lights,', 0
        db      'and the packets of a mouse.', 0, 0
.monitor db     '`Machine-code monitor`', 0, ' ', 0
        db      'Look at memory, registers and', 0, 'ports, write a small program', 0
        db      'in hexadecimal, and trace it', 0, 'step by step.', 0, 0
.picture db     '`Picture in a mode of VBE`', 0, ' ', 0
        db      'The set of Mandelbrot in 640 by', 0, '480 points and 256 colours, bank', 0
        db      'by bank. For an adapter with the', 0, 'VESA BIOS extensions.', 0, 0
.fpu    db      '`Numeric coprocessor`', 0, ' ', 0
        db      'Constants, roots, a long sum and', 0, 'three precisions, with as many', 0
        db      'digits as the 8087 can write.', 0, 0
.leave  db      '`Restart or power off`', 0, ' ', 0
        db      'Resets the machine through the', 0, 'keyboard controller, or switches', 0
        db      'an emulated one off.', 0, 0

; The logo is a bitmap, two rows of points in each row of text: the half blocks DFh and DCh and
; the full block DBh make square points out of cells that are twice as high as wide.
LOGO_LETTERS    equ 7
draw_logo:
        mov     si, logo
        mov     bx, logo_colours
        mov     dh, 2
.row:   mov     dl, 13
        mov     ah, [bx]
        mov     cx, LOGO_LETTERS
        push    si
.letter:
        push    cx
        mov     cx, 8
        push    bx
        mov     bl, [si]                ; upper points
        mov     bh, [si + LOGO_LETTERS] ; lower points
.point: mov     al, 0
        shl     bl, 1
        adc     al, al
        shl     bh, 1
        adc     al, al
        push    bx
        mov     bx, logo_blocks
        xlatb
        pop     bx
        call    putc
        loop    .point
        pop     bx
        pop     cx
        inc     si
        loop    .letter
        pop     si
        add     si, 2 * LOGO_LETTERS
        inc     bx
        inc     dh
        cmp     dh, 6
        jb      .row
        ret

logo_blocks     db ' ', 0DCh, 0DFh, 0DBh
logo_colours    db 0Fh, 0Bh, 0Bh, 03h
LOGO_ROWS       equ 8
logo:   db      01111100b, 11000110b, 00111100b, 11000011b, 11111110b, 11111100b, 00111000b
        db      11000110b, 11000110b, 00011000b, 11100111b, 11000000b, 11000110b, 01101100b
        db      11000110b, 11000110b, 00011000b, 11111111b, 11000000b, 11000110b, 11000110b
        db      11000110b, 11000110b, 00011000b, 11011011b, 11111000b, 11111100b, 11000110b
        db      11000110b, 11000110b, 00011000b, 11000011b, 11000000b, 11011000b, 11111110b
        db      11001110b, 11000110b, 00011000b, 11000011b, 11000000b, 11001100b, 11000110b
        db      01111100b, 01111100b, 00111100b, 11000011b, 11111110b, 11000110b, 11000110b
        db      00000110b, 00000000b, 00000000b, 00000000b, 00000000b, 00000000b, 00000000b

; ---------------------------------------------------------------- the last page: restart or power off

leave_page:
        mov     si, .title
        mov     bx, .hint
        call    page
        mov     dx, 8 << 8 | 18
        mov     cx, 8 << 8 | 44
        call    panel
        mov     dx, 10 << 8 | 22
        mov     si, .choices
        mov     ah, C_PANEL
        call    puts_block
.key:   call    get_key
        cmp     ah, KEY_ESC
        je      .done
        or      al, 20h
        cmp     al, 'r'
        je      .restart
        cmp     al, 'p'
        jne     .key

        mov     dx, 604h                ; the ACPI control register where QEMU puts it: S5
        mov     ax, 2000h
        out     dx, ax
        mov     dx, 8900h               ; Bochs waits for this word here
        mov     si, .bochs
        mov     cx, 8
.out:   lodsb
        out     dx, al
        loop    .out
        mov     dx, 13 << 8 | 22
        mov     si, .still_on
        mov     ah, C_WARM
        call    puts
        jmp     .key

.restart:
        xor     ax, ax
        mov     ds, ax
        mov     word [472h], ax         ; a cold start, with all tests
        xor     cx, cx
.busy:  in      al, 64h
        test    al, 2
        loopnz  .busy
        mov     al, 0FEh                ; keyboard controller: pulse the reset line
        out     64h, al
        xor     cx, cx
.pulse: loop    .pulse
        jmp     0FFFFh:0                ; a machine without one starts here
.done:  ret

.title          db 'Restart or power off', 0
.hint           db 'R restarts   P powers off   Esc goes back', 0
.choices        db '`R`   restart this machine', 0
                db '`P`   power it off (emulators)', 0, 0
.still_on       db 'Still here: please use the switch.', 0
.bochs          db 'Shutdown'
