package org.warmhandoff.benchmarks.delivery;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the command line asks for.
 *
 * @param only the letters of what is measured
 * @param java options of the adapter's JVM, those of the launcher unless it says otherwise
 */
public record DeliveryOptions(boolean quick, Set<String> only, List<String> java) {

  /** How to call it. */
  public static final String USAGE =
      "delivery [--quick] [--only a,b,c,d,e,f] [--java-options \"OPTIONS\"]";

  /** What the launcher gives {@code serve}. */
  static final List<String> AS_LAUNCHED =
      List.of(
          "-Xmx224m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-HeapDumpOnOutOfMemoryError",
          "-XX:-CreateCoredumpOnCrash");

  private static final Set<String> ALL = Set.of("a", "b", "c", "d", "e", "f");

  public DeliveryOptions {
    only = Set.copyOf(only);
    java = List.copyOf(java);
    if (!ALL.containsAll(only)) {
      throw new IllegalArgumentException("--only takes letters from a to f");
    }
  }

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static DeliveryOptions of(List<String> arguments) {
    var read = new DeliveryOptions(false, ALL, AS_LAUNCHED);
    for (var at = 0; at < arguments.size(); at++) {
      read =
          switch (arguments.get(at)) {
            case "--quick" -> new DeliveryOptions(true, read.only, read.java);
            case "--only" ->
                new DeliveryOptions(read.quick, Set.copyOf(split(arguments, ++at, ",")), read.java);
            case "--java-options" ->
                new DeliveryOptions(read.quick, read.only, split(arguments, ++at, " +"));
            default -> throw new IllegalArgumentException("unknown option " + arguments.get(at));
          };
    }
    return read;
  }

  /** Whether one of these letters is asked for. */
  boolean any(String... letters) {
    return Stream.of(letters).anyMatch(only::contains);
  }

  private static List<String> split(List<String> arguments, int at, String by) {
    if (at >= arguments.size()) {
      throw new IllegalArgumentException(arguments.get(at - 1) + " needs a value");
    }
    return Arrays.stream(arguments.get(at).split(by, -1)).filter(one -> !one.isEmpty()).toList();
  }
}
