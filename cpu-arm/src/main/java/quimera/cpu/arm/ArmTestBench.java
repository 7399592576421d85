package quimera.cpu.arm;

import java.util.List;
import quimera.core.cpu.CpuUnderTest;
import quimera.core.cpu.TestBench;

/** Puts the models of this family to test vectors. */
public final class ArmTestBench implements TestBench {
  @Override
  public String family() {
    return "arm";
  }

  @Override
  public List<String> architectures() {
    return List.of(
        "arm7tdmi-early", "armv5te", "thumb1", "armv6", "armv7", "thumb2", "armv7+vfpv4");
  }

  @Override
  public List<String> models() {
    return ArmModel.ids();
  }

  @Override
  public String defaultModel(Section section) {
    ArmModel model =
        switch (section.architecture()) {
          case "arm7tdmi-early" -> ArmModel.ARM7TDMI;
          case "armv5te", "thumb1" -> ArmModel.ARM926;
          case "armv6" -> ArmModel.ARM1176;
          default -> ArmModel.CORTEX_A15;
        };
    return model.id();
  }

  @Override
  public String lacks(String id, Section section) {
    int has = ArmModel.of(id).version;
    int needs = ArmModel.of(defaultModel(section)).version;
    return has < needs ? "ARMv" + has : null;
  }

  @Override
  public CpuUnderTest socket(String id, Section section) {
    return new ArmUnderTest(ArmModel.of(id));
  }
}
