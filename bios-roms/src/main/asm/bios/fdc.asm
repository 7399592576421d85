; The diskette controller: motors, reset, seeks and results. All of it works for drive DL with
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
