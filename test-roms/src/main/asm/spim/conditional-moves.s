# MOVZ and MOVN: the larger and the smaller of two without a branch.
        .text
main:   li      $t0, 17
        li      $t1, 42
        slt     $t2, $t0, $t1
        move    $a0, $t0
        movn    $a0, $t1, $t2
        li      $v0, 1
        syscall
        li      $a0, 10
        li      $v0, 11
        syscall
        move    $a0, $t0
        movz    $a0, $t1, $t2
        li      $v0, 1
        syscall
        jr      $ra
