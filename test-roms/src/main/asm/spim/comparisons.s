# Every set pseudo-instruction, signed and unsigned.
        .text
main:   move    $s7, $ra
        li      $s0, -1
        li      $s1, 1
        seq     $a0, $s0, $s1
        jal     show
        sne     $a0, $s0, $s1
        jal     show
        sgt     $a0, $s0, $s1
        jal     show
        sgtu    $a0, $s0, $s1
        jal     show
        sge     $a0, $s0, $s1
        jal     show
        sgeu    $a0, $s0, $s1
        jal     show
        sle     $a0, $s0, $s1
        jal     show
        sleu    $a0, $s0, $s1
        jal     show
        slt     $a0, $s0, $s1
        jal     show
        sltu    $a0, $s0, $s1
        jal     show
        slti    $a0, $s0, 0
        jal     show
        sltiu   $a0, $s0, 0
        jal     show
        jr      $s7
show:   li      $v0, 1
        syscall
        jr      $ra
