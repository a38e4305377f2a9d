package org.warmhandoff.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.warmhandoff.config.ConfigFile;
import org.warmhandoff.keys.KeyDirectory;
import org.warmhandoff.keys.UnusableKey;

/**
 * Hand-overs to a partner that is signed on to by SMART, with keys that are kept in a directory.
 */
public final class SmartHandover {

  private SmartHandover() {}

  /**
   * A hand-over.
   *
   * @param home where {@code warm-handoff-keys} is
   * @param smart the settings under {@code sign-on.smart}, each in a line
   */
  public static PlanHandover to(
      String base,
      Path home,
      MemoryStatements statements,
      SettableClock clock,
      List<String> smart) {
    return to(base, home, statements, clock, smart, List.of(), List.of());
  }

  /**
   * The same with more settings of the partner and of the whole, each in a line.
   *
   * @param ofPartner such as {@code way-back: poll}
   * @param ofAll such as {@code server: {port: 0}}
   */
  public static PlanHandover to(
      String base,
      Path home,
      MemoryStatements statements,
      SettableClock clock,
      List<String> smart,
      List<String> ofPartner,
      List<String> ofAll) {
    var yaml =
        """
        program: {namespace: "https://id.bridgewater-iop.example", name: Bridgewater Virtual IOP}
        access:
          - {name: program, token: a-token-of-twenty-and-more, roles: [submit]}
        partners:
          - name: psychiatry
            roles: [psychiatry]
            base-url: %s
            identifier-systems: ["https://psychiatry.example/mrn"]
            timeouts: {connect: 1s, answer: 5s}
        %s
            sign-on:
              smart:
        %s
        %s
        """
            .formatted(
                base,
                indented("    ", ofPartner),
                indented("        ", smart),
                indented("", ofAll));
    return new PlanHandover(new ConfigFile(name -> null).read(yaml, home), statements, clock);
  }

  private static String indented(String by, List<String> lines) {
    return lines.stream().map(line -> by + line).collect(Collectors.joining("\n"));
  }

  /** The keys of such hand-overs. */
  public static KeyDirectory keys(Path home) {
    return new KeyDirectory(home.resolve("warm-handoff-keys"));
  }

  /** A key of that name, as of now. */
  public static KeyDirectory.KeptKey key(Path home, String algorithm, SettableClock clock) {
    try {
      return keys(home)
          .make("brookside", com.nimbusds.jose.JWSAlgorithm.parse(algorithm), clock.instant());
    } catch (IOException | UnusableKey cannot) {
      throw new AssertionError(cannot);
    }
  }
}
