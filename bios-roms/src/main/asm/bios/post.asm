; Power-on self test: from the reset vector to INT 19h.

; Reset of any kind arrives here. The shutdown code in CMOS tells a reset that a program asked for,
; to leave protected mode on an 80286, from a real one.
post:
        cli
        cld
        mov     al, CMOS_SHUTDOWN
        out     CMOS_INDEX, al
        jmp     short $+2
        in      al, CMOS_DATA
        mov     bl, al
        mov     al, CMOS_SHUTDOWN
        out     CMOS_INDEX, al
        xor     al, al
        out     CMOS_DATA, al           ; one reset, one meaning
        cmp     bl, 0x05
        je      resume_with_eoi
        cmp     bl, 0x09
        je      resume_block_move
        cmp     bl, 0x0A
        je      resume_plain
        jmp     cold_start

; Code 05h: jump through 0040:0067 after an end of interrupt to both controllers and a drained
; keyboard buffer.
resume_with_eoi:
        mov     al, 0x20
        out     PIC2, al
        out     PIC1, al
        in      al, KBD_STATUS
        test    al, 1
        jz      resume_plain
        in      al, KBD_DATA
; Code 0Ah: jump through 0040:0067, nothing else.
resume_plain:
        mov     ax, BDA
        mov     ds, ax
        jmp     far [BDA_RESUME]

; Code 09h: INT 15h/87h on an 80286 comes back; 0040:0067 holds its stack.
resume_block_move:
        mov     ax, BDA
        mov     ds, ax
        mov     ss, [BDA_RESUME + 2]
        mov     sp, [BDA_RESUME]
        jmp     move_286_resumed

POST_STACK      equ 0x7C00              ; grows down from here in segment 0

cold_start:
        POST_CODE 0x01
        xor     ax, ax
        mov     ss, ax
        mov     sp, POST_STACK
        mov     ds, ax
        mov     bx, [0x400 + BDA_RESETFLAG]
        POST_CODE 0x02
        call    clear_data_area
        mov     ax, BDA
        mov     ds, ax
        mov     [BDA_RESETFLAG], bx
        POST_CODE 0x03
        call    init_dma
        call    init_pit
        call    init_pics
        POST_CODE 0x04
        call    init_vectors
        call    init_memory_size
        call    detect_cpu
        mov     al, A20_ON              ; open, as today's software expects it
        call    a20_set
        call    pci_init
        call    tables_init
        POST_CODE 0x05
        call    init_rtc
        POST_CODE 0x06
        call    init_ports
        POST_CODE 0x07
        call    kbc_init
        sti
        POST_CODE 0x08
        call    init_video
        mov     si, text_banner
        call    print
        call    show_memory
        POST_CODE 0x09
        call    floppy_init
        POST_CODE 0x0A
        call    ticks_from_rtc
        call    disk_init
        call    cd_init
        POST_CODE 0x0B
        call    scan_option_roms
        mov     word [BDA_RESETFLAG], 0
        call    pci_protect
        POST_CODE 0x0C
        int     0x19
        jmp     $

text_banner:
        db      'Quimera BIOS 0.1', 13, 10, 0
text_kib_base:
        db      ' KiB base, ', 0
text_kib_ext:
        db      ' KiB extended memory', 13, 10, 0

show_memory:
        mov     ax, [BDA_MEMORY]
        call    print_number
        mov     si, text_kib_base
        call    print
        push    es
        call    ebda_es
        mov     ax, [es:EBDA_EXTKIB]
        pop     es
        call    print_number
        mov     si, text_kib_ext
        jmp     print

; The vector table, the data area and the print-screen byte become zero. BX stays.
clear_data_area:
        push    es
        xor     ax, ax
        mov     es, ax
        xor     di, di
        mov     cx, 0x502 / 2
        rep stosw
        pop     es
        ret

; All vectors lead to a handler that does the right thing for an interrupt nobody expected; then
; those of entry.asm's table.
init_vectors:
        push    ds
        push    es
        xor     ax, ax
        mov     es, ax
        mov     ds, ax
        xor     di, di
        mov     cx, 0x78
