package org.warmhandoff.app;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.warmhandoff.files.OwnerOnly;

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

  /**
   * Makes the directory for what Java writes of a crash ({@code -XX:ErrorFile}), its owner's alone:
   * there are parts of the memory in it.
   *
   * @return whether it is there, or none was named
   */
  public static boolean makeDirectoryForErrors() {
    return machine()
        .map(machine -> machine.getVMOption("ErrorFile").getValue())
        .filter(file -> !file.isEmpty())
        .flatMap(file -> Optional.ofNullable(Path.of(file).toAbsolutePath().getParent()))
        .map(JavaOptions::isMade)
        .orElse(true);
  }

  private static boolean isMade(Path directory) {
    try {
      OwnerOnly.directory(directory);
      return true;
    } catch (IOException cannot) {
      return false;
    }
  }

  private static Optional<HotSpotDiagnosticMXBean> machine() {
    return Optional.ofNullable(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class));
  }
}
