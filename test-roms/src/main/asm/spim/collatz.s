# How long numbers stay in the Collatz sequence.
        .text
main:   li      $s0, 1
each:   move    $t0, $s0
        li      $t1, 0
step:   beq     $t0, 1, out
        andi    $t2, $t0, 1
        bnez    $t2, odd
        srl     $t0, $t0, 1
        b       count
odd:    mul     $t0, $t0, 3
        addi    $t0, $t0, 1
count:  addi    $t1, $t1, 1
        b       step
out:    move    $a0, $t1
        li      $v0, 1
        syscall
        li      $a0, ' '
        li      $v0, 11
        syscall
        addi    $s0, $s0, 1
        ble     $s0, 30, each
        jr      $ra
