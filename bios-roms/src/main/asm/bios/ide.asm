; ATA disks by programmed I/O (ANSI X3.298, AT Attachment-3, sections 7 and 9). DS = extended BIOS
; data area and SI = a disk structure throughout.

ATA_FEATURES    equ 1
ATA_ERROR       equ 1
ATA_COUNT       equ 2
ATA_SECTOR      equ 3                   ; LBA bits 7-0
ATA_CYL_LOW     equ 4                   ; 15-8
ATA_CYL_HIGH    equ 5                   ; 23-16
ATA_SELECT      equ 6                   ; 27-24 and drive
ATA_STATUS      equ 7
ATA_BSY         equ 0x80
ATA_DRDY        equ 0x40
ATA_DF          equ 0x20
ATA_DRQ         equ 0x08
ATA_ERR         equ 0x01
ATA_READ        equ 0x20
ATA_WRITE       equ 0x30
ATA_VERIFY      equ 0x40
ATA_SEEK        equ 0x70
ATA_PARAMETERS  equ 0x91
ATA_IDENTIFY    equ 0xEC
ATA_TIMEOUT     equ 10000               ; milliseconds
ATA_CHUNK       equ 128                 ; sectors a command: 64 KiB

; Wait until the disk is not busy. in: CX = milliseconds; out: AL = status, CF = 1 when it stays busy
ata_wait:
        push    bx
        push    cx
        push    dx
        mov     dx, [si + disk.base]
        add     dx, ATA_STATUS
        call    timeout_start
.poll:
        in      al, dx
        test    al, ATA_BSY
        jz      .done                   ; CF = 0
        call    timeout_step
        jnc     .poll
.done:
        pop     dx
        pop     cx
        pop     bx
        ret

; Select the disk with AL = low four bits of the drive/head register, once it is idle.
; out: CF = 1 when it is never idle
ata_select:
        push    ax
        push    cx
        push    dx
        mov     ah, al
        mov     cx, ATA_TIMEOUT
        call    ata_wait
        jc      .done
        mov     al, ah
        or      al, [si + disk.select]
        mov     dx, [si + disk.base]
        add     dx, ATA_SELECT
        out     dx, al
        mov     dx, [si + disk.control]
        in      al, dx                  ; 400 ns: four reads of the alternate status
        in      al, dx
        in      al, dx
        in      al, dx
        call    ata_wait
.done:
        pop     dx
        pop     cx
        pop     ax
        ret

; Task file for EBDA_CHUNK sectors from EBDA_LBA on, and command AL. out: CF = 1 on time-out
ata_start:
        push    bx
        push    dx
        push    di
        mov     di, ax                  ; command
        mov     ax, [EBDA_LBA]
        mov     dx, [EBDA_LBA + 2]
        cmp     byte [si + disk.lba], 0
        je      .chs
        mov     bx, ax                  ; BL, BH, CL, CH = bytes of the address
        mov     cx, dx
        and     ch, 0x0F
        or      ch, 0x40                ; LBA
        jmp     .select
.chs:                                   ; on the disk's own geometry; the head divides first, so
        push    dx                      ; that the quotient fits 16 bits
        push    ax
        mov     ax, [si + disk.psectors]
        mul     word [si + disk.pheads]
        mov     bx, ax
        pop     ax
        pop     dx
        div     bx                      ; AX = cylinder, DX = sector within it
        mov     cx, ax
        mov     ax, dx
        div     byte [si + disk.psectors]       ; AL = head, AH = sector - 1
        mov     bl, ah
        inc     bl
        mov     bh, cl
        mov     cl, ch
        mov     ch, al
.select:
        mov     al, ch
        call    ata_select
        jc      .done
        mov     dx, [si + disk.base]
        inc     dx
        mov     al, 0
        out     dx, al                  ; features
        inc     dx
        mov     al, [EBDA_CHUNK]
        out     dx, al
        inc     dx
        mov     al, bl
        out     dx, al
        inc     dx
        mov     al, bh
        out     dx, al
        inc     dx
        mov     al, cl
        out     dx, al
        inc     dx
        inc     dx
        mov     ax, di
        out     dx, al
        mov     dx, [si + disk.control]
        in      al, dx
        in      al, dx
        in      al, dx
        in      al, dx
        clc
