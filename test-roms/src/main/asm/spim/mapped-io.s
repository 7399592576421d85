# The terminal in memory: waits for the transmitter and sends each character.
# Options: --mapped-io
        .data
text:   .asciiz "sent byte by byte\n"
        .text
main:   la      $t0, text
        li      $t1, 0xffff0000
next:   lbu     $t2, 0($t0)
        beqz    $t2, done
wait:   lw      $t3, 8($t1)
        andi    $t3, $t3, 1
        beqz    $t3, wait
        sw      $t2, 12($t1)
        addi    $t0, $t0, 1
        b       next
done:   lw      $t3, 8($t1)
        andi    $t3, $t3, 1
        beqz    $t3, done
        li      $v0, 10
        syscall
