; INT 13h for diskettes (INT 40h): the functions and the media they find in a drive.
; 82077AA data sheet (Intel 290166-007), sections 5 and 6 for commands and results.

; Media state, BDA_FDMEDIA: bits 7-6 data rate, 5 double step, 4 established, 2-0 drive and medium
MEDIA_RATE      equ 0xC0
MEDIA_DOUBLE    equ 0x20
MEDIA_KNOWN     equ 0x10
RATE_500        equ 0x00
RATE_300        equ 0x40
RATE_250        equ 0x80
RATE_1000       equ 0xC0

FD_TRIES        equ 3

int40:
        ENTER_SERVICE
        sti
        mov     bl, ah
        cmp     bl, 0x18
        ja      fd_bad_command
        mov     bh, 0
        shl     bx, 1
        jmp     [cs:.table + bx]
.table:
        dw      fd_reset_service, fd_status_service, fd_transfer, fd_transfer       ; 00-03
        dw      fd_transfer, fd_transfer, fd_bad_command, fd_bad_command            ; 04-07
        dw      fd_parameters, fd_bad_command, fd_bad_command, fd_bad_command       ; 08-0B
        dw      fd_bad_command, fd_bad_command, fd_bad_command, fd_bad_command      ; 0C-0F
        dw      fd_bad_command, fd_bad_command, fd_bad_command, fd_bad_command      ; 10-13
        dw      fd_bad_command, fd_type, fd_change, fd_set_type, fd_set_media       ; 14-18

fd_bad_command:
        mov     ah, ST_BADCMD
; in: AH = status; to the caller's AH and carry, and to 40:41
fd_return:
        mov     [BDA_FDSTATUS], ah
        mov     [bp + caller.ah], ah
        CALLER_CARRY_OFF
        test    ah, ah
        jz      .leave
        CALLER_CARRY_ON
.leave:
        call    fd_motor_timeout
        LEAVE_SERVICE

; 00h: reset the controller
fd_reset_service:
        call    fdc_reset
        jmp     fd_return

; 01h: status of the last operation
fd_status_service:
        mov     ah, [BDA_FDSTATUS]
        jmp     fd_return

; in: DL = drive; out: AL = type as CMOS has it (0 = none, 1-5)
fd_drive_type:
        mov     al, 0
        cmp     dl, 1
        ja      .none
        push    cx
        mov     al, CMOS_FLOPPIES
        call    cmos_read
        mov     cl, 4
        cmp     dl, 1
        je      .low
        shr     al, cl
.low:
        and     al, 0x0F
        pop     cx
        cmp     al, 5
        jbe     .none
        mov     al, 4                   ; 6: another code for 2.88 MB drives; treated as 1.44 MB
.none:
        ret

; For each drive type: highest cylinder, sectors a track, index of its parameter table
fd_geometry:
        db      0, 0, 0, 0
        db      39, 9, 0, 0             ; 360 KB 5.25"
        db      79, 15, 1, 0            ; 1.2 MB 5.25"
        db      79, 9, 2, 0             ; 720 KB 3.5"
        db      79, 18, 3, 0            ; 1.44 MB 3.5"
        db      79, 36, 4, 0            ; 2.88 MB 3.5"

; 08h: parameters of a drive. BL type, CH/CL highest cylinder and sector, DH highest head, DL number
; of drives, ES:DI its parameter table
fd_parameters:
        call    fd_drive_type
        mov     bl, al
        mov     bh, 0
        mov     [bp + caller.bx], bx
        call    fd_count
        mov     [bp + caller.dl], cl
        mov     byte [bp + caller.dh], 0
        mov     word [bp + caller.cx], 0
        mov     word [bp + caller.ax], 0
        test    bl, bl
        jz      .none
        shl     bx, 1
        shl     bx, 1
        mov     byte [bp + caller.dh], 1
        mov     ax, [cs:fd_geometry + bx]
        mov     [bp + caller.ch], al
        mov     [bp + caller.cl], ah
        mov     al, [cs:fd_geometry + bx + 2]
        mov     ah, FD_TABLE_SIZE
        mul     ah
        add     ax, fd_tables
        mov     [bp + caller.di], ax
        mov     [bp + caller.es], cs
.none:
        mov     ah, ST_OK
        cmp     byte [bp + caller.dl], 0
        jne     fd_return
        jmp     fd_bad_command

; out: CL = number of drives
fd_count:
        push    ax
        push    dx
        mov     cl, 0
        mov     dl, 0
        call    fd_drive_type
        cmp     al, 1
        sbb     cl, -1
        inc     dx
        call    fd_drive_type
        cmp     al, 1
        sbb     cl, -1
        pop     dx
        pop     ax
        ret

; 15h: kind of drive: 0 none, 1 without and 2 with change line
fd_type:
        call    fd_drive_type
        mov     ah, 0
        test    al, al
        jz      .have
        inc     ah
        cmp     al, 1
        je      .have
        inc     ah
