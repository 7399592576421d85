# The screen: a VGA in its text mode 3, 80 columns and 25 rows. A PCI VGA leaves that to the x86 code
# of its ROM, which no MIPS runs; so the registers are set here.

.eqv VGA_PORTS   0xb80003c0
.eqv VGA_CRTC    0xb80003d4
.eqv VGA_STATUS  0xb80003da
.eqv VGA_TEXT    0xb00b8000
.eqv VGA_PLANES  0xb00a0000
.eqv COLUMNS     80
.eqv ROWS        25
.eqv BLANK       0x0720
.eqv FONT_IMAGE  0xbfc10000      # 256 characters of 16 rows, put there by the board's builder

screen_init:
        addiu   $sp, $sp, -8
        sw      $ra, 0($sp)
        li      $t9, VGA_PORTS
        li      $t0, 0x67
        sb      $t0, 2($t9)             # miscellaneous output
        la      $a0, sequencer
        addiu   $a1, $t9, 4
        jal     set_registers
        li      $a2, 5
        li      $t9, VGA_CRTC
        li      $t0, 0x11               # unlock registers 0-7
        sb      $t0, 0($t9)
        sb      $zero, 1($t9)
        la      $a0, crtc
        move    $a1, $t9
        jal     set_registers
        li      $a2, 25
        la      $a0, graphics
        li      $a1, VGA_PORTS+0x0e
        jal     set_registers
        li      $a2, 9

        lbu     $t0, VGA_STATUS         # the attribute controller takes an index next
        li      $t9, VGA_PORTS
        la      $t1, attributes
        li      $t2, 0
attribute_next:
        lbu     $t3, 0($t1)
        sb      $t2, 0($t9)
        sb      $t3, 0($t9)
        addiu   $t2, $t2, 1
        slti    $t4, $t2, 21
        bne     $t4, $zero, attribute_next
        addiu   $t1, $t1, 1
        li      $t3, 0x20               # video on
        sb      $t3, 0($t9)

        # The 64 colours of an EGA: bits 2-0 are two thirds of red, green, blue, bits 5-3 one third.
        li      $t0, 0xff
        sb      $t0, 6($t9)
        sb      $zero, 8($t9)
        li      $t0, 0
palette_next:
        li      $t1, 2
palette_channel:
        srlv    $t2, $t0, $t1
        andi    $t3, $t2, 1
        negu    $t3, $t3
        andi    $t3, $t3, 0x2a
        srl     $t2, $t2, 3
        andi    $t2, $t2, 1
        negu    $t2, $t2
        andi    $t2, $t2, 0x15
        addu    $t2, $t2, $t3
        sb      $t2, 9($t9)
        addiu   $t1, $t1, -1
        bgez    $t1, palette_channel
        nop
        addiu   $t0, $t0, 1
        slti    $t1, $t0, 64
        bne     $t1, $zero, palette_next
        nop

        # The font goes to plane 2, 32 bytes a character.
        la      $a0, font_access
        jal     set_pairs
        nop
        li      $t0, FONT_IMAGE
        li      $t1, VGA_PLANES
        li      $t2, 256
font_character:
        li      $t3, 16
font_row:
        lbu     $t4, 0($t0)
        sb      $t4, 0($t1)
        addiu   $t0, $t0, 1
        addiu   $t3, $t3, -1
        bne     $t3, $zero, font_row
        addiu   $t1, $t1, 1
        addiu   $t2, $t2, -1
        bne     $t2, $zero, font_character
        addiu   $t1, $t1, 16
        la      $a0, text_access
        jal     set_pairs
        nop

        li      $a0, 0
        jal     clear_cells
        li      $a1, COLUMNS*ROWS
        lw      $ra, 0($sp)
        jr      $ra
        addiu   $sp, $sp, 8

# Registers 0 to $a2-1 of the chip whose index port is $a1, from the table at $a0.
set_registers:
        li      $t0, 0
set_register:
        lbu     $t1, 0($a0)
        sb      $t0, 0($a1)
        sb      $t1, 1($a1)
        addiu   $t0, $t0, 1
        bne     $t0, $a2, set_register
        addiu   $a0, $a0, 1
        jr      $ra
        nop

# Triples of port offset, index and value at $a0, up to an offset of 0.
set_pairs:
        li      $t9, VGA_PORTS
set_pair:
        lbu     $t0, 0($a0)
        beq     $t0, $zero, set_pairs_done
        addu    $t0, $t9, $t0
        lbu     $t1, 1($a0)
        sb      $t1, 0($t0)
        lbu     $t1, 2($a0)
        sb      $t1, 1($t0)
        b       set_pair
        addiu   $a0, $a0, 3
