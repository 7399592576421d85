; Quimera Lab, chapter 5: a picture in a mode of VBE.
;
; 640 by 480 points of one byte each are more than the 64 KiB that a segment reaches: the adapter
; shows them in A000h bank by bank (VBE Core Functions Standard 2.0, functions 01h, 02h and 05h). The
; picture is the set of Mandelbrot, in numbers with four digits before the binary point and twelve
; behind it.

VBE_MODE        equ 101h
PICTURE_WIDTH   equ 640
PICTURE_HEIGHT  equ 480
ONE             equ 4096
STEP            equ 20                  ; 3.1 / 640
LEFT_RE         equ -9011               ; -2.2
TOP_IM          equ -(STEP * PICTURE_HEIGHT / 2)
ROUNDS          equ 96

picture_page:
        push    cs
        pop     es
        mov     di, mode_information
        mov     cx, VBE_MODE
        mov     ax, 4F01h
        int     10h
        cmp     ax, 004Fh
        jne     .none
        test    byte [mode_information], 1
        jz      .none
        mov     bx, VBE_MODE
        mov     ax, 4F02h
        int     10h
        cmp     ax, 004Fh
        jne     .none
        call    picture_palette
        call    picture_draw
        jc      .done
        mov     si, .drawn
        call    serial_puts
        call    get_key
.done:  call    flush_keys
        ret

.none:  mov     si, .title
        mov     bx, .hint
        call    page
        mov     dx, 9 << 8 | 14
        mov     cx, 6 << 8 | 52
        call    panel
        mov     dx, 11 << 8 | 18
        mov     si, .missing
        mov     ah, C_PANEL
        call    puts_block
        jmp     get_key

.title          db 'A picture in a mode of VBE', 0
.hint           db 'Any key goes back', 0
.missing        db 'This video adapter has no mode 101h of VBE.', 0
                db 'The board `pc` of Quimera has one that does.', 0, 0
.drawn          db 'QUIMERA LAB PICTURE', 13, 10, 0

; Bands of blue, gold and white, and black for what belongs to the set.
picture_palette:
        mov     dx, DAC_INDEX
        xor     al, al
        out     dx, al
        inc     dx
        mov     cx, 3                   ; colour 0: black
.black: out     dx, al
        loop    .black
        mov     bl, 1
.next:  mov     al, bl
        add     al, bl
        call    .wave
        mov     al, bl
        add     al, bl
        add     al, 20
        call    .wave
        mov     al, bl
        add     al, 60
        call    .wave
        inc     bl
        jnz     .next
        ret
.wave:  and     al, 7Fh                 ; a triangle: up for 64 steps, down for 64
        cmp     al, 64
        jb      .up
        xor     al, 7Fh
.up:    out     dx, al
        ret

; Draws line by line; CF = 1 if a key was pressed meanwhile.
picture_draw:
        mov     ax, PLASMA_VIDEO
        mov     es, ax
        xor     di, di
        mov     word [picture_bank], 0
        call    .bank
        mov     word [point_im], TOP_IM
        mov     word [picture_rows], PICTURE_HEIGHT
.row:   mov     word [point_re], LEFT_RE
        mov     word [picture_columns], PICTURE_WIDTH
.point: call    colour_of_point
        stosb
        or      di, di
        jnz     .same
        inc     word [picture_bank]
        call    .bank
.same:  add     word [point_re], STEP
        dec     word [picture_columns]
        jnz     .point
        add     word [point_im], STEP
        call    key_waits
        jnz     .stopped
        dec     word [picture_rows]
        jnz     .row
        clc
        ret
.stopped:
        stc
        ret
.bank:  mov     ax, 4F05h
        xor     bx, bx
        mov     dx, [picture_bank]
        int     10h
        ret

; AL = rounds of z = z * z + c until z is out of the circle of radius 2; 0 if it stays in.
colour_of_point:
        push    di
        push    bp
        xor     si, si                  ; SI = real part of z, DI = imaginary part
        xor     di, di
        mov     bp, 1
.round: lea     ax, [si + 2 * ONE]      ; out of the square around the circle?
        cmp     ax, 4 * ONE
        jae     .out
        lea     ax, [di + 2 * ONE]
        cmp     ax, 4 * ONE
        jae     .out
        mov     ax, si
        imul    si
        call    .scale
        mov     bx, dx                  ; BX = re * re
        mov     ax, di
        imul    di
        call    .scale
        mov     cx, dx                  ; CX = im * im
        mov     ax, bx
        add     ax, cx
        cmp     ax, 4 * ONE
        jae     .out
        sub     bx, cx
        add     bx, [point_re]
        mov     ax, si
        imul    di
        call    .scale
        shl     dx, 1                   ; 2 * re * im
        add     dx, [point_im]
        mov     di, dx
        mov     si, bx
        inc     bp
        cmp     bp, ROUNDS
        jb      .round
        xor     bp, bp
.out:   mov     ax, bp
        shl     al, 1
        pop     bp
        pop     di
        ret
; DX:AX / ONE in DX
.scale: shl     ax, 1
        rcl     dx, 1
        shl     ax, 1
        rcl     dx, 1
        shl     ax, 1
        rcl     dx, 1
        shl     ax, 1
        rcl     dx, 1
        ret

picture_bank    dw 0
picture_rows    dw 0
picture_columns dw 0
point_re        dw 0
point_im        dw 0
mode_information:
        times   256 db 0
