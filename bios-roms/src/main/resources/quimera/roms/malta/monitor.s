# The boot monitor of Quimera's Malta: brings the board up, then boots the kernel that it was given
# or asks on the serial line and on the screen what to do.
#
# Assembled for either byte order when the board is built. Delay slots are written out. Registers
# as in the o32 convention; nothing but $s0-$s7, $gp, $sp survives a call.

# Where things are (MIPS Malta User's Manual, MD00048, chapter 4), uncached.
.eqv RAM        0x80000000
.eqv FLASH      0xbfc00000
.eqv FPGA       0xbf000000
.eqv IO         0xb8000000
.eqv ISA_MEMORY 0xb0000000

.eqv FPGA_STATUS    0x208
.eqv FPGA_ASCIIPOS  0x418
.eqv FPGA_SOFTRES   0x500
.eqv GO             0x42

# What the board's builder leaves at the end of the flash if a kernel is to be booted: a magic
# number, the entry, and $a0 to $a3 for it.
.eqv BOOT_RECORD 0xbffff000
.eqv BOOT_MAGIC  0x51424f54

# Variables, in the first page of memory; the stack is in the second.
.eqv CURSOR   0x80000800       # row and column of the screen, rows in bits 15-8
.eqv RESUME   0x80000804       # where to go on after a bus error, 0 for nowhere
.eqv MEMORY   0x80000808       # bytes of memory
.eqv SHIFT    0x8000080c       # a shift key is down
.eqv NEXT_D   0x80000810       # where the next dump begins
.eqv ENTRY    0x80000814       # where the last load wants to be started
.eqv NEXT_IO  0x80000818       # ports not given to PCI functions yet
.eqv NEXT_MEM 0x8000081c       # the same for memory
.eqv LINE     0x80000900       # the line that is typed
.eqv LINE_MAX 120
.eqv STACK    0x80001ff0

.text FLASH
__start:
        j       start
        nop

# BEV vectors (MIPS32 volume III, table 5-4).
.text 0xbfc00200
        j       exception
        nop
.text 0xbfc00380
        j       exception
        nop

.text 0xbfc01000
start:
        li      $t0, 0x00400000         # BEV, interrupts off, kernel mode
        mtc0    $t0, $12
        mtc0    $zero, $13
        mfc0    $t0, $16                # KSEG0 cached (K0 = 3)
        ori     $t0, $t0, 3
        mtc0    $t0, $16
        li      $sp, STACK
        jal     bridge_init
        nop
        sw      $zero, RESUME
        sw      $zero, SHIFT
        sw      $zero, CURSOR
        li      $t0, RAM
        sw      $t0, NEXT_D
        sw      $zero, ENTRY
        jal     pci_init
        nop
        jal     console_init
        nop
        jal     memory_size
        nop
        la      $a0, display_name
        jal     display
        nop

        li      $s0, BOOT_RECORD
        lw      $t0, 0($s0)
        li      $t1, BOOT_MAGIC
        bne     $t0, $t1, prompt_user
        nop
        la      $a0, booting
        jal     print
        nop
        lw      $a0, 8($s0)
        lw      $a1, 12($s0)
        lw      $a2, 16($s0)
        lw      $a3, 20($s0)
        lw      $t9, 4($s0)
        jr      $t9
        nop

prompt_user:
        li      $t0, 0x00408000         # BEV; the timer's request may wake the processor up
        mtc0    $t0, $12
        la      $a0, banner
        jal     print
        nop
        jal     show_memory
        nop
        la      $a0, hint
        jal     print
        nop

command_loop:
        li      $sp, STACK
        sw      $zero, RESUME
        la      $a0, prompt
        jal     print
        nop
        jal     read_line
        nop
        li      $s1, LINE
        jal     skip_blanks
        nop
        lbu     $t0, 0($s1)
        beq     $t0, $zero, command_loop
        nop
        la      $s2, commands
command_search:                          # each entry: pointer to the word, pointer to the code
        lw      $t1, 0($s2)
        beq     $t1, $zero, command_unknown
        nop
        move    $t2, $s1
command_compare:
        lbu     $t3, 0($t1)
        lbu     $t4, 0($t2)
        beq     $t3, $zero, command_ends
        nop
        bne     $t3, $t4, command_next
        nop
        addiu   $t1, $t1, 1
        b       command_compare
        addiu   $t2, $t2, 1
command_ends:
        beq     $t4, $zero, command_found
        li      $t5, ' '
        beq     $t4, $t5, command_found
        nop
command_next:
        b       command_search
        addiu   $s2, $s2, 8
command_found:
        move    $s1, $t2
        lw      $t9, 4($s2)
        jalr    $t9
        nop
        b       command_loop
        nop
command_unknown:
        la      $a0, unknown
        jal     print
        nop
        b       command_loop
        nop

