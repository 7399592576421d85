# The square root of two by Newton's method, in double precision.
        .data
two:    .double 2.0
half:   .double 0.5
        .text
main:   l.d     $f2, two
        l.d     $f4, half
        mov.d   $f12, $f2
        li      $s0, 6
step:   div.d   $f6, $f2, $f12
        add.d   $f12, $f12, $f6
        mul.d   $f12, $f12, $f4
        li      $v0, 3
        syscall
        li      $a0, 10
        li      $v0, 11
        syscall
        addi    $s0, $s0, -1
        bnez    $s0, step
        jr      $ra
