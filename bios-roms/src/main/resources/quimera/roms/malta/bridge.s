# The GT-64120 and what is on PCI.

# Its registers, little-endian on any processor (Galileo GT-64120, revision 1.4, section 17), where
# they are after reset and where they are put.
.eqv GT_RESET        0xb4000000
.eqv GT              0xbbe00000
.eqv GT_ISD          0x068
.eqv GT_IO_LOW       0x048
.eqv GT_IO_HIGH      0x050
.eqv GT_M0_LOW       0x058
.eqv GT_M0_HIGH      0x060
.eqv GT_M1_LOW       0x080
.eqv GT_M1_HIGH      0x088
.eqv GT_IO_REMAP     0x0f0
.eqv GT_M1_REMAP     0x100
.eqv GT_PCI_COMMAND  0xc00
.eqv GT_CONFIG_ADDR  0xcf8
.eqv GT_CONFIG_DATA  0xcfc

.eqv SOUTH_BRIDGE    0x5000          # slot 10, as bits 15-8 of a configuration address
.eqv FIRST_PORT      0x1000
.eqv FIRST_MEMORY    0x10400000

# $v0: the little-endian word $a0, or the other way round. Changes $t0 and $t1.
le32:
        li      $t0, FPGA
        lw      $t0, FPGA_STATUS($t0)
        andi    $t0, $t0, 2             # BIGEND
        beq     $t0, $zero, le32_done
        move    $v0, $a0
        srl     $v0, $a0, 24
        sll     $t0, $a0, 24
        or      $v0, $v0, $t0
        srl     $t0, $a0, 8
        andi    $t0, $t0, 0xff00
        or      $v0, $v0, $t0
        andi    $t0, $a0, 0xff00
        sll     $t0, $t0, 8
        or      $v0, $v0, $t0
le32_done:
        jr      $ra
        nop

# Windows: PCI memory at its own addresses from 10200000h; the first 2 MiB of PCI memory, where the
# ISA bus and the VGA's memory are, at 10000000h; ports at 18000000h.
bridge_init:
        move    $s0, $ra
        jal     le32
        li      $a0, 0x1be00000>>21
        li      $t2, GT_RESET
        sw      $v0, GT_ISD($t2)
        la      $s1, bridge_table
bridge_next:
        lw      $s2, 0($s1)
        bltz    $s2, bridge_order
        nop
        jal     le32
        lw      $a0, 4($s1)
        li      $t2, GT
        addu    $t2, $t2, $s2
        sw      $v0, 0($t2)
        b       bridge_next
        addiu   $s1, $s1, 8
bridge_order:
        # Configuration data is swapped for a big-endian processor and only for it (section 7.8).
        li      $t0, FPGA
        lw      $t0, FPGA_STATUS($t0)
        andi    $t0, $t0, 2
        bne     $t0, $zero, bridge_set
        li      $a0, 0
        lui     $a0, 1
        ori     $a0, $a0, 1             # MByteSwap, SByteSwap
bridge_set:
        jal     le32
        nop
        li      $t2, GT
        sw      $v0, GT_PCI_COMMAND($t2)
        jr      $s0
        nop

.align 2
bridge_table:
        .word   GT_IO_LOW, 0x18000000>>21, GT_IO_HIGH, 0x40, GT_IO_REMAP, 0
        .word   GT_M0_LOW, 0x10200000>>21, GT_M0_HIGH, 0x3f
        .word   GT_M1_LOW, 0x10000000>>21, GT_M1_HIGH, 0x00, GT_M1_REMAP, 0
        .word   -1

# Configuration space: $a0 slot, function and register as in bits 15-0 of an address, $a1 the value.
config_read:
        move    $t8, $ra
        srl     $t7, $a0, 11            # slot
        lui     $t2, 0x8000
        jal     le32
        or      $a0, $a0, $t2
        li      $t2, GT
        sw      $v0, GT_CONFIG_ADDR($t2)
        lw      $v0, GT_CONFIG_DATA($t2)
        bne     $t7, $zero, config_have
        nop
        jal     le32                    # the bridge's own registers are never swapped
        move    $a0, $v0
config_have:
        jr      $t8
        nop
