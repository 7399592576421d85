# What stands around a program: the handler that prints exceptions and goes on after them, and the
# start that calls main. The texts and the start's length are those that programs for SPIM expect.

        .kdata
exc_before:     .asciiz "  Exception "
exc_after:      .asciiz " occurred and ignored\n"
exc_0:          .asciiz "  [Interrupt] "
exc_tlb:        .asciiz "  [TLB]"
exc_4:          .asciiz "  [Address error in inst/data fetch] "
exc_5:          .asciiz "  [Address error in store] "
exc_6:          .asciiz "  [Bad instruction address] "
exc_7:          .asciiz "  [Bad data address] "
exc_8:          .asciiz "  [Error in syscall] "
exc_9:          .asciiz "  [Breakpoint] "
exc_10:         .asciiz "  [Reserved instruction] "
exc_12:         .asciiz "  [Arithmetic overflow] "
exc_13:         .asciiz "  [Trap] "
exc_15:         .asciiz "  [Floating point] "
exc_18:         .asciiz "  [Coproc 2]"
exc_23:         .asciiz "  [Watch]"
exc_24:         .asciiz "  [Machine check]"
exc_none:       .asciiz ""
exc_names:
        .word exc_0, exc_tlb, exc_tlb, exc_tlb, exc_4, exc_5, exc_6, exc_7
        .word exc_8, exc_9, exc_10, exc_none, exc_12, exc_13, exc_none, exc_15
        .word exc_none, exc_none, exc_18, exc_none, exc_none, exc_none, exc_none, exc_23
        .word exc_24, exc_none, exc_none, exc_none, exc_none, exc_none, exc_none, exc_none
exc_v0:         .word 0
exc_a0:         .word 0

        .ktext 0x80000180
        move    $k1, $at
        sw      $v0, exc_v0             # $sp may be anything here
        sw      $a0, exc_a0
        mfc0    $k0, $13                # Cause
        li      $v0, 4
        la      $a0, exc_before
        syscall
        srl     $a0, $k0, 2             # ExcCode
        andi    $a0, $a0, 31
        li      $v0, 1
        syscall
        andi    $a0, $k0, 0x7c          # ExcCode, times 4
        lw      $a0, exc_names($a0)
        li      $v0, 4
        syscall
        la      $a0, exc_after
        syscall
        andi    $a0, $k0, 0x7c
        beqz    $a0, exc_return         # an interrupted instruction is still to be executed
        nop
        mfc0    $k0, $14                # EPC: go on behind the instruction
        addiu   $k0, $k0, 4
        mtc0    $k0, $14
exc_return:
        lw      $v0, exc_v0
        lw      $a0, exc_a0
        move    $at, $k1
        mtc0    $0, $13
        eret

        .text
        .globl  __start
__start:
        lw      $a0, 0($sp)             # argc
        addiu   $a1, $sp, 4             # argv
        addiu   $a2, $a1, 4             # envp: behind the null pointer after argv
        sll     $v0, $a0, 2
        addu    $a2, $a2, $v0
        jal     main
        nop
        li      $v0, 10
        syscall
