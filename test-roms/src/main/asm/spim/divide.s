# Signed and unsigned quotients and remainders.
        .data
pairs:  .word   7, 2, -7, 2, 7, -2, -7, -2, 100, 7, 0, 5
        .text
main:   la      $s0, pairs
        li      $s1, 6
next:   lw      $t0, 0($s0)
        lw      $t1, 4($s0)
        div     $a0, $t0, $t1
        li      $v0, 1
        syscall
        li      $a0, ' '
        li      $v0, 11
        syscall
        rem     $a0, $t0, $t1
        li      $v0, 1
        syscall
        li      $a0, ' '
        li      $v0, 11
        syscall
        divu    $a0, $t0, $t1
        li      $v0, 1
        syscall
        li      $a0, ' '
        li      $v0, 11
        syscall
        remu    $a0, $t0, $t1
        li      $v0, 1
        syscall
        li      $a0, 10
        li      $v0, 11
        syscall
        addiu   $s0, $s0, 8
        addi    $s1, $s1, -1
        bnez    $s1, next
        jr      $ra
