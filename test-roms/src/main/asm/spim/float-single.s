# Single precision: the four operations, comparison, conversion.
        .data
a:      .float  1.5
bb:     .float  -0.25
        .text
main:   l.s     $f2, a
        l.s     $f4, bb
        add.s   $f12, $f2, $f4
        jal     show
        sub.s   $f12, $f2, $f4
        jal     show
        mul.s   $f12, $f2, $f4
        jal     show
        div.s   $f12, $f2, $f4
        jal     show
        abs.s   $f12, $f4
        jal     show
        neg.s   $f12, $f2
        jal     show
        c.lt.s  $f4, $f2
        bc1t    less
        li      $a0, 'n'
        b       say
less:   li      $a0, 'y'
say:    li      $v0, 11
        syscall
        li      $t0, 41
        mtc1    $t0, $f6
        cvt.s.w $f12, $f6
        jal     show
        li      $v0, 10
        syscall
show:   li      $v0, 2
        syscall
        li      $a0, 10
        li      $v0, 11
        syscall
        jr      $ra
