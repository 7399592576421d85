# Euclid's algorithm.
        .text
main:   li      $t0, 1071
        li      $t1, 462
loop:   beqz    $t1, done
        rem     $t2, $t0, $t1
        move    $t0, $t1
        move    $t1, $t2
        j       loop
done:   move    $a0, $t0
        li      $v0, 1
        syscall
        jr      $ra
