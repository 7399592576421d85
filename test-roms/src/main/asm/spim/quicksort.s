# Quicksort, recursive, of 64 numbers from a linear congruential generator.
        .data
values: .space  256
        .text
main:   move    $s7, $ra
        li      $t0, 12345
        li      $t1, 0
fill:   mul     $t0, $t0, 1103515245
        addiu   $t0, $t0, 12345
        srl     $t2, $t0, 16
        andi    $t2, $t2, 1023
        sll     $t3, $t1, 2
        sw      $t2, values($t3)
        addi    $t1, $t1, 1
        blt     $t1, 64, fill
        la      $a0, values
        la      $a1, values+252
        jal     sort
        li      $s0, 0
print:  lw      $a0, values($s0)
        li      $v0, 1
        syscall
        li      $a0, ' '
        li      $v0, 11
        syscall
        addi    $s0, $s0, 4
        bne     $s0, 256, print
        jr      $s7

sort:   bgeu    $a0, $a1, sorted
        lw      $t0, 0($a1)
        move    $t1, $a0
        move    $t2, $a0
part:   lw      $t3, 0($t2)
        bge     $t3, $t0, larger
        lw      $t4, 0($t1)
        sw      $t3, 0($t1)
        sw      $t4, 0($t2)
        addi    $t1, $t1, 4
larger: addi    $t2, $t2, 4
        bltu    $t2, $a1, part
        lw      $t4, 0($t1)
        sw      $t0, 0($t1)
        sw      $t4, 0($a1)
        addiu   $sp, $sp, -12
        sw      $ra, 0($sp)
        sw      $a1, 4($sp)
        sw      $t1, 8($sp)
        addi    $a1, $t1, -4
        jal     sort
        lw      $a0, 8($sp)
        addi    $a0, $a0, 4
        lw      $a1, 4($sp)
        jal     sort
        lw      $ra, 0($sp)
        addiu   $sp, $sp, 12
sorted: jr      $ra