# Commands. $s1 points behind the command's word.

do_help:
        la      $a0, help
        j       print
        nop

do_memory:
        j       show_memory
        nop

# d [address [bytes]]
do_dump:
        addiu   $sp, $sp, -8
        sw      $ra, 0($sp)
        lw      $a0, NEXT_D
        jal     number
        nop
        move    $s3, $v0
        jal     number
        li      $a0, 0x80
        addu    $s4, $s3, $v0
        sw      $s4, NEXT_D
        sltu    $t0, $s4, $s3           # not around the end of the address space
        bne     $t0, $zero, dump_done
        nop
dump_row:
        sltu    $t0, $s3, $s4
        beq     $t0, $zero, dump_done
        nop
        jal     print_hex
        move    $a0, $s3
        la      $a0, two_blanks
        jal     print
        nop
        li      $s5, 0
dump_byte:
        addu    $t0, $s3, $s5
        lbu     $a0, 0($t0)
        jal     print_byte
        nop
        jal     putc
        li      $a0, ' '
        addiu   $s5, $s5, 1
        slti    $t0, $s5, 16
        bne     $t0, $zero, dump_byte
        nop
        jal     putc
        li      $a0, ' '
        li      $s5, 0
dump_character:
        addu    $t0, $s3, $s5
        lbu     $a0, 0($t0)
        addiu   $t1, $a0, -32
        sltiu   $t1, $t1, 95
        bne     $t1, $zero, dump_printable
        nop
        li      $a0, '.'
dump_printable:
        jal     putc
        addiu   $s5, $s5, 1
        slti    $t0, $s5, 16
        bne     $t0, $zero, dump_character
        nop
        jal     putc
        li      $a0, 10
        addiu   $s3, $s3, 16
        subu    $t0, $s4, $s3
        sltiu   $t0, $t0, 0x400         # a key ends a long dump; what is typed ahead of a short one
        bne     $t0, $zero, dump_row    # is the next command
        nop
        jal     key_pressed
        nop
        beq     $v0, $zero, dump_row
        nop
dump_done:
        lw      $ra, 0($sp)
        jr      $ra
        addiu   $sp, $sp, 8

# w address word
do_write:
        addiu   $sp, $sp, -8
        sw      $ra, 0($sp)
        jal     number
        li      $a0, 1                  # unaligned, so that a missing address is noticed
        move    $s3, $v0
        jal     number
        li      $a0, 0
        andi    $t0, $s3, 3
        bne     $t0, $zero, write_refused
        nop
        sw      $v0, 0($s3)
        lw      $ra, 0($sp)
        jr      $ra
        addiu   $sp, $sp, 8
write_refused:
        lw      $ra, 0($sp)
        addiu   $sp, $sp, 8
        la      $a0, wants_word
        j       print
        nop

# go [address]: a program that returns comes back to the prompt.
do_go:
        addiu   $sp, $sp, -8
        sw      $ra, 0($sp)
        lw      $a0, ENTRY
        jal     number
        nop
        beq     $v0, $zero, go_nowhere
        move    $t9, $v0
        li      $a0, 0
        li      $a1, 0
        li      $a2, 0
        lw      $a3, MEMORY
        jalr    $t9
        nop
        lw      $ra, 0($sp)
        jr      $ra
        addiu   $sp, $sp, 8
go_nowhere:
        lw      $ra, 0($sp)
        addiu   $sp, $sp, 8
        la      $a0, nowhere
        j       print
        nop

do_reset:
        li      $t0, FPGA
        li      $t1, GO
        sw      $t1, FPGA_SOFTRES($t0)
reset_wait:
        b       reset_wait
        nop

# load: Motorola S-records from the console, until S7, S8 or S9.
do_load:
        addiu   $sp, $sp, -8
        sw      $ra, 0($sp)
        la      $a0, send_records
        jal     print
        nop
        li      $s6, 0                  # bytes loaded
load_record:
        jal     getc
        nop
        li      $t0, 3                  # Ctrl+C
        beq     $v0, $t0, load_stopped
        li      $t0, 'S'
        bne     $v0, $t0, load_record
        nop
        jal     getc
        nop
        addiu   $s7, $v0, -'0'          # type
        sltiu   $t0, $s7, 10
        beq     $t0, $zero, load_bad
        nop
        jal     get_byte                # bytes that follow, the checksum with them
        nop
        bltz    $v0, load_bad
        move    $s3, $v0
        move    $s4, $v0                # sum
        # The address has two bytes in S0, S1, S5, S9, three in S2, S8, four in S3, S7.
        li      $t0, 0x43224322         # nibble n: the length for type n, from type 0
        sll     $t1, $s7, 2
        slti    $t2, $s7, 8
        bne     $t2, $zero, load_length
        srlv    $t3, $t0, $t1
        li      $t0, 0x23               # types 8 and 9
        addiu   $t1, $t1, -32
        srlv    $t3, $t0, $t1
