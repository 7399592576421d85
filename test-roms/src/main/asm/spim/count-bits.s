# Population count and leading zeros.
        .text
main:   li      $t0, 0x00f0f0f1
        li      $t1, 0
next:   beqz    $t0, done
        addi    $t2, $t0, -1
        and     $t0, $t0, $t2
        addi    $t1, $t1, 1
        b       next
done:   move    $a0, $t1
        li      $v0, 1
        syscall
        li      $a0, 10
        li      $v0, 11
        syscall
        li      $t0, 0x00f0f0f1
        clz     $a0, $t0
        li      $v0, 1
        syscall
        li      $a0, 10
        li      $v0, 11
        syscall
        li      $t0, 0xffff0000
        clo     $a0, $t0
        li      $v0, 1
        syscall
        jr      $ra
