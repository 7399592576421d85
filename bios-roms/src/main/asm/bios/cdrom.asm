; Booting from a CD and INT 13h for what was booted ("El Torito" Bootable CD-ROM Format
; Specification 1.0): a disc without emulation is drive E0h with sectors of 2048 bytes; an image of
; a floppy or a disk on the disc is drive 00h or 80h, and the real ones move up by one.

CD_DRIVE        equ 0xE0
CD_NO_EMULATION equ 0
CD_HARD_DISK    equ 4

; Specification packet of INT 13h/4Bh, kept at EBDA_CDSPEC
struc spec
  .size         resb 1
  .media        resb 1
  .drive        resb 1
  .controller   resb 1
  .lba          resd 1          ; first sector of the image
  .device       resw 1          ; bit 0: slave
  .cache        resw 1
  .segment      resw 1          ; where it is loaded, 0 for 07C0h
  .count        resw 1          ; sectors of 512 bytes that are loaded
  .cyl          resb 1
  .sector       resb 1
  .head         resb 1
endstruc

; INT 19h: boots the disc in the drive; returns if it cannot.
cd_boot:
        push    ds
        mov     ds, [BDA_EBDA]
        mov     si, EBDA_CD
        cmp     word [si + disk.base], 0
        je      .no
        mov     ax, 0x07C0              ; both volume descriptor and catalog go through 7C00
        mov     es, ax
        mov     ax, 17
        xor     dx, dx
        call    .sector
        jc      .no
        push    si
        mov     si, text_el_torito
        xor     di, di
        mov     cx, text_el_torito.end - text_el_torito
.compare:
        cs lodsb
        scasb
        jne     .other
        loop    .compare
.other:
        pop     si
        jne     .no
        mov     ax, [es:0x47]           ; the boot catalog
        mov     dx, [es:0x49]
        call    .sector
        jc      .no
        cmp     byte [es:0], 1          ; validation entry
        jne     .no
        cmp     word [es:0x1E], 0xAA55
        jne     .no
        cmp     byte [es:0x20], 0x88    ; the initial entry is bootable
        jne     .no
        call    cd_specify
        jc      .no
        call    cd_load
        jc      .no
        mov     byte [EBDA_CDBOOT], 1
        mov     dl, [EBDA_CDSPEC + spec.drive]
        mov     ax, [EBDA_CDSPEC + spec.segment]
        cmp     ax, 0x07C0              ; boot sectors expect 0000:7C00
        jne     .go
        xor     ax, ax
        mov     bx, 0x7C00
        jmp     .jump
.go:
        xor     bx, bx
.jump:
        push    ax
        push    bx
        xor     ax, ax
        mov     ds, ax
        mov     es, ax
        retf
.no:
        pop     ds
        ret
.sector:
        xor     di, di
        mov     cx, 1
        push    es
        call    cd_read
        pop     es
        ret

text_el_torito:
        db      0, 'CD001', 1, 'EL TORITO SPECIFICATION'
.end:

; The initial entry of the catalog at ES:20h to EBDA_CDSPEC. out: CF = 1 for an unknown medium
cd_specify:
        mov     byte [EBDA_CDSPEC + spec.size], spec_size
        mov     al, [es:0x21]
        and     al, 0x0F
        mov     [EBDA_CDSPEC + spec.media], al
        mov     ah, CD_DRIVE
        cmp     al, CD_NO_EMULATION
        je      .drive
        mov     ah, 0x00
        cmp     al, CD_HARD_DISK
        jb      .drive
        mov     ah, 0x80
        je      .drive
        stc
        ret
.drive:
        mov     [EBDA_CDSPEC + spec.drive], ah
        mov     byte [EBDA_CDSPEC + spec.controller], 0
        mov     ax, [es:0x28]
        mov     [EBDA_CDSPEC + spec.lba], ax
        mov     ax, [es:0x2A]
        mov     [EBDA_CDSPEC + spec.lba + 2], ax
        mov     ax, 0
        test    byte [si + disk.select], 0x10
        jz      .device
        inc     ax
.device:
        mov     [EBDA_CDSPEC + spec.device], ax
        mov     word [EBDA_CDSPEC + spec.cache], 0
        mov     ax, [es:0x22]
        test    ax, ax
        jnz     .segment
        mov     ax, 0x07C0
