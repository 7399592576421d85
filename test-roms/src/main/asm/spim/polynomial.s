# Horner's scheme with coefficients from a table of doubles.
        .data
c:      .double 2.0, -3.5, 0.25, 10.0
x:      .double 1.5
        .text
main:   la      $t0, c
        l.d     $f2, x
        l.d     $f12, 0($t0)
        li      $t1, 3
next:   addiu   $t0, $t0, 8
        mul.d   $f12, $f12, $f2
        l.d     $f4, 0($t0)
        add.d   $f12, $f12, $f4
        addi    $t1, $t1, -1
        bnez    $t1, next
        li      $v0, 3
        syscall
        jr      $ra
