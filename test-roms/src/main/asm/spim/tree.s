# A binary search tree on the heap, printed in order.
        .data
keys:   .word   50, 30, 70, 20, 40, 60, 80, 35, 45, 65, -1
        .text
main:   move    $s7, $ra
        li      $s0, 0
        la      $s1, keys
insert: lw      $s2, 0($s1)
        bltz    $s2, print
        addiu   $s1, $s1, 4
        li      $a0, 12
        li      $v0, 9
        syscall
        sw      $s2, 0($v0)
        sw      $zero, 4($v0)
        sw      $zero, 8($v0)
        bnez    $s0, find
        move    $s0, $v0
        b       insert
find:   move    $t0, $s0
descend: lw     $t1, 0($t0)
        addiu   $t2, $t0, 4
        blt     $s2, $t1, left
        addiu   $t2, $t0, 8
left:   lw      $t0, 0($t2)
        bnez    $t0, descend
        sw      $v0, 0($t2)
        b       insert
print:  move    $a0, $s0
        jal     inorder
        jr      $s7

inorder: beqz   $a0, leaf
        addiu   $sp, $sp, -8
        sw      $ra, 0($sp)
        sw      $a0, 4($sp)
        lw      $a0, 4($a0)
        jal     inorder
        lw      $a0, 4($sp)
        lw      $a0, 0($a0)
        li      $v0, 1
        syscall
        li      $a0, ' '
        li      $v0, 11
        syscall
        lw      $a0, 4($sp)
        lw      $a0, 8($a0)
        jal     inorder
        lw      $ra, 0($sp)
        addiu   $sp, $sp, 8
leaf:   jr      $ra
