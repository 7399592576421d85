; Quimera Lab, chapter 8, second part: the keys of the drawn keyboard, 101 and the three of 1995.

struc key
.code   resb 1                          ; scan code; 80 more for those after E0 or E1
.place  resw 1                          ; row and column on the screen
.width  resb 1
.name   resb 0                          ; and a zero
endstruc

%macro key_cap 5 ; code, row, column, width, name
        db      %1
        dw      ((%2) * 2 + 2) << 8 | (%3) + 4
        db      %4, %5, 0
%endmacro
; Keys of two columns side by side whose codes follow each other: first code, row, column, names.
%macro key_row 4
%strlen key_count %4
%assign key_index 1
%rep key_count
%substr key_letter %4 key_index
        key_cap (%1) + key_index - 1, %2, %3 + (key_index - 1) * 3, 2, key_letter
%assign key_index key_index + 1
%endrep
%endmacro

input_keys:
        key_cap 01h, 0, 0, 3, 'Esc'
        key_cap 3Bh, 0, 5, 2, 'F1'
        key_cap 3Ch, 0, 8, 2, 'F2'
        key_cap 3Dh, 0, 11, 2, 'F3'
        key_cap 3Eh, 0, 14, 2, 'F4'
        key_cap 3Fh, 0, 18, 2, 'F5'
        key_cap 40h, 0, 21, 2, 'F6'
        key_cap 41h, 0, 24, 2, 'F7'
        key_cap 42h, 0, 27, 2, 'F8'
        key_cap 43h, 0, 31, 2, 'F9'
        key_cap 44h, 0, 34, 3, 'F10'
        key_cap 57h, 0, 38, 3, 'F11'
        key_cap 58h, 0, 42, 3, 'F12'
        key_cap 0B7h, 0, 48, 2, 'Print'
        key_cap 46h, 0, 51, 2, 'Scroll lock'
        key_cap 0C5h, 0, 54, 2, 'Pause'

        key_cap 29h, 1, 0, 2, '~ tilde'
        key_row 02h, 1, 3, '1234567890-='
        key_cap 0Eh, 1, 39, 5, 'Backspace'
        key_cap 0Fh, 2, 0, 4, 'Tab'
        key_row 10h, 2, 5, 'QWERTYUIOP[]'
        key_cap 2Bh, 2, 41, 3, '\'
        key_cap 3Ah, 3, 0, 5, 'Caps lock'
        key_row 1Eh, 3, 6, "ASDFGHJKL;'"
        key_cap 1Ch, 3, 39, 5, 'Enter'
        key_cap 2Ah, 4, 0, 4, 'Shift left'
        key_cap 56h, 4, 5, 2, '<'
        key_row 2Ch, 4, 8, 'ZXCVBNM,./'
        key_cap 36h, 4, 38, 6, 'Shift right'
        key_cap 1Dh, 5, 0, 4, 'Ctrl left'
        key_cap 0DBh, 5, 5, 3, 'Win left'
        key_cap 38h, 5, 9, 3, 'Alt left'
        key_cap 39h, 5, 13, 15, 'Space'
        key_cap 0B8h, 5, 29, 3, 'Alt right'
        key_cap 0DCh, 5, 33, 3, 'Win right'
        key_cap 0DDh, 5, 37, 2, 'Menu'
        key_cap 9Dh, 5, 40, 4, 'Ctrl right'

        key_cap 0D2h, 1, 48, 2, 'Insert'
        key_cap 0C7h, 1, 51, 2, 'Home'
        key_cap 0C9h, 1, 54, 2, 'Page up'
        key_cap 0D3h, 2, 48, 2, 'Delete'
        key_cap 0CFh, 2, 51, 2, 'End'
        key_cap 0D1h, 2, 54, 2, 'Page down'
        key_cap 0C8h, 4, 51, 2, {18h, ' up'}
        key_cap 0CBh, 5, 48, 2, {1Bh, ' left'}
        key_cap 0D0h, 5, 51, 2, {19h, ' down'}
        key_cap 0CDh, 5, 54, 2, {1Ah, ' right'}

        key_cap 45h, 1, 59, 2, 'Num lock'
        key_cap 0B5h, 1, 62, 2, '/ keypad'
        key_cap 37h, 1, 65, 2, '* keypad'
        key_cap 4Ah, 1, 68, 2, '- keypad'
        key_cap 47h, 2, 59, 2, '7 keypad'
        key_cap 48h, 2, 62, 2, '8 keypad'
        key_cap 49h, 2, 65, 2, '9 keypad'
        key_cap 4Eh, 2, 68, 2, '+ keypad'
        key_cap 4Bh, 3, 59, 2, '4 keypad'
        key_cap 4Ch, 3, 62, 2, '5 keypad'
        key_cap 4Dh, 3, 65, 2, '6 keypad'
        key_cap 4Fh, 4, 59, 2, '1 keypad'
        key_cap 50h, 4, 62, 2, '2 keypad'
        key_cap 51h, 4, 65, 2, '3 keypad'
        key_cap 9Ch, 4, 68, 2, 'Enter keypad'
        key_cap 52h, 5, 59, 5, '0 keypad'
        key_cap 53h, 5, 65, 2, '. keypad'
        db      0, 0, 0, 0              ; no width: the end
