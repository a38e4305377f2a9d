package org.warmhandoff.app;

import java.util.List;
import java.util.stream.Stream;

/**
 * Java's system properties, less those of libraries. By some of them a library would write what it
 * carries into a log of its own, such as {@code org.apache.commons.logging.Log} and {@code
 * javax.net.debug}, whether they come from the command line or from {@code JAVA_TOOL_OPTIONS}.
 */
public final class SystemProperties {

  /** Java's own, those of its TLS, and ours. */
  private static final List<String> KEPT =
      List.of(
          "java.",
          "javax.net.ssl.",
          "jdk.",
          "sun.",
          "os.",
          "user.",
          "file.",
          "line.",
          "path.",
          "native.",
          "stdout.",
          "stderr.",
          "warmhandoff.");

  private static final List<String> REMOVED_ALL_THE_SAME =
      List.of("java.util.logging.", "java.security.debug", "jdk.httpclient.", "jdk.internal.http");

  private SystemProperties() {}

  /**
   * Removes those of libraries; called before anything else is.
   *
   * @return the names of those that were set, sorted
   */
  public static List<String> removeThoseOfLibraries() {
    var names = System.getProperties().stringPropertyNames();
    var removed = names.stream().filter(SystemProperties::isOfALibrary).sorted().toList();
    removed.forEach(System::clearProperty);
    return removed;
  }

  private static boolean isOfALibrary(String name) {
    return begins(name, REMOVED_ALL_THE_SAME.stream()) || !begins(name, KEPT.stream());
  }

  private static boolean begins(String name, Stream<String> with) {
    return with.anyMatch(name::startsWith);
  }
}
