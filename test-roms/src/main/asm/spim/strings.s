# Length, copy, reversal and comparison of strings.
        .data
one:    .asciiz "Quimera"
two:    .asciiz "quimera"
        .align  2
buffer: .space  32
        .text
main:   move    $s7, $ra
        la      $a0, one
        jal     length
        move    $a0, $v0
        li      $v0, 1
        syscall
        li      $a0, 10
        li      $v0, 11
        syscall
        la      $a0, buffer
        la      $a1, one
        jal     copy
        la      $a0, buffer
        jal     reverse
        la      $a0, buffer
        li      $v0, 4
        syscall
        li      $a0, 10
        li      $v0, 11
        syscall
        la      $a0, one
        la      $a1, two
        jal     compare
        move    $a0, $v0
        li      $v0, 1
        syscall
        jr      $s7

length: li      $v0, 0
l1:     lbu     $t0, 0($a0)
        beqz    $t0, l2
        addi    $v0, $v0, 1
        addi    $a0, $a0, 1
        b       l1
l2:     jr      $ra

copy:   lbu     $t0, ($a1)
        sb      $t0, ($a0)
        addi    $a0, $a0, 1
        addi    $a1, $a1, 1
        bnez    $t0, copy
        jr      $ra

reverse: move   $t0, $a0
r1:     lbu     $t1, 0($t0)
        addi    $t0, $t0, 1
        bnez    $t1, r1
        addi    $t0, $t0, -2
r2:     bgeu    $a0, $t0, r3
        lbu     $t1, 0($a0)
        lbu     $t2, 0($t0)
        sb      $t2, 0($a0)
        sb      $t1, 0($t0)
        addi    $a0, $a0, 1
        addi    $t0, $t0, -1
        b       r2
r3:     jr      $ra

compare: lbu    $t0, 0($a0)
        lbu     $t1, 0($a1)
        sub     $v0, $t0, $t1
        bnez    $v0, c1
        beqz    $t0, c1
        addi    $a0, $a0, 1
        addi    $a1, $a1, 1
        b       compare
c1:     jr      $ra
