# The quotient pseudo-instruction breaks on zero.
        .text
main:   li      $t0, 9
        li      $t1, 0
        li      $t2, 77
        div     $t2, $t0, $t1
        li      $a0, 'k'
        li      $v0, 11
        syscall
        jr      $ra
