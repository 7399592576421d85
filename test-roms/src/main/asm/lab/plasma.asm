; Quimera Lab, chapter 4: an animation in mode 13h.
;
; 320 by 200 points of one byte each. The colour of a point is the sum of three waves: one that runs
; along the line, one that runs down the screen and one along the diagonal. For each frame the three
; are looked up in one table of 256 values, so that a point costs a few additions and no sine.

PLASMA_VIDEO    equ 0A000h
STATUS_1        equ 3DAh                ; bit 3: vertical retrace
DAC_INDEX       equ 3C8h
DAC_DATA        equ 3C9h

plasma_page:
        mov     ax, 13h
        int     10h
        call    plasma_palette
        mov     word [plasma_phase], 0
.frame: call    plasma_retrace
        call    plasma_draw
        inc     word [plasma_phase]
        call    key_waits
        jz      .frame
        call    get_key
        ret

; A closed circle of colours, so that the waves have no seam: three triangles, a third of the way apart.
plasma_palette:
        mov     dx, DAC_INDEX
        xor     al, al
        out     dx, al
        inc     dx
        xor     cx, cx                  ; CL = the colour
.colour:
        mov     al, cl
        call    .level
        mov     al, cl
        add     al, 85
        call    .level
        mov     al, cl
        add     al, 170
        call    .level
        inc     cl
        jnz     .colour
        ret
.level: test    al, 80h                 ; up to 63 over 128 colours, and down again
        jz      .up
        not     al
.up:    shr     al, 1
        out     dx, al
        ret

; Waits for the beginning of a vertical retrace; gives up where there is none.
plasma_retrace:
        mov     dx, STATUS_1
        xor     cx, cx
.in:    in      al, dx
        test    al, 8
        loopnz  .in
        xor     cx, cx
.out:   in      al, dx
        test    al, 8
        loopz   .out
        ret

; Draws one frame. SI walks the wave along the line, BP is what the row adds.
plasma_draw:
        push    es
        mov     ax, PLASMA_VIDEO
        mov     es, ax
        xor     di, di
        xor     dx, dx                  ; DL = the row
.row:   mov     bx, [plasma_phase]
        shl     bx, 1
        add     bl, dl
        xor     bh, bh
        mov     al, [plasma_wave + bx]  ; the wave down the screen
        mov     ah, al
        mov     bx, [plasma_phase]
        add     bl, dl                  ; where the diagonal begins on this row
        mov     dh, [plasma_phase]      ; where the line's own wave begins
        neg     dh
        mov     cx, 320
.point: xor     bh, bh
        mov     al, [plasma_wave + bx]
        inc     bl
        push    bx
        mov     bl, dh
        add     al, [plasma_wave + bx]
        pop     bx
        add     dh, 2
        add     al, ah
        stosb
        loop    .point
        inc     dl
        cmp     dl, 200
        jb      .row
        pop     es
        ret

plasma_phase    dw 0

; One period of a smooth wave from 0 to 127: two parabolas, which need no sine from the assembler.
plasma_wave:
%assign i 0
%rep 128
        db      64 + (i * (128 - i)) / 65
%assign i i + 1
%endrep
%assign i 0
%rep 128
        db      64 - (i * (128 - i)) / 65
%assign i i + 1
%endrep
