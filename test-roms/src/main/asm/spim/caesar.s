# A Caesar cipher and back.
        .data
text:   .asciiz "Attack at dawn!"
        .text
main:   move    $s7, $ra
        li      $a1, 3
        jal     shift
        li      $a1, 23
        jal     shift
        jr      $s7
shift:  la      $t0, text
c1:     lbu     $t1, 0($t0)
        beqz    $t1, c3
        ori     $t2, $t1, 0x20
        addi    $t3, $t2, -97
        bgeu    $t3, 26, c2
        add     $t3, $t3, $a1
        rem     $t3, $t3, 26
        andi    $t1, $t1, 0x20
        addi    $t3, $t3, 65
        or      $t1, $t3, $t1
        sb      $t1, 0($t0)
c2:     addi    $t0, $t0, 1
        b       c1
c3:     la      $a0, text
        li      $v0, 4
        syscall
        li      $a0, 10
        li      $v0, 11
        syscall
        jr      $ra