.have:
        mov     [bp + caller.ah], ah
        mov     byte [BDA_FDSTATUS], ST_OK
        CALLER_CARRY_OFF
        LEAVE_SERVICE

; 16h: was the medium changed?
fd_change:
        call    fd_drive_type
        test    al, al
        jz      fd_bad_command
        mov     ah, ST_CHANGED
        cmp     al, 1                   ; no line: it may have been
        je      .done
        call    fd_motor_on
        call    fd_line_active
        mov     ah, ST_CHANGED
        jc      .done
        mov     ah, ST_OK
.done:
        jmp     fd_return

; 17h: medium for the next format. AL = 1: 360 KB in 360 KB, 2: 360 KB in 1.2 MB, 3: 1.2 MB, 4: 720 KB
fd_set_type:
        call    fd_drive_type
        test    al, al
        jz      fd_bad_command
        mov     al, [bp + caller.al]
        dec     al
        cmp     al, 3
        ja      fd_bad_command
        mov     bl, al
        mov     bh, 0
        mov     al, [cs:.states + bx]
        jmp     fd_accept_media
.states:
        db      RATE_250 | MEDIA_KNOWN | 3
        db      RATE_300 | MEDIA_DOUBLE | MEDIA_KNOWN | 4
        db      RATE_500 | MEDIA_KNOWN | 5
        db      RATE_250 | MEDIA_KNOWN | 7

; 18h: medium for the next format by geometry. CH = highest cylinder (bits 9-8 in CL), CL = sectors
fd_set_media:
        call    fd_drive_type
        test    al, al
        jz      fd_bad_command
        mov     ah, al
        mov     si, fd_formats
.find:
        mov     al, [cs:si]
        test    al, al
        jz      .unsupported
        cmp     al, ah
        jne     .next
        mov     bx, [cs:si + 1]
        cmp     ch, bl
        jne     .next
        mov     al, cl
        and     al, 0x3F
        cmp     al, bh
        je      .found
.next:
        add     si, 5
        jmp     .find
.found:
        mov     al, [cs:si + 4]
        mov     ah, FD_TABLE_SIZE
        mul     ah
        add     ax, fd_tables
        mov     [bp + caller.di], ax
        mov     [bp + caller.es], cs
        mov     al, [cs:si + 3]
        jmp     fd_accept_media
.unsupported:
        mov     ah, ST_MEDIA
        jmp     fd_return

; in: AL = media state for drive DL
fd_accept_media:
        push    ax
        call    fd_motor_on
        call    fd_line_active
        pop     ax
        jnc     .present
        push    ax
        call    fd_clear_line
        pop     ax
        mov     ah, ST_TIMEOUT
        jc      .done
.present:
        call    fd_media_ptr
        mov     [bx], al
        mov     ah, ST_OK
.done:
        jmp     fd_return

; drive type, highest cylinder, sectors, media state, parameter table
fd_formats:
        db      1, 39, 9, RATE_250 | MEDIA_KNOWN | 3, 0
        db      1, 39, 8, RATE_250 | MEDIA_KNOWN | 3, 0
        db      2, 39, 9, RATE_300 | MEDIA_DOUBLE | MEDIA_KNOWN | 4, 0
        db      2, 39, 8, RATE_300 | MEDIA_DOUBLE | MEDIA_KNOWN | 4, 0
        db      2, 79, 15, RATE_500 | MEDIA_KNOWN | 5, 1
        db      3, 79, 9, RATE_250 | MEDIA_KNOWN | 7, 2
        db      4, 79, 9, RATE_250 | MEDIA_KNOWN | 7, 2
        db      4, 79, 18, RATE_500 | MEDIA_KNOWN | 7, 3
        db      5, 79, 9, RATE_250 | MEDIA_KNOWN | 7, 2
        db      5, 79, 18, RATE_500 | MEDIA_KNOWN | 7, 3
        db      5, 79, 36, RATE_1000 | MEDIA_KNOWN | 7, 4
        db      0

; Media states to try, by drive type; FFh ends a list.
fd_rates:
        dw      .none, .dd, .hd525, .dd35, .hd35, .ed35
.none:  db      0xFF
.dd:    db      RATE_250 | 3, 0xFF
.hd525: db      RATE_500 | 5, RATE_300 | MEDIA_DOUBLE | 4
        db      RATE_250 | MEDIA_DOUBLE | 4, 0xFF       ; a drive that slows down to 300 rpm
.dd35:  db      RATE_250 | 7, 0xFF
.hd35:  db      RATE_500 | 7, RATE_250 | 7, 0xFF
.ed35:  db      RATE_1000 | 7, RATE_500 | 7, RATE_250 | 7, 0xFF

; in: DL = drive; out: BX = offset of its media state in DS
fd_media_ptr:
        mov     bl, dl
        mov     bh, 0
        add     bx, BDA_FDMEDIA
        ret

; Change line of drive DL: CF = 1 if active. The motor must run. Drives without one say no.
fd_line_active:
        push    ax
        push    dx
        call    fd_drive_type
        cmp     al, 1
        je      .no
        mov     dx, FDC_DIR
        in      al, dx
        shl     al, 1
        jmp     .done
