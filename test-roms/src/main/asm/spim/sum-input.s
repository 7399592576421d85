# Adds numbers from the input until a zero comes.
        .text
main:   li      $s0, 0
next:   li      $v0, 5
        syscall
        beqz    $v0, done
        add     $s0, $s0, $v0
        b       next
done:   move    $a0, $s0
        li      $v0, 1
        syscall
        jr      $ra
