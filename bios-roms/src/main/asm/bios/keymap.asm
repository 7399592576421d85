; From scan code and shift state to the word that INT 16h hands out: PS/2 and PC BIOS Interface
; Technical Reference, INT 16h, "Scan code/character code combinations" (US keyboard).

; in: AL = scan code, DH = shift state
key_map:
        cmp     al, KEY_LAST
        ja      .none
        mov     bl, al
        mov     bh, 0
        shl     bx, 1
        shl     bx, 1
        shl     bx, 1                   ; four words a key
        mov     cl, al
        mov     di, 6
        test    dh, KB_ALT
        jnz     .alt
        mov     di, 4
        test    dh, KB_CTRL
        jnz     .take
        call    key_shifted
        mov     di, 2
        jc      .take
        mov     di, 0
.take:
        mov     ax, [cs:key_table + bx + di]
        test    ax, ax
        jz      .none
        jmp     key_store
.alt:                                   ; digits of the keypad collect a character number
        cmp     cl, 0x47
        jb      .take
        cmp     cl, 0x53
        jae     .take
        mov     si, cx
        and     si, 0x00FF
        mov     al, [cs:keypad_digits - 0x47 + si]
        cmp     al, 10
        jae     .take
        mov     ch, al
        mov     al, 10
        mul     byte [BDA_KBALT]
        add     al, ch
        mov     [BDA_KBALT], al
.none:
        ret

; Does Shift, Caps Lock or Num Lock select the second column? in: CL = scan code, BX = its row,
; DH = shift state; out: CF
key_shifted:
        mov     ah, 0
        test    dh, KB_LSHIFT | KB_RSHIFT
        jz      .locks
        mov     ah, 1
.locks:
        cmp     cl, 0x47
        jb      .letters
        cmp     cl, 0x53
        ja      .letters
        cmp     cl, 0x4A                ; minus and plus of the keypad know no lock
        je      .decided
        cmp     cl, 0x4E
        je      .decided
        test    dh, KB_NUM
        jmp     .apply
.letters:
        mov     al, [cs:key_table + bx]
        cmp     al, 'a'
        jb      .decided
        cmp     al, 'z'
        ja      .decided
        test    dh, KB_CAPS
.apply:
        jz      .decided
        xor     ah, 1
.decided:
        shr     ah, 1
        ret

keypad_digits:
        db      7, 8, 9, 255, 4, 5, 6, 255, 1, 2, 3, 0

; Grey keys, after the prefix E0h. in: AL = scan code, DH = shift state
key_grey:
        mov     si, grey_table
.find:
        mov     ah, [cs:si]
        test    ah, ah
        jz      .none
        cmp     ah, al
        je      .found
        add     si, 7
        jmp     .find
.found:
        mov     ax, [cs:si + 5]
        test    dh, KB_ALT
        jnz     .store
        mov     ax, [cs:si + 3]
        test    dh, KB_CTRL
        jnz     .store
        mov     ax, [cs:si + 1]
.store:
        test    ax, ax
        jz      .none
        jmp     key_store
.none:
        ret

; scan code, plain, with Ctrl, with Alt
%macro GREY 4
        db      %1
        dw      %2, %3, %4
%endmacro
grey_table:
        GREY    0x1C, 0xE00D, 0xE00A, 0xA600    ; Enter
        GREY    0x35, 0xE02F, 0x9500, 0xA400    ; /
        GREY    0x47, 0x47E0, 0x77E0, 0x9700    ; Home
        GREY    0x48, 0x48E0, 0x8DE0, 0x9800    ; up
        GREY    0x49, 0x49E0, 0x84E0, 0x9900    ; Page Up
        GREY    0x4B, 0x4BE0, 0x73E0, 0x9B00    ; left
        GREY    0x4D, 0x4DE0, 0x74E0, 0x9D00    ; right
        GREY    0x4F, 0x4FE0, 0x75E0, 0x9F00    ; End
        GREY    0x50, 0x50E0, 0x91E0, 0xA000    ; down
        GREY    0x51, 0x51E0, 0x76E0, 0xA100    ; Page Down
        GREY    0x52, 0x52E0, 0x92E0, 0xA200    ; Insert
        GREY    0x53, 0x53E0, 0x93E0, 0xA300    ; Delete
        db      0

; A letter: plain, Shift, Ctrl, Alt all follow from it.
%macro LETTER 2                         ; scan code, letter
        dw      (%1 << 8) | %2, (%1 << 8) | (%2 - 32), (%1 << 8) | (%2 - 96), (%1 << 8)
%endmacro
; A sign: plain, Shift, word with Ctrl, word with Alt
%macro SIGN 5
        dw      (%1 << 8) | %2, (%1 << 8) | %3, %4, %5
%endmacro
; A function key F1-F10: Shift adds 19h, Ctrl 23h, Alt 2Dh
%macro FUNCTION 1
        dw      %1 << 8, (%1 + 0x19) << 8, (%1 + 0x23) << 8, (%1 + 0x2D) << 8
