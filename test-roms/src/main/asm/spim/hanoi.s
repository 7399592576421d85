# The towers of Hanoi: every move is printed.
        .data
from:   .asciiz "move "
to:     .asciiz " to "
        .text
main:   move    $s7, $ra
        li      $a0, 4
        li      $a1, 'A'
        li      $a2, 'B'
        li      $a3, 'C'
        jal     hanoi
        jr      $s7

hanoi:  beqz    $a0, back
        addiu   $sp, $sp, -20
        sw      $ra, 0($sp)
        sw      $a0, 4($sp)
        sw      $a1, 8($sp)
        sw      $a2, 12($sp)
        sw      $a3, 16($sp)
        addi    $a0, $a0, -1
        lw      $a2, 16($sp)
        lw      $a3, 12($sp)
        jal     hanoi
        la      $a0, from
        li      $v0, 4
        syscall
        lw      $a0, 8($sp)
        li      $v0, 11
        syscall
        la      $a0, to
        li      $v0, 4
        syscall
        lw      $a0, 16($sp)
        li      $v0, 11
        syscall
        li      $a0, 10
        li      $v0, 11
        syscall
        lw      $a0, 4($sp)
        addi    $a0, $a0, -1
        lw      $a1, 12($sp)
        lw      $a2, 8($sp)
        lw      $a3, 16($sp)
        jal     hanoi
        lw      $ra, 0($sp)
        addiu   $sp, $sp, 20
back:   jr      $ra