.dummy:
        mov     ax, dummy_interrupt
        stosw
        mov     ax, 0xF000
        stosw
        loop    .dummy
        mov     si, vector_list
.next:
        cs lodsw                        ; number of the vector
        cmp     ax, 0xFFFF
        je      .listed
        shl     ax, 1
        shl     ax, 1
        mov     di, ax
        cs lodsw
        stosw
        mov     ax, 0xF000
        stosw
        jmp     .next
.listed:
        ; IRQ 0-7 and 8-15 that have no service acknowledge themselves
        xor     ax, ax
        mov     [0x1F * 4], ax          ; upper half of the 8x8 font: the video BIOS sets it
        mov     [0x1F * 4 + 2], ax
        mov     [0x60 * 4], ax
        mov     di, 0x60 * 4            ; 60h-67h are for users and start out null
        mov     cx, 16
        rep stosw
        pop     es
        pop     ds
        ret

; number, offset in F000h
vector_list:
        dw      0x02, entry_nmi
        dw      0x05, entry_int05
        dw      0x08, entry_int08
        dw      0x09, entry_int09
        dw      0x0A, dummy_master, 0x0B, dummy_master, 0x0C, dummy_master, 0x0D, dummy_master
        dw      0x0E, entry_int0e
        dw      0x0F, dummy_master
        dw      0x10, entry_int10
        dw      0x11, entry_int11
        dw      0x12, entry_int12
        dw      0x13, entry_int13
        dw      0x14, entry_int14
        dw      0x15, entry_int15
        dw      0x16, entry_int16
        dw      0x17, entry_int17
        dw      0x18, int18
        dw      0x19, entry_int19
        dw      0x1A, entry_int1a
        dw      0x1B, entry_iret
        dw      0x1C, entry_iret
        dw      0x1D, entry_video_table
        dw      0x1E, entry_floppy_table
        dw      0x40, entry_int40
        dw      0x42, entry_int10
        dw      0x43, entry_font
        dw      0x4A, entry_iret
        dw      0x70, int70
        dw      0x71, int71
        dw      0x72, dummy_slave, 0x73, dummy_slave
        dw      0x74, int74
        dw      0x75, int75
        dw      0x76, int76
        dw      0x77, int77
        dw      0xFFFF

; Sizes as the machine wrote them to CMOS; the top KiB below 640 KiB becomes the EBDA.
init_memory_size:
        mov     al, CMOS_BASEMEM
        call    cmos_read_word
        cmp     ax, 640
        ja      .standard
        cmp     ax, 64
        jae     .known
.standard:
        mov     ax, 640
.known:
        sub     ax, EBDA_KIB
        mov     [BDA_MEMORY], ax
        mov     cl, 6
        shl     ax, cl
        mov     [BDA_EBDA], ax
        push    es
        mov     es, ax
        xor     di, di
        xor     ax, ax
        mov     cx, EBDA_KIB * 512
        rep stosw
        mov     byte [es:EBDA_SIZE], EBDA_KIB
        mov     al, CMOS_EXTMEM
        call    cmos_read_word
        mov     [es:EBDA_EXTKIB], ax
        mov     al, CMOS_HIGHMEM
        call    cmos_read_word
        mov     [es:EBDA_HIGH64K], ax
        pop     es
        ret

; Class of the processor, from what it does with FLAGS bits 15-12 (Intel application note AP-485,
; "Processor identification"): stuck at one on an 8086, at zero on an 80286 in real mode.
detect_cpu:
        pushf
        pushf
        pop     ax
        and     ax, 0x0FFF
        push    ax
        popf
        pushf
        pop     ax
        and     ax, 0xF000
        cmp     ax, 0xF000
        mov     bl, 0
        je      .known
        mov     ax, 0x7000
        push    ax
        popf
        pushf
        pop     ax
        test    ax, 0x7000
        mov     bl, 2
        jz      .known
        mov     bl, 3
.known:
        popf
        push    es
        call    ebda_es
        mov     [es:EBDA_CPU], bl
        pop     es
        ret
