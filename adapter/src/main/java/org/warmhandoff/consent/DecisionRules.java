package org.warmhandoff.consent;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.warmhandoff.address.Directory;
import org.warmhandoff.config.Config;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.disclosure.Recipient;
import org.warmhandoff.disclosure.StateLaw;

/**
 * What decisions on disclosure go by in the configuration beside records: who each partner is, the
 * law of the states and the calendar. (The words that tell of substance use count for what is told
 * from then on.)
 *
 * @param partners by their names
 * @param forAll the law and the calendar
 */
public record DecisionRules(Map<String, String> partners, String forAll) {

  private static final String BETWEEN = "\t";

  public DecisionRules {
    partners = Map.copyOf(partners);
  }

  /** Those of that configuration. */
  public static DecisionRules of(Config config) {
    var directory = new Directory(config.partners());
    var law =
        new TreeMap<>(config.disclosure().law().states())
            .entrySet().stream().map(state -> words(state.getKey(), state.getValue()));
    return new DecisionRules(
        config.partners().stream()
            .collect(
                toUnmodifiableMap(
                    PartnerConfig::name, partner -> words(directory.recipient(partner.name())))),
        Stream.concat(Stream.of(config.program().timeZone().getId()), law).collect(joining(" ")));
  }

  private static String words(Recipient recipient) {
    return recipient.kind()
        + (recipient.medicalPersonnel() ? " medical personnel " : " ")
        + new TreeSet<>(recipient.roles());
  }

  private static String words(String code, StateLaw.State state) {
    return code + " " + state.ofAge() + " " + new TreeMap<>(state.minors());
  }

  /** As {@link #read} reads it. */
  String text() {
    var lines =
        new TreeMap<>(partners)
            .entrySet().stream().map(one -> one.getKey() + BETWEEN + one.getValue());
    return Stream.concat(Stream.of(forAll), lines).collect(joining("\n"));
  }

  static DecisionRules read(String text) {
    var lines = text.lines().toList();
    return new DecisionRules(
        lines.stream()
            .skip(1)
            .map(line -> line.split(BETWEEN, 2))
            .collect(toUnmodifiableMap(parts -> parts[0], parts -> parts[1])),
        lines.get(0));
  }

  /**
   * Whether it is decided otherwise of what went to that partner before by those. Nothing reaches a
   * partner that is not configured any more.
   */
  boolean decideOtherwise(String partner, DecisionRules before) {
    var now = partners.get(partner);
    return now != null
        && (!forAll.equals(before.forAll)
            || !now.equals(before.partners.getOrDefault(partner, now)));
  }
}