set_pairs_done:
        jr      $ra
        nop

# Writes $a1 blanks from cell $a0. Cells are little-endian: character, then attribute.
clear_cells:
        li      $t0, VGA_TEXT
        sll     $t1, $a0, 1
        addu    $t0, $t0, $t1
        li      $t2, ' '
        li      $t3, BLANK>>8
clear_cell:
        sb      $t2, 0($t0)
        sb      $t3, 1($t0)
        addiu   $a1, $a1, -1
        bne     $a1, $zero, clear_cell
        addiu   $t0, $t0, 2
        jr      $ra
        nop

# Writes character $a0 at the cursor.
screen_putc:
        addiu   $sp, $sp, -8
        sw      $ra, 0($sp)
        lw      $t8, CURSOR
        srl     $t9, $t8, 8             # row
        andi    $t8, $t8, 0xff          # column
        li      $t0, 10
        beq     $a0, $t0, screen_line
        li      $t0, 13
        beq     $a0, $t0, screen_return
        li      $t0, 8
        beq     $a0, $t0, screen_back
        nop
        li      $t0, COLUMNS
        mult    $t9, $t0
        mflo    $t0
        addu    $t0, $t0, $t8
        sll     $t0, $t0, 1
        li      $t1, VGA_TEXT
        addu    $t0, $t0, $t1
        sb      $a0, 0($t0)
        li      $t1, BLANK>>8
        sb      $t1, 1($t0)
        addiu   $t8, $t8, 1
        slti    $t0, $t8, COLUMNS
        bne     $t0, $zero, screen_cursor
        nop
screen_line:
        li      $t8, 0
        addiu   $t9, $t9, 1
        slti    $t0, $t9, ROWS
        bne     $t0, $zero, screen_cursor
        nop
        li      $t9, ROWS-1
        li      $t0, VGA_TEXT           # everything moves up one row
        li      $t1, COLUMNS*(ROWS-1)*2/4
screen_up:
        lw      $t2, COLUMNS*2($t0)
        sw      $t2, 0($t0)
        addiu   $t1, $t1, -1
        bne     $t1, $zero, screen_up
        addiu   $t0, $t0, 4
        li      $a0, COLUMNS*(ROWS-1)
        jal     clear_cells
        li      $a1, COLUMNS
        b       screen_cursor
        nop
screen_return:
        b       screen_cursor
        li      $t8, 0
screen_back:
        beq     $t8, $zero, screen_cursor
        nop
        addiu   $t8, $t8, -1
screen_cursor:
        sll     $t0, $t9, 8
        or      $t0, $t0, $t8
        sw      $t0, CURSOR
        li      $t0, COLUMNS
        mult    $t9, $t0
        mflo    $t0
        addu    $t0, $t0, $t8
        li      $t1, VGA_CRTC
        li      $t2, 14                 # cursor location, high byte
        sb      $t2, 0($t1)
        srl     $t3, $t0, 8
        sb      $t3, 1($t1)
        li      $t2, 15
        sb      $t2, 0($t1)
        sb      $t0, 1($t1)
        lw      $ra, 0($sp)
        jr      $ra
        addiu   $sp, $sp, 8

# Mode 3 (IBM PS/2 Hardware Interface Technical Reference, video subsystem).
sequencer:      .byte 3, 0, 3, 0, 2
crtc:           .byte 0x5f, 0x4f, 0x50, 0x82, 0x55, 0x81, 0xbf, 0x1f, 0x00, 0x4f, 0x0d, 0x0e
                .byte 0x00, 0x00, 0x00, 0x00, 0x9c, 0x8e, 0x8f, 0x28, 0x1f, 0x96, 0xb9, 0xa3, 0xff
graphics:       .byte 0, 0, 0, 0, 0, 0x10, 0x0e, 0, 0xff
attributes:     .byte 0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x14, 0x07
                .byte 0x38, 0x39, 0x3a, 0x3b, 0x3c, 0x3d, 0x3e, 0x3f
                .byte 0x0c, 0x00, 0x0f, 0x08, 0x00
# Plane 2 alone, in order, at A0000h; and back to text.
font_access:    .byte 4, 2, 4, 4, 4, 6, 0x0e, 5, 0, 0x0e, 6, 4, 0x0e, 4, 2, 0
text_access:    .byte 4, 2, 3, 4, 4, 2, 0x0e, 5, 0x10, 0x0e, 6, 0x0e, 0x0e, 4, 0, 0
.align 2
