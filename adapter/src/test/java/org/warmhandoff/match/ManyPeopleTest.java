package org.warmhandoff.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.match.Matching.Found.Certain;
import org.warmhandoff.testing.ehr.MemoryPatientIndex;

/**
 * People by chance, with relatives in the same house and slips of the pen: whatever is on file,
 * only the participant's own chart is ever linked.
 */
class ManyPeopleTest {

  private static final int PEOPLE = 500;
  private static final List<String> FAMILIES =
      List.of("O'Brien", "Müller", "García López", "Smith-Jones", "Nguyễn", "Łukasz", "Sæther");
  private static final List<String> GIVEN =
      List.of("María", "Mary-Ann", "Jayden", "Hayden", "Christian", "Christina", "Ana", "Anna");
  private static final List<String> FURTHER = List.of("José", "Elena", "Lee", "Louise", "Max");

  /** Another person's traits, whose chart may look like the participant's. */
  private static final List<String> RELATIVES =
      List.of("born=1955-05-05", "born=1999-12-31; sex=male", "given=%s|Zoë", "given=Xaver");

  /** Slips that leave somebody the same person, and never make another one certain. */
  private static final List<String> SLIPS =
      List.of("-given", "-born", "born=1990", "deceased", "inactive", "given=Q.", "-family");

  private final Map<String, String> people = new HashMap<>();

  private DescribedPerson somebody(Random random) {
    people.put(
        "somebody",
        "family=%s; given=%s|%s; born=19%02d-%02d-%02d; sex=female; phone=+1413555%04d; line=%d Alder Row; zip=01108"
            .formatted(
                one(FAMILIES, random),
                one(GIVEN, random),
                one(FURTHER, random),
                60 + random.nextInt(40),
                1 + random.nextInt(12),
                1 + random.nextInt(28),
                random.nextInt(10000),
                1 + random.nextInt(99)));
    return DescribedPerson.of("somebody", people);
  }

  private static String one(List<String> many, Random random) {
    return many.get(random.nextInt(many.size()));
  }

  private DescribedPerson changed(String change) {
    return DescribedPerson.of("somebody; " + change, people);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 20261127, 987654321})
  void onlyTheParticipantsOwnChartIsEverLinked(long seed) {
    var random = new Random(seed);
    for (var i = 0; i < PEOPLE; i++) {
      var participant = somebody(random);
      var chart = new MemoryPatientIndex();
      var own = random.nextInt(3) > 0;
      if (own) {
        chart.put(changed("-mrn").patient("own"));
      }
      var first = participant.traits().get("given").split("[|]", 2)[0];
      for (var n = 0; n < 1 + random.nextInt(3); n++) {
        var change = one(random.nextBoolean() ? RELATIVES : SLIPS, random).formatted(first);
        var patient = changed(change).patient("other" + n);
        chart.put(patient);
        if (random.nextInt(4) == 0) {
          chart.matches(patient);
        }
      }

      var found =
          MemoryPatientIndex.matching(List.of(DescribedPerson.MRN))
              .find(participant.sheet().record(), chart);

      if (found instanceof Certain certain) {
        assertThat(certain.link().patient())
            .as("seed %d, person %d: %s", seed, i, participant)
            .isEqualTo("Patient/own");
      }
    }
  }

  @Test
  void whoIsThereWithStrangersOnlyIsAlwaysFound() {
    var random = new Random(42);
    for (var i = 0; i < PEOPLE; i++) {
      var participant = somebody(random);
      var chart = new MemoryPatientIndex();
      chart.put(participant.patient("own"));
      chart.put(changed("family=Marlowe; given=Xaver; born=1950-01-01").patient("other"));

      assertThat(MemoryPatientIndex.matching(List.of()).find(participant.sheet().record(), chart))
          .as("person %d: %s", i, participant)
          .isInstanceOf(Certain.class);
    }
  }

  @Test
  void aTwinOfTheSameHouseIsNeverTakenForTheParticipantAlone() {
    var random = new Random(7);
    for (var i = 0; i < PEOPLE; i++) {
      var participant = somebody(random);
      var names = participant.traits().get("given").split("[|]", 2);
      var given = one(GIVEN, random);
      var twin =
          given.equals(names[0]) ? given + "|" + (names[1].equals("Max") ? "Lee" : "Max") : given;
      var chart = new MemoryPatientIndex();
      chart.put(changed("given=" + twin + "; mrn=Z-1").patient("twin"));
      chart.matches(chart.only());
      var withTheirs = changed("mrn=Z-1").sheet();

      assertThat(
              MemoryPatientIndex.matching(List.of(DescribedPerson.MRN))
                  .find(withTheirs.record(), chart))
          .as("person %d: %s, twin %s", i, participant, twin)
          .isNotInstanceOf(Certain.class);
    }
  }
}
