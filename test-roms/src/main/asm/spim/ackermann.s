# Ackermann's function: deep recursion.
        .text
main:   move    $s7, $ra
        li      $a0, 2
        li      $a1, 6
        jal     ack
        move    $a0, $v0
        li      $v0, 1
        syscall
        jr      $s7

ack:    bnez    $a0, m
        addi    $v0, $a1, 1
        jr      $ra
m:      addiu   $sp, $sp, -8
        sw      $ra, 0($sp)
        sw      $a0, 4($sp)
        bnez    $a1, n
        li      $a1, 1
        b       outer
n:      addi    $a1, $a1, -1
        jal     ack
        move    $a1, $v0
outer:  lw      $a0, 4($sp)
        addi    $a0, $a0, -1
        jal     ack
        lw      $ra, 0($sp)
        addiu   $sp, $sp, 8
        jr      $ra
