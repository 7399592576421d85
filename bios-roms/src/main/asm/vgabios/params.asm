; The video parameter table that 40:A8 leads to: 29 entries of 64 bytes (PS/2 BIOS Interface
; Technical Reference, "Video parameter table"). The register values follow from the dot clocks
; (25.175 and 28.322 MHz), 31.5 kHz lines and 70 or 60 Hz frames of the VGA, as its Technical
; Reference lists them for each mode.

; Parts that entries share
%macro SEQ_REGS 4
        db      %1, %2, %3, %4
%endmacro
; Horizontal timing: 40 and 80 character columns, text and graphics
%macro H40 1
        db      0x2D, 0x27, 0x28, 0x90, 0x2B, %1
%endmacro
%macro H80 2
        db      0x5F, 0x4F, 0x50, 0x82, %1, %2
%endmacro
; Vertical total and overflow, then scan line and cursor registers and six zeros
%macro V70 3
        db      0xBF, 0x1F, 0x00, %1, %2, %3, 0, 0, 0, 0
%endmacro
%macro V60 3
        db      0x0B, 0x3E, 0x00, %1, %2, %3, 0, 0, 0, 0
%endmacro
; Vertical end, then offset, underline, blanking, mode control, line compare
%macro VEND400 3
        db      0x9C, 0x8E, 0x8F, %1, %2, 0x96, 0xB9, %3, 0xFF
%endmacro
%macro VEND350 3
        db      0x83, 0x85, 0x5D, %1, %2, 0x63, 0xBA, %3, 0xFF
%endmacro
%macro VEND480 3
        db      0xEA, 0x8C, 0xDF, %1, %2, 0xE7, 0x04, %3, 0xFF
%endmacro
; Palettes of the attribute controller
%macro PAL_CGA16 0
        db      0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07
        db      0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17
%endmacro
%macro PAL_EGA16 0
        db      0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x14, 0x07
        db      0x38, 0x39, 0x3A, 0x3B, 0x3C, 0x3D, 0x3E, 0x3F
%endmacro
%macro PAL_MONO 0
        db      0x00, 0x08, 0x08, 0x08, 0x08, 0x08, 0x08, 0x08
        db      0x10, 0x18, 0x18, 0x18, 0x18, 0x18, 0x18, 0x18
%endmacro
; Mode control, overscan, plane enable, panning
%macro ATTR_CONTROL 3
        db      %1, 0x00, %2, %3
%endmacro
; Graphics mode, miscellaneous, colour don't care; the rest at rest
%macro GDC_REGS 3
        db      0, 0, 0, 0, 0, %1, %2, %3, 0xFF
%endmacro
%macro SHAPE 4                          ; columns, rows, height, page size
        db      %1, %2 - 1, %3
        dw      %4
%endmacro

%macro TEXT40_200 0
        SHAPE   40, 25, 8, 0x0800
        SEQ_REGS 0x09, 0x03, 0x00, 0x02
        db      0x63
        H40     0xA0
        V70     0xC7, 6, 7
        VEND400 0x14, 0x1F, 0xA3
        PAL_CGA16
        ATTR_CONTROL 0x08, 0x0F, 0
        GDC_REGS 0x10, 0x0E, 0
%endmacro
%macro TEXT80_200 0
        SHAPE   80, 25, 8, 0x1000
        SEQ_REGS 0x01, 0x03, 0x00, 0x02
        db      0x63
        H80     0x55, 0x81
        V70     0xC7, 6, 7
        VEND400 0x28, 0x1F, 0xA3
        PAL_CGA16
        ATTR_CONTROL 0x08, 0x0F, 0
        GDC_REGS 0x10, 0x0E, 0
