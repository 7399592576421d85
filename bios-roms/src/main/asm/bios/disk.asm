; INT 13h for fixed disks: 80h and up, in the order POST found them.

; POST: which of the four places holds a disk, its geometry and the one callers will see.
disk_init:
        push    ds
        mov     ds, [BDA_EBDA]
        mov     si, EBDA_DISKS
        mov     di, .places
.place:
        mov     ax, [cs:di]
        test    ax, ax
        jz      .done
        mov     [si + disk.base], ax
        mov     ax, [cs:di + 2]
        mov     [si + disk.control], ax
        mov     al, [cs:di + 4]
        mov     [si + disk.select], al
        add     di, 5
        push    di
        call    disk_identify
        jc      .absent
        call    disk_geometry
        call    disk_table
        call    disk_banner
        add     si, disk_size
        mov     ax, BDA
        mov     es, ax
        inc     byte [es:BDA_HDCOUNT]
.absent:
        pop     di
        jmp     .place
.done:
        mov     word [si + disk.base], 0
        pop     ds
        ret
.places:
        dw      0x1F0, 0x3F6
        db      0xA0
        dw      0x1F0, 0x3F6
        db      0xB0
        dw      0x170, 0x376
        db      0xA0
        dw      0x170, 0x376
        db      0xB0
        dw      0

; IDENTIFY DEVICE into EBDA_SECTOR. out: CF = 1 if there is no disk
disk_identify:
        mov     dx, [si + disk.base]
        add     dx, ATA_STATUS
        in      al, dx
        cmp     al, 0xFF                ; nobody drives the bus
        je      .none
        dec     dx
        mov     al, [si + disk.select]
        out     dx, al
        mov     cx, 2
        call    delay_toggles
        sub     dx, ATA_SELECT - ATA_COUNT
        mov     al, 0x55                ; registers that keep a pattern
        out     dx, al
        inc     dx
        mov     al, 0xAA
        out     dx, al
        in      al, dx
        cmp     al, 0xAA
        jne     .none
        dec     dx
        in      al, dx
        cmp     al, 0x55
        jne     .none
        mov     cx, 3000
        call    ata_wait
        jc      .none
        test    al, al                  ; a lone master answers 0 for the slave
        jz      .none
        mov     dx, [si + disk.base]
        add     dx, ATA_STATUS
        mov     al, ATA_IDENTIFY
        out     dx, al
        mov     cx, 2
        call    delay_toggles
        mov     cx, 3000
        call    ata_wait
        jc      .none
        test    al, ATA_ERR             ; a packet device refuses
        jnz     .none
        test    al, ATA_DRQ
        jz      .none
        push    ds
        pop     es
        mov     di, EBDA_SECTOR
        mov     byte [EBDA_COMMAND], ATA_IDENTIFY
        call    ata_sector
        cmp     word [EBDA_SECTOR + 1 * 2], 0
        je      .none
        cmp     word [EBDA_SECTOR + 6 * 2], 0
        je      .none
        clc
        ret
.none:
        stc
        ret

; The disk's geometry and size; above 1024 cylinders another with more heads ("LBA-assisted").
disk_geometry:
        mov     ax, [EBDA_SECTOR + 1 * 2]
        mov     [si + disk.pcyls], ax
        mov     [si + disk.cyls], ax
        mov     bx, [EBDA_SECTOR + 3 * 2]
        mov     [si + disk.pheads], bx
        mov     [si + disk.heads], bx
        mov     cx, [EBDA_SECTOR + 6 * 2]
        mov     [si + disk.psectors], cx
        mov     [si + disk.sectors], cx
        mov     byte [si + disk.lba], 0
        test    byte [EBDA_SECTOR + 49 * 2 + 1], 0x02
        jz      .chs
        mov     byte [si + disk.lba], 1
        mov     ax, [EBDA_SECTOR + 60 * 2]
        mov     dx, [EBDA_SECTOR + 61 * 2]
        jmp     .total
.chs:
        mul     bx
        push    dx
        mul     cx
        mov     bx, dx
        mov     di, ax
        pop     ax
        mul     cx
        add     ax, bx
        mov     dx, ax
        mov     ax, di
.total:
        mov     [si + disk.total], ax
        mov     [si + disk.total + 2], dx
        cmp     word [si + disk.cyls], 1024
        jbe     .done
        mov     word [si + disk.sectors], 63
        mov     bx, 16
.heads:
        mov     [si + disk.heads], bx
        mov     ax, 63
        mul     bx
        mov     cx, ax                  ; sectors a cylinder
        mov     ax, [si + disk.total]
        mov     dx, [si + disk.total + 2]
        cmp     dx, cx
        jae     .more                   ; the quotient would not even fit 16 bits
        div     cx
        cmp     ax, 1024
        jbe     .fits
