# Without delay slots a call returns to the instruction after it.
        .text
main:   move    $s7, $ra
        la      $s0, main
        jal     where
        move    $a0, $v0
        li      $v0, 1
        syscall
        jr      $s7
where:  la      $t0, call
        jalr    $t1, $t0
        move    $v0, $t1
        la      $t2, where
        subu    $v0, $v0, $t2
        jr      $ra
call:   jr      $t1
