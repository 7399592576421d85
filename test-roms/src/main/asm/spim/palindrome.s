# Whether lines of the input read the same backwards.
        .data
line:   .space  40
yes:    .asciiz "yes\n"
no:     .asciiz "no\n"
        .text
main:   li      $s0, 3
next:   la      $a0, line
        li      $a1, 40
        li      $v0, 8
        syscall
        la      $t0, line
        move    $t1, $t0
stop:   lbu     $t2, 0($t1)
        beq     $t2, 10, found
        beqz    $t2, found
        addi    $t1, $t1, 1
        b       stop
found:  addi    $t1, $t1, -1
        la      $a0, yes
check:  bgeu    $t0, $t1, say
        lbu     $t2, 0($t0)
        lbu     $t3, 0($t1)
        addi    $t0, $t0, 1
        addi    $t1, $t1, -1
        beq     $t2, $t3, check
        la      $a0, no
say:    li      $v0, 4
        syscall
        addi    $s0, $s0, -1
        bnez    $s0, next
        jr      $ra