config_write:
        move    $t8, $ra
        lui     $t2, 0x8000
        jal     le32
        or      $a0, $a0, $t2
        li      $t2, GT
        sw      $v0, GT_CONFIG_ADDR($t2)
        jr      $t8
        sw      $a1, GT_CONFIG_DATA($t2)

# Gives every function its windows and switches it on; then what is special to the PIIX4.
pci_init:
        addiu   $sp, $sp, -8
        sw      $ra, 0($sp)
        li      $t0, FIRST_PORT
        sw      $t0, NEXT_IO
        li      $t0, FIRST_MEMORY
        sw      $t0, NEXT_MEM
        li      $s0, 0x0800             # slot 1; slot 0 is the bridge itself
pci_function:
        jal     config_read
        move    $a0, $s0
        li      $t0, -1
        beq     $v0, $t0, pci_next
        nop
        jal     pci_windows
        nop
        addiu   $a0, $s0, 4
        jal     config_write
        li      $a1, 7                  # ports, memory, bus master
pci_next:
        addiu   $s0, $s0, 0x100
        srl     $t0, $s0, 16
        beq     $t0, $zero, pci_function
        nop
        # PCI interrupts go to IRQ 10 and 11, which are level triggered.
        li      $a0, SOUTH_BRIDGE+0x60
        li      $a1, 0x0b0b0a0a
        jal     config_write
        nop
        li      $t0, IO
        li      $t1, 0x0c
        sb      $t1, 0x4d1($t0)
        # Both IDE cables answer.
        li      $a0, SOUTH_BRIDGE+0x140
        li      $a1, 0x80008000
        jal     config_write
        nop
        lw      $ra, 0($sp)
        jr      $ra
        addiu   $sp, $sp, 8

# The base address registers of function $s0.
pci_windows:
        addiu   $sp, $sp, -8
        sw      $ra, 0($sp)
        li      $s1, 0x10
pci_register:
        addu    $a0, $s0, $s1
        jal     config_write
        li      $a1, -1
        jal     config_read
        addu    $a0, $s0, $s1
        beq     $v0, $zero, pci_register_next
        andi    $t0, $v0, 1
        bne     $t0, $zero, pci_ports
        nop
        li      $s3, NEXT_MEM
        li      $t0, -16
        b       pci_place
        and     $v0, $v0, $t0
pci_ports:
        li      $s3, NEXT_IO
        lui     $t0, 0xffff
        or      $v0, $v0, $t0           # some decode 16 bits only
        li      $t0, -4
        and     $v0, $v0, $t0
pci_place:
        subu    $t0, $zero, $v0         # size
        lw      $t1, 0($s3)
        addu    $t2, $t1, $t0
        addiu   $t2, $t2, -1
        and     $a1, $t2, $v0           # the next multiple of the size
        addu    $t1, $a1, $t0
        sw      $t1, 0($s3)
        jal     config_write
        addu    $a0, $s0, $s1
pci_register_next:
        addiu   $s1, $s1, 4
        slti    $t0, $s1, 0x28
        bne     $t0, $zero, pci_register
        nop
        lw      $ra, 0($sp)
        jr      $ra
        addiu   $sp, $sp, 8

# pci: slot.function, device and vendor, class.
show_pci:
        addiu   $sp, $sp, -8
        sw      $ra, 0($sp)
        li      $s3, 0
show_function:
        jal     config_read
        move    $a0, $s3
        move    $s4, $v0
        li      $t0, -1
        beq     $s4, $t0, show_next
        srl     $a0, $s3, 11
        jal     print_byte
        nop
        jal     putc
        li      $a0, '.'
        srl     $a0, $s3, 8
        andi    $a0, $a0, 7
        jal     putc
        addiu   $a0, $a0, '0'
        la      $a0, two_blanks
        jal     print
        nop
        jal     print_hex
        move    $a0, $s4
        la      $a0, class_text
        jal     print
        nop
        jal     config_read
        addiu   $a0, $s3, 8
        jal     print_hex
        move    $a0, $v0
        jal     putc
        li      $a0, 10
show_next:
        addiu   $s3, $s3, 0x100
        srl     $t0, $s3, 16
        beq     $t0, $zero, show_function
        nop
        lw      $ra, 0($sp)
        jr      $ra
        addiu   $sp, $sp, 8

class_text:     .asciiz "  class "
.align 2
