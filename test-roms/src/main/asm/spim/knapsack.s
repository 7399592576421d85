# The 0/1 knapsack by dynamic programming.
        .data
weight: .word   3, 4, 5, 9, 14
value:  .word   3, 4, 4, 10, 15
best:   .word   0:21
        .text
main:   li      $s0, 0
item:   lw      $t0, weight($s0)
        lw      $t1, value($s0)
        li      $t2, 20
room:   blt     $t2, $t0, next
        sub     $t3, $t2, $t0
        sll     $t3, $t3, 2
        lw      $t4, best($t3)
        add     $t4, $t4, $t1
        sll     $t3, $t2, 2
        lw      $t5, best($t3)
        ble     $t4, $t5, keep
        sw      $t4, best($t3)
keep:   addi    $t2, $t2, -1
        b       room
next:   addi    $s0, $s0, 4
        blt     $s0, 20, item
        lw      $a0, best+80
        li      $v0, 1
        syscall
        jr      $ra
