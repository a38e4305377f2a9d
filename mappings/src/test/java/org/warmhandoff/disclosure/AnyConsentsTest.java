package org.warmhandoff.disclosure;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.warmhandoff.record.Sensitivity;

/** Whatever was signed before: who says that less may be told is not told of more. */
class AnyConsentsTest {

  private static final Disclosures DISCLOSURES = ConsentTable.disclosures();
  private static final String CLAIM =
      "{emergencyDisclosure={\"declaredBy\":{\"id\":\"S-31\",\"name\":\"Grace-Tamakloe\","
          + "\"role\":\"clinician\"},\"declaredAt\":\"2026-06-10T20:59:00-04:00\","
          + "\"nature\":\"Unresponsive.\",\"whyNoConsent\":\"cannot-be-reached\"}}";

  /**
   * What was signed.
   *
   * @param month of 2026, in which it was
   */
  record Signed(String form, int month) {

    boolean permits() {
      return !form.equals("no");
    }

    /** As the table has it. */
    String cell(boolean revoked) {
      return "%s{givenAt=2026-0%d-01T12:00:00-05:00%s}"
          .formatted(form, month, revoked ? ";revokedAt=2026-06-30T12:00:00-04:00" : "");
    }
  }

  @Provide
  Arbitrary<List<Signed>> consents() {
    var forms =
        Arbitraries.of(
            "all", "tpo", "no-sud", "crisis", "no-place", "sud-alone", "notes-alone", "no");
    return Combinators.combine(forms, Arbitraries.integers().between(1, 5))
        .as(Signed::new)
        .list()
        .ofMaxSize(4);
  }

  @Provide
  Arbitrary<String> records() {
    return Arbitraries.of(
        "plan-parts", "plan-sud", "event-emergency", "event-overdose" + CLAIM, "referral-sud");
  }

  private static Disclosure decided(String consents, String participant, String record) {
    var row =
        ConsentTable.row(
            "0",
            "-",
            consents.isEmpty() ? "-" : consents,
            participant,
            record,
            "psych",
            "2026-07-01T12:00:00-04:00");
    return DISCLOSURES.decide(row.record(), row.participant(), row.recipient(), row.at());
  }

  private static String cells(List<Signed> consents, int revoked) {
    var cells = new ArrayList<String>();
    for (var place = 0; place < consents.size(); place++) {
      cells.add(consents.get(place).cell(place == revoked));
    }
    return String.join(" ", cells);
  }

  private static void tellsNoMore(Disclosure after, Disclosure before) {
    if (after instanceof Disclosed narrower) {
      assertThat(before).isInstanceOf(Disclosed.class);
      assertThat(withheld(narrower)).containsAll(withheld((Disclosed) before));
    }
  }

  private static Set<String> withheld(Disclosed disclosed) {
    return disclosed.withheld().stream().map(WithheldPart::at).collect(toSet());
  }

  @Property(seed = "1", tries = 300)
  void anExclusionTellsNoMore(
      @ForAll("consents") List<Signed> consents,
      @ForAll("records") String record,
      @ForAll Sensitivity excluded) {
    var exclusion =
        "no{scope=[\"%s\"];givenAt=2026-06-20T12:00:00-04:00}".formatted(excluded.word());

    tellsNoMore(
        decided((cells(consents, -1) + " " + exclusion).strip(), "-", record),
        decided(cells(consents, -1), "-", record));
  }

  @Property(seed = "1", tries = 300)
  void toRevokeTellsNoMore(
      @ForAll("consents") List<Signed> consents, @ForAll("records") String record) {
    for (var revoked = 0; revoked < consents.size(); revoked++) {
      if (consents.get(revoked).permits()) {
        tellsNoMore(
            decided(cells(consents, revoked), "-", record),
            decided(cells(consents, -1), "-", record));
      }
    }
  }

  @Property(seed = "1", tries = 300)
  void aRestrictionTellsNoMore(
      @ForAll("consents") List<Signed> consents,
      @ForAll("records") String record,
      @ForAll Set<Sensitivity> restricted) {
    var scope =
        restricted.stream().map(one -> '"' + one.word() + '"').sorted().collect(joining(","));
    var agreed =
        "{restrictions=[{\"id\":\"RS-1\",\"partner\":\"psych\",\"scope\":[%s],"
            + "\"agreedAt\":\"2026-06-20T12:00:00Z\"}]}";

    if (!restricted.isEmpty()) {
      tellsNoMore(
          decided(cells(consents, -1), agreed.formatted(scope), record),
          decided(cells(consents, -1), "-", record));
    }
  }
}
