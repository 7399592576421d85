# Factorials until 32 bits overflow; the overflow is noticed in HI.
        .text
main:   li      $s0, 1
        li      $s1, 1
loop:   mult    $s1, $s0
        mfhi    $t0
        bnez    $t0, done
        mflo    $s1
        bltz    $s1, done
        move    $a0, $s1
        li      $v0, 1
        syscall
        li      $a0, 10
        li      $v0, 11
        syscall
        addi    $s0, $s0, 1
        b       loop
done:   move    $a0, $s0
        li      $v0, 1
        syscall
        li      $v0, 10
        syscall
