; A guest that plays: a note of the synthesizer, bytes by an endless transfer, words by a single one.
; It says what it finds and does on COM1, and counts the interrupts.
;
; Sound Blaster Series Hardware Programming Guide, chapters 2 (reset), 3 (DMA) and 6 (commands);
; YMF262 Application Manual; Intel 8237A data sheet.

        cpu     286
        bits    16
        org     7C00h

CARD            equ 220h
MIXER           equ CARD + 4
RESET           equ CARD + 6
READ            equ CARD + 0Ah
COMMAND         equ CARD + 0Ch
STATUS          equ CARD + 0Eh
WORD_STATUS     equ CARD + 0Fh
FM              equ 388h
COM1            equ 3F8h
TICKS           equ 46Ch                ; of the BIOS, 18.2 a second
IRQ5            equ 0Dh * 4

BUFFER          equ 1000h               ; a segment, on a page of the DMA controllers
PERIOD          equ 20                  ; samples; 1 kHz
RATE            equ 20000
BLOCK           equ 1000                ; bytes between two interrupts
BLOCKS          equ 10
FRAMES          equ 5000                ; of the words, a quarter of a second

SECTORS         equ 4

        cli
        xor     ax, ax
        mov     ds, ax
        mov     es, ax
        mov     ss, ax
        mov     sp, 7C00h
        sti
        mov     ax, 0200h + SECTORS
        mov     bx, 7E00h
        mov     cx, 2
        mov     dh, 0
        int     13h
        jc      $
        jmp     start

        times   510 - ($ - $$) db 0
        dw      0AA55h

start:
        mov     dx, COM1 + 3
        mov     al, 3                   ; 8 bits, no parity
        out     dx, al
        mov     word [IRQ5], interrupt
        mov     word [IRQ5 + 2], 0
        in      al, 21h
        and     al, ~20h & 0FFh
        out     21h, al

        call    reset
        mov     al, 0E1h
        call    command
        call    answer
        mov     bl, al
        call    answer
        cmp     al, 5
        jne     missing
        cmp     bl, 4
        jne     missing
        mov     si, text_dsp
        call    say
        mov     si, volumes
        call    mixer

        call    find_fm
        call    play_fm
        call    play_bytes
        mov     ax, 3                   ; ticks of silence
        call    wait_ticks
        call    play_words
        mov     ax, 3
        call    wait_ticks
        mov     si, text_done
        call    say
        cli
.halt:
        hlt
        jmp     .halt

missing:
        mov     si, text_missing
        call    say
        jmp     $

; -- the card's processor ---------------------------------------------------------------------------

reset:
        mov     dx, RESET
        mov     al, 1
        out     dx, al
        mov     cx, 100
.hold:
        in      al, 80h
        loop    .hold
        xor     al, al
        out     dx, al
        call    answer
        cmp     al, 0AAh
        jne     missing
        ret

; Waits for a byte of the processor, AL.
answer:
        xor     cx, cx
        mov     dx, STATUS
.wait:
        in      al, dx
        test    al, 80h
        loopz   .wait
        jz      missing
        mov     dx, READ
        in      al, dx
        ret

; Sends AL.
command:
        push    ax
        mov     dx, COMMAND
.busy:
        in      al, dx
        test    al, 80h
        jnz     .busy
        pop     ax
        out     dx, al
        ret

; Sends the bytes at SI, the first of which is their number.
commands:
        lodsb
        xor     cx, cx
        mov     cl, al
.next:
        lodsb
        call    command
        loop    .next
        ret

; Sets the mixer's registers at SI: pairs, up to a zero.
mixer:
        lodsw
        test    al, al
        jz      .end
        mov     dx, MIXER
        out     dx, al
        inc     dx
        mov     al, ah
        out     dx, al
        jmp     mixer
.end:
        ret

interrupt:
        push    ax
        push    dx
        mov     dx, MIXER
        mov     al, 82h
        out     dx, al
        inc     dx
        in      al, dx
        test    al, 1
        jz      .words
        mov     dx, STATUS
        in      al, dx
        inc     word [cs:byte_interrupts]
        jmp     .end
.words:
        mov     dx, WORD_STATUS
        in      al, dx
        inc     word [cs:word_interrupts]
.end:
        mov     al, 20h
        out     20h, al
        pop     dx
        pop     ax
        iret

; -- the synthesizer --------------------------------------------------------------------------------

; Sets its register AL to AH.
fm:
        mov     dx, FM
        out     dx, al
        mov     cx, 6
.short:
        in      al, dx
        loop    .short
        inc     dx
        mov     al, ah
        out     dx, al
        dec     dx
        mov     cx, 35
.long:
        in      al, dx
        loop    .long
        ret

; Sets registers at SI: pairs, up to a zero.
fm_all:
        lodsw
        test    al, al
        jz      .end
        call    fm
        jmp     fm_all
.end:
        ret

; The timer that every AdLib has: 80 microseconds after its start it has overflowed.
find_fm:
        mov     si, timer_start
        call    fm_all
        mov     dx, FM
        mov     cx, 400
.wait:
        in      al, dx
        loop    .wait
        and     al, 0E0h
        cmp     al, 0C0h
        jne     missing
        mov     si, timer_end
        call    fm_all
        mov     si, text_fm
        jmp     say

play_fm:
        mov     si, note
        call    fm_all
        mov     ax, 9                   ; half a second
        call    wait_ticks
        mov     si, note_end
        call    fm_all
        mov     ax, 3
        jmp     wait_ticks

