@ The boot monitor of the ARM boards: looks around in memory, takes programs over the serial line and
@ runs them. It executes in place, wherever the board has its flash memory, and keeps its variables
@ and its stack in the uppermost 16 KiB of RAM.
@
@ Registers throughout: r10 the board record, r11 the variables.

        .syntax unified
        .arch   armv5te
        .arm
        .text

        .include "defs.inc"

@ --- Vectors ------------------------------------------------------------------------------------
@ Where flash lies at address 0 for good, exceptions come here.

        .global start
start:  b       reset
        b       undefined
        b       softwareInterrupt
        b       prefetchAbort
        b       dataAbort
        b       unexpected
        b       interrupt
        b       fastInterrupt

@ --- Board record -------------------------------------------------------------------------------
@ The machine fills it in: what differs from board to board.

        .org    0x40
board:  .ascii  "QMON"
        .word   0                       @ B_UART     base of a PL011 on 24 MHz
        .word   0                       @ B_RAM      first byte of RAM
        .word   0                       @ B_SIZE     bytes of it
        .word   0                       @ B_FLASH    where this image lies for good
        .word   0                       @ B_NUMBER   Linux's number of the machine
        .word   0                       @ B_FLAGS    F_CP15 where there is a coprocessor 15
        .word   0
        .space  32                      @ B_NAME     what to call it
        .space  120                     @ B_STORES   addresses and values to store, until a 0:
                                        @            among others, the way for the port's interrupt

@ --- Reset --------------------------------------------------------------------------------------

        .org    0x100
