# Logic and shifts, each result as a number.
        .text
main:   move    $s7, $ra
        li      $s0, 0x0ff0
        li      $s1, 0x3c3c
        and     $a0, $s0, $s1
        jal     show
        or      $a0, $s0, $s1
        jal     show
        xor     $a0, $s0, $s1
        jal     show
        nor     $a0, $s0, $s1
        jal     show
        not     $a0, $s0
        jal     show
        neg     $a0, $s0
        jal     show
        sll     $a0, $s0, 20
        jal     show
        li      $t0, -1000
        sra     $a0, $t0, 3
        jal     show
        srl     $a0, $t0, 3
        jal     show
        ror     $a0, $s1, 8
        jal     show
        abs     $a0, $t0
        jal     show
        jr      $s7
show:   li      $v0, 1
        syscall
        li      $a0, 10
        li      $v0, 11
        syscall
        jr      $ra
