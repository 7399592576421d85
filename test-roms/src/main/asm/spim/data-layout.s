# Alignment of data: where each directive puts what follows it.
        .data
start:  .byte   1
h:      .half   2
bb:     .byte   3
w:      .word   4
b2:     .byte   5
dd:     .double 6.0
text:   .ascii  "abc"
        .align  3
end:    .byte   0:3
last:   .byte   9
        .text
main:   move    $s7, $ra
        la      $s0, start
        la      $a0, h
        jal     show
        la      $a0, bb
        jal     show
        la      $a0, w
        jal     show
        la      $a0, b2
        jal     show
        la      $a0, dd
        jal     show
        la      $a0, text
        jal     show
        la      $a0, end
        jal     show
        la      $a0, last
        jal     show
        jr      $s7
show:   subu    $a0, $a0, $s0
        li      $v0, 1
        syscall
        li      $a0, ' '
        li      $v0, 11
        syscall
        jr      $ra
