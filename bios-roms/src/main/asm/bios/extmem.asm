int15_a20:
int15_move:
int15_protected:
int15_e8: jmp int15_unsupported
move_286_resumed: jmp $
int15_extended_size:
 call ebda_es
 mov ax,[es:EBDA_EXTKIB]
 mov [bp+caller.ax],ax
 jmp int15_good_same
