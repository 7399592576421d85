# The console: the first serial line, and the screen with the keyboard, both at once.

# A 16550 at 38400 baud, 8 bits, no parity.
.eqv UART 0xb80003f8
# The keyboard controller.
.eqv KBC_DATA   0xb8000060
.eqv KBC_STATUS 0xb8000064

console_init:
        addiu   $sp, $sp, -8
        sw      $ra, 0($sp)
        li      $t0, UART
        li      $t1, 0x83               # divisor latch
        sb      $t1, 3($t0)
        li      $t1, 3
        sb      $t1, 0($t0)
        sb      $zero, 1($t0)
        sb      $t1, 3($t0)             # 8 bits
        li      $t1, 7
        sb      $t1, 2($t0)             # FIFO on and empty
        li      $t1, 3
        sb      $t1, 4($t0)             # DTR, RTS
        jal     keyboard_init
        nop
        jal     screen_init
        nop
        lw      $ra, 0($sp)
        jr      $ra
        addiu   $sp, $sp, 8

# Command byte: translation to scan code set 1, no interrupts, both ports on; the keyboard scans
# after reset.
keyboard_init:
        move    $t9, $ra
        jal     kbc_ready
        li      $a0, 0x60
        sb      $a0, KBC_STATUS
        jal     kbc_ready
        li      $a0, 0x44               # translate, system flag
        sb      $a0, KBC_DATA
        jr      $t9
        nop
kbc_ready:
        lbu     $t0, KBC_STATUS
        andi    $t0, $t0, 2             # input buffer full
        bne     $t0, $zero, kbc_ready
        nop
        jr      $ra
        nop

# Writes character $a0 everywhere; a line feed brings a carriage return along.
putc:
        addiu   $sp, $sp, -16
        sw      $ra, 0($sp)
        sw      $a0, 4($sp)
        li      $t0, 10
        bne     $a0, $t0, putc_plain
        nop
        jal     serial_putc
        li      $a0, 13
        lw      $a0, 4($sp)
putc_plain:
        jal     serial_putc
        nop
        jal     screen_putc
        lw      $a0, 4($sp)
        lw      $ra, 0($sp)
        jr      $ra
        addiu   $sp, $sp, 16

serial_putc:
        li      $t0, UART
serial_full:
        lbu     $t1, 5($t0)
        andi    $t1, $t1, 0x20          # THRE
        beq     $t1, $zero, serial_full
        nop
        jr      $ra
        sb      $a0, 0($t0)

# Writes the string at $a0.
print:
        addiu   $sp, $sp, -16
        sw      $ra, 0($sp)
        sw      $s0, 4($sp)
        move    $s0, $a0
print_next:
        lbu     $a0, 0($s0)
        beq     $a0, $zero, print_done
        nop
        jal     putc
        addiu   $s0, $s0, 1
        b       print_next
        nop
print_done:
        lw      $s0, 4($sp)
        lw      $ra, 0($sp)
        jr      $ra
        addiu   $sp, $sp, 16

# Writes $a0 in eight hexadecimal digits, or its low byte in two.
print_hex:
        b       print_digits
        li      $a1, 32
print_byte:
        li      $a1, 8
print_digits:
        addiu   $sp, $sp, -16
        sw      $ra, 0($sp)
        sw      $s0, 4($sp)
        sw      $s1, 8($sp)
        move    $s0, $a0
        move    $s1, $a1
print_digit:
        addiu   $s1, $s1, -4
        srlv    $a0, $s0, $s1
        andi    $a0, $a0, 15
        sltiu   $t0, $a0, 10
        bne     $t0, $zero, print_decimal_digit
        addiu   $t1, $a0, 'a'-10
        b       print_this
        move    $a0, $t1
print_decimal_digit:
        addiu   $a0, $a0, '0'
print_this:
        jal     putc
        nop
        bne     $s1, $zero, print_digit
        nop
        lw      $s1, 8($sp)
        lw      $s0, 4($sp)
        lw      $ra, 0($sp)
        jr      $ra
        addiu   $sp, $sp, 16

# Writes $a0 in decimal.
print_decimal:
        addiu   $sp, $sp, -16
        sw      $ra, 0($sp)
        li      $t0, 10
        divu    $a0, $t0
        mfhi    $t1
        sw      $t1, 4($sp)
        mflo    $a0
        beq     $a0, $zero, print_last
        nop
        jal     print_decimal
        nop
print_last:
        lw      $a0, 4($sp)
        jal     putc
        addiu   $a0, $a0, '0'
        lw      $ra, 0($sp)
        jr      $ra
        addiu   $sp, $sp, 16

