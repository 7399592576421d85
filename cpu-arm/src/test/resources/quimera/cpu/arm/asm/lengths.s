.syntax unified
.thumb
.global _start
.thumb_func
_start:
 nop
 .balign 4
 adr r2, B1
 .balign 4
B1: .word 5
 beq L4
L0:
 .balign 4
 adr r2, B3
 .balign 4
B3: .word 5
 adds r0, r1, #6
 cbz r0, F5
 nop
 nop
F5:
 nop
 ldr r3, A7
 nop
 .balign 4
A7: .word L2
 bhi L1
 bl L0
 .balign 4
 adr r2, B10
 .balign 4
B10: .word 5
 .balign 4
 adr r2, B11
 .balign 4
B11: .word 5
 bl L15
 mov r11, #198
 cbz r6, F14
 nop
 nop
F14:
 .space 1000
L1:
 ldr r3, A16
 nop
 .balign 4
A16: .word L14
 bne L3
 beq L15
 bne L13
 ldr r3, A20
 nop
 .balign 4
A20: .word L9
 .space 400
 .balign 4
 adr r2, B22
 .balign 4
B22: .word 5
 .space 400
 ldr r8, =0x95c76ab4
 mov r3, #172
 bne L5
 ldr r8, =0x91b1078e
 bhi L8
 .balign 4
 .ltorg
 blt L15
 bne L2
 .space 4
 bne L13
 ldr r3, A33
 nop
 .balign 4
A33: .word L13
 .balign 4
 adr r2, B34
 .balign 4
B34: .word 5
 b L1
 .space 1000
 mov r5, #142
 adds r0, r1, #3
 bne L0
 b L1
 blt L9
 mov r4, #79
 cbz r0, F43
 nop
 nop
F43:
 .balign 4
 adr r2, B44
 .balign 4
B44: .word 5
 ldr r5, =0xdc98da8a
 .space 120
 .balign 4
 adr r2, B47
 .balign 4
B47: .word 5
 adds r0, r1, #6
L2:
 nop
 .balign 4
 adr r2, B50
 .balign 4
B50: .word 5
 mov r10, #52
 mov r8, #138
 .space 1000
 cbz r3, F54
 nop
 nop
F54:
 .space 20
 adds r0, r1, #5
 .balign 4
 .ltorg
 .space 400
 ldr r0, =0x221de112
L3:
 nop
 nop
 ldr r7, =0xead6b3cb
 mov r11, #142
 cbz r7, F63
 nop
 nop
F63:
 bhi L1
 nop
L4:
 bne L8
 nop
 .balign 4
 bl L10
 bne L5
 ldr r5, =0x439e7fa9
 ldr r3, A72
 nop
 .balign 4
A72: .word L12
 b L4
 bl L7
 nop
 ldr r3, A76
 nop
 .balign 4
A76: .word L8
 bne L5
 nop
 .space 1000
 cbz r1, F80
 nop
 nop
F80:
 bhi L10
 ldr r10, =0xd562ce04
 .balign 4
 adr r2, B83
 .balign 4
B83: .word 5
 bne L6
 .balign 4
 .balign 4
 .ltorg
 ldr r3, A86
 nop
 .balign 4
A86: .word L3
 bhi L6
 ldr r9, =0x4751d092
 ldr r3, A89
 nop
 .balign 4
A89: .word L2
 ldr r3, A90
 nop
 .balign 4
A90: .word L11
 mov r2, #215
 bl L8
 .balign 4
L5:
 ldr r10, =0x6aba54ef
 .space 400
 .space 2
 .space 4
 b L15
 .balign 4
 adr r2, B99
 .balign 4
B99: .word 5
 mov r8, #222
L6:
 adds r0, r1, #3
 blt L9
 adds r0, r1, #5
 b L9
 beq L1
 bhi L6
 .space 400
 b L15
 cbz r1, F109
 nop
 nop
F109:
 bhi L9
 b L13
 .balign 4
 .ltorg
 mov r1, #174
 bne L15
 ldr r3, A114
 nop
 .balign 4
A114: .word L1
 ldr r3, =0x328475a7
 adds r0, r1, #1
 beq L8
 ldr r3, A118
 nop
 .balign 4
A118: .word L4
 .balign 4
 adr r2, B119
 .balign 4
B119: .word 5
L7:
 blt L12
L8:
 bne L7
 bl L13
 blt L10
 ldr r3, A124
 nop
 .balign 4
A124: .word L0
 .balign 4
 adr r2, B125
 .balign 4
B125: .word 5
 beq L1
 b L2
 .balign 4
 b L15
 ldr r2, =0x50884d44
 ldr r6, =0xa59c2179
 mov r4, #184
 bl L6
 ldr r6, =0x1fae68cf
 adds r0, r1, #0
 cbz r6, F136
 nop
 nop
F136:
 ldr r3, A137
 nop
 .balign 4
A137: .word L2
L9:
 bne L14
 ldr r3, A139
 nop
 .balign 4
A139: .word L12
L10:
 bhi L13
 .balign 4
 .ltorg
L11:
 nop
 .balign 4
 ldr r3, A143
 nop
 .balign 4
A143: .word L10
 .space 1000
 .space 120
 beq L6
 adds r0, r1, #4
L12:
 cbz r1, F148
 nop
 nop
F148:
 ldr r3, A149
 nop
 .balign 4
A149: .word L13
 blt L4
 bne L11
 adds r0, r1, #4
 blt L3
L13:
 .balign 4
 adr r2, B154
 .balign 4
B154: .word 5
L14:
 cbz r6, F155
 nop
 nop
F155:
 nop
 bne L3
 ldr r3, A158
 nop
 .balign 4
A158: .word L0
 .balign 4
L15:
 beq L12
 bhi L2
 mov r1, #192
 b L10
 .balign 4
 adr r2, B164
 .balign 4
B164: .word 5
 .balign 4
 adr r2, B165
 .balign 4
B165: .word 5
 b L3
 nop
 .balign 4
 .balign 4
 adr r2, B169
 .balign 4
B169: .word 5
 cbz r4, F170
 nop
 nop
F170:
 mov r4, #45
 bhi L7
 bhi L3
 adds r0, r1, #0
 adds r0, r1, #5
 .balign 4
 adr r2, B176
 .balign 4
B176: .word 5
 mov r2, #39
 beq L7
 .balign 4
 mov r11, #201
 nop
 .balign 4