.more:
        shl     bx, 1
        cmp     bx, 256
        jb      .heads
        mov     bx, 255
        je      .heads
        mov     ax, 1024
.fits:
        mov     [si + disk.cyls], ax
.done:
        ret

; Fixed disk parameter tables of the first two, behind INT 41h and 46h
disk_table:
        mov     di, EBDA_FDPT0
        mov     bx, 0x41 * 4
        cmp     si, EBDA_DISKS
        je      .fill
        mov     di, EBDA_FDPT1
        mov     bx, 0x46 * 4
        cmp     si, EBDA_DISKS + disk_size
        jne     .done
.fill:
        push    ds
        mov     ax, ds
        xor     cx, cx
        mov     ds, cx
        mov     [bx], di
        mov     [bx + 2], ax
        pop     ds
        push    ds
        pop     es
        mov     ax, [si + disk.cyls]
        stosw
        mov     al, [si + disk.heads]
        stosb
        xor     ax, ax
        stosw
        dec     ax
        stosw                           ; no write precompensation
        inc     ax
        stosb
        mov     al, [si + disk.heads]   ; control: bit 3 more than eight heads
        cmp     al, 9
        mov     al, 0xC0
        jb      .control
        or      al, 0x08
.control:
        stosb
        xor     ax, ax
        stosw
        stosb
        mov     ax, [si + disk.cyls]    ; landing zone
        stosw
        mov     al, [si + disk.sectors]
        stosb
.done:
        ret

text_disk:
        db      'Disk ', 0
text_mib:
        db      ' MiB', 13, 10, 0
disk_banner:
        push    ds
        push    si
        mov     bx, si
        mov     si, text_disk
        call    print
        mov     ax, [bx + disk.total]
        mov     dx, [bx + disk.total + 2]
        mov     cx, 11                  ; 2048 sectors make a MiB
.shift:
        shr     dx, 1
        rcr     ax, 1
        loop    .shift
        call    print_number
        mov     si, text_mib
        call    print
        pop     si
        pop     ds
        ret

; ---- the services. DS becomes the extended BIOS data area, SI the disk.
int13_disk:
        ENTER_SERVICE
        sti
        mov     bl, dl
        and     bl, 0x7F
        cmp     bl, [BDA_HDCOUNT]
        jae     .no_disk
        mov     bl, ah
        cmp     bl, 0x49
        jae     .unknown
        mov     bh, 0
        shl     bx, 1
        mov     di, [cs:disk_services + bx]
        mov     ds, [BDA_EBDA]
        mov     al, dl
        and     al, 0x7F
        mov     ah, disk_size
        mul     ah
        add     ax, EBDA_DISKS
        mov     si, ax
        jmp     di
.no_disk:
        cmp     ah, 0x15                ; "type: none" is an answer
        jne     .unknown
        mov     byte [bp + caller.ah], 0
        CALLER_CARRY_OFF
        LEAVE_SERVICE
.unknown:
        mov     ah, ST_BADCMD

; in: AH = status; to the caller and to 40:74
disk_return:
        mov     bx, BDA
        mov     ds, bx
        mov     [BDA_HDSTATUS], ah
        mov     [bp + caller.ah], ah
        CALLER_CARRY_OFF
        test    ah, ah
        jz      .leave
        CALLER_CARRY_ON
.leave:
        LEAVE_SERVICE

disk_services:
        dw      disk_reset, disk_status, disk_read, disk_write          ; 00-03
        dw      disk_verify, disk_format, disk_bad, disk_bad            ; 04-07
        dw      disk_parameters, disk_good, disk_bad, disk_bad          ; 08-0B
        dw      disk_seek, disk_reset, disk_bad, disk_bad               ; 0C-0F
        dw      disk_ready, disk_good, disk_bad, disk_bad               ; 10-13
        dw      disk_good, disk_type                                    ; 14, 15
        times   0x41 - 0x16 dw disk_bad
        dw      edd_check, edd_read, edd_write, edd_verify              ; 41-44
        dw      disk_good, disk_bad, edd_seek, edd_parameters           ; 45-48

disk_bad:
        mov     ah, ST_BADCMD
        jmp     disk_return
disk_good:                              ; 09h, 11h, 14h: nothing an ATA disk needs
        mov     ah, ST_OK
        jmp     disk_return

; 00h, 0Dh: software reset of the channel
disk_reset:
        mov     dx, [si + disk.control]
        mov     al, 0x04
        out     dx, al
        mov     cx, 2
        call    delay_toggles
        mov     al, 0
        out     dx, al
        mov     cx, 140                 ; 2 ms before the status means anything
        call    delay_toggles
