# A word in hexadecimal digits, by a table.
        .data
digits: .ascii  "0123456789abcdef"
        .text
main:   li      $s0, 0xdeadbeef
        li      $s1, 8
next:   rol     $s0, $s0, 4
        andi    $t0, $s0, 15
        lb      $a0, digits($t0)
        li      $v0, 11
        syscall
        addi    $s1, $s1, -1
        bnez    $s1, next
        jr      $ra
