# Leibniz's series for pi, 1000 terms in single precision.
        .text
main:   li      $t0, 4
        mtc1    $t0, $f2
        cvt.s.w $f2, $f2
        li      $t1, 1
        li      $t2, 1000
        mtc1    $zero, $f12
term:   mtc1    $t1, $f4
        cvt.s.w $f4, $f4
        div.s   $f6, $f2, $f4
        add.s   $f12, $f12, $f6
        neg.s   $f2, $f2
        addi    $t1, $t1, 2
        addi    $t2, $t2, -1
        bgtz    $t2, term
        li      $v0, 2
        syscall
        jr      $ra
