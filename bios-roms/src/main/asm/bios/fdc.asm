; The diskette controller: motors, commands, DMA and results. All of it works for drive DL with
; DS = BIOS data area.

FDC_TIMEOUT     equ 2000                ; milliseconds for an interrupt
DOR_ENABLE      equ 0x0C                ; no reset, interrupt and DMA gate on
DMA_MODE        equ 0x0B
DMA_CLEAR       equ 0x0C
DMA_MASK        equ 0x0A
DMA2_ADDRESS    equ 0x04
DMA2_COUNT      equ 0x05
DMA2_PAGE       equ 0x81

; Offsets in the diskette parameter table that INT 1Eh points to
DPT_SPECIFY     equ 0                   ; two bytes
DPT_MOTOR_OFF   equ 2
DPT_SIZE        equ 3
DPT_LAST        equ 4
DPT_GAP         equ 5
DPT_LENGTH      equ 6
DPT_FORMAT_GAP  equ 7
DPT_FILL        equ 8
DPT_SETTLE      equ 9
DPT_MOTOR_ON    equ 10                  ; eighths of a second

; in: BX = offset in the table; out: AL = byte
fd_dpt:
        push    es
        push    si
        xor     ax, ax
        mov     es, ax
        les     si, [es:0x1E * 4]
        mov     al, [es:si + bx]
        pop     si
        pop     es
        ret

; Select drive DL and run its motor. A write or format waits until the disk turns at speed; a read
; finds the index hole by itself and repeats when it came too early.
fd_motor_on:
        push    ax
        push    bx
        push    cx
        push    dx
        cli
        mov     byte [BDA_FDMOTORTIME], 0xFF
        mov     cl, dl
        mov     al, 1
        shl     al, cl
        mov     ah, [BDA_FDMOTOR]
        and     byte [BDA_FDMOTOR], 0xFC
        or      [BDA_FDMOTOR], al
        mov     cl, 4
        shl     al, cl
        or      al, dl
        or      al, DOR_ENABLE
        push    dx
        mov     dx, FDC_DOR
        out     dx, al
        pop     cx                      ; CL = drive
        sti
        mov     al, 1
        shl     al, cl
        test    ah, al
        jnz     .done                   ; it was running
        mov     al, [bp + caller.ah]
        cmp     al, 3
        je      .wait
        cmp     al, 5
        jne     .done
.wait:
        mov     bx, DPT_MOTOR_ON
        call    fd_dpt
        mov     ah, 125
        mul     ah
        mov     cx, ax
        jcxz    .done
        mov     ax, 0x90FD              ; a multitasker may use the time
        int     0x15
        jc      .done
        call    delay_ms
.done:
        pop     dx
        pop     cx
        pop     bx
        pop     ax
        ret

; The motor runs on for a while after each operation; IRQ 0 counts it down.
fd_motor_timeout:
        push    ax
        push    bx
        mov     bx, DPT_MOTOR_OFF
        call    fd_dpt
        mov     [BDA_FDMOTORTIME], al
        pop     bx
        pop     ax
        ret

; Bits 7-6 of AL to the controller's data rate register (82077AA section 2.1.8)
fdc_set_rate:
        push    ax
        push    cx
        push    dx
        and     al, MEDIA_RATE
        mov     [BDA_FDRATE], al
        mov     cl, 2
        rol     al, cl
        mov     dx, FDC_DIR
        out     dx, al
        pop     dx
        pop     cx
        pop     ax
        ret

; IRQ 6
int0e:
        push    ax
        push    ds
        mov     ax, BDA
        mov     ds, ax
        or      byte [BDA_FDRECAL], 0x80
        call    eoi_master
        sti
        mov     ax, 0x9101
        int     0x15
        pop     ds
        pop     ax
        iret

; Wait for IRQ 6; CF = 1 after FDC_TIMEOUT
fdc_wait_interrupt:
        push    ax
        push    bx
        push    cx
        sti
        mov     ax, 0x9001
        int     0x15
        mov     cx, FDC_TIMEOUT
        call    timeout_start
