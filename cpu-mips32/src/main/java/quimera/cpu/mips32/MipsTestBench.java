package quimera.cpu.mips32;

import java.util.List;
import java.util.Set;
import quimera.core.cpu.CpuUnderTest;
import quimera.core.cpu.TestBench;

/**
 * Puts the models of this family to test vectors: {@code mips32r2}, and those of the R3000, whose
 * load delay {@link R3000UnderTest} adds.
 */
public final class MipsTestBench implements TestBench {
  private static final String R3000 = "r3000";

  private static final Set<String> RELEASE_2 =
      Set.of("rotr", "rotrv", "seb", "seh", "wsbh", "ext", "ins", "rdhwr", "synci", "di", "ei");

  private static final Set<String> FLOATING =
      Set.of(
          "lwc1", "swc1", "ldc1", "sdc1", "bc1t", "bc1f", "bc1tl", "bc1fl", "mfc1", "mtc1", "cfc1",
          "ctc1");

  @Override
  public String family() {
    return "mips32";
  }

  @Override
  public List<String> architectures() {
    return List.of("mips32r2", R3000);
  }

  @Override
  public List<String> models() {
    return MipsModel.ids();
  }

  @Override
  public String defaultModel(Section section) {
    return (section.architecture().equals(R3000) ? MipsModel.M4KC : MipsModel.M24KF).id();
  }

  @Override
  public String lacks(String id, Section section) {
    MipsModel model = MipsModel.of(id);
    String category = section.category();
    if (section.architecture().equals(R3000)) {
      // The suite sets bits that make rotates of the shifts (volume II, ROTR).
      return model.release > 1 && category.startsWith("SRL") ? "rotates" : null;
    }
    if (model.release < 2 && RELEASE_2.contains(category)) {
      return "no release 2";
    }
    boolean floating =
        FLOATING.contains(category) || category.contains(".") || category.contains("movf");
    return floating && !model.fpu ? "no FPU" : null;
  }

  @Override
  public CpuUnderTest socket(String id, Section section) {
    MipsModel model = MipsModel.of(id);
    return section.architecture().equals(R3000)
        ? new R3000UnderTest(model)
        : new MipsUnderTest(model, section.bigEndian());
  }
}