%endmacro
%macro NO_KEY 0
        dw      0, 0, 0, 0
%endmacro

; Plain, Shift, Ctrl, Alt for the scan codes from 00h
key_table:
        NO_KEY
        SIGN    0x01, 27, 27, 0x011B, 0x0100
        SIGN    0x02, '1', '!', 0, 0x7800
        SIGN    0x03, '2', '@', 0x0300, 0x7900
        SIGN    0x04, '3', '#', 0, 0x7A00
        SIGN    0x05, '4', '$', 0, 0x7B00
        SIGN    0x06, '5', '%', 0, 0x7C00
        SIGN    0x07, '6', '^', 0x071E, 0x7D00
        SIGN    0x08, '7', '&', 0, 0x7E00
        SIGN    0x09, '8', '*', 0, 0x7F00
        SIGN    0x0A, '9', '(', 0, 0x8000
        SIGN    0x0B, '0', ')', 0, 0x8100
        SIGN    0x0C, '-', '_', 0x0C1F, 0x8200
        SIGN    0x0D, '=', '+', 0, 0x8300
        SIGN    0x0E, 8, 8, 0x0E7F, 0x0E00
        SIGN    0x0F, 9, 0, 0x9400, 0xA500
        LETTER  0x10, 'q'
        LETTER  0x11, 'w'
        LETTER  0x12, 'e'
        LETTER  0x13, 'r'
        LETTER  0x14, 't'
        LETTER  0x15, 'y'
        LETTER  0x16, 'u'
        LETTER  0x17, 'i'
        LETTER  0x18, 'o'
        LETTER  0x19, 'p'
        SIGN    0x1A, '[', '{', 0x1A1B, 0x1A00
        SIGN    0x1B, ']', '}', 0x1B1D, 0x1B00
        SIGN    0x1C, 13, 13, 0x1C0A, 0x1C00
        NO_KEY                          ; Ctrl
        LETTER  0x1E, 'a'
        LETTER  0x1F, 's'
        LETTER  0x20, 'd'
        LETTER  0x21, 'f'
        LETTER  0x22, 'g'
        LETTER  0x23, 'h'
        LETTER  0x24, 'j'
        LETTER  0x25, 'k'
        LETTER  0x26, 'l'
        SIGN    0x27, ';', ':', 0, 0x2700
        SIGN    0x28, "'", '"', 0, 0x2800
        SIGN    0x29, '`', '~', 0, 0x2900
        NO_KEY                          ; left Shift
        SIGN    0x2B, '\', '|', 0x2B1C, 0x2B00
        LETTER  0x2C, 'z'
        LETTER  0x2D, 'x'
        LETTER  0x2E, 'c'
        LETTER  0x2F, 'v'
        LETTER  0x30, 'b'
        LETTER  0x31, 'n'
        LETTER  0x32, 'm'
        SIGN    0x33, ',', '<', 0, 0x3300
        SIGN    0x34, '.', '>', 0, 0x3400
        SIGN    0x35, '/', '?', 0, 0x3500
        NO_KEY                          ; right Shift
        SIGN    0x37, '*', '*', 0x9600, 0x3700
        NO_KEY                          ; Alt
        SIGN    0x39, ' ', ' ', 0x3920, 0x3920
        NO_KEY                          ; Caps Lock
        FUNCTION 0x3B
        FUNCTION 0x3C
        FUNCTION 0x3D
        FUNCTION 0x3E
        FUNCTION 0x3F
        FUNCTION 0x40
        FUNCTION 0x41
        FUNCTION 0x42
        FUNCTION 0x43
        FUNCTION 0x44
        NO_KEY                          ; Num Lock
        NO_KEY                          ; Scroll Lock
        SIGN    0x47, 0, '7', 0x7700, 0
        SIGN    0x48, 0, '8', 0x8D00, 0
        SIGN    0x49, 0, '9', 0x8400, 0
        SIGN    0x4A, '-', '-', 0x8E00, 0x4A00
        SIGN    0x4B, 0, '4', 0x7300, 0
        SIGN    0x4C, 0, '5', 0x8F00, 0
        SIGN    0x4D, 0, '6', 0x7400, 0
        SIGN    0x4E, '+', '+', 0x9000, 0x4E00
        SIGN    0x4F, 0, '1', 0x7500, 0
        SIGN    0x50, 0, '2', 0x9100, 0
        SIGN    0x51, 0, '3', 0x7600, 0
        SIGN    0x52, 0, '0', 0x9200, 0
        SIGN    0x53, 0, '.', 0x9300, 0
        NO_KEY                          ; SysRq
        NO_KEY
        SIGN    0x56, '\', '|', 0, 0    ; the 102nd key
        dw      0x8500, 0x8700, 0x8900, 0x8B00
        dw      0x8600, 0x8800, 0x8A00, 0x8C00
KEY_LAST        equ ($ - key_table) / 8 - 1