.poll:
        test    byte [BDA_FDRECAL], 0x80
        jnz     .seen
        call    timeout_step
        jnc     .poll
        jmp     .done
.seen:
        and     byte [BDA_FDRECAL], 0x7F
        clc
.done:
        pop     cx
        pop     bx
        pop     ax
        ret

; in: AL = command or parameter byte; CF = 1 if the controller does not take it
fdc_send:
        push    ax
        push    bx
        push    cx
        push    dx
        mov     cx, 100
        call    timeout_start
        mov     ah, al
        mov     dx, FDC_MSR
.poll:
        in      al, dx
        and     al, 0xC0
        cmp     al, 0x80                ; ready, towards the controller
        je      .ready
        call    timeout_step
        jnc     .poll
        jmp     .done
.ready:
        inc     dx
        mov     al, ah
        out     dx, al
        clc
.done:
        pop     dx
        pop     cx
        pop     bx
        pop     ax
        ret

; Result bytes to 40:42 until the controller is idle; CF = 1 if it never is
fdc_results:
        push    ax
        push    bx
        push    cx
        push    dx
        push    di
        mov     di, BDA_FDRESULT
        mov     cx, 100
        call    timeout_start
        mov     dx, FDC_MSR
.poll:
        in      al, dx
        test    al, 0x80
        jz      .wait
        test    al, 0x40
        jz      .idle                   ; it wants a command: no more results
        inc     dx
        in      al, dx
        dec     dx
        cmp     di, BDA_FDRESULT + 7
        jae     .poll
        mov     [di], al
        inc     di
        jmp     .poll
.wait:
        call    timeout_step
        jnc     .poll
        jmp     .done
.idle:
        clc
.done:
        pop     di
        pop     dx
        pop     cx
        pop     bx
        pop     ax
        ret

; Reset, take the four interrupt states, specify the step and head times. out: AH = status
fdc_reset:
        push    bx
        push    cx
        push    dx
        cli
        mov     byte [BDA_FDRECAL], 0
        mov     al, [BDA_FDMOTOR]
        mov     cl, 4
        shl     al, cl
        or      al, 0x08
        mov     dx, FDC_DOR
        out     dx, al
        mov     cx, 2
        call    delay_toggles
        or      al, DOR_ENABLE
        out     dx, al
        sti
        call    fdc_wait_interrupt
        mov     ah, ST_CONTROLLER
        jc      .done
        mov     cx, 4
.sense:
        mov     al, 0x08
        call    fdc_send
        jc      .bad
        call    fdc_results
        loop    .sense
        call    fdc_specify
        mov     ah, ST_OK
        jnc     .done
.bad:
        mov     ah, ST_CONTROLLER
.done:
        pop     dx
        pop     cx
        pop     bx
        ret

fdc_specify:
        push    ax
        push    bx
        mov     al, 0x03
        call    fdc_send
        jc      .done
        mov     bx, DPT_SPECIFY
        call    fd_dpt
        call    fdc_send
        jc      .done
        inc     bx
        call    fd_dpt
        call    fdc_send
.done:
        pop     bx
        pop     ax
        ret

fdc_forget_position:
        push    ax
        push    cx
        mov     cl, dl
        mov     al, 1
        shl     al, cl
        not     al
        and     [BDA_FDRECAL], al
        pop     cx
        pop     ax
        ret

; Heads to track 0. An 80-track drive may need it twice: the command gives up after 79 steps.
; out: CF = 1 if it failed
fdc_recalibrate:
        push    cx
        mov     ch, 2
.again:
        mov     al, 0x07
        call    fdc_send
        jc      .done
        mov     al, dl
        call    fdc_send
        jc      .done
        call    fdc_seek_result
        jnc     .at_zero
        dec     ch
        jnz     .again
        stc
        jmp     .done
