; Quimera Lab, chapter 7: protected mode and paging.
;
; The page builds a descriptor table and page tables, switches protected mode and paging on, and then
; makes four mistakes on purpose: each raises an exception, whose handler says what it sees, mends
; what is wrong and returns, and the instruction that failed is executed again. Last it goes back to
; real mode as if nothing had happened. (Intel SDM volume 3, chapters 3 to 6 and section 9.9.)
;
; Code and data remain the one 64 KiB segment they are in real mode: its descriptor has the same base
; and limit, so that every routine of the appendix also works here, once [video] holds a selector.
; Interrupts are off until the end, for the vectors of the PICs belong to the BIOS. No physical
; address is above 1 MiB, therefore the A20 gate does not matter.

PM_CODE         equ 08h                 ; selectors: the index in the GDT times 8
PM_DATA         equ 10h
PM_FLAT         equ 18h
PM_CODE3        equ 20h | 3             ; with the privilege level in the low bits
PM_DATA3        equ 28h | 3
PM_FLAT3        equ 30h | 3
PM_SCREEN       equ 38h
PM_WINDOW       equ 40h
PM_TSS          equ 48h

; Memory behind the lab. As its segment begins on a page boundary, these do too.
LAB_LINEAR      equ LAB_SEGMENT * 16
DIRECTORY       equ 8000h
TABLE_LOW       equ 9000h               ; maps the first 4 MiB one to one
TABLE_WINDOW    equ 0A000h              ; maps from 4000_0000
FRAME_DEMAND    equ 0B000h
FRAME_FIXED     equ 0C000h
IDT             equ 0D000h
IDT_GATES       equ 31h
TSS             equ 0D200h
TSS_SIZE        equ 68h
RING3_STACK     equ 0E000h

WINDOW          equ 4000_0000h
WINDOW_PAGES    equ 4
PAGE_P          equ 1                   ; present
PAGE_W          equ 2                   ; writable
PAGE_U          equ 4                   ; open to ring 3
CR0_PE          equ 1
CR0_WP          equ 1 << 16             ; 80486: read-only pages bind ring 0 too
CR0_PG          equ 1 << 31
INT_SYSTEM      equ 30h                 ; how ring 3 asks ring 0 for something

protect_page:
        mov     si, .title
        mov     bx, .hint
        call    page
        cmp     byte [cpu_kind], CPU_386
        jae     .able
        mov     dx, 8 << 8 | 16
        mov     cx, 7 << 8 | 48
        call    panel
        mov     dx, 10 << 8 | 19
        mov     si, .too_old
        mov     ah, C_PANEL
        call    puts_block
        jmp     .wait

        cpu     386
.able:  mov     dx, 1 << 8 | 1
        mov     cx, 21 << 8 | 49
        call    panel
        mov     dx, 1 << 8 | 52
        mov     cx, 21 << 8 | 26
        call    panel
        mov     word [say_at], 2 << 8 | 3
        call    pm_build
        call    pm_show_gdt
        mov     dl, 58
        call    pm_show_pages           ; as they are now; again when all is over
        call    pm_run
        mov     dl, 67
        call    pm_show_pages
        mov     dx, 22 << 8 | 3
        mov     si, .back
        mov     ah, 0Fh
        call    puts
        cpu     8086
.wait:  call    get_key
        ret

        cpu     386
; ---------------------------------------------------------------- the way in, the steps, the way out

pm_run: cli
        mov     [pm_stack], sp
        mov     [TSS + 4], sp           ; ESP0: a fault in ring 3 brings us to this stack
        mov     si, pm_text.tables
        call    say
        mov     ebx, LAB_LINEAR + pm_gdt
        call    say32
        mov     si, pm_text.idt
        call    say
        mov     ebx, LAB_LINEAR + IDT
        call    say32

        lgdt    [pm_gdtr]
        lidt    [pm_idtr]
        mov     eax, cr0
        mov     [pm_cr0], eax
        mov     ebx, cr3
        mov     [pm_cr3], ebx
        or      al, CR0_PE
        mov     cr0, eax
        jmp     PM_CODE:.protected      ; only this loads CS with a selector
