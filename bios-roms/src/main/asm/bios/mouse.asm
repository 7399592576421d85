int15_mouse: jmp int15_unsupported
int74: call eoi_slave
 iret
