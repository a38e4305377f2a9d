package org.warmhandoff.cases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import ca.uhn.fhir.context.FhirContext;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Resource;
import org.warmhandoff.disclosure.Disclosed;
import org.warmhandoff.disclosure.Supposed;
import org.warmhandoff.fhir.Mappings;
import org.warmhandoff.fhir.base.Audience;
import org.warmhandoff.fhir.base.Entry;
import org.warmhandoff.fhir.base.Graph;
import org.warmhandoff.fhir.paper.DocumentFormat;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.terminology.Terminology;

/** All that leaves of a record, in every form. */
public record Outgoing(Graph graph, DocumentReference document, Communication message) {

  private static final FhirContext R4 = FhirContext.forR4Cached();
  private static final Mappings MAPPINGS =
      new Mappings(Programs.BRIDGEWATER, Terminology.shipped());

  public static Outgoing of(Disclosed disclosed, Audience audience) {
    return new Outgoing(
        MAPPINGS.graph(disclosed, audience),
        MAPPINGS.document(disclosed, audience, DocumentFormat.HTML, Optional.empty()),
        MAPPINGS.message(disclosed, audience));
  }

  /** All of a record. */
  public static Outgoing of(ProgramRecord record, Participant participant) {
    return of(Supposed.everything(record, participant), Audience.ANYBODY);
  }

  public static Outgoing of(Case example) {
    return of(example.disclosed(), example.audience());
  }

  public static Outgoing of(String name) {
    return of(Case.named(name));
  }

  public Resource main() {
    return graph.entries().get(0).resource();
  }

  /** As it is sent to a partner that takes all of it. */
  public Bundle bundle() {
    return graph.transaction();
  }

  public Stream<Resource> resources() {
    return Stream.concat(
        graph.entries().stream().map(Entry::resource), Stream.of(document, message));
  }

  public String json() {
    return resources().map(Outgoing::json).collect(joining("\n"));
  }

  /** The page in the document. */
  public String page() {
    return page(document);
  }

  /** The resources, and the pages that stand encoded in them. */
  public String text() {
    var pages =
        resources()
            .filter(DocumentReference.class::isInstance)
            .map(DocumentReference.class::cast)
            .map(Outgoing::page);
    return json() + pages.collect(joining("\n"));
  }

  public static String json(Resource resource) {
    return R4.newJsonParser().setPrettyPrint(true).encodeResourceToString(resource);
  }

  /** All elements of a type, wherever they stand in a resource. */
  public static <T extends IBase> Stream<T> elements(Resource resource, Class<T> type) {
    return R4.newTerser().getAllPopulatedChildElementsOfType(resource, type).stream();
  }

  private static String page(DocumentReference document) {
    return new String(document.getContentFirstRep().getAttachment().getData(), UTF_8);
  }
}