.done:
        pop     di
        pop     dx
        pop     bx
        ret

; Status of INT 13h for a finished or failed step. in: AL = ATA status; out: AH, CF = 1 if not zero
ata_status:
        mov     ah, ST_OK
        test    al, ATA_ERR | ATA_DF
        jz      .done                   ; CF = 0
        mov     ah, ST_CONTROLLER
        test    al, ATA_ERR
        jz      .failed
        push    dx
        mov     dx, [si + disk.base]
        inc     dx
        in      al, dx
        pop     dx
        mov     ah, ST_CRC
        test    al, 0xC0                ; UNC, BBK
        jnz     .failed
        mov     ah, ST_NOSECTOR
        test    al, 0x10                ; IDNF
        jnz     .failed
        mov     ah, ST_NOMARK
        test    al, 0x03                ; AMNF, TK0NF
        jnz     .failed
        mov     ah, ST_BADCMD           ; ABRT
.failed:
        stc
.done:
        ret

; The request in EBDA_LBA to EBDA_COMMAND. out: AH = status; EBDA_COUNT = sectors not done
ata_transfer:
        push    bx
        push    cx
        push    dx
        push    di
        push    es
        les     di, [EBDA_BUFFER]
.chunk:
        mov     ax, [EBDA_COUNT]
        test    ax, ax
        jz      .done                   ; AH = 0
        cmp     ax, ATA_CHUNK
        jbe     .last
        mov     ax, ATA_CHUNK
.last:
        mov     [EBDA_CHUNK], ax
        mov     al, [EBDA_COMMAND]
        call    ata_start
        jc      .timeout
        mov     al, [EBDA_COMMAND]
        cmp     al, ATA_VERIFY
        je      .verify
        cmp     al, ATA_SEEK
        je      .verify
        mov     bx, [EBDA_CHUNK]
.sector:
        mov     cx, ATA_TIMEOUT
        call    ata_wait
        jc      .timeout
        mov     dl, al
        call    ata_status
        jc      .done
        mov     ah, ST_CONTROLLER
        test    dl, ATA_DRQ
        jz      .done
        call    ata_sector
        dec     word [EBDA_COUNT]
        add     word [EBDA_LBA], 1
        adc     word [EBDA_LBA + 2], 0
        dec     bx
        jnz     .sector
        mov     cx, ATA_TIMEOUT         ; a write is over when the last sector is taken
        call    ata_wait
        jc      .timeout
        call    ata_status
        jc      .done
        jmp     .chunk
.verify:
        mov     cx, ATA_TIMEOUT
        call    ata_wait
        jc      .timeout
        call    ata_status
        jc      .done
        mov     ax, [EBDA_CHUNK]
        sub     [EBDA_COUNT], ax
        add     [EBDA_LBA], ax
        adc     word [EBDA_LBA + 2], 0
        jmp     .chunk
.timeout:
        mov     ah, ST_TIMEOUT
.done:
        pop     es
        pop     di
        pop     dx
        pop     cx
        pop     bx
        ret

; 256 words between the data register and ES:DI, which moves on. Later processors than the 8086
; repeat the transfer themselves.
ata_sector:
        mov     ax, di                  ; ES:DI with the smallest offset: no wrap inside a sector
        mov     cl, 4
        shr     ax, cl
        mov     cx, es
        add     cx, ax
        mov     es, cx
        and     di, 0x000F
        mov     dx, [si + disk.base]
        mov     cx, 256
        cmp     byte [EBDA_COMMAND], ATA_WRITE
        je      .write
        cmp     byte [EBDA_CPU], 2
        jb      .read_word
        cpu     286
        rep insw
        cpu     8086
        ret
.read_word:
        in      ax, dx
        stosw
        loop    .read_word
        ret
.write:
        cmp     byte [EBDA_CPU], 2
        jb      .write_word
        push    si
        push    ds
        push    es
        pop     ds
        mov     si, di
        cpu     286
        rep outsw
        cpu     8086
        mov     di, si
        pop     ds
        pop     si
        ret
.write_word:
        mov     ax, [es:di]
        out     dx, ax
        inc     di
        inc     di
        loop    .write_word
        ret