load_length:
        andi    $s5, $t3, 15
        subu    $s3, $s3, $s5
        blez    $s3, load_bad
        li      $s0, 0                  # address
load_address:
        jal     get_byte
        nop
        bltz    $v0, load_bad
        sll     $s0, $s0, 8
        or      $s0, $s0, $v0
        addiu   $s5, $s5, -1
        bne     $s5, $zero, load_address
        addu    $s4, $s4, $v0
        slti    $t0, $s7, 7
        beq     $t0, $zero, load_last
        nop
load_data:
        addiu   $s3, $s3, -1
        beq     $s3, $zero, load_checksum
        nop
        jal     get_byte
        nop
        bltz    $v0, load_bad
        addu    $s4, $s4, $v0
        addiu   $t0, $s7, -1
        sltiu   $t0, $t0, 3             # only S1 to S3 hold data
        beq     $t0, $zero, load_data
        nop
        sb      $v0, 0($s0)
        addiu   $s0, $s0, 1
        b       load_data
        addiu   $s6, $s6, 1
load_checksum:
        jal     get_byte
        nop
        addu    $s4, $s4, $v0
        andi    $s4, $s4, 0xff
        li      $t0, 0xff
        bne     $s4, $t0, load_bad
        nop
        b       load_record
        nop
load_last:
        jal     get_byte                # its checksum
        nop
        sw      $s0, ENTRY
        jal     print_hex
        move    $a0, $s6
        la      $a0, bytes_loaded
        jal     print
        nop
        lw      $a0, ENTRY
        jal     print_hex
        nop
        jal     putc
        li      $a0, 10
        b       load_done
        nop
load_bad:
        la      $a0, bad_record
        jal     print
        nop
        b       load_done
        nop
load_stopped:
        la      $a0, stopped
        jal     print
        nop
load_done:
        lw      $ra, 0($sp)
        jr      $ra
        addiu   $sp, $sp, 8

# A byte in two hexadecimal digits from the console, -1 if it was none.
get_byte:
        addiu   $sp, $sp, -8
        sw      $ra, 0($sp)
        sw      $s0, 4($sp)
        jal     getc
        nop
        jal     digit
        move    $a0, $v0
        bltz    $v0, get_byte_done
        sll     $s0, $v0, 4
        jal     getc
        nop
        jal     digit
        move    $a0, $v0
        bltz    $v0, get_byte_done
        nop
        or      $v0, $v0, $s0
get_byte_done:
        lw      $s0, 4($sp)
        lw      $ra, 0($sp)
        jr      $ra
        addiu   $sp, $sp, 8

# The words of a line.

skip_blanks:
        lbu     $t0, 0($s1)
        li      $t1, ' '
        bne     $t0, $t1, skip_done
        nop
        b       skip_blanks
        addiu   $s1, $s1, 1
skip_done:
        jr      $ra
        nop

# The hexadecimal number at $s1, which moves behind it; $a0 if there is none.
number:
        addiu   $sp, $sp, -8
        sw      $ra, 0($sp)
        sw      $a0, 4($sp)
        jal     skip_blanks
        nop
        lbu     $t0, 0($s1)             # 0x may stand before it
        li      $t1, '0'
        bne     $t0, $t1, number_begins
        lbu     $t0, 1($s1)
        li      $t1, 'x'
        bne     $t0, $t1, number_begins
        nop
        addiu   $s1, $s1, 2
number_begins:
        li      $t8, 0
        li      $t9, 0                  # digits
number_digit:
        jal     digit
        lbu     $a0, 0($s1)
        bltz    $v0, number_ends
        nop
        sll     $t8, $t8, 4
        or      $t8, $t8, $v0
        addiu   $t9, $t9, 1
        b       number_digit
        addiu   $s1, $s1, 1
number_ends:
        move    $v0, $t8
        bne     $t9, $zero, number_done
        nop
        lw      $v0, 4($sp)
number_done:
        lw      $ra, 0($sp)
        jr      $ra
        addiu   $sp, $sp, 8

# The value of hexadecimal digit $a0, -1 if it is none; changes $t0 and $v0 only.
digit:
        addiu   $v0, $a0, -'0'
        sltiu   $t0, $v0, 10
        bne     $t0, $zero, digit_done
        ori     $t0, $a0, 0x20
        addiu   $v0, $t0, -'a'
        sltiu   $t0, $v0, 6
        bne     $t0, $zero, digit_done
        addiu   $v0, $v0, 10
        li      $v0, -1
digit_done:
        jr      $ra
        nop

