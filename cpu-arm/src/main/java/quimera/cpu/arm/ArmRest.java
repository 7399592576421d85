package quimera.cpu.arm;

/**
 * The instructions of the ARM set that {@link ArmDecoder} has no node for, decoded as the manual
 * does (ARM ARM A5.2 to A5.5, A5.7).
 */
final class ArmRest {
  private ArmRest() {}

  /** Executes one; whether it was a branch, to {@link ArmState#pc}. */
  static boolean execute(ArmCpu cpu, int word) {
    switch (word >>> 25 & 7) {
      case 0 -> {
        return register(cpu, word);
      }
      case 1 -> {
        return immediate(cpu, word);
      }
      case 2, 3 -> {
        if ((word & 1 << 25) != 0 && (word & 1 << 4) != 0) {
          Media.execute(cpu, word);
          return false;
        }
        if ((word & 1 << 24) == 0 && (word & 1 << 21) != 0) {
          unprivileged(cpu, word);
          return false;
        }
        return single(cpu, word);
      }
      default -> {
        if ((word & 1 << 20) != 0) {
          return BlockTransfer.loadUser(cpu, word);
        }
        BlockTransfer.storeUser(cpu, word);
        return false;
      }
    }
  }

  private static boolean register(ArmCpu cpu, int word) {
    if ((word & 0x90) == 0x90) {
      if ((word & 0x60) == 0) {
        multiplyOrSwap(cpu, word);
      } else {
        ExtraTransfer.execute(cpu, word);
      }
      return false;
    }
    int operation = word >>> 20 & 31;
    if ((operation & 0x19) == 0x10) {
      return miscellaneous(cpu, word);
    }
    int operand =
        (word & 1 << 4) != 0
            ? cpu.operandByRegister(word)
            : cpu.setsCarry(word) ? cpu.shiftedCarry(word) : cpu.shifted(word);
    return data(cpu, word, operand);
  }

  private static boolean immediate(ArmCpu cpu, int word) {
    int operation = word >>> 20 & 31;
    if ((operation & 0x19) != 0x10) {
      return data(cpu, word, cpu.rotatedImmediate(word));
    }
    if ((operation & 2) == 0) {
      throw cpu.undefined(); // MOVW and MOVT before ARMv6T2, or into PC
    }
    if ((word & 0x004F_0000) == 0) {
      hint(cpu, word & 0xFF);
    } else {
      Status.write(cpu, word, Integer.rotateRight(word & 0xFF, word >>> 7 & 30));
    }
    return false;
  }

  /** A data-processing instruction whose second operand is known. */
  private static boolean data(ArmCpu cpu, int word, int operand) {
    int result = cpu.data(word >>> 20 & 31, cpu.r[word >>> 16 & 15], operand);
    if ((word & 3 << 23) == 1 << 24) {
      return false; // a comparison
    }
    int d = word >>> 12 & 15;
    if (d == 15) {
      cpu.writePc(word, result);
      return true;
    }
    cpu.r[d] = result;
    return false;
  }

  /** LDR, STR, LDRB and STRB with all their ways to make an address. */
  private static boolean single(ArmCpu cpu, int word) {
    int[] r = cpu.r;
    int n = word >>> 16 & 15;
    int t = word >>> 12 & 15;
    boolean pre = (word & 1 << 24) != 0;
    boolean write = !pre || (word & 1 << 21) != 0;
    int base = r[n];
    int moved = base + cpu.singleOffset(word);
    int address = pre ? moved : base;
    boolean bytes = (word & 1 << 22) != 0;
    if ((word & 1 << 20) == 0) {
      int value = t == 15 && !cpu.v6 ? r[15] + 4 : r[t];
      if (bytes) {
        cpu.store8(address, value);
      } else {
        cpu.storeWord(address, value);
      }
      if (write) {
        r[n] = moved;
      }
      return false;
    }
    int value = bytes ? cpu.load8(address) : cpu.loadWord(address);
    if (write) {
      r[n] = moved;
    }
    if (t == 15) {
      cpu.loadPc(value);
      return true;
    }
    r[t] = value;
    return false;
  }

  /** NOP, YIELD, WFE, WFI, SEV; before ARMv6K all of them are MSR without a field: nothing. */
  static void hint(ArmCpu cpu, int number) {
    if (!cpu.v6) {
      return;
    }
    switch (number) {
      case 2 -> cpu.waitForEvent();
      case 3 -> cpu.waitForInterrupt();
      case 4 -> cpu.sendEvent();
      default -> {}
    }
  }

  private static void multiplyOrSwap(ArmCpu cpu, int word) {
    int op = word >>> 20 & 31;
    if (op < 16) {
      Multiplies.execute(cpu, word);
    } else if ((op & 8) != 0) {
      if (!cpu.v6) {
        throw cpu.undefined();
      }
      Exclusives.execute(cpu, word);
    } else if ((op & 11) == 0) {
      swap(cpu, word);
    } else {
      throw cpu.undefined();
    }
  }

  /** SWP and SWPB. */
  private static void swap(ArmCpu cpu, int word) {
    int address = cpu.r[word >>> 16 & 15];
    int source = cpu.r[word & 15];
    int loaded;
    cpu.notPc(word >>> 12 & 15);
    cpu.probeWrite(address, 1);
    if ((word & 1 << 22) != 0) {
      loaded = cpu.load8(address);
      cpu.store8(address, source);
    } else {
      loaded = cpu.loadWord(address);
      cpu.store32(address, source);
    }
    cpu.r[word >>> 12 & 15] = loaded;
  }