%endmacro
%macro TEXT40_350 0
        SHAPE   40, 25, 14, 0x0800
        SEQ_REGS 0x09, 0x03, 0x00, 0x02
        db      0xA3
        H40     0xA0
        V70     0x4D, 11, 12
        VEND350 0x14, 0x1F, 0xA3
        PAL_EGA16
        ATTR_CONTROL 0x08, 0x0F, 0
        GDC_REGS 0x10, 0x0E, 0
%endmacro
%macro TEXT80_350 0
        SHAPE   80, 25, 14, 0x1000
        SEQ_REGS 0x01, 0x03, 0x00, 0x02
        db      0xA3
        H80     0x55, 0x81
        V70     0x4D, 11, 12
        VEND350 0x28, 0x1F, 0xA3
        PAL_EGA16
        ATTR_CONTROL 0x08, 0x0F, 0
        GDC_REGS 0x10, 0x0E, 0
%endmacro
%macro CGA4 0
        SHAPE   40, 25, 8, 0x4000
        SEQ_REGS 0x09, 0x03, 0x00, 0x02
        db      0x63
        H40     0x80
        V70     0xC1, 0, 0
        VEND400 0x14, 0x00, 0xA2
        db      0x00, 0x13, 0x15, 0x17, 0x02, 0x04, 0x06, 0x07
        db      0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17
        ATTR_CONTROL 0x01, 0x03, 0
        GDC_REGS 0x30, 0x0F, 0
%endmacro
%macro UNUSED 0
        times   PARAM_LENGTH db 0
%endmacro
; Planar, 80 columns, 350 lines
%macro EGA350 2                         ; miscellaneous output, colour don't care
        SHAPE   80, 25, 14, 0x8000
        SEQ_REGS 0x01, 0x0F, 0x00, 0x06
        db      %1
        H80     0x54, 0x80
        V70     0x40, 0, 0
        VEND350 0x28, 0x0F, 0xE3
%if %2 = 0x05
        db      0x00, 0x08, 0x00, 0x00, 0x18, 0x18, 0x00, 0x00
        db      0x00, 0x08, 0x00, 0x00, 0x00, 0x18, 0x00, 0x00
        ATTR_CONTROL 0x0B, 0x05, 0
%else
        PAL_EGA16
        ATTR_CONTROL 0x01, 0x0F, 0
%endif
        GDC_REGS 0x00, 0x05, %2
%endmacro

