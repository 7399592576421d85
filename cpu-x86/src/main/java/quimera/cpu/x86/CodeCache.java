package quimera.cpu.x86;

import java.util.Arrays;
import java.util.IdentityHashMap;
import quimera.core.bus.Page;
import quimera.core.bus.PageWatch;

/**
 * Finds decoded instructions by their offset in CS, decodes what is missing, and throws away what a
 * write has changed, whoever wrote.
 *
 * <p>Instructions are kept by physical page. A write takes out just those instructions whose bytes
 * it touched; a granule of 64 bytes in which none is left is watched no longer.
 */
final class CodeCache implements PageWatch {
  private static final int JUMPS = 4096;
  private static final int TRANSLATIONS = 256;

  /** Pages kept before all is thrown away, as a bound on the host's memory. */
  private static final int MOST_PAGES = 8192;

  private final X86Cpu cpu;
  private final Decoder decoder;
  private final IdentityHashMap<Page, CodePage> pages = new IdentityHashMap<>();
  private final Mapping systemMapping = new Mapping();
  private final Mapping userMapping = new Mapping();
  private Mapping mapping = systemMapping;
  private final Node[] jumps = new Node[JUMPS];
  private final Fetch fetch = new Fetch();
  private final Node nobody = new Fetch();
  private int epochs;

  /** The page of code written to last; null or one of {@link #pages}. */
  private CodePage lastWritten;

  /** Where linear addresses lead at one privilege. */
  private final class Mapping {
    final int[] tags = new int[TRANSLATIONS];
    final CodePage[] pages = new CodePage[TRANSLATIONS];
    int epoch;

    void forget() {
      Arrays.fill(tags, 1);
      epoch = ++epochs;
    }
  }

  CodeCache(X86Cpu cpu) {
    this.cpu = cpu;
    decoder = new Decoder(cpu, this);
    nobody.key = Node.DEAD;
    Arrays.fill(jumps, nobody);
    forgetMapping();
  }

  /** Linear addresses may lead elsewhere from now on. */
  void forgetMapping() {
    systemMapping.forget();
    userMapping.forget();
    cpu.codeEpoch = mapping.epoch;
  }

  /** The privilege has changed. */
  void select(boolean user) {
    mapping = user ? userMapping : systemMapping;
    cpu.codeEpoch = mapping.epoch;
  }

  /** Forgets every instruction. */
  void clear() {
    for (CodePage each : pages.values()) {
      each.page.unwatch(this, -1L);
      each.invalidate(0, Page.SIZE - 1);
    }
    pages.clear();
    lastWritten = null;
    forgetMapping();
  }

  /** Where to go on at an offset in CS: the instruction if it is known, else what finds it. */
  Node jump(int eip) {
    int linear = cpu.cs.base + eip;
    Node known = jumps[linear & JUMPS - 1];
    if (known.linear == linear
        && known.eip == eip
        && known.key == cpu.codeKey
        && known.epoch == cpu.codeEpoch) {
      return known;
    }
    fetch.eip = eip;
    return fetch;
  }

  /** Keeps an instruction for {@link #jump}. */
  void remember(Node node) {
    if (node.page != null) {
      int linear = cpu.cs.base + node.eip;
      node.linear = linear;
      node.epoch = cpu.codeEpoch;
      jumps[linear & JUMPS - 1] = node;
    }
  }

  /**
   * The instruction at an offset in CS.
   *
   * @throws Fault if it cannot be fetched
   */
  Node at(int eip) {
    int linear = cpu.cs.base + eip;
    CodePage page = pageAt(linear);
    if (page == null) {
      return decoder.decode(eip);
    }
    Node node = page.find(linear & Page.SIZE - 1, eip, cpu.codeKey);
    return node != null ? node : decodeSlow(page, linear & Page.SIZE - 1, eip);
  }

  private Node decodeSlow(CodePage page, int offset, int eip) {
    Node node = decoder.decode(eip);
    if (decoder.transitory()) {
      return node;
    }
    int tail = offset + node.length - Page.SIZE;
    if (tail > 0) {
      CodePage second = pageAt(cpu.cs.base + eip + node.length - 1);
      if (second == null) {
        return node;
      }
      Crossing crossing = new Crossing(node, second, tail);
      crossing.key = node.key;
      page.add(offset, crossing);
      second.addEntering(crossing);
      second.page.watch(this, Page.granules(0, tail));
      page.page.watch(this, Page.granules(offset, Page.SIZE - offset));
      return crossing;
    }
    page.add(offset, node);
    page.page.watch(this, Page.granules(offset, node.length));
    return node;
  }

  /** The page of code at a linear address, or null where there is no plain memory. */
  CodePage pageAt(int linear) {
    int slot = linear >>> Page.SHIFT & TRANSLATIONS - 1;
    if (mapping.tags[slot] == (linear & -Page.SIZE)) {
      return mapping.pages[slot];
    }
    return translate(linear, slot);
  }

  private CodePage translate(int linear, int slot) {
    int physical = cpu.paging.translate(linear, false, cpu.user);
    Page page = cpu.bus.readable(physical & 0xFFFFFFFFL);
    if (page == null) {
      return null;
    }
    CodePage code = pages.get(page);
    if (code == null) {
      if (pages.size() >= MOST_PAGES) {
        clear();
      }
      code = new CodePage(page);
      pages.put(page, code);
    }
    mapping.tags[slot] = linear & -Page.SIZE;
    mapping.pages[slot] = code;
    return code;
  }

  /** Takes one instruction out. */
  void remove(Node node) {
    if (node.key != Node.DEAD) {
      node.page.remove(node);
    }
  }

  @Override
  public void written(Page page, int offset, int bytes) {
    CodePage code = lastWritten;
    if (code == null || code.page != page) {
      code = pages.get(page);
    }
    if (code == null) {
      page.unwatch(this, -1L);
      return;
    }
    lastWritten = code;
    if (code.invalidate(offset, offset + bytes - 1)) {
      long mask = Page.granules(offset, bytes);
      page.unwatch(this, mask & ~code.occupied(mask));
    }
  }
}
