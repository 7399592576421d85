# The smallest program with something to say.
        .data
text:   .asciiz "Hello, world!\n"
        .text
        .globl  main
main:   la      $a0, text
        li      $v0, 4
        syscall
        jr      $ra