.protected:
        mov     bx, PM_DATA
        mov     ds, bx
        mov     es, bx                  ; 1000h is no selector
        mov     ss, bx                  ; SP goes on: the base is the same
        mov     bx, PM_FLAT
        mov     fs, bx
        mov     bx, PM_TSS
        ltr     bx                      ; says where the stack of ring 0 is
        mov     word [video], PM_SCREEN
        mov     si, pm_text.protected
        call    say
        mov     ebx, cr0
        call    say32

        mov     ebx, LAB_LINEAR + DIRECTORY
        mov     cr3, ebx
        mov     si, pm_text.cr3
        call    say
        call    say32
        mov     eax, cr0
        or      eax, CR0_PG
        mov     cr0, eax
        jmp     short $ + 2             ; what was fetched before the switch is dropped
        mov     word [video], PM_WINDOW ; from here on the screen is at 4000_0000
        mov     si, pm_text.cr0
        call    say
        mov     ebx, cr0
        call    say32

        mov     si, pm_text.alias       ; the title of this page, from two addresses
        call    say
        mov     ebx, [fs:dword VIDEO * 16 + 4]
        call    say32
        mov     si, pm_text.alias_too
        call    say
        mov     ebx, [fs:dword WINDOW + 4]
        call    say32

        mov     si, pm_text.absent
        call    say
        mov     ebx, [fs:dword WINDOW + 1000h]  ; a fault: the page is not present
        mov     si, pm_text.reads
        call    say
        call    say32

        mov     si, pm_text.ring3
        call    say
        push    word PM_DATA3           ; a far return to a lower privilege: SS:SP and CS:IP
        push    word RING3_STACK
        push    word PM_CODE3
        push    word ring3
        retf

pm_ring0:                               ; INT 30h brings us back
        mov     ax, PM_DATA
        mov     ds, ax
        mov     sp, [pm_stack]
        mov     ax, PM_FLAT
        mov     fs, ax
        mov     si, pm_text.system
        call    say
        mov     bl, [ring3_saw]
        call    say8
        cmp     byte [cpu_kind], CPU_486
        mov     si, pm_text.no_wp
        jb      .said
        mov     eax, cr0
        or      eax, CR0_WP
        mov     cr0, eax
        mov     si, pm_text.wp
.said:  call    say
        mov     byte [fs:dword WINDOW + 3000h], '!'     ; a fault, if WP is there

pm_leave:
        mov     eax, cr0                ; paging first, from a page mapped one to one
        and     eax, ~(CR0_PG | CR0_WP)
        mov     cr0, eax
        mov     eax, [pm_cr3]
        mov     cr3, eax
        mov     ax, PM_DATA             ; real mode keeps the limits: let them be 64 KiB
        mov     es, ax
        mov     fs, ax
        mov     ss, ax
        mov     sp, [pm_stack]
        mov     eax, [pm_cr0]
        mov     cr0, eax
        jmp     LAB_SEGMENT:.real
.real:  mov     ax, cs
        mov     ds, ax
        mov     es, ax
        mov     ss, ax
        xor     ax, ax
        mov     fs, ax
        lidt    [real_idtr]
        mov     word [video], VIDEO
        sti
        ret

; The program in ring 3. It may use the lab's memory, but can draw nothing: it has no INT 10h and
; no right to the screen. What it does is told by the handlers of its faults.
ring3:  mov     ax, PM_DATA3
        mov     ds, ax
        mov     ax, PM_FLAT3
        mov     fs, ax
        mov     byte [fs:dword WINDOW + 2000h], '!'     ; a fault: the page is read-only
        mov     al, [fs:dword WINDOW + 4]               ; a fault: the screen is the supervisor's
        mov     [ring3_saw], al
        hlt                                             ; a fault: this is for ring 0
        int     INT_SYSTEM

; ---------------------------------------------------------------- exceptions

; What an exception leaves on the stack, below what pm_trap pushes. 32-bit gates push doublewords.
struc trap
.es     resw 1
.ds     resw 1
.regs   resd 8                          ; PUSHAD
.vector resd 1                          ; our stubs push this, and a zero as error code if need be
.error  resd 1
.eip    resd 1
.cs     resd 1
.eflags resd 1
endstruc

; One stub a vector. The processor pushes an error code for 8, 10 to 14 and 17 only.
EXCEPTIONS      equ 32
STUB_SIZE       equ 10
pm_stubs:
%assign vector 0
%rep EXCEPTIONS
%if !(vector = 8 || (vector >= 10 && vector <= 14) || vector = 17)
        push    dword 0
%endif
        push    dword vector
        jmp     near pm_trap
        times   pm_stubs + (vector + 1) * STUB_SIZE - $ nop
