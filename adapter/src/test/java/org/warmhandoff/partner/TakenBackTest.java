package org.warmhandoff.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.warmhandoff.testing.RecordSheets.plan;
import static org.warmhandoff.testing.ehr.PartnerStub.ok;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.junit.jupiter.api.Test;
import org.warmhandoff.fit.Form;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.testing.AtPartner;
import org.warmhandoff.testing.Outcomes;
import org.warmhandoff.testing.PlanHandover;
import org.warmhandoff.testing.RecordSheet;

/** What the version that a partner holds said and the new one does not. */
class TakenBackTest extends AtPartner {

  private static final RecordSheet ROSA = contact("Rosa", "sister");
  private static final RecordSheet THEO = contact("Theo", "friend");

  private static RecordSheet contact(String name, String relationship) {
    return RecordSheet.of(
            """
            {"phone": {"number": "+15085550123", "use": "mobile"}}
            """)
        .with("name", name)
        .with("relationship", relationship);
  }

  /** The partner holds a plan that names both; the one that goes names Rosa only. */
  private void holdsBoth(Form form) {
    handover()
        .held(
            plan().with("keyContacts", List.of(ROSA, THEO)),
            Outcomes.receipt(form, PlanHandover.LINK, "CarePlan/77", Optional.of("1")));
    handover().record(plan().with("keyContacts", List.of(ROSA)).version(2));
  }

  private void acceptsOneMore() {
    acceptsGraph();
    var answer = written();
    answer.addEntry(answer.getEntryFirstRep().copy());
    stub.whenWrittenInTransaction(ok(answer));
  }

  private List<RelatedPerson> contacts() {
    return FhirContext.forR4Cached()
        .newJsonParser()
        .parseResource(Bundle.class, stub.writes().get(0).getBodyAsString())
        .getEntry()
        .stream()
        .map(Bundle.BundleEntryComponent::getResource)
        .filter(RelatedPerson.class::isInstance)
        .map(RelatedPerson.class::cast)
        .toList();
  }

  @Test
  void aContactWhoIsNotToBeCalledAnyMoreDoesNotStayAsOneWhoIs() {
    holdsBoth(Form.GRAPH);
    acceptsOneMore();

    assertThat(handover().write()).isInstanceOf(Delivered.class);

    assertThat(contacts()).extracting(RelatedPerson::getActive).containsExactly(true, false);
    assertThat(contacts())
        .extracting(contact -> contact.getIdentifierFirstRep().getValue())
        .allMatch(id -> id.matches("CP-1-c[0-9a-f]{8}"))
        .doesNotHaveDuplicates();
    assertThat(contacts().get(1).getPatient().getReference()).isEqualTo("Patient/7");
  }

  @Test
  void whatWasNeverThereAsAResourceIsNotTakenBack() {
    holdsBoth(Form.DOCUMENT);
    acceptsGraph();

    assertThat(handover().write()).isInstanceOf(Delivered.class);

    assertThat(contacts()).extracting(RelatedPerson::getActive).containsExactly(true);
  }
}
