package org.warmhandoff.fit.scope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.RestfulCapabilityMode;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.junit.jupiter.api.Test;
import org.warmhandoff.fit.offer.Offer;

/** What we must be allowed, by what a partner takes. */
class ScopeNeedsTest {

  private static Offer takes(String... types) {
    var statement = new CapabilityStatement();
    var rest = statement.addRest().setMode(RestfulCapabilityMode.SERVER);
    for (var type : types) {
      var resource = rest.addResource().setType(type);
      for (var interaction :
          List.of(
              TypeRestfulInteraction.CREATE,
              TypeRestfulInteraction.READ,
              TypeRestfulInteraction.UPDATE,
              TypeRestfulInteraction.SEARCHTYPE)) {
        resource.addInteraction().setCode(interaction);
      }
      resource.addSearchParam().setName("identifier");
      resource.addSearchParam().setName("patient");
    }
    return Offer.of(statement);
  }

  @Test
  void whoTakesDocumentsAloneIsAskedForDocumentsAndPatients() {
    var needs = ScopeNeeds.of(takes("Patient", "DocumentReference"), false);

    assertThat(needs.wanted()).hasToString("system/DocumentReference.crus system/Patient.rs");
    assertThat(needs.needed()).isEqualTo(needs.wanted());
  }

  @Test
  void whatSomeRecordsBringBesideTheDocumentIsWantedAndNotNeeded() {
    var needs = ScopeNeeds.of(takes("Patient", "DocumentReference", "Observation"), false);

    assertThat(needs.wanted().words()).contains("system/Observation.crus");
    assertThat(needs.needed()).hasToString("system/DocumentReference.crus system/Patient.rs");
  }

  @Test
  void wherePatientsAreCreatedThatIsWantedToo() {
    var needs = ScopeNeeds.of(takes("Patient", "DocumentReference"), true);

    assertThat(needs.wanted().words()).contains("system/Patient.crs");
  }

  @Test
  void whoTakesNothingIsAskedForNothingButPatients() {
    assertThat(ScopeNeeds.of(takes("Patient"), false).wanted()).hasToString("system/Patient.rs");
  }

  @Test
  void nothingIsEverDeleted() {
    assertThat(ScopeNeeds.ofAnyForm(true).wanted().words())
        .noneMatch(word -> word.substring(word.indexOf('.')).contains("d"));
  }

  @Test
  void aMissingOneIsToldByItsName() {
    var needs = ScopeNeeds.of(takes("Patient", "DocumentReference"), false);

    assertThat(needs.missing(Scopes.of(List.of("system/*.rs"))))
        .contains("system/DocumentReference.cu");
    assertThat(needs.missing(Scopes.of(List.of("system/*.cruds")))).isEmpty();
  }
}