video_parameters:
        TEXT40_200                      ; 00h, 01h
        TEXT40_200
        TEXT80_200                      ; 02h, 03h
        TEXT80_200
        CGA4                            ; 04h, 05h
        CGA4
        ; 06h: 640x200, two colours
        SHAPE   80, 25, 8, 0x4000
        SEQ_REGS 0x01, 0x01, 0x00, 0x06
        db      0x63
        H80     0x54, 0x80
        V70     0xC1, 0, 0
        VEND400 0x28, 0x00, 0xC2
        db      0x00
        times   15 db 0x17
        ATTR_CONTROL 0x01, 0x01, 0
        GDC_REGS 0x00, 0x0D, 0
        ; 07h: monochrome text, 350 lines
        SHAPE   80, 25, 14, 0x1000
        SEQ_REGS 0x00, 0x03, 0x00, 0x02
        db      0xA6
        H80     0x55, 0x81
        V70     0x4D, 11, 12
        VEND350 0x28, 0x0D, 0xA3
        PAL_MONO
        ATTR_CONTROL 0x0E, 0x0F, 8
        GDC_REGS 0x10, 0x0A, 0
        UNUSED                          ; 08h-0Ch
        UNUSED
        UNUSED
        UNUSED
        UNUSED
        ; 0Dh: 320x200, 16 colours
        SHAPE   40, 25, 8, 0x2000
        SEQ_REGS 0x09, 0x0F, 0x00, 0x06
        db      0x63
        H40     0x80
        V70     0xC0, 0, 0
        VEND400 0x14, 0x00, 0xE3
        PAL_CGA16
        ATTR_CONTROL 0x01, 0x0F, 0
        GDC_REGS 0x00, 0x05, 0x0F
        ; 0Eh: 640x200, 16 colours
        SHAPE   80, 25, 8, 0x4000
        SEQ_REGS 0x01, 0x0F, 0x00, 0x06
        db      0x63
        H80     0x54, 0x80
        V70     0xC0, 0, 0
        VEND400 0x28, 0x00, 0xE3
        PAL_CGA16
        ATTR_CONTROL 0x01, 0x0F, 0
        GDC_REGS 0x00, 0x05, 0x0F
        EGA350  0xA2, 0x05              ; 0Fh, 10h with 64 KiB: the same here
        EGA350  0xA3, 0x0F
        EGA350  0xA2, 0x05              ; 11h: mode 0Fh; 12h: mode 10h
        EGA350  0xA3, 0x0F
        TEXT40_350                      ; 13h-16h: modes 0-3 with 350 lines
        TEXT40_350
        TEXT80_350
        TEXT80_350
        ; 17h: modes 0, 1 with 400 lines
        SHAPE   40, 25, 16, 0x0800
        SEQ_REGS 0x08, 0x03, 0x00, 0x02
        db      0x67
        H40     0xA0
        V70     0x4F, 13, 14
        VEND400 0x14, 0x1F, 0xA3
        PAL_EGA16
        ATTR_CONTROL 0x0C, 0x0F, 8
        GDC_REGS 0x10, 0x0E, 0
        ; 18h: modes 2, 3 with 400 lines
        SHAPE   80, 25, 16, 0x1000
        SEQ_REGS 0x00, 0x03, 0x00, 0x02
        db      0x67
        H80     0x55, 0x81
        V70     0x4F, 13, 14
        VEND400 0x28, 0x1F, 0xA3
        PAL_EGA16
        ATTR_CONTROL 0x0C, 0x0F, 8
        GDC_REGS 0x10, 0x0E, 0
        ; 19h: mode 7 with 400 lines
        SHAPE   80, 25, 16, 0x1000
        SEQ_REGS 0x00, 0x03, 0x00, 0x02
        db      0x66
        H80     0x55, 0x81
        V70     0x4F, 13, 14
        VEND400 0x28, 0x0F, 0xA3
        PAL_MONO
        ATTR_CONTROL 0x0E, 0x0F, 8
        GDC_REGS 0x10, 0x0A, 0
        ; 1Ah: mode 11h, 640x480, two colours
        SHAPE   80, 30, 16, 0xA000
        SEQ_REGS 0x01, 0x0F, 0x00, 0x06
        db      0xE3
        H80     0x54, 0x80
        V60     0x40, 0, 0
        VEND480 0x28, 0x00, 0xC3
        db      0x00
        times   15 db 0x3F
        ATTR_CONTROL 0x01, 0x0F, 0
        GDC_REGS 0x00, 0x05, 0x01
        ; 1Bh: mode 12h, 640x480, 16 colours
        SHAPE   80, 30, 16, 0xA000
        SEQ_REGS 0x01, 0x0F, 0x00, 0x06
        db      0xE3
        H80     0x54, 0x80
        V60     0x40, 0, 0
        VEND480 0x28, 0x00, 0xE3
        PAL_EGA16
        ATTR_CONTROL 0x01, 0x0F, 0
        GDC_REGS 0x00, 0x05, 0x0F
        ; 1Ch: mode 13h, 320x200, 256 colours
        SHAPE   40, 25, 8, 0x0000
        SEQ_REGS 0x01, 0x0F, 0x00, 0x0E
        db      0x63
        H80     0x54, 0x80
        V70     0x41, 0, 0
        VEND400 0x28, 0x40, 0xA3
        db      0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
        ATTR_CONTROL 0x41, 0x0F, 0
        GDC_REGS 0x40, 0x05, 0x0F
%if ($ - video_parameters) != 29 * PARAM_LENGTH
  %error video parameter table has a wrong size
%endif
