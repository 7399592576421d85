# The sieve of Eratosthenes over bytes.
        .data
flags:  .space  200
        .text
main:   li      $t0, 2
outer:  lb      $t1, flags($t0)
        bnez    $t1, skip
        move    $a0, $t0
        li      $v0, 1
        syscall
        li      $a0, ' '
        li      $v0, 11
        syscall
        add     $t2, $t0, $t0
mark:   bge     $t2, 200, skip
        li      $t3, 1
        sb      $t3, flags($t2)
        add     $t2, $t2, $t0
        b       mark
skip:   addi    $t0, $t0, 1
        blt     $t0, 200, outer
        jr      $ra