%assign vector vector + 1
%endrep

pm_trap:
        pushad
        push    ds
        push    es
        mov     ax, PM_DATA
        mov     ds, ax
        mov     bp, sp
        cmp     byte [bp + trap.vector], 14
        je      .page_fault
        cmp     byte [bp + trap.vector], 13
        je      .protection
.unexpected:
        mov     si, pm_text.unexpected  ; the lab has an error, or the machine
        call    say
        mov     bl, [bp + trap.vector]
        call    say8
        call    .say_frame
        jmp     pm_leave

.protection:
        cmp     dword [bp + trap.cs], PM_CODE3
        jne     .unexpected
        mov     si, pm_text.protection
        call    say
        call    .say_frame
        inc     dword [bp + trap.eip]   ; HLT is one byte: step over it
        jmp     .return

; An entry that is not there gets a frame; one that is there gets the right that was missing.
.page_fault:
        mov     si, pm_text.page_fault
        call    say
        call    .say_frame
        mov     si, pm_text.cr2
        call    say
        mov     ebx, cr2
        call    say32
        sub     ebx, WINDOW
        shr     ebx, 12                 ; the index in the table
        cmp     ebx, WINDOW_PAGES
        jae     .unexpected
        shl     bx, 2
        mov     si, pm_text.no_user
        mov     eax, PAGE_U
        mov     ecx, [bp + trap.error]
        test    cl, PAGE_P
        jz      .demand
        test    cl, PAGE_W              ; bits 0 to 2 say why, with the meanings they have in an entry
        jz      .grant
        mov     si, pm_text.no_write
        mov     eax, PAGE_W
        jmp     .grant
.demand:
        mov     si, pm_text.no_page
        mov     eax, LAB_LINEAR + FRAME_DEMAND | PAGE_P | PAGE_W | PAGE_U
.grant: or      [TABLE_WINDOW + bx], eax
        mov     eax, cr3                ; the TLB still has the old entry
        mov     cr3, eax
        call    say
.return:
        pop     es
        pop     ds
        popad
        add     sp, 8                   ; vector and error code
        iretd

.say_frame:
        mov     si, pm_text.error
        call    say
        mov     bx, [bp + trap.error]
        call    say16
        mov     si, pm_text.eip
        call    say
        mov     bx, [bp + trap.cs]
        call    say16
        mov     si, pm_text.colon
        call    say
        mov     bx, [bp + trap.eip]
        jmp     say16

        cpu     8086

protect_page.title      db 'Protected mode and paging', 0
protect_page.hint       db 'Any key goes back', 0
protect_page.too_old    db 'Protected mode with paging needs an', 0
                        db 'Intel 80386 or a later processor, and', 0
                        db 'this machine has an older one.', 0, 0
protect_page.back       db 'Back in real mode, with interrupts on and all as it was.', 0

pm_text:
.tables         db 'GDT ', 0
.idt            db '   IDT ', 0
.protected      db 10, '`Protected mode`      CR0 ', 0
.cr3            db 10, '`Paging`   CR3 ', 0
.cr0            db '   CR0 ', 0
.alias          db 10, '000B8004 reads ', 0
.alias_too      db ', 40000004 ', 0
.absent         db 10, '`Ring 0 reads 40001000`', 0
.reads          db 10, '  The read gives ', 0
.ring3          db 10, '`Ring 3 writes 40002000, reads 40000004, halts`', 0
.page_fault     db 10, ' #PF', 0
.protection     db 10, ' #GP', 0
.error          db ' error ', 0
.eip            db ' at ', 0
.colon          db ':', 0
.cr2            db ' CR2 ', 0
.no_page        db 10, '  Not present: given a page, and again', 0
.no_write       db 10, '  Read-only: made writable, and again', 0
.no_user        db 10, '  Supervisor only: opened, and again', 0
.unexpected     db 10, ' Exception ', 0
.system         db 10, '`INT 30h:` in ring 0 again; ring 3 read ', 0
.wp             db 10, '`Ring 0 writes 40003000 with CR0.WP`', 0
.no_wp          db 10, 'No CR0.WP: ring 0 writes any page', 0
.gdt            db 'Descriptors', 0
.pages          db 'Directory, table 100h', 0
                db '000', 0, '100', 0, ' ', 0
                db '000', 0, '001', 0, '002', 0, '003', 0, 0
