package quimera.checks;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What the bytecode of a class says about its methods. */
final class MethodSizes {
  /**
   * A method with code.
   *
   * @param name class, method and descriptor
   * @param bytes of bytecode
   */
  record Size(String name, int bytes) {}

  private MethodSizes() {}

  /** The exact size of each method with code; JVMS 4.1, 4.5-4.7. */
  static List<Size> of(byte[] classFile) {
    ClassReader in = new ClassReader(classFile);
    char[] buffer = new char[in.getMaxStringLength()];
    int at = in.header + 6; // access, this, super
    at += 2 + 2 * in.readUnsignedShort(at); // interfaces
    at = skipFields(in, at);
    List<Size> sizes = new ArrayList<>();
    int methods = in.readUnsignedShort(at);
    at += 2;
    for (int m = 0; m < methods; m++) {
      String name =
          in.getClassName() + "." + in.readUTF8(at + 2, buffer) + in.readUTF8(at + 4, buffer);
      int attributes = in.readUnsignedShort(at + 6);
      at += 8;
      for (int a = 0; a < attributes; a++) {
        if ("Code".equals(in.readUTF8(at, buffer))) {
          sizes.add(new Size(name, in.readInt(at + 10))); // after name, length, stack, locals
        }
        at += 6 + in.readInt(at + 2);
      }
    }
    return sizes;
  }

  private static int skipFields(ClassReader in, int start) {
    int at = start + 2;
    for (int f = in.readUnsignedShort(start); f > 0; f--) {
      int attributes = in.readUnsignedShort(at + 6);
      at += 8;
      for (int a = 0; a < attributes; a++) {
        at += 6 + in.readInt(at + 2);
      }
    }
    return at;
  }

  /** The methods that enter a monitor. */
  static List<String> synchronizedBlocks(byte[] classFile) {
    List<String> found = new ArrayList<>();
    ClassReader in = new ClassReader(classFile);
    in.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
              @Override
              public void visitInsn(int opcode) {
                if (opcode == Opcodes.MONITORENTER) {
                  found.add(in.getClassName() + "." + name);
                }
              }
            };
          }
        },
        ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return found;
  }
}