# Whether something was typed: $v0 is its character, 0 if nothing was.
key_pressed:
        li      $t0, UART
        lbu     $t1, 5($t0)
        andi    $t1, $t1, 1
        beq     $t1, $zero, key_scan
        nop
        jr      $ra
        lbu     $v0, 0($t0)
key_scan:
        lbu     $t1, KBC_STATUS
        andi    $t2, $t1, 1             # output buffer full
        beq     $t2, $zero, key_none
        nop
        lbu     $t0, KBC_DATA
        andi    $t1, $t1, 0x20          # that was the mouse
        bne     $t1, $zero, key_none
        andi    $t1, $t0, 0x7f
        li      $t2, 0x2a               # left shift
        beq     $t1, $t2, key_shift
        li      $t2, 0x36               # right shift
        beq     $t1, $t2, key_shift
        andi    $t2, $t0, 0x80
        bne     $t2, $zero, key_none
        sltiu   $t2, $t1, 58
        beq     $t2, $zero, key_none
        lw      $t3, SHIFT
        la      $t2, keys
        beq     $t3, $zero, key_lower
        nop
        la      $t2, keys_shifted
key_lower:
        addu    $t2, $t2, $t1
        jr      $ra
        lbu     $v0, 0($t2)
key_shift:
        andi    $t0, $t0, 0x80
        xori    $t0, $t0, 0x80
        sw      $t0, SHIFT
key_none:
        jr      $ra
        li      $v0, 0

# Scan code set 1, US keyboard.
keys:
        .byte   0, 27
        .ascii  "1234567890-="
        .byte   8, 9
        .ascii  "qwertyuiop[]"
        .byte   13, 0
        .ascii  "asdfghjkl;'`"
        .byte   0
        .ascii  "\\zxcvbnm,./"
        .byte   0, '*', 0, ' '
keys_shifted:
        .byte   0, 27
        .ascii  "!@#$%^&*()_+"
        .byte   8, 9
        .ascii  "QWERTYUIOP{}"
        .byte   13, 0
        .ascii  "ASDFGHJKL:\"~"
        .byte   0
        .ascii  "|ZXCVBNM<>?"
        .byte   0, '*', 0, ' '
.align 2

# Waits for a character; between two looks the processor sleeps up to its timer's next request, which
# wakes it although interrupts are off.
.eqv LOOK_AGAIN 250000          # ticks of Count: 5 ms

getc:
        addiu   $sp, $sp, -8
        sw      $ra, 0($sp)
getc_wait:
        jal     key_pressed
        nop
        bne     $v0, $zero, getc_done
        nop
        mfc0    $t0, $9                 # Count
        li      $t1, LOOK_AGAIN
        addu    $t0, $t0, $t1
        mtc0    $t0, $11                # Compare
        wait
        b       getc_wait
        nop
getc_done:
        lw      $ra, 0($sp)
        jr      $ra
        addiu   $sp, $sp, 8

# Reads a line into LINE, with echo and backspace.
read_line:
        addiu   $sp, $sp, -16
        sw      $ra, 0($sp)
        sw      $s0, 4($sp)
        li      $s0, 0
read_next:
        jal     getc
        nop
        li      $t0, 13
        beq     $v0, $t0, read_done
        li      $t0, 10
        beq     $v0, $t0, read_done
        li      $t0, 8
        beq     $v0, $t0, read_back
        li      $t0, 127
        beq     $v0, $t0, read_back
        slti    $t0, $v0, 32
        bne     $t0, $zero, read_next
        slti    $t0, $s0, LINE_MAX
        beq     $t0, $zero, read_next
        li      $t0, LINE
        addu    $t0, $t0, $s0
        sb      $v0, 0($t0)
        addiu   $s0, $s0, 1
        jal     putc
        move    $a0, $v0
        b       read_next
        nop
read_back:
        beq     $s0, $zero, read_next
        nop
        addiu   $s0, $s0, -1
        la      $a0, rub_out
        jal     print
        nop
        b       read_next
        nop
read_done:
        li      $t0, LINE
        addu    $t0, $t0, $s0
        sb      $zero, 0($t0)
        jal     putc
        li      $a0, 10
        lw      $s0, 4($sp)
        lw      $ra, 0($sp)
        jr      $ra
        addiu   $sp, $sp, 16

rub_out:        .byte 8, 32, 8, 0
.align 2

# Shows the eight characters at $a0 on the board's display.
display:
        li      $t0, FPGA+FPGA_ASCIIPOS
        li      $t1, 8
display_next:
        lbu     $t2, 0($a0)
        sw      $t2, 0($t0)
        addiu   $a0, $a0, 1
        addiu   $t1, $t1, -1
        bne     $t1, $zero, display_next
        addiu   $t0, $t0, 8
        jr      $ra
        nop
