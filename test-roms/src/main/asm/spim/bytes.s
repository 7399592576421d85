# Sign and zero extension of bytes and halves, and the byte order of words.
        .data
word:   .word   0x80ff7f01
        .text
main:   move    $s7, $ra
        la      $s0, word
        lb      $a0, 0($s0)
        jal     show
        lb      $a0, 2($s0)
        jal     show
        lbu     $a0, 2($s0)
        jal     show
        lh      $a0, 2($s0)
        jal     show
        lhu     $a0, 2($s0)
        jal     show
        li      $t0, 0x1234
        sh      $t0, 0($s0)
        lw      $a0, 0($s0)
        jal     show
        jr      $s7
show:   li      $v0, 1
        syscall
        li      $a0, 10
        li      $v0, 11
        syscall
        jr      $ra