; -- digitized sound --------------------------------------------------------------------------------

play_bytes:
        mov     ax, BUFFER
        mov     es, ax
        xor     di, di
        mov     bx, 2 * BLOCK / PERIOD
.period:
        mov     si, sine
        mov     cx, PERIOD
.sample:
        lodsb
        xor     al, 80h                 ; bytes have no sign
        stosb
        loop    .sample
        dec     bx
        jnz     .period

        mov     al, 5                   ; channel 1, single, again and again, from memory
        out     0Ah, al
        out     0Ch, al
        mov     al, 59h
        out     0Bh, al
        xor     al, al
        out     2, al
        out     2, al
        mov     al, BUFFER >> 12
        out     83h, al
        mov     ax, 2 * BLOCK - 1
        out     3, al
        mov     al, ah
        out     3, al
        mov     al, 1
        out     0Ah, al

        mov     si, start_bytes
        call    commands
.blocks:
        hlt
        cmp     word [byte_interrupts], BLOCKS - 1
        jb      .blocks
        mov     al, 0DAh                ; the block that is playing is the last
        call    command
        mov     ax, 3
        call    wait_ticks
        mov     si, text_bytes
        cmp     word [byte_interrupts], BLOCKS
        je      say
        mov     si, text_wrong
        jmp     say

; 500 Hz on the left, 1 kHz on the right.
play_words:
        mov     ax, BUFFER
        mov     es, ax
        xor     di, di
        xor     bx, bx                  ; halves of a left sample
        xor     si, si
        mov     cx, FRAMES
.frame:
        push    bx
        shr     bx, 1
        mov     ah, [sine + bx]
        pop     bx
        xor     al, al
        stosw
        mov     ah, [sine + si]
        stosw
        inc     si
        cmp     si, PERIOD
        jb      .right_goes_on
        xor     si, si
.right_goes_on:
        inc     bx
        cmp     bx, 2 * PERIOD
        jb      .left_goes_on
        xor     bx, bx
.left_goes_on:
        loop    .frame

        mov     al, 5                   ; channel 5, single, once, from memory
        out     0D4h, al
        out     0D8h, al
        mov     al, 49h
        out     0D6h, al
        xor     al, al                  ; A16 is the highest bit of the address in words
        out     0C4h, al
        mov     al, BUFFER >> 5 & 80h
        out     0C4h, al
        mov     al, BUFFER >> 12
        out     8Bh, al
        mov     ax, 2 * FRAMES - 1
        out     0C6h, al
        mov     al, ah
        out     0C6h, al
        mov     al, 1
        out     0D4h, al

        mov     si, start_words
        call    commands
        mov     ax, 8
        call    wait_ticks
        mov     si, text_words
        cmp     word [word_interrupts], 1
        je      say
        mov     si, text_wrong
        jmp     say

; -- the rest ---------------------------------------------------------------------------------------

; Waits for AX ticks of the BIOS.
wait_ticks:
        add     ax, [TICKS]
.wait:
        hlt
        cmp     ax, [TICKS]
        jns     .wait
        ret

; Says the text at SI, which ends with a zero, on COM1.
say:
        lodsb
        test    al, al
        jz      .end
        mov     ah, al
        mov     dx, COM1 + 5
.full:
        in      al, dx
        test    al, 20h
        jz      .full
        mov     dx, COM1
        mov     al, ah
        out     dx, al
        jmp     say
.end:
        ret

byte_interrupts dw 0
word_interrupts dw 0

; 100 sin(2 pi n / 20)
sine    db      0, 31, 59, 81, 95, 100, 95, 81, 59, 31
        db      0, -31, -59, -81, -95, -100, -95, -81, -59, -31

; All up but the master, which is 12 dB down.
volumes db      30h, 0C8h, 31h, 0C8h, 32h, 0F8h, 33h, 0F8h, 34h, 0F8h, 35h, 0F8h, 0, 0

timer_start     db 4, 60h, 4, 80h, 2, 0FFh, 4, 21h, 0, 0
timer_end       db 4, 60h, 4, 80h, 0, 0

; 440 Hz by the second operator of the first channel alone; the first is silent.
note    db      20h, 21h, 40h, 3Fh, 60h, 0F0h, 80h, 0Fh
        db      23h, 21h, 43h, 0, 63h, 0F0h, 83h, 0Fh, 0C0h, 30h
        db      0A0h, 580 & 0FFh, 0B0h, 20h | 4 << 2 | 580 >> 8, 0, 0
note_end        db 0B0h, 4 << 2 | 580 >> 8, 0, 0

start_bytes     db 7, 41h, RATE >> 8, RATE & 0FFh, 0C6h, 0, (BLOCK - 1) & 0FFh, (BLOCK - 1) >> 8
start_words     db 7, 41h, RATE >> 8, RATE & 0FFh
                db 0B0h, 30h, (2 * FRAMES - 1) & 0FFh, (2 * FRAMES - 1) >> 8

text_dsp        db "DSP 4.05", 13, 10, 0
text_fm         db "OPL found", 13, 10, 0
text_bytes      db "bytes played", 13, 10, 0
text_words      db "words played", 13, 10, 0
text_wrong      db "wrong number of interrupts", 13, 10, 0
text_missing    db "missing", 13, 10, 0
text_done       db "SOUND DONE", 13, 10, 0

        times   512 * (SECTORS + 1) - ($ - $$) db 0
        times   160*1024 - ($ - $$) db 0
