; Transfers of the diskette controller: DMA channel 2, command bytes and what came of them. Works for
; drive DL with DS = BIOS data area and the caller's registers under BP.

; Last sector of a track: what the caller's table says if there is one; with our own, what the data
; rate stands for. out: AL
fdc_last_sector:
        push    bx
        push    es
        xor     bx, bx
        mov     es, bx
        cmp     word [es:0x1E * 4 + 2], 0xF000
        pop     es
        mov     bx, DPT_LAST
        jne     .callers
        call    fd_drive_type
        cmp     al, 2
        call    fd_media_ptr
        mov     bl, [bx]
        mov     al, 9
        je      .five_inch
        test    bl, RATE_300            ; 1 Mb/s has both bits
        jz      .not_extra
        mov     al, 36
        jmp     .done
.not_extra:
        test    bl, RATE_250
        jnz     .done
        mov     al, 18
        jmp     .done
.five_inch:
        test    bl, MEDIA_RATE
        jnz     .done
        mov     al, 15
        jmp     .done
.callers:
        call    fd_dpt
.done:
        pop     bx
        ret

; Read, write, verify or format as the caller's registers say. out: AH = status
fdc_transfer:
        push    bx
        push    cx
        push    dx
        call    fdc_seek
        mov     ah, ST_SEEK
        jc      .done
        call    fdc_byte_count          ; BX = bytes - 1
        cmp     byte [bp + caller.ah], 4
        je      .no_dma
        call    fdc_dma
        mov     ah, ST_BOUNDARY
        jc      .done
.no_dma:
        call    fdc_command_bytes
        jc      .timeout
        call    fdc_finish
        jmp     .done
.timeout:
        mov     ah, ST_TIMEOUT
.done:
        pop     dx
        pop     cx
        pop     bx
        ret

; out: BX = bytes to transfer - 1
fdc_byte_count:
        cmp     byte [bp + caller.ah], 5
        je      .format
        mov     bh, [bp + caller.al]    ; sectors * 512
        shl     bh, 1
        mov     bl, 0
        dec     bx
        ret
.format:                                ; four bytes a sector
        mov     bx, DPT_LAST
        call    fd_dpt
        mov     bl, al
        mov     bh, 0
        shl     bx, 1
        shl     bx, 1
        dec     bx
        ret

; Channel 2 for BX + 1 bytes at the caller's ES:BX. out: CF = 1 if they cross a 64 KiB boundary
fdc_dma:
        mov     ax, [bp + caller.es]
        mov     cl, 4
        rol     ax, cl
        mov     ch, al
        and     ch, 0x0F                ; page
        and     al, 0xF0
        add     ax, [bp + caller.bx]
        adc     ch, 0
        mov     cl, al
        push    ax
        add     ax, bx
        pop     ax
        jc      .done
        cli
        push    ax
        mov     al, 0x06                ; mask channel 2
        out     DMA_MASK, al
        mov     al, 0x46                ; single, to memory
        cmp     byte [bp + caller.ah], 2
        je      .mode
        mov     al, 0x4A                ; single, from memory
.mode:
        out     DMA_MODE, al
        out     DMA_CLEAR, al
        pop     ax
        out     DMA2_ADDRESS, al
        mov     al, ah
        out     DMA2_ADDRESS, al
        mov     al, ch
        out     DMA2_PAGE, al
        out     DMA_CLEAR, al
        mov     al, bl
        out     DMA2_COUNT, al
        mov     al, bh
        out     DMA2_COUNT, al
        mov     al, 0x02                ; unmask
        out     DMA_MASK, al
        sti
        clc
.done:
        ret

; Command and parameters for the controller. out: CF = 1 if it refused one
fdc_command_bytes:
        mov     bl, [bp + caller.ah]
        mov     bh, 0
        mov     al, [cs:.opcodes - 2 + bx]
        call    fdc_send
        jc      .done
        mov     al, [bp + caller.dh]    ; head and drive
        and     al, 1
        mov     cl, 2
        shl     al, cl
        or      al, dl
        cmp     bl, 4
        jne     .head
        or      al, 0x80                ; verify: the last parameter counts sectors
.head:
        call    fdc_send
        jc      .done
        cmp     bl, 5
        je      .format
        mov     al, [bp + caller.ch]
        call    fdc_send
        jc      .done
        mov     al, [bp + caller.dh]
        and     al, 1
        call    fdc_send
        jc      .done
        mov     al, [bp + caller.cl]
        and     al, 0x3F
        call    fdc_send
        jc      .done
        mov     bx, DPT_SIZE
        call    fd_dpt
        call    fdc_send
        jc      .done
        call    fdc_last_sector
        call    fdc_send
        jc      .done
        mov     bx, DPT_GAP
        call    fd_dpt
        call    fdc_send
        jc      .done
        mov     al, [bp + caller.al]
        cmp     byte [bp + caller.ah], 4
        je      .last
        mov     bx, DPT_LENGTH
        call    fd_dpt
.last:
        jmp     fdc_send
.format:
        mov     bx, DPT_SIZE
        call    fd_dpt
        call    fdc_send
        jc      .done
        mov     bx, DPT_LAST
        call    fd_dpt
        call    fdc_send
        jc      .done
        mov     bx, DPT_FORMAT_GAP
        call    fd_dpt
        call    fdc_send
        jc      .done
        inc     bx                      ; fill byte
        call    fd_dpt
        jmp     fdc_send
.done:
        ret
.opcodes:                               ; read, write, verify: multi-track MFM; format: MFM
        db      0xE6, 0xC5, 0xF6, 0x4D

; After an error: whole sectors that went through channel 2. out: AL (AH is kept)
fdc_sectors_done:
        push    bx
        mov     al, [bp + caller.ah]
        cmp     al, 2
        je      .dma
        cmp     al, 3
        je      .dma
        mov     al, 0
        jmp     .done
.dma:
        out     DMA_CLEAR, al
        in      al, DMA2_COUNT
        mov     bl, al
        in      al, DMA2_COUNT
        mov     bh, al
        inc     bx                      ; bytes left
        mov     al, [bp + caller.al]
        shl     al, 1
        sub     al, bh                  ; 256-byte halves done
        cmp     bl, 0
        je      .whole
        dec     al                      ; one was only begun
.whole:
        shr     al, 1
.done:
        pop     bx
        ret
