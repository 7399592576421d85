# Letters of a line from the input in capitals.
        .data
line:   .space  64
        .text
main:   la      $a0, line
        li      $a1, 64
        li      $v0, 8
        syscall
        la      $t0, line
next:   lbu     $t1, 0($t0)
        beqz    $t1, done
        blt     $t1, 'a', keep
        bgt     $t1, 'z', keep
        addi    $t1, $t1, -32
        sb      $t1, 0($t0)
keep:   addiu   $t0, $t0, 1
        b       next
done:   la      $a0, line
        li      $v0, 4
        syscall
        jr      $ra
