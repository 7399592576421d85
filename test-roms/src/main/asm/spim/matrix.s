# The product of two 3 by 3 matrices.
        .data
a:      .word   1, 2, 3
        .word   4, 5, 6
        .word   7, 8, 9
bb:     .word   9, 8, 7, 6, 5, 4, 3, 2, 1
        .text
main:   li      $s0, 0
row:    li      $s1, 0
column: li      $s2, 0
        li      $s3, 0
cell:   mul     $t0, $s0, 12
        sll     $t1, $s2, 2
        add     $t0, $t0, $t1
        lw      $t2, a($t0)
        mul     $t0, $s2, 12
        sll     $t1, $s1, 2
        add     $t0, $t0, $t1
        lw      $t3, bb($t0)
        mul     $t2, $t2, $t3
        add     $s3, $s3, $t2
        addi    $s2, $s2, 1
        blt     $s2, 3, cell
        move    $a0, $s3
        li      $v0, 1
        syscall
        li      $a0, 9
        li      $v0, 11
        syscall
        addi    $s1, $s1, 1
        blt     $s1, 3, column
        li      $a0, 10
        li      $v0, 11
        syscall
        addi    $s0, $s0, 1
        blt     $s0, 3, row
        jr      $ra
