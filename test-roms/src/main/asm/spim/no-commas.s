# The old syntax: operands without commas, offsets by label and register.
        .data
v:      .word 1 2 3 4
        .text
main:   li $t0 0
        li $t1 0
n:      sll $t2 $t0 2
        lw $t3 v($t2)
        add $t1 $t1 $t3
        addi $t0 $t0 1
        bne $t0 4 n
        move $a0 $t1
        li $v0 1
        syscall
        jr $ra
