# Numbers in binary, with shifts by a register.
        .text
main:   li      $s0, 0xa5
        li      $s1, 7
bit:    srlv    $t0, $s0, $s1
        andi    $a0, $t0, 1
        addi    $a0, $a0, 48
        li      $v0, 11
        syscall
        addi    $s1, $s1, -1
        bgez    $s1, bit
        jr      $ra