# Memory: words at steps of 1 MiB that keep what is written, up to the first that does not or that
# the bus does not know.

memory_size:
        la      $t0, memory_ends
        sw      $t0, RESUME
        li      $t1, 0xa0100000
        li      $t2, 0xb0000000         # no more than 256 MiB below the devices
memory_probe:
        lw      $t3, 0($t1)
        sw      $t1, 0($t1)
        lw      $t4, 0($t1)
        sw      $t3, 0($t1)
        bne     $t4, $t1, memory_ends
        lui     $t5, 0x10
        addu    $t1, $t1, $t5
        bne     $t1, $t2, memory_probe
        nop
memory_ends:
        sw      $zero, RESUME
        li      $t0, 0xa0000000
        subu    $t1, $t1, $t0
        sw      $t1, MEMORY
        jr      $ra
        nop

show_memory:
        addiu   $sp, $sp, -8
        sw      $ra, 0($sp)
        la      $a0, memory_text
        jal     print
        nop
        lw      $a0, MEMORY
        jal     print_decimal
        srl     $a0, $a0, 20            # in the slot: MiB
        la      $a0, memory_unit
        jal     print
        nop
        lw      $a0, MEMORY
        li      $t0, RAM-1
        jal     print_hex
        addu    $a0, $a0, $t0
        la      $a0, regions
        jal     print
        nop
        lw      $ra, 0($sp)
        jr      $ra
        addiu   $sp, $sp, 8

# An exception: goes on at RESUME if somebody expects it, else says what happened.
exception:
        lw      $k0, RESUME
        beq     $k0, $zero, exception_said
        nop
        mtc0    $k0, $14
        eret
exception_said:
        la      $a0, exception_text
        jal     print
        nop
        mfc0    $a0, $13
        jal     print_hex
        nop
        la      $a0, epc_text
        jal     print
        nop
        mfc0    $a0, $14
        jal     print_hex
        nop
        la      $a0, badvaddr_text
        jal     print
        nop
        mfc0    $a0, $8
        jal     print_hex
        nop
        jal     putc
        li      $a0, 10
        la      $t0, command_loop
        mtc0    $t0, $14
        eret

.align 2
commands:
        .word   word_help, do_help, word_h, do_help, word_question, do_help
        .word   word_mem, do_memory, word_d, do_dump, word_w, do_write
        .word   word_load, do_load, word_go, do_go, word_pci, show_pci, word_reset, do_reset
        .word   0

word_help:      .asciiz "help"
word_h:         .asciiz "h"
word_question:  .asciiz "?"
word_mem:       .asciiz "mem"
word_d:         .asciiz "d"
word_w:         .asciiz "w"
word_load:      .asciiz "load"
word_go:        .asciiz "go"
word_pci:       .asciiz "pci"
word_reset:     .asciiz "reset"

display_name:   .ascii  "QUIMERA "
banner:         .asciiz "\nQuimera boot monitor for the MIPS Malta\n\n"
booting:        .asciiz "Quimera boot monitor: starting the kernel\n"
hint:           .asciiz "\nType help for the commands.\n"
prompt:         .asciiz "quimera> "
unknown:        .asciiz "There is no such command; type help.\n"
nowhere:        .asciiz "Nothing was loaded; give an address.\n"
wants_word:     .asciiz "The address of a word was expected, a multiple of 4.\n"
send_records:   .asciiz "Send S-records; Ctrl+C stops.\n"
bytes_loaded:   .asciiz " bytes loaded (hexadecimal), entry "
bad_record:     .asciiz "That was no S-record, or its checksum is wrong.\n"
stopped:        .asciiz "Stopped.\n"
two_blanks:     .asciiz "  "
memory_text:    .asciiz "Memory   "
memory_unit:    .asciiz " MiB, 80000000-"
regions:        .ascii  "\n"
                .ascii  "ISA      b0000000 memory, b8000000 ports\n"
                .ascii  "PCI      b0200000-b7ffffff\n"
                .asciiz "Flash    be000000, boot image bfc00000\n"
exception_text: .asciiz "\nException: Cause "
epc_text:       .asciiz ", EPC "
badvaddr_text:  .asciiz ", BadVAddr "
help:           .ascii  "All numbers are hexadecimal.\n"
                .ascii  "mem                   lists the memory\n"
                .ascii  "d [ADDRESS [BYTES]]   dumps memory; without an address, goes on\n"
                .ascii  "w ADDRESS WORD        writes a word\n"
                .ascii  "load                  loads a program, S-records on the serial line\n"
                .ascii  "go [ADDRESS]          runs it; a return comes back here\n"
                .ascii  "pci                   lists the PCI functions\n"
                .asciiz "reset                 resets the board\n"
.align 2

.include "bridge.s"
.include "console.s"
.include "screen.s"
