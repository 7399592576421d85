# Every conditional branch, with registers and with numbers.
        .data
yes:    .asciiz "+"
no:     .asciiz "-"
        .text
main:   li      $t0, -5
        li      $t1, 5
        move    $s0, $zero
        beq     $t0, $t1, y0
        sll     $s0, $s0, 1
        b       e0
y0:     sll     $s0, $s0, 1
        ori     $s0, $s0, 1
e0:
        bne     $t0, $t1, y1
        sll     $s0, $s0, 1
        b       e1
y1:     sll     $s0, $s0, 1
        ori     $s0, $s0, 1
e1:
        blt     $t0, $t1, y2
        sll     $s0, $s0, 1
        b       e2
y2:     sll     $s0, $s0, 1
        ori     $s0, $s0, 1
e2:
        ble     $t0, $t1, y3
        sll     $s0, $s0, 1
        b       e3
y3:     sll     $s0, $s0, 1
        ori     $s0, $s0, 1
e3:
        bgt     $t0, $t1, y4
        sll     $s0, $s0, 1
        b       e4
y4:     sll     $s0, $s0, 1
        ori     $s0, $s0, 1
e4:
        bge     $t0, $t1, y5
        sll     $s0, $s0, 1
        b       e5
y5:     sll     $s0, $s0, 1
        ori     $s0, $s0, 1
e5:
        bltu    $t0, $t1, y6
        sll     $s0, $s0, 1
        b       e6
y6:     sll     $s0, $s0, 1
        ori     $s0, $s0, 1
e6:
        bleu    $t0, $t1, y7
        sll     $s0, $s0, 1
        b       e7
y7:     sll     $s0, $s0, 1
        ori     $s0, $s0, 1
e7:
        bgtu    $t0, $t1, y8
        sll     $s0, $s0, 1
        b       e8
y8:     sll     $s0, $s0, 1
        ori     $s0, $s0, 1
e8:
        bgeu    $t0, $t1, y9
        sll     $s0, $s0, 1
        b       e9
y9:     sll     $s0, $s0, 1
        ori     $s0, $s0, 1
e9:
        bltz    $t0, y10
        sll     $s0, $s0, 1
        b       e10
y10:     sll     $s0, $s0, 1
        ori     $s0, $s0, 1
e10:
        blez    $t0, y11
        sll     $s0, $s0, 1
        b       e11
y11:     sll     $s0, $s0, 1
        ori     $s0, $s0, 1
e11:
        bgtz    $t0, y12
        sll     $s0, $s0, 1
        b       e12
y12:     sll     $s0, $s0, 1
        ori     $s0, $s0, 1
e12:
        bgez    $t0, y13
        sll     $s0, $s0, 1
        b       e13
y13:     sll     $s0, $s0, 1
        ori     $s0, $s0, 1
e13:
        beqz    $t0, y14
        sll     $s0, $s0, 1
        b       e14
y14:     sll     $s0, $s0, 1
        ori     $s0, $s0, 1
e14:
        bnez    $t0, y15
        sll     $s0, $s0, 1
        b       e15
y15:     sll     $s0, $s0, 1
        ori     $s0, $s0, 1
e15:
        blt     $t0, 0, y16
        sll     $s0, $s0, 1
        b       e16
y16:     sll     $s0, $s0, 1
        ori     $s0, $s0, 1
e16:
        ble     $t0, -5, y17
        sll     $s0, $s0, 1
        b       e17
y17:     sll     $s0, $s0, 1
        ori     $s0, $s0, 1
e17:
        bgt     $t0, -6, y18
        sll     $s0, $s0, 1
        b       e18
y18:     sll     $s0, $s0, 1
        ori     $s0, $s0, 1
e18:
        bge     $t0, -5, y19
        sll     $s0, $s0, 1
        b       e19
y19:     sll     $s0, $s0, 1
        ori     $s0, $s0, 1
e19:
        beq     $t1, 5, y20
        sll     $s0, $s0, 1
        b       e20
y20:     sll     $s0, $s0, 1
        ori     $s0, $s0, 1
e20:
        bne     $t1, 70000, y21
        sll     $s0, $s0, 1
        b       e21
y21:     sll     $s0, $s0, 1
        ori     $s0, $s0, 1
e21:
        move    $a0, $s0
        li      $v0, 1
        syscall
        jr      $ra
