# Exceptions that the default handler prints and ignores.
        .text
main:   lw      $t0, 1($zero)
        sw      $t0, 2($zero)
        li      $t1, 0x7fffffff
        addi    $t1, $t1, 1
        break   3
        teq     $zero, $zero
        li      $a0, 7
        li      $v0, 1
        syscall
        li      $v0, 17
        li      $a0, 0
        syscall
