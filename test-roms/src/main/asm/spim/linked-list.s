# A list on the heap: nodes from sbrk, put in front, printed, reversed.
        .text
main:   li      $s0, 0
        li      $s1, 1
build:  li      $a0, 8
        li      $v0, 9
        syscall
        sw      $s1, 0($v0)
        sw      $s0, 4($v0)
        move    $s0, $v0
        addi    $s1, $s1, 1
        ble     $s1, 10, build
        move    $s2, $s0
walk:   beqz    $s2, turn
        lw      $a0, 0($s2)
        li      $v0, 1
        syscall
        li      $a0, ','
        li      $v0, 11
        syscall
        lw      $s2, 4($s2)
        b       walk
turn:   li      $t0, 0
t1:     beqz    $s0, again
        lw      $t1, 4($s0)
        sw      $t0, 4($s0)
        move    $t0, $s0
        move    $s0, $t1
        b       t1
again:  move    $s2, $t0
w2:     beqz    $s2, done
        lw      $a0, 0($s2)
        li      $v0, 1
        syscall
        lw      $s2, 4($s2)
        b       w2
done:   li      $v0, 10
        syscall
