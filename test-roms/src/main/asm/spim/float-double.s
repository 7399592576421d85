# Double precision, and conversions to and from it.
        .data
third:  .double 0.3333333333333333
three:  .double 3.0
big:    .double 1.0e20
small:  .double 1.25e-7
        .text
main:   l.d     $f2, third
        l.d     $f4, three
        add.d   $f12, $f2, $f4
        jal     show
        mul.d   $f12, $f2, $f4
        jal     show
        div.d   $f12, $f4, $f2
        jal     show
        l.d     $f12, big
        jal     show
        l.d     $f12, small
        jal     show
        cvt.s.d $f6, $f2
        cvt.d.s $f12, $f6
        jal     show
        cvt.w.d $f8, $f4
        mfc1    $a0, $f8
        li      $v0, 1
        syscall
        li      $v0, 10
        syscall
show:   li      $v0, 3
        syscall
        li      $a0, 10
        li      $v0, 11
        syscall
        jr      $ra