  private static boolean miscellaneous(ArmCpu cpu, int word) {
    int op = word >>> 21 & 3;
    int d = word >>> 12 & 15;
    switch (word >>> 4 & 15) {
      case 1 -> { // BX and CLZ in unusual forms
        if (op == 1) {
          cpu.branchExchange(cpu.r[word & 15]);
          return true;
        }
        if (op != 3 || !cpu.v5) {
          throw cpu.undefined();
        }
        cpu.r[d] = Integer.numberOfLeadingZeros(cpu.r[word & 15]);
      }
      case 0 -> {
        if ((op & 1) != 0) {
          Status.write(cpu, word, cpu.r[word & 15]);
        } else {
          Status.read(cpu, word);
        }
      }
      case 2 -> { // BXJ without Jazelle is BX
        if (op != 1 || !cpu.v5) {
          throw cpu.undefined();
        }
        cpu.branchExchange(cpu.r[word & 15]);
        return true;
      }
      case 5 -> Multiplies.saturating(cpu, op, d, cpu.r[word & 15], cpu.r[word >>> 16 & 15]);
      case 7 -> {
        if (op != 1 || !cpu.v5) { // not BKPT; SMC and HVC need extensions that are not there
          throw cpu.undefined();
        }
        throw breakpoint(cpu);
      }
      case 8, 10, 12, 14 -> Multiplies.halves(cpu, word);
      default -> throw cpu.undefined();
    }
    return false;
  }

  /** BKPT: without a debugger a prefetch abort that says "debug event". */
  static Trap breakpoint(ArmCpu cpu) {
    cpu.faultStatus = Mmu.DEBUG_EVENT;
    cpu.faultAddress = cpu.currentPc();
    return cpu.refuse(ArmException.PREFETCH_ABORT);
  }

  /** LDRT, STRT, LDRBT and STRBT: post-indexed, with the rights of user mode. */
  private static void unprivileged(ArmCpu cpu, int word) {
    int[] r = cpu.r;
    int n = word >>> 16 & 15;
    int t = word >>> 12 & 15;
    int offset = (word & 1 << 25) == 0 ? word & 0xFFF : cpu.shifted(word);
    int base = r[n];
    cpu.notPc(n);
    cpu.notPc(t);
    cpu.beginUserAccess();
    try {
      int value = 0;
      switch (word >>> 20 & 5) {
        case 0 -> cpu.storeWord(base, r[t]);
        case 1 -> value = cpu.loadWord(base);
        case 4 -> cpu.store8(base, r[t]);
        default -> value = cpu.load8(base);
      }
      r[n] = (word & 1 << 23) != 0 ? base + offset : base - offset;
      if ((word & 1 << 20) != 0) {
        r[t] = value;
      }
    } finally {
      cpu.endUserAccess();
    }
  }

  /** An instruction with bits 31 to 28 set (ARM ARM A5.7); the same result. */
  static boolean unconditional(ArmCpu cpu, int word) {
    if (!cpu.v5) {
      throw cpu.undefined();
    }
    int op = word >>> 20 & 0xFF;
    if (op >> 5 == 5) { // BLX
      cpu.r[14] = cpu.r[15] - 4;
      cpu.thumb = true;
      cpu.pc = cpu.r[15] + (word << 8 >> 6) + (word >>> 23 & 2);
      return true;
    }
    if ((op & 0xE0) == 0xC0 || (op & 0xF0) == 0xE0) {
      if ((word >>> 8 & 14) == 10) {
        throw cpu.undefined();
      }
      cpu.coprocessor(word);
      return false;
    }
    if ((op & 0xD7) == 0x55 || (op & 0xD7) == 0x51) {
      return false; // PLD, PLDW
    }
    if (!cpu.v6) {
      throw cpu.undefined();
    }
    if ((op & 0xE5) == 0x84) {
      ReturnState.store(cpu, word & 31, word);
      return false;
    }
    if ((op & 0xE5) == 0x81) {
      ReturnState.load(cpu, word);
      return true;
    }
    if ((op & 0xD7) == 0x41 || (op & 0xD7) == 0x45) {
      return false; // PLI
    }
    switch (op) {
      case 0x10 -> changeState(cpu, word);
      case 0x57 -> barrier(cpu, word);
      default -> {
        if (cpu.v7 && ((op & 0xE0) == 0x20 || (op & 0xF1) == 0x40)) {
          cpu.simd(word);
        } else {
          throw cpu.undefined();
        }
      }
    }
    return false;
  }

  /** CLREX and the barriers, which have nothing to wait for. */
  private static void barrier(ArmCpu cpu, int word) {
    switch (word >>> 4 & 15) {
      case 1 -> cpu.exclusive.clear();
      case 4, 5, 6 -> {
        if (!cpu.v7) {
          throw cpu.undefined();
        }
      }
      default -> throw cpu.undefined();
    }
  }

  /** CPS and SETEND. */
  private static void changeState(ArmCpu cpu, int word) {
    if ((word & 1 << 16) != 0) {
      cpu.setCpsr(word & ArmState.E, ArmState.E);
    } else {
      Status.change(cpu, word >>> 18 & 3, word >>> 6 & 7, (word & 1 << 17) != 0, word & 31);
    }
  }
}
