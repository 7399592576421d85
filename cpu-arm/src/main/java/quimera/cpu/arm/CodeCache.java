package quimera.cpu.arm;

import java.util.Arrays;
import java.util.IdentityHashMap;
import quimera.core.bus.Page;
import quimera.core.bus.PageWatch;
import quimera.core.bus.Tlb;

/**
 * Finds the decoded instructions of a page, of one of the two instruction sets, by the page's
 * virtual address or by itself, and throws them away when one of them is written to, whoever
 * writes.
 */
final class CodeCache implements PageWatch {
  private static final int TRANSLATIONS = 256;

  /** Pages kept before all is thrown away, as a bound on the host's memory. */
  private static final int MOST_PAGES = 2048;

  final Decoder decoder;

  /** 1 for Thumb, as in an address that BX takes. */
  final int instructionSet;

  private final ArmAccess cpu;
  private final IdentityHashMap<Page, CodePage> pages = new IdentityHashMap<>();
  private final Mapping[] mappings = new Mapping[ArmAccess.CONTEXTS];
  private Mapping mapping;

  /** Where virtual addresses lead in one context of translation. */
  private static final class Mapping {
    final int[] tags = new int[TRANSLATIONS];
    final CodePage[] pages = new CodePage[TRANSLATIONS];

    Mapping() {
      forget();
    }

    void forget() {
      Arrays.fill(tags, Tlb.NONE);
    }
  }

  CodeCache(ArmAccess cpu, Decoder decoder, int instructionSet) {
    this.cpu = cpu;
    this.decoder = decoder;
    this.instructionSet = instructionSet;
    for (int i = 0; i < mappings.length; i++) {
      mappings[i] = new Mapping();
    }
    select(0);
  }

  /** Programs and their system are often the same distance from the start of their segments. */
  private static int slot(int virtual) {
    return (virtual >>> Page.SHIFT ^ virtual >>> 20) & TRANSLATIONS - 1;
  }

  /** Virtual addresses are those of this context from now on. */
  void select(int context) {
    mapping = mappings[context];
  }

  /** Virtual addresses of a context may lead elsewhere from now on. */
  void forgetMapping(int context) {
    mappings[context].forget();
  }

  /** One virtual page may lead elsewhere from now on, in whatever context. */
  void forgetPage(int virtual) {
    for (Mapping each : mappings) {
      each.tags[slot(virtual)] = Tlb.NONE;
    }
  }

  /** The page at a virtual address; null if that is unknown. */
  CodePage mapped(int virtual) {
    int slot = slot(virtual);
    return mapping.tags[slot] == (virtual & -Page.SIZE) ? mapping.pages[slot] : null;
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

  /** Forgets every instruction. */
  private void clear() {
    pages.values().forEach(CodePage::drop);
    pages.clear();
    for (Mapping each : mappings) {
      each.forget();
    }
  }

  @Override
  public void written(Page page, int offset, int bytes) {
    CodePage code = pages.get(page);
    if (code == null) {
      page.unwatch(this, -1L);
    } else if (code.holds(offset, bytes)) {
      code.drop();
      cpu.attend();
    }
  }
}
