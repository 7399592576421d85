# Reads a float and a double and prints their products with themselves.
        .text
main:   li      $v0, 6
        syscall
        mul.s   $f12, $f0, $f0
        li      $v0, 2
        syscall
        li      $a0, 10
        li      $v0, 11
        syscall
        li      $v0, 7
        syscall
        mul.d   $f12, $f0, $f0
        li      $v0, 3
        syscall
        jr      $ra
