# Words and halves at odd addresses, by the instructions made for them.
        .data
bytes:  .byte   0, 0x11, 0x22, 0x33, 0x44, 0x85, 0x96, 0
        .text
main:   move    $s7, $ra
        la      $s0, bytes
        ulw     $a0, 1($s0)
        jal     show
        ulh     $a0, 5($s0)
        jal     show
        ulhu    $a0, 5($s0)
        jal     show
        li      $t0, 0x01020304
        usw     $t0, 3($s0)
        lw      $a0, 4($s0)
        jal     show
        jr      $s7
show:   li      $v0, 1
        syscall
        li      $a0, 10
        li      $v0, 11
        syscall
        jr      $ra