reset:  mrs     r0, cpsr
        bic     r0, r0, #0x1F
        orr     r0, r0, #0xD3           @ supervisor mode, interrupts off
        msr     cpsr_c, r0
        adr     r10, board
        ldr     r0, [r10, #B_FLASH]     @ leave the alias at address 0, if there is one
        adr     r1, start
        adr     r2, 1f
        sub     r2, r2, r1
        add     pc, r0, r2
        nop
1:      adr     r10, board
        add     r2, r10, #B_STORES
2:      ldmia   r2!, {r0, r1}
        cmp     r0, #0
        strne   r1, [r0]
        bne     2b
        ldr     r0, [r10, #B_RAM]
        ldr     r1, [r10, #B_SIZE]
        add     r0, r0, r1
        sub     r11, r0, #WORKSPACE
        mov     sp, r0
        bl      openSerial
        bl      plantVectors
        bl      banner

@ --- Commands -----------------------------------------------------------------------------------

prompt: ldr     r0, [r10, #B_RAM]
        ldr     r1, [r10, #B_SIZE]
        add     sp, r0, r1
        adrl    r0, textPrompt
        bl      putText
        add     r0, r11, #V_LINE
        bl      getLine
        add     r9, r11, #V_LINE        @ r9: where in the line
        bl      skipBlanks
        ldrb    r0, [r9]
        cmp     r0, #0
        beq     prompt
        add     r9, r9, #1
        orr     r0, r0, #0x20           @ lower case
        adr     r1, commands
1:      ldr     r2, [r1], #8
        cmp     r2, #0
        beq     what
        cmp     r2, r0
        bne     1b
        ldr     r2, [r1, #-4]
        adr     r1, commands
        add     r2, r2, r1
        adr     lr, prompt
        bx      r2

what:   adrl    r0, textWhat
        bl      putText
        b       prompt

        .macro  command letter, routine
        .word   \letter, \routine - commands
        .endm

commands:
        command 'h', help
        command '?', help
        command 'i', information
        command 'd', dump
        command 'e', enter
        command 'f', fill
        command 't', test
        command 'l', load
        command 'g', go
        .word   0

help:   adrl    r0, textHelp
        b       putText

@ i: what there is
information:
        push    {lr}
        adrl    r0, textBoard
        bl      putText
        add     r0, r10, #B_NAME
        bl      putText
        adrl    r0, textProcessor
        bl      putText
        ldr     r1, [r10, #B_FLAGS]
        mov     r0, #0
        tst     r1, #F_CP15
        mrcne   p15, 0, r0, c0, c0, 0
        bl      putWord
        adrl    r0, textMemory
        bl      putText
        ldr     r0, [r10, #B_RAM]
        bl      putWord
        adrl    r0, textTo
        bl      putText
        sub     r0, r11, #1
        bl      putWord
        adrl    r0, textFlash
        bl      putText
        ldr     r0, [r10, #B_FLASH]
        bl      putWord
        adrl    r0, textLoaded
        bl      putText
        ldr     r0, [r11, #V_ENTRY]
        bl      putWord
        pop     {lr}
        b       newLine

@ d ADDRESS [BYTES]: words and characters
dump:   push    {r4-r6, lr}
        bl      getNumber
        ldrcs   r0, [r11, #V_NEXT]      @ none given: go on
        bic     r4, r0, #3
        bl      getNumber
        movcs   r0, #0x80
        add     r5, r0, r4
1:      mov     r0, r4
        bl      putWord
        mov     r0, #':'
        bl      putChar
        mov     r6, #0
2:      mov     r0, #' '
        bl      putChar
        ldr     r0, [r4, r6]
        bl      putWord
        add     r6, r6, #4
        cmp     r6, #16
        blo     2b
        mov     r0, #' '
        bl      putChar
        bl      putChar
        mov     r6, #0
3:      ldrb    r0, [r4, r6]
        cmp     r0, #' '
        movlo   r0, #'.'
        cmp     r0, #0x7E
        movhi   r0, #'.'
        bl      putChar
        add     r6, r6, #1
        cmp     r6, #16
        blo     3b
        bl      newLine
        add     r4, r4, #16
        cmp     r4, r5
        blo     1b
        str     r4, [r11, #V_NEXT]
        pop     {r4-r6, pc}

@ e ADDRESS WORD...: stores words
enter:  push    {r4, lr}
        bl      getNumber
        bcs     missing
        bic     r4, r0, #3
1:      bl      getNumber
        strcc   r0, [r4], #4
        bcc     1b
        pop     {r4, pc}

missing:
        adrl    r0, textMissing
        bl      putText
        pop     {r4, pc}

@ f ADDRESS BYTES WORD: fills with a word
fill:   push    {r4, lr}
        bl      getNumber
        bcs     missing
        bic     r4, r0, #3
        bl      getNumber
        bcs     missing
        add     r2, r4, r0
        bl      getNumber               @ it leaves r2 alone
        bcs     missing
1:      cmp     r4, r2
        strlo   r0, [r4], #4
        blo     1b
        pop     {r4, pc}

@ t ADDRESS BYTES: writes and reads back each word's address and its complement
test:   push    {r4, lr}
        bl      getNumber
        bcs     missing
        bic     r4, r0, #3
        bl      getNumber
        bcs     missing
        add     r2, r4, r0
        mov     r3, #0                  @ exclusive-ored with what is written
1:      mov     r1, r4
2:      eor     r0, r1, r3
        str     r0, [r1], #4
        cmp     r1, r2
        blo     2b
        mov     r1, r4
3:      ldr     r0, [r1], #4
        eor     r0, r0, r3
        add     r0, r0, #4
        cmp     r0, r1
        bne     4f
        cmp     r1, r2
        blo     3b
        mvns    r3, r3
        bne     1b
        adrl    r0, textGood
        bl      putText
        pop     {r4, pc}
4:      sub     r4, r1, #4
        adrl    r0, textBad
        bl      putText
        mov     r0, r4
        bl      putWord
        bl      newLine
        pop     {r4, pc}

@ g [ADDRESS]: runs a program with r0 = 0, r1 = the machine's number, r2 = 0; it may return
go:     push    {r4, lr}
        bl      getNumber
        ldrcs   r0, [r11, #V_ENTRY]
        mov     r4, r0
        bl      closeSerial
        mov     r0, #0
        ldr     r1, [r10, #B_NUMBER]
        mov     r2, #0
        push    {r10, r11}
        blx     r4
        pop     {r10, r11}
        mov     r4, r0
        bl      openSerial
        adrl    r0, textReturned
        bl      putText
        mov     r0, r4
        bl      putWord
        bl      newLine
        pop     {r4, pc}

        .include "srecord.inc"
        .include "exceptions.inc"
        .include "console.inc"
        .include "texts.inc"

        .balign 4
        .end
