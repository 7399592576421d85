# Counts the letters of the input, one character at a time.
        .text
main:   li      $s0, 0
next:   li      $v0, 12
        syscall
        beq     $v0, '.', done
        addi    $s0, $s0, 1
        b       next
done:   move    $a0, $s0
        li      $v0, 1
        syscall
        jr      $ra
