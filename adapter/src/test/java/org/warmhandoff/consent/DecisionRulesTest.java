package org.warmhandoff.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.warmhandoff.config.ConfigFile;

/** Of which partners it is decided otherwise than by an earlier configuration. */
class DecisionRulesTest {

  private static final String PROGRAM =
      """
      program: {namespace: "https://id.bridgewater-iop.example", name: Bridgewater Virtual IOP%s}
      access:
        - {name: program, token: a-token-of-twenty-and-more, roles: [submit, read]}
      partners:
      """;
  private static final String PSYCHIATRY = partner("psychiatry", "psychiatry, primary-care", "");
  private static final String CRISIS_CENTER = partner("crisis-center", "crisis-center", "");

  private static String partner(String name, String roles, String more) {
    return "  - {name: %s, roles: [%s], base-url: \"http://localhost:1/fhir\"%s}\n"
        .formatted(name, roles, more);
  }

  private static DecisionRules rules(String zone, String... partners) {
    var yaml = PROGRAM.formatted(zone) + String.join("", partners);
    return DecisionRules.of(new ConfigFile(name -> null).read(yaml, Path.of(".")));
  }

  private static DecisionRules before() {
    return DecisionRules.read(rules("", PSYCHIATRY, CRISIS_CENTER).text());
  }

  @Test
  void ofTheSameInAnotherOrderNothingIs() {
    var now = rules("", CRISIS_CENTER, partner("psychiatry", "primary-care, psychiatry", ""));

    assertThat(now).isEqualTo(before());
    assertThat(now.decideOtherwise("psychiatry", before())).isFalse();
  }

  @Test
  void ofAPartnerWithOtherRolesItIsAndOfTheOthersNot() {
    var now = rules("", CRISIS_CENTER, partner("psychiatry", "primary-care", ""));

    assertThat(now.decideOtherwise("psychiatry", before())).isTrue();
    assertThat(now.decideOtherwise("crisis-center", before())).isFalse();
  }

  @Test
  void ofAPartnerThatIsMedicalPersonnelNowItIs() {
    var personnel = ", recipient: {medical-personnel: true}";
    var now = rules("", PSYCHIATRY, partner("crisis-center", "crisis-center", personnel));

    assertThat(now.decideOtherwise("crisis-center", before())).isTrue();
  }

  @Test
  void whereTheCalendarIsAnotherItIsOfAll() {
    var now = rules(", time-zone: America/Los_Angeles", PSYCHIATRY, CRISIS_CENTER);

    assertThat(now.decideOtherwise("psychiatry", before())).isTrue();
    assertThat(now.decideOtherwise("crisis-center", before())).isTrue();
  }

  @Test
  void ofPartnersThatAreNewOrNotConfiguredAnyMoreNothingIs() {
    var now = rules("", PSYCHIATRY, partner("another", "crisis-center", ""));

    assertThat(now.decideOtherwise("another", before())).isFalse();
    assertThat(now.decideOtherwise("crisis-center", before())).isFalse();
  }
}
