; What stands at fixed addresses: entry points and tables that programs reach without a vector.

        AT      0xE05B
entry_post:
        jmp     post

        AT      0xE2C3
entry_nmi:
        jmp     nmi

        AT      0xE3FE
entry_int13:
        jmp     int13

; Fixed disk types of the PC AT: cylinders, heads, write precompensation, landing zone. All have 17
; sectors a track.
%macro DISK_TYPE 4
        dw      %1
        db      %2
        dw      0
        dw      %3
        db      0
        db      (%2 > 8) << 3           ; control byte: more than eight heads
        db      0, 0, 0
        dw      %4
        db      17, 0
%endmacro
        AT      0xE401
entry_disk_types:
        DISK_TYPE 306, 4, 128, 305
        DISK_TYPE 615, 4, 300, 615
        DISK_TYPE 615, 6, 300, 615
        DISK_TYPE 940, 8, 512, 940
        DISK_TYPE 940, 6, 512, 940
        DISK_TYPE 615, 4, 0xFFFF, 615
        DISK_TYPE 462, 8, 256, 511
        DISK_TYPE 733, 5, 0xFFFF, 733
        DISK_TYPE 900, 15, 0xFFFF, 901
        DISK_TYPE 820, 3, 0xFFFF, 820
        DISK_TYPE 855, 5, 0xFFFF, 855
        DISK_TYPE 855, 7, 0xFFFF, 855
        DISK_TYPE 306, 8, 128, 319
        DISK_TYPE 733, 7, 0xFFFF, 733

        AT      0xE6F2
entry_int19:
        jmp     int19

; INT 15h/C0h. Feature byte 1: 6 two interrupt controllers, 5 clock, 4 keyboard intercept (4Fh),
; 2 EBDA
        AT      0xE6F5
entry_config_table:
        dw      8
        db      0xFC, 0x01, 0x00        ; model, submodel, revision
        db      0x74, 0x00, 0x00, 0x00, 0x00

        AT      0xE729
entry_baud_table:                       ; divisors for 110 to 9600 baud
        dw      1047, 768, 384, 192, 96, 48, 24, 12

        AT      0xE739
entry_int14:
        jmp     int14

        AT      0xE82E
entry_int16:
        jmp     int16

        AT      0xE987
entry_int09:
        jmp     int09

        AT      0xEC59
entry_int40:
        jmp     int40

; Parameter tables for the drive types, as INT 1Eh's: specify (2), motor off, size code, sectors,
; gap, data length, format gap, fill, head settle (ms), motor start (1/8 s); then the highest
; cylinder, the data rate and the drive type as INT 13h/08h's callers find them on later machines.
FD_TABLE_SIZE   equ 13
fd_tables:
        db      0xDF, 0x02, 37, 2, 9, 0x2A, 0xFF, 0x50, 0xF6, 15, 4, 39, 0x80
        db      0xDF, 0x02, 37, 2, 15, 0x1B, 0xFF, 0x54, 0xF6, 15, 4, 79, 0x00
        db      0xDF, 0x02, 37, 2, 9, 0x2A, 0xFF, 0x50, 0xF6, 15, 4, 79, 0x80
        db      0xAF, 0x02, 37, 2, 18, 0x1B, 0xFF, 0x6C, 0xF6, 15, 4, 79, 0x00
        db      0xAF, 0x02, 37, 2, 36, 0x1B, 0xFF, 0x53, 0xF6, 15, 4, 79, 0xC0

        AT      0xEF57
entry_int0e:
        jmp     int0e

        AT      0xEFC7
entry_floppy_table:
        db      0xAF, 0x02, 37, 2, 18, 0x1B, 0xFF, 0x6C, 0xF6, 15, 4

        AT      0xEFD2
entry_int17:
        jmp     int17

        AT      0xF065
entry_int10:
        jmp     int10_none

; INT 1Dh: 6845 parameters for 40x25, 80x25, graphics and monochrome text; then page sizes, columns
; and mode bytes (IBM Color/Graphics and Monochrome Display Adapter manuals)
        AT      0xF0A4
entry_video_table:
        db      0x38, 0x28, 0x2D, 0x0A, 0x1F, 0x06, 0x19, 0x1C, 0x02, 0x07, 0x06, 0x07, 0, 0, 0, 0
        db      0x71, 0x50, 0x5A, 0x0A, 0x1F, 0x06, 0x19, 0x1C, 0x02, 0x07, 0x06, 0x07, 0, 0, 0, 0
        db      0x38, 0x28, 0x2D, 0x0A, 0x7F, 0x06, 0x64, 0x70, 0x02, 0x01, 0x06, 0x07, 0, 0, 0, 0
        db      0x61, 0x50, 0x52, 0x0F, 0x19, 0x06, 0x19, 0x19, 0x02, 0x0D, 0x0B, 0x0C, 0, 0, 0, 0
        dw      2048, 4096, 16384, 16384
        db      40, 40, 80, 80, 40, 40, 80, 80
        db      0x2C, 0x28, 0x2D, 0x29, 0x2A, 0x2E, 0x1E, 0x29

        AT      0xF841
entry_int12:
        jmp     int12

        AT      0xF84D
entry_int11:
        jmp     int11

        AT      0xF859
entry_int15:
        jmp     int15

; 8x8 glyphs of characters 0-127
        AT      0xFA6E
entry_font:
        incbin  "font8x8.bin", 0, 128 * 8

        AT      0xFE6E
entry_int1a:
        jmp     int1a

        AT      0xFEA5
entry_int08:
        jmp     int08

; Offsets of the first interrupt vectors, in the order POST would install them
        AT      0xFEF3
        dw      entry_int08, entry_int09, dummy_master, dummy_master, dummy_master, dummy_master
        dw      entry_int0e, dummy_master, entry_int10, entry_int11, entry_int12, entry_int13
        dw      entry_int14, entry_int15, entry_int16, entry_int17, int18, entry_int19
        dw      entry_int1a, entry_iret, entry_iret, entry_video_table, entry_floppy_table, 0

        AT      0xFF53
entry_iret:
        iret

        AT      0xFF54
entry_int05:
        jmp     int05

        AT      0xFFF0
        jmp     0xF000:entry_post
        db      '11/20/26'              ; at FFFF:0005
        db      0
        db      0xFC                    ; at FFFF:000E: model, PC AT
        db      CHECKSUM
