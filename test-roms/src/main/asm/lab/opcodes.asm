; Quimera Lab, chapter 9, last part: the instruction set of the 8086 as rules for the unassembler.

%macro rule 3 ; mask, opcode under the mask, template
        db      %1, %2, %3, 0
%endmacro

un_rules:
        rule    0E7h, 26h, 't:'
        rule    0FFh, 27h, 'DAA'
        rule    0FFh, 2Fh, 'DAS'
        rule    0FFh, 37h, 'AAA'
        rule    0FFh, 3Fh, 'AAS'
        rule    0E7h, 06h, 'PUSH t'
        rule    0E7h, 07h, 'POP t'
        rule    0C4h, 00h, 'n d'
        rule    0C6h, 04h, 'n a,i'
        rule    0F8h, 40h, 'INC r'
        rule    0F8h, 48h, 'DEC r'
        rule    0F8h, 50h, 'PUSH r'
        rule    0F8h, 58h, 'POP r'
        rule    0F0h, 70h, 'Jc l'
        rule    0FFh, 83h, 'q `f,x'
        rule    0FCh, 80h, 'q `e,i'
        rule    0FEh, 84h, 'TEST e,g'
        rule    0FEh, 86h, 'XCHG e,g'
        rule    0FCh, 88h, 'MOV d'
        rule    0FFh, 8Ch, 'MOV f,s'
        rule    0FFh, 8Dh, 'LEA h,f'
        rule    0FFh, 8Eh, 'MOV s,f'
        rule    0FFh, 8Fh, 'POP `f'
        rule    0FFh, 90h, 'NOP'
        rule    0F8h, 90h, 'XCHG AX,r'
        rule    0FFh, 98h, 'CBW'
        rule    0FFh, 99h, 'CWD'
        rule    0FFh, 9Ah, 'CALL p'
        rule    0FFh, 9Bh, 'WAIT'
        rule    0FFh, 9Ch, 'PUSHF'
        rule    0FFh, 9Dh, 'POPF'
        rule    0FFh, 9Eh, 'SAHF'
        rule    0FFh, 9Fh, 'LAHF'
        rule    0FEh, 0A0h, 'MOV a,o'
        rule    0FEh, 0A2h, 'MOV o,a'
        rule    0FEh, 0A4h, 'MOVSw'
        rule    0FEh, 0A6h, 'CMPSw'
        rule    0FEh, 0A8h, 'TEST a,i'
        rule    0FEh, 0AAh, 'STOSw'
        rule    0FEh, 0ACh, 'LODSw'
        rule    0FEh, 0AEh, 'SCASw'
        rule    0F8h, 0B0h, 'MOV b,j'
        rule    0F8h, 0B8h, 'MOV r,k'
        rule    0FFh, 0C2h, 'RET k'
        rule    0FFh, 0C3h, 'RET'
        rule    0FFh, 0C4h, 'LES h,f'
        rule    0FFh, 0C5h, 'LDS h,f'
        rule    0FEh, 0C6h, 'MOV `e,i'
        rule    0FFh, 0CAh, 'RETF k'
        rule    0FFh, 0CBh, 'RETF'
        rule    0FFh, 0CCh, 'INT 3'
        rule    0FFh, 0CDh, 'INT j'
        rule    0FFh, 0CEh, 'INTO'
        rule    0FFh, 0CFh, 'IRET'
        rule    0FCh, 0D0h, 'v `e,z'
        rule    0FFh, 0D4h, 'AAM j'
        rule    0FFh, 0D5h, 'AAD j'
        rule    0FFh, 0D7h, 'XLATB'
        rule    0F8h, 0D8h, 'ESC f'     ; the coprocessor's, with its operand
        rule    0FFh, 0E0h, 'LOOPNZ l'
        rule    0FFh, 0E1h, 'LOOPZ l'
        rule    0FFh, 0E2h, 'LOOP l'
        rule    0FFh, 0E3h, 'JCXZ l'
        rule    0FEh, 0E4h, 'IN a,j'
        rule    0FEh, 0E6h, 'OUT j,a'
        rule    0FFh, 0E8h, 'CALL m'
        rule    0FFh, 0E9h, 'JMP m'
        rule    0FFh, 0EAh, 'JMP p'
        rule    0FFh, 0EBh, 'JMP l'
        rule    0FEh, 0ECh, 'IN a,DX'
        rule    0FEh, 0EEh, 'OUT DX,a'
        rule    0FFh, 0F0h, 'LOCK'
        rule    0FFh, 0F2h, 'REPNZ'
        rule    0FFh, 0F3h, 'REPZ'
        rule    0FFh, 0F4h, 'HLT'
        rule    0FFh, 0F5h, 'CMC'
        rule    0FEh, 0F6h, 'u `e{'
        rule    0FFh, 0F8h, 'CLC'
        rule    0FFh, 0F9h, 'STC'
        rule    0FFh, 0FAh, 'CLI'
        rule    0FFh, 0FBh, 'STI'
        rule    0FFh, 0FCh, 'CLD'
        rule    0FFh, 0FDh, 'STD'
        rule    0FEh, 0FEh, 'y `e'
        rule    00h, 00h, '?'           ; whatever is left

un_names:
.byte   db      'BYTE ', 0
.word   db      'WORD ', 0
.cl     db      'CL', 0
.reg8   db      'AL', 0, 'CL', 0, 'DL', 0, 'BL', 0, 'AH', 0, 'CH', 0, 'DH', 0, 'BH', 0
.reg16  db      'AX', 0, 'CX', 0, 'DX', 0, 'BX', 0, 'SP', 0, 'BP', 0, 'SI', 0, 'DI', 0
.segments:
        db      'ES', 0, 'CS', 0, 'SS', 0, 'DS', 0
.base   db      'BX+SI', 0, 'BX+DI', 0, 'BP+SI', 0, 'BP+DI', 0, 'SI', 0, 'DI', 0, 'BP', 0, 'BX', 0
.alu    db      'ADD', 0, 'OR', 0, 'ADC', 0, 'SBB', 0, 'AND', 0, 'SUB', 0, 'XOR', 0, 'CMP', 0
.shifts db      'ROL', 0, 'ROR', 0, 'RCL', 0, 'RCR', 0, 'SHL', 0, 'SHR', 0, 'SETMO', 0, 'SAR', 0
.unary  db      'TEST', 0, 'TEST', 0, 'NOT', 0, 'NEG', 0, 'MUL', 0, 'IMUL', 0, 'DIV', 0, 'IDIV', 0
.group5 db      'INC', 0, 'DEC', 0, 'CALL', 0, 'CALL FAR', 0, 'JMP', 0, 'JMP FAR', 0, 'PUSH', 0
        db      '?', 0
.conditions:
        db      'O', 0, 'NO', 0, 'B', 0, 'AE', 0, 'E', 0, 'NE', 0, 'BE', 0, 'A', 0
        db      'S', 0, 'NS', 0, 'PE', 0, 'PO', 0, 'L', 0, 'GE', 0, 'LE', 0, 'G', 0
