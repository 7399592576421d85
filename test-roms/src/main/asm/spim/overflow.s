# Which operations trap on overflow, and which wrap.
        .text
main:   li      $t0, 0x7fffffff
        addiu   $t1, $t0, 1
        move    $a0, $t1
        li      $v0, 1
        syscall
        li      $a0, 10
        li      $v0, 11
        syscall
        li      $t2, 5
        add     $t2, $t0, $t0
        move    $a0, $t2
        li      $v0, 1
        syscall
        li      $a0, 10
        li      $v0, 11
        syscall
        li      $t3, 0x80000000
        sub     $t2, $t3, $t0
        subu    $a0, $t3, $t0
        li      $v0, 1
        syscall
        jr      $ra
