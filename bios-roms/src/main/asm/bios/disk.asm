disk_init: ret
int13_disk: 
 mov ah,1
 stc
 retf 2
