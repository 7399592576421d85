; A guest that never ends, for limits and for Ctrl-C. Interrupts stay on.

        cpu     8086
        bits    16
        org     7C00h

        jmp     $

        times   510 - ($ - $$) db 0
        dw      0AA55h
        times   160*1024 - ($ - $$) db 0
