package org.warmhandoff.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.time.Instant;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.warmhandoff.cases.Outgoing;
import org.warmhandoff.cases.Programs;
import org.warmhandoff.disclosure.Supposed;
import org.warmhandoff.fhir.base.Audience;
import org.warmhandoff.fhir.base.Fhir;
import org.warmhandoff.fhir.reading.PartnerChangeMapping;

/** What a server gives back of what we sent is what we sent, whatever the record. */
class ServerCopiesOfAnyRecordTest {

  private static final FhirContext R4 = FhirContext.forR4Cached();

  private final PartnerChangeMapping changes = new PartnerChangeMapping(Programs.BRIDGEWATER);

  @Provide
  Arbitrary<Sampled> records() {
    return Arbitraries.randomValue(random -> Sampled.of(new Random(random.nextLong())));
  }

  @Property(seed = "1", tries = 200)
  void whatHapiGivesBackOfWhatWasSentIsNeverADifference(@ForAll("records") Sampled sampled) {
    var sent =
        Outgoing.of(Supposed.everything(sampled.record(), sampled.participant()), Audience.ANYBODY);

    assertThat(sent.resources().map(ServerCopiesOfAnyRecordTest::asSent))
        .isNotEmpty()
        .allSatisfy(
            one ->
                assertThat(changes.change(one, asKept(one)).ofWhatWasWritten())
                    .as(one.fhirType())
                    .isEmpty());
  }

  private static DomainResource asSent(Resource mapped) {
    var copy = (DomainResource) mapped.copy();
    Outgoing.elements(copy, Reference.class)
        .filter(reference -> "Patient".equals(reference.getType()))
        .forEach(reference -> reference.setReference("Patient/5"));
    return copy;
  }

  /** Encoded, read, kept under an id of the server's, and read again. */
  private static Resource asKept(DomainResource sent) {
    var there = (DomainResource) throughJson(throughJson(sent));
    there.setId(there.fhirType() + "/900/_history/3");
    there.getMeta().setVersionId("3").setLastUpdatedElement(Fhir.instant(Instant.EPOCH));
    there.getMeta().setSource("#a1");
    Outgoing.elements(there, Reference.class)
        .filter(reference -> String.valueOf(reference.getReference()).startsWith("urn:uuid:"))
        .forEach(reference -> reference.setReference(reference.getType() + "/55"));
    return there;
  }

  private static Resource throughJson(Resource resource) {
    var json = R4.newJsonParser().encodeResourceToString(resource);
    return (Resource) R4.newJsonParser().parseResource(json);
  }
}
