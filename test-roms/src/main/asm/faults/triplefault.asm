; A guest that crashes its processor: an interrupt with no interrupt table to find the handler in.
;
; With an IDT limit of 0 the breakpoint cannot be delivered, nor can the general protection fault
; that follows, nor the double fault that follows that: the processor shuts itself down.

        cpu     386
        bits    16
        org     7C00h

        cli
        lidt    [cs:nothing]
        int3
        jmp     $

nothing:
        dw      0                       ; limit: not even one entry
        dd      0

        times   510 - ($ - $$) db 0
        dw      0AA55h
        times   160*1024 - ($ - $$) db 0
