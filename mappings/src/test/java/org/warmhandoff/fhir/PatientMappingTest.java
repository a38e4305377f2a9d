package org.warmhandoff.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.hl7.fhir.r4.model.Identifier;
import org.junit.jupiter.api.Test;
import org.warmhandoff.cases.Programs;
import org.warmhandoff.cases.SharedRecords;

/** Who a participant is, as a partner is asked for them. */
class PatientMappingTest {

  @Test
  void whereElseSomebodyIsTreatedIsNotTold() {
    var participant =
        SharedRecords.told().stream()
            .map(SharedRecords::record)
            .map(SharedRecords::participant)
            .filter(one -> !one.identifiers().isEmpty())
            .findFirst()
            .orElseThrow();
    var system = participant.identifiers().get(0).system();
    var own = new PatientMapping(Programs.BRIDGEWATER, Set.of()).toPatient(participant);

    var told = new PatientMapping(Programs.BRIDGEWATER, Set.of(system)).toPatient(participant);

    assertThat(own.getIdentifier()).extracting(Identifier::getSystem).contains(system);
    assertThat(told.getIdentifier())
        .isNotEmpty()
        .extracting(Identifier::getSystem)
        .doesNotContain(system);
  }
}