; 10h: is it ready?
disk_ready:
        mov     al, 0
        call    ata_select
        mov     ah, ST_TIMEOUT
        jc      .done
        mov     dx, [si + disk.base]
        add     dx, ATA_STATUS
        in      al, dx
        mov     ah, ST_OK
        test    al, ATA_DRDY
        jnz     .done
        mov     ah, ST_NOTREADY
.done:
        jmp     disk_return

; 01h
disk_status:
        mov     ax, BDA
        mov     ds, ax
        mov     ah, 0
        xchg    ah, [BDA_HDSTATUS]
        mov     [bp + caller.al], ah
        mov     byte [bp + caller.ah], 0
        CALLER_CARRY_OFF
        LEAVE_SERVICE

disk_read:
        mov     al, ATA_READ
        jmp     disk_transfer
disk_write:
        mov     al, ATA_WRITE
        jmp     disk_transfer
disk_seek:
        mov     byte [bp + caller.al], 1
        mov     al, ATA_SEEK
        jmp     disk_transfer
disk_verify:
        mov     al, ATA_VERIFY
; in: AL = ATA command; cylinder, head, sector, count and buffer as the caller gave them
disk_transfer:
        mov     [EBDA_COMMAND], al
        call    disk_address
        mov     ah, ST_NOSECTOR
        jc      .done
        mov     al, [bp + caller.al]
        mov     ah, 0
        mov     [EBDA_COUNT], ax
        cmp     al, 1
        mov     ah, ST_BADCMD
        jb      .done
        cmp     al, ATA_CHUNK
        ja      .done
        mov     ax, [bp + caller.bx]
        mov     [EBDA_BUFFER], ax
        mov     ax, [bp + caller.es]
        mov     [EBDA_BUFFER + 2], ax
        call    ata_transfer
        mov     al, [EBDA_COUNT]
        sub     [bp + caller.al], al    ; what was done
.done:
        jmp     disk_return

; 05h: an ATA disk is formatted for good; the address is checked and that is all
disk_format:
        push    cx
        and     cl, 0xC0
        inc     cx
        mov     [bp + caller.cl], cl    ; sector 1, whatever the caller had there
        call    disk_address
        pop     cx
        mov     [bp + caller.cl], cl
        mov     ah, ST_OK
        jnc     .done
        mov     ah, ST_NOSECTOR
.done:
        jmp     disk_return

; Caller's cylinder, head and sector to EBDA_LBA. out: CF = 1 if the disk has no such sector
disk_address:
        mov     ax, [bp + caller.cx]
        xchg    al, ah
        mov     cl, 6
        shr     ah, cl                  ; AX = cylinder
        cmp     ax, [si + disk.cyls]
        jae     .none
        mov     cl, [bp + caller.dh]
        mov     ch, 0
        cmp     cx, [si + disk.heads]
        jae     .none
        mul     word [si + disk.heads]
        add     ax, cx
        adc     dx, 0
        mov     cl, [bp + caller.cl]
        and     cx, 0x003F
        jz      .none
        cmp     cx, [si + disk.sectors]
        ja      .none
        dec     cx
        push    dx
        mul     word [si + disk.sectors]
        add     ax, cx
        adc     dx, 0
        mov     [EBDA_LBA], ax
        mov     bx, dx
        pop     ax
        mul     word [si + disk.sectors]
        add     ax, bx
        mov     [EBDA_LBA + 2], ax
        clc
        ret
.none:
        stc
        ret

; 08h: highest cylinder, head and sector; number of disks
disk_parameters:
        mov     ax, [si + disk.cyls]
        dec     ax
        mov     [bp + caller.ch], al
        mov     cl, 6
        shl     ah, cl
        or      ah, [si + disk.sectors]
        mov     [bp + caller.cl], ah
        mov     al, [si + disk.heads]
        dec     al
        mov     [bp + caller.dh], al
        mov     ax, BDA
        mov     ds, ax
        mov     al, [BDA_HDCOUNT]
        mov     [bp + caller.dl], al
        mov     byte [bp + caller.al], 0
        jmp     disk_good

; 15h: AH = 3 and CX:DX = sectors
disk_type:
        mov     ax, [si + disk.heads]
        mul     word [si + disk.sectors]
        mul     word [si + disk.cyls]
        mov     [bp + caller.cx], dx
        mov     [bp + caller.dx], ax
        mov     byte [bp + caller.ah], 3
        CALLER_CARRY_OFF
        LEAVE_SERVICE
