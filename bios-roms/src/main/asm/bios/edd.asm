; INT 13h/41h-48h: the extensions (BIOS Enhanced Disk Drive Specification 1.1).

; Disk address packet at the caller's DS:SI
struc packet
  .size         resb 1
  .reserved     resb 1
  .count        resw 1
  .buffer       resd 1
  .lba          resq 1
endstruc

; 41h: BX = 55AAh in, AA55h out; AH = version, CX bit 0 = packet functions
edd_check:
        cmp     word [bp + caller.bx], 0x55AA
        jne     disk_bad
        mov     word [bp + caller.bx], 0xAA55
        mov     word [bp + caller.cx], 0x0001
        mov     bx, BDA
        mov     ds, bx
        mov     byte [BDA_HDSTATUS], ST_OK
        mov     byte [bp + caller.ah], 0x20
        CALLER_CARRY_OFF
        LEAVE_SERVICE

edd_read:
        mov     al, ATA_READ
        jmp     edd_transfer
edd_write:
        mov     al, ATA_WRITE
        jmp     edd_transfer
edd_seek:
        mov     al, ATA_SEEK
        jmp     edd_transfer
edd_verify:
        mov     al, ATA_VERIFY
; in: AL = ATA command
edd_transfer:
        mov     [EBDA_COMMAND], al
        mov     es, [bp + caller.ds]
        mov     di, [bp + caller.si]
        cmp     byte [es:di + packet.size], packet_size
        jb      .bad
        mov     cx, [es:di + packet.count]
        cmp     al, ATA_SEEK
        jne     .count
        mov     cx, 1
.count:
        mov     [EBDA_COUNT], cx
        mov     ax, [es:di + packet.lba + 4]
        or      ax, [es:di + packet.lba + 6]
        jnz     .bad                    ; beyond 2 TiB
        mov     ax, [es:di + packet.lba]
        mov     dx, [es:di + packet.lba + 2]
        mov     [EBDA_LBA], ax
        mov     [EBDA_LBA + 2], dx
        add     ax, cx
        adc     dx, 0
        jc      .bad
        cmp     dx, [si + disk.total + 2]
        ja      .bad
        jb      .inside
        cmp     ax, [si + disk.total]
        ja      .bad
.inside:
        mov     ax, [es:di + packet.buffer]
        mov     [EBDA_BUFFER], ax
        mov     ax, [es:di + packet.buffer + 2]
        mov     [EBDA_BUFFER + 2], ax
        call    ata_transfer
        mov     cx, [EBDA_COUNT]
        cmp     byte [EBDA_COMMAND], ATA_SEEK
        je      .done
        sub     [es:di + packet.count], cx
.done:
        jmp     disk_return
.bad:
        jmp     disk_bad

; 48h: parameters into the caller's DS:SI
struc parameters
  .size         resw 1
  .flags        resw 1
  .cyls         resd 1
  .heads        resd 1
  .sectors      resd 1
  .total        resq 1
  .bytes        resw 1
endstruc
edd_parameters:
        mov     es, [bp + caller.ds]
        mov     di, [bp + caller.si]
        cmp     word [es:di], parameters_size
        jb      .bad
        mov     ax, parameters_size
        stosw
        mov     ax, 0x0002              ; the geometry is valid
        stosw
        mov     ax, [si + disk.pcyls]
        call    .dword
        mov     ax, [si + disk.pheads]
        call    .dword
        mov     ax, [si + disk.psectors]
        call    .dword
        mov     ax, [si + disk.total]
        stosw
        mov     ax, [si + disk.total + 2]
        call    .dword
        xor     ax, ax
        stosw
        mov     ax, 512
        stosw
        jmp     disk_good
.bad:
        jmp     disk_bad
.dword:
        stosw
        xor     ax, ax
        stosw
        ret
