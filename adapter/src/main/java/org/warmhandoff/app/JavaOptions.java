package org.warmhandoff.app;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;

/** Options of the Java machine that the adapter runs in, as far as it can see and set them. */
public final class JavaOptions {

  private static final List<String> HEAP_DUMPS =
      List.of("HeapDumpOnOutOfMemoryError", "HeapDumpBeforeFullGC", "HeapDumpAfterFullGC");

  private static final String EXIT = "ExitOnOutOfMemoryError";

  private JavaOptions() {}

  /** A dump of the memory would hold records: none is written, whatever Java was told. */
  public static void writeNoHeapDump() {
    machine().ifPresent(machine -> HEAP_DUMPS.forEach(one -> machine.setVMOption(one, "false")));
  }

  /**
   * Whether the process ends where its memory does not suffice, so that it can be started again;
   * else it may go on without some of its threads. True for a machine that does not tell.
   */
  public static boolean endsWithoutMemory() {
    return machine()
        .map(machine -> Boolean.parseBoolean(machine.getVMOption(EXIT).getValue()))
        .orElse(true);
  }

  private static Optional<HotSpotDiagnosticMXBean> machine() {
    return Optional.ofNullable(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class));
  }
}
