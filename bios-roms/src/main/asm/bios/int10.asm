; INT 10h before, or without, a video BIOS: there is nothing to show anything on.
int10_none:
        iret

; INT 11h: equipment word
int11:
        push    ds
        mov     ax, BDA
        mov     ds, ax
        mov     ax, [BDA_EQUIPMENT]
        pop     ds
        iret

; INT 12h: KiB of memory below 640 KiB
int12:
        push    ds
        mov     ax, BDA
        mov     ds, ax
        mov     ax, [BDA_MEMORY]
        pop     ds
        iret