.no:
        clc
.done:
        pop     dx
        pop     ax
        ret

; A new medium: forget the old one and step the drive, which resets the line of a drive that holds
; one. out: CF = 1 if the line stays active: the drive is empty
fd_clear_line:
        push    bx
        call    fd_media_ptr
        and     byte [bx], ~MEDIA_KNOWN & 0xFF
        pop     bx
        call    fdc_recalibrate
        mov     ch, 1
        call    fdc_seek_raw
        mov     ch, 0
        call    fdc_seek_raw
        jmp     fd_line_active

; Find the data rate of the medium in drive DL by reading any sector's address mark.
; out: AH = status; the media state is established when it is 0
fd_detect_media:
        call    fd_drive_type
        mov     bl, al
        mov     bh, 0
        shl     bx, 1
        mov     si, [cs:fd_rates + bx]
.try:
        mov     al, [cs:si]
        cmp     al, 0xFF
        je      .unknown
        call    fd_media_ptr
        mov     [bx], al
        call    fdc_set_rate
        call    fdc_recalibrate
        jc      .next
        call    fdc_read_id
        jnc     .found
        cmp     ah, ST_TIMEOUT
        jne     .next
        call    fdc_reset
.next:
        inc     si
        jmp     .try
.found:
        call    fd_media_ptr
        or      byte [bx], MEDIA_KNOWN
        mov     ah, ST_OK
        ret
.unknown:
        mov     ah, ST_NOMARK
        ret

; 02h read, 03h write, 04h verify, 05h format
fd_transfer:
        call    fd_drive_type
        test    al, al
        jz      .no_drive
        cmp     byte [bp + caller.ah], 5
        je      .count_known
        cmp     byte [bp + caller.al], 0
        je      .bad
        test    byte [bp + caller.cl], 0x3F
        jz      .bad
.count_known:
        call    fd_motor_on
        call    fd_line_active
        jnc     .same_medium
        call    fd_clear_line
        mov     ah, ST_TIMEOUT          ; empty
        jc      .failed
        mov     ah, ST_CHANGED
        jmp     .failed
.no_drive:
        mov     ah, ST_TIMEOUT
        jmp     .failed
.bad:
        mov     ah, ST_BADCMD
.failed:
        mov     byte [bp + caller.al], 0
        jmp     fd_return
.same_medium:
        mov     si, FD_TRIES
.again:
        push    si
        call    fd_ready_medium
        jnz     .attempted
        call    fdc_transfer
.attempted:
        pop     si
        test    ah, ah
        jz      .done
        cmp     ah, ST_PROTECTED        ; these do not go away by themselves
        je      .failed_count
        cmp     ah, ST_BOUNDARY
        je      .failed
        dec     si
        jz      .failed_count
        cmp     ah, ST_TIMEOUT
        jne     .recalibrate
        call    fdc_reset
.recalibrate:
        call    fdc_forget_position
        jmp     .again
.failed_count:
        call    fdc_sectors_done
        mov     [bp + caller.al], al
.done:
        jmp     fd_return

; The medium's data rate known (a format takes the drive's own if nothing was said) and set.
; out: AH = status, ZF = 1 if fine
fd_ready_medium:
        call    fd_media_ptr
        test    byte [bx], MEDIA_KNOWN
        jnz     .known
        cmp     byte [bp + caller.ah], 5
        je      .unformatted
        call    fd_detect_media
        test    ah, ah
        jz      .known
        ret
.unformatted:
        call    fd_drive_type
        mov     bl, al
        mov     bh, 0
        shl     bx, 1
        mov     si, [cs:fd_rates + bx]
        mov     al, [cs:si]
        or      al, MEDIA_KNOWN
        call    fd_media_ptr
        mov     [bx], al
.known:
        call    fd_media_ptr
        mov     al, [bx]
        call    fdc_set_rate
        xor     ah, ah
        ret

; POST: forget media, count drives, reset the controller
floppy_init:
        mov     byte [BDA_FDINFO], 0x77
        call    fd_count
        test    cl, cl
        jz      .none
        dec     cl
        mov     al, 0x01
        ror     cl, 1
        ror     cl, 1
        or      al, cl
        or      [BDA_EQUIPMENT], al
        call    fdc_reset
        mov     byte [BDA_FDMEDIA], 0x07
        mov     byte [BDA_FDMEDIA + 1], 0x07
        push    bp
        sub     sp, caller_size         ; the driver looks at a caller's function: none
        mov     bp, sp
        mov     byte [bp + caller.ah], 0
        mov     dl, 0
.drive:
        call    fd_drive_type
        cmp     al, 1
        jbe     .next
        call    fd_motor_on             ; a medium that was there before counts as unchanged
        call    fd_line_active
        jnc     .next
        call    fd_clear_line
.next:
        inc     dx
        cmp     dl, 2
        jb      .drive
        add     sp, caller_size
        pop     bp
        call    fd_motor_timeout
.none:
        ret
