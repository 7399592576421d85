package quimera.cpu.mips32;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.IdentityHashMap;
import quimera.core.bus.Page;
import quimera.core.bus.PageWatch;
import quimera.core.bus.Tlb;

/**
 * Finds the decoded instructions of a page, by its virtual address or by itself, and throws them
 * away when one of them is written to, whoever writes.
 */
final class CodeCache implements PageWatch {
  private static final int TRANSLATIONS = 256;

  /** Pages kept before all is thrown away, as a bound on the host's memory. */
  private static final int MOST_PAGES = 2048;

  final Decoder decoder;
  final ByteOrder order;
  private final MipsAccess cpu;
  private final IdentityHashMap<Page, CodePage> pages = new IdentityHashMap<>();
  private final Mapping userMapping = new Mapping();
  private final Mapping kernelMapping = new Mapping();
  private Mapping mapping = kernelMapping;

  /** Where virtual addresses lead in one mode. */
  private static final class Mapping {
    final int[] tags = new int[TRANSLATIONS];
    final CodePage[] pages = new CodePage[TRANSLATIONS];

    Mapping() {
      forget();
    }

    void forget() {
      Arrays.fill(tags, Tlb.NONE);
    }

    boolean forget(int virtual) {
      int slot = slot(virtual);
      boolean known = tags[slot] == (virtual & -Page.SIZE);
      if (known) {
        tags[slot] = Tlb.NONE;
      }
      return known;
    }
  }

  CodeCache(MipsAccess cpu, Decoder decoder, ByteOrder order) {
    this.cpu = cpu;
    this.decoder = decoder;
    this.order = order;
  }

  /** Programs and their system are often the same distance from the start of their segments. */
  private static int slot(int virtual) {
    return (virtual >>> Page.SHIFT ^ virtual >>> 20) & TRANSLATIONS - 1;
  }

  void select(boolean user) {
    mapping = user ? userMapping : kernelMapping;
  }

  /** Virtual addresses may lead elsewhere from now on. */
  void forgetMapping() {
    userMapping.forget();
    kernelMapping.forget();
  }

  /** One virtual page may lead elsewhere from now on; returns whether it leads to instructions. */
  boolean forgetMapping(int virtual) {
    boolean user = userMapping.forget(virtual);
    return kernelMapping.forget(virtual) || user;
  }

  /** Forgets every instruction. */
  void clear() {
    pages.values().forEach(CodePage::drop);
    pages.clear();
    forgetMapping();
  }

  /** The page at a virtual address; null if that is unknown or misaligned. */
  CodePage mapped(int virtual) {
    int slot = slot(virtual);
    return mapping.tags[slot] == (virtual & (-Page.SIZE | 3)) ? mapping.pages[slot] : null;
  }

  /** From now on the virtual page leads to this memory; returns its instructions. */
  CodePage map(int virtual, Page page) {
    CodePage code = pages.get(page);
    if (code == null) {
      if (pages.size() >= MOST_PAGES) {
        clear();
      }
      code = new CodePage(this, page);
      pages.put(page, code);
    }
    int slot = slot(virtual);
    mapping.tags[slot] = virtual & -Page.SIZE;
    mapping.pages[slot] = code;
    return code;
  }

  @Override
  public void written(Page page, int offset, int bytes) {
    CodePage code = pages.get(page);
    if (code == null) {
      page.unwatch(this, -1L);
    } else if (code.holds(offset, bytes)) {
      code.drop();
      cpu.attention = true;
    }
  }
}
