package org.warmhandoff.fhir.base;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.warmhandoff.cases.DisclosedRecord;
import org.warmhandoff.cases.Outgoing;
import org.warmhandoff.cases.Programs;
import org.warmhandoff.cases.Validity;

/** A version that takes the place of another. */
class GraphTest {

  private static final FhirContext R4 = FhirContext.forR4Cached();

  private final Graph every = Outgoing.of("crisis-event/every-deed").graph();

  @Test
  void theSameVersionOnceMoreTakesNothingBack() {
    assertThat(every.replacing(every).entries()).hasSameSizeAs(every.entries());
  }

  @Test
  void whatANewerVersionDoesNotSayIsTakenBack() {
    var newer = bare();

    var graph = newer.replacing(every);

    var gone = graph.entries().subList(newer.entries().size(), graph.entries().size());
    assertThat(gone).extracting(Entry::write).containsOnly(Write.UPDATE);
    assertThat(of(gone, Procedure.class))
        .isNotEmpty()
        .allMatch(one -> one.getStatus().toCode().equals("entered-in-error"));
    assertThat(of(gone, Communication.class))
        .isNotEmpty()
        .allMatch(one -> one.getStatus().toCode().equals("entered-in-error"));
    gone.forEach(entry -> Validity.assertValid(entry.resource()));
  }

  @Test
  void conditionsPlacesScreeningsAndTasksAreTakenBackInTheirOwnWords() {
    assertThat(TakenBack.of(Entry.update(identified(new Condition()))))
        .map(entry -> ((Condition) entry.resource()).getVerificationStatus().getCodingFirstRep())
        .map(coding -> coding.getCode())
        .contains("entered-in-error");
    assertThat(TakenBack.of(Entry.update(identified(new Location()))))
        .map(entry -> ((Location) entry.resource()).getStatus().toCode())
        .contains("inactive");
    assertThat(TakenBack.of(Entry.update(identified(new Observation()))))
        .map(entry -> ((Observation) entry.resource()).getStatus().toCode())
        .contains("entered-in-error");
    assertThat(TakenBack.of(Entry.update(identified(new Encounter()))))
        .map(entry -> ((Encounter) entry.resource()).getStatus().toCode())
        .contains("entered-in-error");
    assertThat(TakenBack.of(Entry.update(identified(new Task()))))
        .map(entry -> ((Task) entry.resource()).getStatus().toCode())
        .contains("cancelled");
  }

  /** One of each type that any record is told in. */
  @Test
  void whatIsRetiredIsValidAndDoesNotHold() {
    var types =
        DisclosedRecord.cases().stream()
            .flatMap(told -> told.graph().retired(false))
            .collect(toMap(entry -> entry.resource().fhirType(), entry -> entry, (a, b) -> a));

    assertThat(types)
        .containsKeys("CarePlan", "Flag", "ServiceRequest", "RelatedPerson", "Observation");
    types.values().forEach(entry -> Validity.assertValid(entry.resource()));
    types
        .values()
        .forEach(
            entry ->
                assertThat(R4.newJsonParser().encodeResourceToString(entry.resource()))
                    .containsPattern(
                        "\"(revoked|inactive|cancelled|entered-in-error|superseded)\"|\"active\":false")
                    .doesNotContain("\"meta\""));
  }

  @Test
  void whatOtherRecordsRestOnIsLeftAlone() {
    var told = Outgoing.of("crisis-event/contact-told").graph();
    var graph = bare(told).replacing(told);

    assertThat(of(told.entries(), Consent.class)).isNotEmpty();
    assertThat(of(told.entries(), RelatedPerson.class)).isNotEmpty();
    assertThat(of(graph.entries(), Consent.class)).isEmpty();
    assertThat(of(graph.entries(), RelatedPerson.class)).isEmpty();
  }

  @Test
  void whoWroteAVersionStays() {
    var newer = bare();

    assertThat(of(newer.replacing(every).entries(), Provenance.class)).hasSize(1);
  }

  /** The same event, of which nothing is said but that it was. */
  private Graph bare() {
    return bare(every);
  }

  private static Graph bare(Graph graph) {
    return new Graph(
        graph.entries().stream()
            .filter(
                entry ->
                    entry.identifier().getSystem().endsWith("/crisis-event")
                        || entry.identifier().getSystem().endsWith("/crisis-event-report")
                        || entry.identifier().getSystem().endsWith("/crisis-event-finding")
                        || entry.resource() instanceof Provenance)
            .toList());
  }

  private static <R extends DomainResource> R identified(R resource) {
    resource.setProperty("identifier", Programs.BRIDGEWATER.identifier("any", "1"));
    return resource;
  }

  private static <R extends DomainResource> List<R> of(List<Entry> entries, Class<R> type) {
    return entries.stream().map(Entry::resource).filter(type::isInstance).map(type::cast).toList();
  }
}
