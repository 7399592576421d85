package quimera.core.bus;

/**
 * Hears of writes to watched parts of a page of memory, whoever writes: a processor, another
 * processor or a DMA master, through whatever alias. Serves code caches, dirty video and
 * watchpoints.
 */
@FunctionalInterface
public interface PageWatch {
  /**
   * Bytes of a watched granule have just been written.
   *
   * @param offset of the first byte within the page
   * @param bytes 1 to 4096, within the page
   */
  void written(Page page, int offset, int bytes);
}