.segment:
        mov     [EBDA_CDSPEC + spec.segment], ax
        mov     ax, [es:0x26]
        mov     [EBDA_CDSPEC + spec.count], ax
        clc
        ret

; Loads the image's first sectors and finds its geometry. out: CF = 1 if it cannot be read
cd_load:
        mov     es, [EBDA_CDSPEC + spec.segment]
        xor     di, di
        mov     ax, [EBDA_CDSPEC + spec.lba]
        mov     dx, [EBDA_CDSPEC + spec.lba + 2]
        mov     cx, [EBDA_CDSPEC + spec.count]
        cmp     byte [EBDA_CDSPEC + spec.media], CD_NO_EMULATION
        je      .count
        mov     cx, 1                   ; an image's boot sector, as of a real floppy or disk
.count:
        add     cx, 3
        shr     cx, 1
        shr     cx, 1
        push    es
        call    cd_read
        pop     es
        jc      .done
        mov     al, [EBDA_CDSPEC + spec.media]
        cmp     al, CD_NO_EMULATION
        je      .done                   ; CF = 0
        mov     bx, 80                  ; cylinders, heads and sectors of a floppy
        mov     cx, 2
        mov     dx, 15
        cmp     al, 1
        je      .known
        mov     dx, 18
        cmp     al, 2
        je      .known
        mov     dx, 36
        cmp     al, CD_HARD_DISK
        jb      .known
        mov     al, [es:0x1BE + 5]      ; a disk: where its first partition ends
        mov     ah, 0
        inc     ax
        mov     cx, ax
        mov     ax, [es:0x1BE + 6]      ; cylinder 7-0, cylinder 9-8 and sector
        mov     dx, ax
        and     dx, 0x003F
        mov     bl, ah
        mov     bh, al
        rol     bh, 1
        rol     bh, 1
        and     bh, 0x03
        inc     bx
.known:
        mov     [EBDA_CDCYLS], bx
        mov     [EBDA_CDHEADS], cx
        mov     [EBDA_CDSECTORS], dx
        test    dx, dx                  ; a table without a partition has no geometry
        jnz     .done
        stc
.done:
        ret

; ---- INT 13h

; The disc without emulation, or the image; all registers are the caller's.
int13_cd:
        ENTER_SERVICE
        sti
        mov     ds, [BDA_EBDA]
        mov     si, EBDA_CD
        cmp     ah, 0x4B
        je      .emulation
        cmp     byte [EBDA_CDSPEC + spec.media], CD_NO_EMULATION
        jne     cd_image
        cmp     ah, 0x41
        je      .check
        cmp     ah, 0x42
        je      .read
        cmp     ah, 0x48
        je      .parameters
        cmp     ah, 0x44                ; verify, lock and seek need no more
        je      .good
        cmp     ah, 0x45
        je      .good
        cmp     ah, 0x47
        je      .good
        cmp     ah, 0x00
        je      .good
        cmp     ah, 0x01
        je      .status
        jmp     disk_bad
.good:
        jmp     disk_good
.status:
        jmp     disk_status
.check:
        jmp     edd_check
.emulation:
        jmp     cd_emulation
.read:
        mov     es, [bp + caller.ds]
        mov     di, [bp + caller.si]
        mov     ax, [es:di + packet.lba + 4]
        or      ax, [es:di + packet.lba + 6]
        jnz     .bad
        mov     cx, [es:di + packet.count]
        mov     ax, [es:di + packet.lba]
        mov     dx, [es:di + packet.lba + 2]
        les     di, [es:di + packet.buffer]
        call    cd_read
        jc      .failed
        jmp     disk_good
.failed:
        push    ax
        mov     es, [bp + caller.ds]
        mov     di, [bp + caller.si]
        mov     word [es:di + packet.count], 0
        pop     ax
        jmp     disk_return
.bad:
        jmp     disk_bad
.parameters:
        mov     es, [bp + caller.ds]
        mov     di, [bp + caller.si]
        cmp     word [es:di], parameters_size
        jb      .bad
        mov     ax, parameters_size
        stosw
        mov     ax, 0x0074              ; removable, lockable, no geometry, change line
        stosw
        mov     ax, 0xFFFF              ; cylinders, heads, sectors and the total: unknown
        mov     cx, 10
        rep     stosw
        mov     ax, CD_SECTOR
        stosw
        jmp     disk_good

