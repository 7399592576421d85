# Bubble sort of words, negative ones included.
        .data
values: .word   5, -3, 99, 0, 42, -77, 13, 7, 1000000, -2147483648, 2147483647, 8
count:  .word   12
        .text
main:   lw      $s0, count
        addi    $s1, $s0, -1
pass:   blez    $s1, print
        la      $t0, values
        move    $t1, $s1
step:   lw      $t2, 0($t0)
        lw      $t3, 4($t0)
        ble     $t2, $t3, fine
        sw      $t3, 0($t0)
        sw      $t2, 4($t0)
fine:   addiu   $t0, $t0, 4
        addi    $t1, $t1, -1
        bgtz    $t1, step
        addi    $s1, $s1, -1
        b       pass
print:  la      $s1, values
each:   lw      $a0, 0($s1)
        li      $v0, 1
        syscall
        li      $a0, 10
        li      $v0, 11
        syscall
        addiu   $s1, $s1, 4
        addi    $s0, $s0, -1
        bgtz    $s0, each
        jr      $ra
