package org.warmhandoff.benchmarks;

import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.warmhandoff.benchmarks.delivery.DeliveryCommand;
import org.warmhandoff.benchmarks.delivery.DeliveryOptions;

/**
 * The command line: {@code delivery}, which is what runs where nothing is named, and {@code
 * mapping}.
 */
public final class Benchmarks {

  private static final String MAPPING = "mapping";
  private static final String DELIVERY = "delivery";

  private Benchmarks() {}

  /** Runs what is named; exit code 2 where the arguments are wrong. */
  public static void main(String[] arguments) throws Exception {
    var named = arguments.length > 0 && List.of(MAPPING, DELIVERY).contains(arguments[0]);
    var which = named ? arguments[0] : DELIVERY;
    var rest = Arrays.asList(arguments).subList(named ? 1 : 0, arguments.length);
    try {
      if (which.equals(MAPPING)) {
        MappingCommand.run(rest, System.out);
      } else {
        new DeliveryCommand(DeliveryOptions.of(rest)).run(System.out);
      }
    } catch (IllegalArgumentException | CommandLineOptionException wrong) {
      System.err.println(wrong.getMessage());
      System.err.println("usage: mapping [--quick] [JMH's options], or " + DeliveryOptions.USAGE);
      System.exit(2);
    }
  }
}
