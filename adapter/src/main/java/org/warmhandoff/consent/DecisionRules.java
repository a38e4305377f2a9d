package org.warmhandoff.consent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.warmhandoff.address.Directory;
import org.warmhandoff.config.Config;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.disclosure.Recipient;
import org.warmhandoff.disclosure.StateLaw;

/**
 * What decisions on disclosure go by in the configuration: who the partners are, the words that
 * tell of substance use, the law of the states, and the calendar.
 *
 * @param digest the same for the same rules, in whatever process
 */
public record DecisionRules(String digest) {

  /** Those of that configuration. */
  public static DecisionRules of(Config config) {
    var directory = new Directory(config.partners());
    var disclosure = config.disclosure();
    var lines =
        Stream.of(
                config.partners().stream()
                    .map(PartnerConfig::name)
                    .sorted()
                    .map(name -> line(directory.recipient(name))),
                disclosure.words().words().stream(),
                new TreeMap<>(disclosure.law().states())
                    .entrySet().stream().map(state -> line(state.getKey(), state.getValue())),
                Stream.of(config.program().timeZone().getId()))
            .flatMap(some -> some);
    return new DecisionRules(digest(lines.collect(joining("\n"))));
  }

  private static String line(Recipient recipient) {
    return "%s %s %s %s"
        .formatted(
            recipient.partner(),
            new TreeSet<>(recipient.roles()),
            recipient.kind(),
            recipient.medicalPersonnel());
  }

  private static String line(String code, StateLaw.State state) {
    return "%s %d %s".formatted(code, state.ofAge(), new TreeMap<>(state.minors()));
  }

  private static String digest(String rules) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(rules.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}