.at_zero:
        push    bx
        mov     bl, dl
        mov     bh, 0
        mov     byte [BDA_FDCYL + bx], 0
        mov     cl, dl
        mov     al, 1
        shl     al, cl
        or      [BDA_FDRECAL], al
        pop     bx
        clc
.done:
        pop     cx
        ret

; Interrupt and sense interrupt status after a seek. out: CF = 1 if ST0 has no "seek end"
fdc_seek_result:
        call    fdc_wait_interrupt
        jc      .done
        mov     al, 0x08
        call    fdc_send
        jc      .done
        call    fdc_results
        jc      .done
        mov     al, [BDA_FDRESULT]
        and     al, 0xE0
        cmp     al, 0x20
        je      .done                   ; CF = 0
        stc
.done:
        ret

; in: CH = physical track. out: CF = 1 if it failed
fdc_seek_raw:
        mov     al, 0x0F
        call    fdc_send
        jc      .done
        mov     al, dl
        call    fdc_send
        jc      .done
        mov     al, ch
        call    fdc_send
        jc      .done
        call    fdc_seek_result
        jc      .done
        push    bx
        mov     bl, dl
        mov     bh, 0
        mov     [BDA_FDCYL + bx], ch
        pop     bx
.done:
        ret

; Heads over the caller's cylinder. out: CF = 1 if it failed
fdc_seek:
        push    bx
        push    cx
        mov     cl, dl
        mov     al, 1
        shl     al, cl
        test    [BDA_FDRECAL], al
        jnz     .known
        call    fdc_recalibrate
        jc      .done
.known:
        mov     ch, [bp + caller.ch]
        call    fd_media_ptr
        test    byte [bx], MEDIA_DOUBLE
        jz      .single
        shl     ch, 1
.single:
        mov     bl, dl
        mov     bh, 0
        cmp     ch, [BDA_FDCYL + bx]
        je      .done                   ; CF = 0
        call    fdc_seek_raw
        jc      .done
        mov     bx, DPT_SETTLE
        call    fd_dpt
        mov     ah, 0
        mov     cx, ax
        jcxz    .settled
        cmp     byte [bp + caller.ah], 3        ; only writing must not start while the head swings
        jne     .settled
        call    delay_ms
.settled:
        clc
.done:
        pop     cx
        pop     bx
        ret

; Any address mark under head 0. out: CF = 1 and AH = status if there is none
fdc_read_id:
        mov     al, 0x4A
        call    fdc_send
        jc      fdc_no_answer
        mov     al, dl
        call    fdc_send
        jc      fdc_no_answer
fdc_finish:
        call    fdc_wait_interrupt
        jc      fdc_no_answer
        call    fdc_results
        jc      fdc_no_answer
        jmp     fdc_decode
fdc_no_answer:
        mov     ah, ST_TIMEOUT
        stc
        ret

; ST0 and ST1 (82077AA tables 6-1 and 6-2) as a status. out: AH, CF = 1 if not zero
fdc_decode:
        mov     ah, ST_OK
        mov     al, [BDA_FDRESULT]
        test    al, 0xC0
        jz      .done
        mov     ah, ST_CONTROLLER
        and     al, 0xC0
        cmp     al, 0x40
        jne     .failed
        mov     al, [BDA_FDRESULT + 1]
        push    si
        mov     si, .causes
.find:
        mov     ah, [cs:si + 1]
        test    [cs:si], al
        jnz     .found
        inc     si
        inc     si
        cmp     byte [cs:si], 0
        jne     .find
        mov     ah, ST_CONTROLLER
.found:
        pop     si
.failed:
        stc
        ret
.done:
        clc
        ret
.causes:                                ; bit of ST1, status
        db      0x80, ST_NOSECTOR, 0x20, ST_CRC, 0x10, ST_DMA, 0x04, ST_NOSECTOR
        db      0x02, ST_PROTECTED, 0x01, ST_NOMARK, 0

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
