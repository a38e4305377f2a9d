package org.warmhandoff.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.dana;

import java.util.List;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.match.Matching.Found.Certain;
import org.warmhandoff.match.Matching.Found.NotCertain;
import org.warmhandoff.testing.RecordSheet;
import org.warmhandoff.testing.ehr.MemoryPatientIndex;

/** Besides name, birth date and sex a phone or the address must agree. */
class PhoneOrAddressTest {

  private final MemoryPatientIndex chart = new MemoryPatientIndex();
  private final Patient patient = chart.add("Patient/1");

  private Matching.Found find(RecordSheet participant) {
    return MemoryPatientIndex.matching(List.of()).find(participant.record(), chart);
  }

  @Test
  void thePhoneIsEnough() {
    patient.setAddress(null);

    assertThat(find(dana())).isInstanceOf(Certain.class);
  }

  @Test
  void theAddressIsEnough() {
    patient.setTelecom(null);

    assertThat(find(dana())).isInstanceOf(Certain.class);
  }

  @Test
  void neitherIsForAPerson() {
    patient.setTelecom(null).setAddress(null);

    assertThat(reason(find(dana())))
        .isEqualTo("one patient of that name and birth date, but not all else agrees");
  }

  @Test
  void neitherOnOurSideIsForAPerson() {
    var bare = dana().without("address").with("contact/phones", List.of());

    assertThat(find(bare)).isInstanceOf(NotCertain.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"413-555-0101", "(413) 555-0101", "+1 413.555.0101", "14135550101", "4135550101"})
  void aPhoneIsTheSameHoweverItIsWritten(String number) {
    patient.setAddress(null).getTelecomFirstRep().setValue(number);

    assertThat(find(dana())).isInstanceOf(Certain.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"555-0101", "0101", "413-555-0102", "", "none"})
  void anotherPhoneOrPartOfOneIsNotTheSame(String number) {
    patient.setAddress(null).getTelecomFirstRep().setValue(number);

    assertThat(find(dana())).isInstanceOf(NotCertain.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"218 ALDER ROW", "218 Alder Row.", " 218  Alder  Row "})
  void anAddressIsTheSameHoweverItIsWritten(String line) {
    patient.setTelecom(null).getAddressFirstRep().getLine().get(0).setValue(line);

    assertThat(find(dana())).isInstanceOf(Certain.class);
  }

  @Test
  void aLongerZipIsTheSamePlace() {
    patient.setTelecom(null).getAddressFirstRep().setPostalCode("01108-2211");

    assertThat(find(dana())).isInstanceOf(Certain.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"01109", "0110", ""})
  void anotherZipIsAnotherPlace(String zip) {
    patient.setTelecom(null).getAddressFirstRep().setPostalCode(zip);

    assertThat(find(dana())).isInstanceOf(NotCertain.class);
  }

  @Test
  void anAddressWithoutALineIsNoAddress() {
    patient.setTelecom(null).getAddressFirstRep().setLine(null);

    assertThat(find(dana())).isInstanceOf(NotCertain.class);
  }

  @Test
  void oneOfSeveralPhonesOrAddressesIsEnough() {
    patient.getTelecomFirstRep().setValue("+12125550000");
    patient.addTelecom().setValue("+14135550101");
    patient.setAddress(null);

    assertThat(find(dana())).isInstanceOf(Certain.class);
  }

  private static String reason(Matching.Found found) {
    return ((NotCertain) found).reason();
  }
}
