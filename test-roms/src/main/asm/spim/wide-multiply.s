# 64-bit products, signed and unsigned, from HI and LO.
        .text
main:   move    $s7, $ra
        li      $t0, -123456789
        li      $t1, 987654321
        mult    $t0, $t1
        mfhi    $a0
        jal     show
        mflo    $a0
        jal     show
        multu   $t0, $t1
        mfhi    $a0
        jal     show
        mflo    $a0
        jal     show
        li      $t2, 99
        mthi    $t2
        mtlo    $t2
        mfhi    $a0
        jal     show
        jr      $s7
show:   li      $v0, 1
        syscall
        li      $a0, 10
        li      $v0, 11
        syscall
        jr      $ra
