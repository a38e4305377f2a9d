package org.warmhandoff.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.event;
import static org.warmhandoff.testing.RecordSheets.plan;
import static org.warmhandoff.testing.RecordSheets.referral;

import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.warmhandoff.fit.Form;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.flow.message.Written;
import org.warmhandoff.testing.AtEhr;
import org.warmhandoff.testing.RecordSheet;
import org.warmhandoff.testing.ehr.StatedCapabilities;

/** Every kind of record goes in every form, and with every version there is one of each. */
class EveryKindTest extends AtEhr {

  private static final List<String> EVERYTHING =
      List.of(
          "CarePlan",
          "CareTeam",
          "Communication",
          "Condition",
          "Consent",
          "DocumentReference",
          "Encounter",
          "Flag",
          "Goal",
          "Location",
          "Observation",
          "Procedure",
          "Provenance",
          "RelatedPerson",
          "ServiceRequest",
          "Task");

  static Stream<Arguments> kindsAndForms() {
    return Stream.of(plan(), event(), referral())
        .flatMap(
            sheet ->
                Stream.of(
                    Arguments.of(sheet, Form.GRAPH, StatedCapabilities.takesGraphsOf(EVERYTHING)),
                    Arguments.of(
                        sheet, Form.SINGLE_WRITES, StatedCapabilities.takesOneByOne(EVERYTHING)),
                    Arguments.of(sheet, Form.DOCUMENT, StatedCapabilities.takesDocuments()),
                    Arguments.of(
                        sheet,
                        Form.MESSAGE,
                        StatedCapabilities.takesOneByOne(List.of("Communication")))));
  }

  @ParameterizedTest
  @MethodSource("kindsAndForms")
  void isThereOnceInEachVersion(RecordSheet sheet, Form form, CapabilityStatement takes) {
    known(takes);
    toEhr.record(sheet);

    var first = (Delivered) toEhr.write();
    toEhr.held(sheet, first.receipt());
    toEhr.record(sheet.version(2));
    var second = (Delivered) toEhr.write();

    assertThat(List.of(first, second))
        .allSatisfy(one -> assertThat(one.receipt().form()).isEqualTo(form));
    assertThat(ehr.shelf().names()).doesNotHaveDuplicates();
    assertThat(second.receipt().written())
        .extracting(Written::reference)
        .doesNotHaveDuplicates()
        .allSatisfy(place -> assertThat(ehr.shelf().read(place)).isPresent());
  }
}
