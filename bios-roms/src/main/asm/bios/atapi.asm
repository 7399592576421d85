; The CD-ROM drive: ATAPI packets by programmed I/O (SFF-8020i revision 2.6, sections 5 and 10).
; DS = extended BIOS data area and SI = EBDA_CD throughout.

ATAPI_PACKET    equ 0xA0
ATAPI_IDENTIFY  equ 0xA1
CD_READ_10      equ 0x28
CD_SECTOR       equ 2048
CD_TRIES        equ 4                   ; a new disc and a reset are each told by an error

; POST: the first place on the cables that has a CD-ROM drive.
cd_init:
        push    ds
        mov     ds, [BDA_EBDA]
        mov     si, EBDA_CD
        mov     di, disk_init.places
.place:
        mov     ax, [cs:di]
        mov     [si + disk.base], ax
        test    ax, ax
        jz      .done
        mov     ax, [cs:di + 2]
        mov     [si + disk.control], ax
        mov     al, [cs:di + 4]
        mov     [si + disk.select], al
        add     di, 5
        call    cd_identify
        jc      .place
.done:
        pop     ds
        ret

; IDENTIFY PACKET DEVICE. out: CF = 1 if that is no CD-ROM drive
cd_identify:
        push    di
        mov     dx, [si + disk.base]
        add     dx, ATA_STATUS
        in      al, dx
        cmp     al, 0xFF
        je      .none
        cmp     al, 0x7F
        je      .none
        mov     al, 0
        call    ata_select
        jc      .none
        mov     dx, [si + disk.base]
        add     dx, ATA_STATUS
        mov     al, ATAPI_IDENTIFY
        out     dx, al
        call    cd_pause
        mov     cx, 1000
        call    ata_wait
        jc      .none
        and     al, ATA_DRQ | ATA_ERR
        cmp     al, ATA_DRQ
        jne     .none
        mov     dx, [si + disk.base]
        in      ax, dx
        mov     bx, ax
        mov     cx, 255
.rest:
        in      ax, dx
        loop    .rest
        and     bh, 0xDF
        cmp     bh, 0x85                ; ATAPI, CD-ROM
        je      .done
.none:
        stc
.done:
        pop     di
        ret

; 400 ns, until the status means something
cd_pause:
        push    cx
        push    dx
        mov     dx, [si + disk.control]
        mov     cx, 4
.read:
        in      al, dx
        loop    .read
        pop     dx
        pop     cx
        ret

; One packet, EBDA_PACKET. Of the data that come, the first EBDA_CDSKIP words are dropped, the next
; EBDA_CDTAKE go to ES:DI, and the rest are dropped too. out: CF = 1, AH = status if it failed
cd_packet:
        push    bx
        push    cx
        push    dx
        mov     al, 0
        call    ata_select
        jc      .timeout
        mov     dx, [si + disk.base]
        inc     dx
        mov     al, 0                   ; no DMA
        out     dx, al
        add     dx, ATA_CYL_LOW - ATA_FEATURES
        mov     al, CD_SECTOR & 0xFF    ; a sector at a time
        out     dx, al
        inc     dx
        mov     al, CD_SECTOR >> 8
        out     dx, al
        inc     dx
        inc     dx
        mov     al, ATAPI_PACKET
        out     dx, al
        call    cd_pause
        mov     cx, ATA_TIMEOUT
        call    ata_wait
        jc      .timeout
        and     al, ATA_DRQ | ATA_ERR
        cmp     al, ATA_DRQ
        jne     .failed
        push    si
        mov     dx, [si + disk.base]
        mov     si, EBDA_PACKET
        mov     cx, 6
.command:
        lodsw
        out     dx, ax
        loop    .command
        pop     si
.block:
        call    cd_pause
        mov     cx, ATA_TIMEOUT
        call    ata_wait
        jc      .timeout
        test    al, ATA_ERR | ATA_DF
        jnz     .failed
        test    al, ATA_DRQ
        jz      .done                   ; CF = 0
        mov     dx, [si + disk.base]
        add     dx, ATA_CYL_HIGH
        in      al, dx
        mov     bh, al
        dec     dx
        in      al, dx
        mov     bl, al                  ; BX = bytes of this block
        inc     bx
        shr     bx, 1
        jz      .failed
        mov     dx, [si + disk.base]
.word:
        in      ax, dx
        cmp     word [EBDA_CDSKIP], 0
        jne     .skip
        cmp     word [EBDA_CDTAKE], 0
        je      .drop
        dec     word [EBDA_CDTAKE]
        stosw
        jmp     .drop
.skip:
        dec     word [EBDA_CDSKIP]
.drop:
        dec     bx
        jnz     .word
        jmp     .block
.timeout:
        mov     ah, ST_TIMEOUT
        stc
        jmp     .done
.failed:
        mov     ah, ST_CONTROLLER
        stc
.done:
        pop     dx
        pop     cx
        pop     bx
        ret

; CX words from word BX on of sector DX:AX to ES:DI, which moves on. out: CF = 1, AH = status if
; that failed
cd_read_part:
        push    bp
        push    ax
        push    dx
        mov     bp, CD_TRIES
.again:
        mov     [EBDA_CDSKIP], bx
        mov     [EBDA_CDTAKE], cx
        mov     byte [EBDA_PACKET], CD_READ_10
        mov     byte [EBDA_PACKET + 1], 0
        mov     [EBDA_PACKET + 2], dh
        mov     [EBDA_PACKET + 3], dl
        mov     [EBDA_PACKET + 4], ah
        mov     [EBDA_PACKET + 5], al
        mov     word [EBDA_PACKET + 6], 0
        mov     word [EBDA_PACKET + 8], 1       ; its low byte is the count's
        mov     word [EBDA_PACKET + 10], 0
        push    ax
        push    di
        call    cd_packet
        jnc     .read
        mov     [EBDA_COMMAND], ah
        pop     di
        pop     ax
        dec     bp
        jnz     .again
        pop     dx
        pop     ax
        pop     bp
        mov     ah, [EBDA_COMMAND]
        stc
        ret
.read:
        add     sp, 2                   ; DI has moved on, and shall
        pop     ax
        pop     dx
        pop     ax
        pop     bp
        clc
        ret

; CX whole sectors from DX:AX on to ES:DI. out: CF = 1, AH = status if that failed
cd_read:
        push    bx
        jcxz    .good
.sector:
        push    cx
        xor     bx, bx
        mov     cx, CD_SECTOR / 2
        push    ax
        mov     ax, di                  ; the smallest offset: no wrap inside a sector
        push    cx
        mov     cl, 4
        shr     ax, cl
        pop     cx
        mov     bx, es
        add     ax, bx
        mov     es, ax
        and     di, 0x000F
        pop     ax
        xor     bx, bx
        call    cd_read_part
        pop     cx
        jc      .done
        add     ax, 1
        adc     dx, 0
        loop    .sector
.good:
        clc
.done:
        pop     bx
        ret
