# What the board does when it is given no program: counts primes by the sieve of Eratosthenes.

        .eqv PRINT_INT    1
        .eqv PRINT_STRING 4
        .eqv READ_INT     5
        .eqv MOST         100000

        .data
welcome:        .asciiz "Quimera, a MIPS32 machine as SPIM has it.\nRun your own: quimera run spim prog.s, or quimera spim prog.s\n\n"
question:       .asciiz "Count the primes up to (2 to 100000)? "
answer:         .asciiz " primes\n"
crossed:        .space MOST+1

        .text
        .globl main
main:
        la      $a0, welcome
        li      $v0, PRINT_STRING
        syscall
again:
        la      $a0, question
        li      $v0, PRINT_STRING
        syscall
        li      $v0, READ_INT
        syscall
        blt     $v0, 2, again
        bgt     $v0, MOST, again
        move    $s0, $v0                # the last number looked at

        li      $t0, 2
clear:
        sb      $zero, crossed($t0)
        addi    $t0, $t0, 1
        ble     $t0, $s0, clear

        li      $s1, 0                  # primes so far
        li      $t0, 2
next:
        lb      $t1, crossed($t0)
        bnez    $t1, composite
        addi    $s1, $s1, 1
        li      $t3, 1
        add     $t2, $t0, $t0
cross:                                  # its multiples are none
        bgt     $t2, $s0, composite
        sb      $t3, crossed($t2)
        add     $t2, $t2, $t0
        b       cross
composite:
        addi    $t0, $t0, 1
        ble     $t0, $s0, next

        move    $a0, $s1
        li      $v0, PRINT_INT
        syscall
        la      $a0, answer
        li      $v0, PRINT_STRING
        syscall
        b       again
