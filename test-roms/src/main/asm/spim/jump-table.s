# A switch through a table of addresses.
        .data
table:  .word   zero, one, two, three
s0:     .asciiz "zero "
s1:     .asciiz "one "
s2:     .asciiz "two "
s3:     .asciiz "three "
        .text
main:   li      $s0, 3
next:   sll     $t0, $s0, 2
        lw      $t0, table($t0)
        jr      $t0
zero:   la      $a0, s0
        b       say
one:    la      $a0, s1
        b       say
two:    la      $a0, s2
        b       say
three:  la      $a0, s3
say:    li      $v0, 4
        syscall
        addi    $s0, $s0, -1
        bgez    $s0, next
        jr      $ra