; 4B00h ends emulation, 4B01h tells about it into the caller's DS:SI
cd_emulation:
        mov     al, [bp + caller.al]
        cmp     al, 1
        ja      .bad
        mov     es, [bp + caller.ds]
        mov     di, [bp + caller.si]
        mov     si, EBDA_CDSPEC
        mov     cx, spec_size
        rep     movsb
        test    al, al
        jnz     .good
        mov     byte [EBDA_CDBOOT], 0
.good:
        jmp     disk_good
.bad:
        jmp     disk_bad

; An image of a floppy or a disk
cd_image:
        cmp     ah, 0x02
        je      .read
        cmp     ah, 0x04
        je      .good
        cmp     ah, 0x08
        je      .parameters
        cmp     ah, 0x15
        je      .type
        cmp     ah, 0x03
        je      .protected
        cmp     ah, 0x01
        je      .status
        cmp     ah, 0x00
        je      .good
        cmp     ah, 0x16
        je      .good
        cmp     ah, 0x10
        je      .good
        jmp     disk_bad
.good:
        jmp     disk_good
.status:
        jmp     disk_status
.protected:
        mov     ah, ST_PROTECTED
        jmp     disk_return
.type:
        mov     byte [bp + caller.ah], 1        ; a floppy without a change line
        test    dl, dl
        jns     .typed
        mov     byte [bp + caller.ah], 3
        mov     ax, [EBDA_CDCYLS]
        mul     word [EBDA_CDHEADS]
        mul     word [EBDA_CDSECTORS]
        mov     [bp + caller.cx], dx
        mov     [bp + caller.dx], ax
.typed:
        CALLER_CARRY_OFF
        LEAVE_SERVICE
.parameters:
        mov     ax, [EBDA_CDCYLS]
        dec     ax
        mov     [bp + caller.ch], al
        mov     cl, 6
        shl     ah, cl
        or      ah, [EBDA_CDSECTORS]
        mov     [bp + caller.cl], ah
        mov     al, [EBDA_CDHEADS]
        dec     ax
        mov     [bp + caller.dh], al
        mov     bx, BDA
        mov     es, bx
        test    dl, dl
        js      .disks
        mov     byte [bp + caller.bl], 4        ; as a 1.44 MB drive
        mov     byte [bp + caller.dl], 2
        jmp     disk_good
.disks:
        mov     al, [es:BDA_HDCOUNT]
        inc     ax
        mov     [bp + caller.dl], al
        jmp     disk_good
.read:
        mov     bl, [bp + caller.cl]            ; DX:AX = ((cylinder * heads) + head) * sectors
        mov     ah, bl
        mov     al, [bp + caller.ch]
        mov     cl, 6
        shr     ah, cl
        mul     word [EBDA_CDHEADS]
        mov     cl, [bp + caller.dh]
        mov     ch, 0
        add     ax, cx
        mul     word [EBDA_CDSECTORS]
        and     bx, 0x003F
        jz      .nothing
        cmp     bx, [EBDA_CDSECTORS]
        ja      .nothing
        dec     bx
        add     ax, bx
        adc     dx, 0
        mov     [EBDA_LBA], ax
        mov     [EBDA_LBA + 2], dx
        mov     cl, [bp + caller.al]
        mov     es, [bp + caller.es]
        mov     di, [bp + caller.bx]
.sector:
        push    cx
        mov     ax, [EBDA_LBA]
        mov     dx, [EBDA_LBA + 2]
        mov     bx, ax
        and     bx, 3                           ; words before this quarter of the CD's sector
        mov     bh, bl
        mov     bl, 0
        shr     dx, 1
        rcr     ax, 1
        shr     dx, 1
        rcr     ax, 1
        add     ax, [EBDA_CDSPEC + spec.lba]
        adc     dx, [EBDA_CDSPEC + spec.lba + 2]
        mov     cx, 256
        call    cd_read_part
        pop     cx
        jc      .failed
        add     word [EBDA_LBA], 1
        adc     word [EBDA_LBA + 2], 0
        dec     cl
        jnz     .sector
        jmp     disk_good
.nothing:
        mov     ah, ST_NOSECTOR
.failed:
        mov     byte [bp + caller.al], 0
        jmp     disk_return
