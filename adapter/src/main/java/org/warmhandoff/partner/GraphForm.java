package org.warmhandoff.partner;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.warmhandoff.fhir.Doors;
import org.warmhandoff.fhir.Graph;
import org.warmhandoff.fhir.Mappings;
import org.warmhandoff.fhir.Program;
import org.warmhandoff.fhir.Write;
import org.warmhandoff.flow.port.Held;
import org.warmhandoff.flow.port.Matched;
import org.warmhandoff.flow.port.Outcome;
import org.warmhandoff.flow.port.Outcome.Delivered;
import org.warmhandoff.flow.port.Outcome.NotThere;
import org.warmhandoff.flow.port.Outcome.Unknown;
import org.warmhandoff.flow.port.Receipt;
import org.warmhandoff.flow.port.Written;

/** Every resource of the record, in one transaction, each found by its business identifier. */
final class GraphForm implements Form {

  private final Mappings mappings;
  private final Program program;
  private final ReplacedPlan replaced;

  GraphForm(Mappings mappings, Program program) {
    this.mappings = mappings;
    this.program = program;
    this.replaced = new ReplacedPlan(program);
  }

  @Override
  public boolean fits(Matched matched, Takes takes) {
    return takes.graphOf(
        graph(matched).withoutOwnIds().entries().stream()
            .map(entry -> entry.resource().fhirType())
            .toList());
  }

  @Override
  public Outcome hand(Matched matched, Talk talk, Takes takes) {
    var graph = graph(matched, takes);
    var main = graph.main();
    if (matched.delivery().inDoubt()) {
      return there(main, matched, talk, takes).orElseGet(NotThere::new);
    }
    var transaction = transaction(graph, matched);
    replaced.retired(matched, new Charts(talk), takes).ifPresent(transaction::addEntry);
    var response =
        talk.write(
            matched.delivery(), client -> client.transaction().withBundle(transaction).execute());
    if (!whole(response, transaction)) {
      return new Unknown("an answer that does not say what was written");
    }
    return Said.afterWriting(
        () ->
            written(response, main, matched, talk)
                .or(() -> there(main, matched, talk, takes))
                .orElseGet(() -> new Unknown("written, and not found when read back")));
  }

  /** The record, and what the version that the partner holds said and this one does not. */
  private Graph graph(Matched matched) {
    var permitted = matched.permitted();
    var opened = permitted.opened();
    var graph = mappings.graph(opened.record(), opened.participant(), permitted.audience());
    return opened
        .held()
        .filter(held -> held.receipt().form() == org.warmhandoff.fit.Form.GRAPH)
        .map(Held::record)
        .filter(earlier -> earlier.tellable(permitted.told()).isPresent())
        .map(earlier -> mappings.graph(earlier, opened.participant(), permitted.audience()))
        .map(graph::replacing)
        .orElse(graph);
  }

  /** As much of it as the partner takes. */
  private Graph graph(Matched matched, Takes takes) {
    var graph = graph(matched);
    var all =
        graph.entries().stream()
            .filter(entry -> entry.write() == Write.AT_OWN_ID)
            .allMatch(entry -> takes.createsAtGivenId(entry.resource().fhirType()));
    return all ? graph : graph.withoutOwnIds();
  }

  private Bundle transaction(Graph graph, Matched matched) {
    return graph.transaction(
        resource ->
            Doors.patient(
                resource, program, matched.delivery().participantId(), matched.link().patient()));
  }

  private static boolean whole(Bundle response, Bundle transaction) {
    return response != null
        && response.getType() == BundleType.TRANSACTIONRESPONSE
        && response.getEntry().size() == transaction.getEntry().size()
        && response.getEntry().stream()
            .map(entry -> entry.getResponse().getStatus())
            .allMatch(status -> status != null && status.startsWith("2"));
  }

  /** What the answer says was written, read back. */
  private static Optional<Outcome> written(
      Bundle response, DomainResource main, Matched matched, Talk talk) {
    return Optional.ofNullable(response.getEntryFirstRep().getResponse().getLocation())
        .map(location -> new IdType(location).getIdPart())
        .filter(id -> !id.isBlank())
        .flatMap(id -> new Charts(talk).read(main.getClass(), id))
        .filter(found -> Charts.has(found, version(main)))
        .map(found -> judge(found, matched));
  }

  private static Optional<Outcome> there(
      DomainResource main, Matched matched, Talk talk, Takes takes) {
    return new Charts(talk)
        .find(main.getClass(), version(main), matched.link().patient(), takes)
        .map(found -> judge(found, matched));
  }

  /** Delivered is said only of what can be read there in this version and on this patient. */
  private static Outcome judge(DomainResource found, Matched matched) {
    return Charts.isOn(found, matched.link().patient())
        ? new Delivered(receipt(found, matched))
        : Charts.onAnotherPatient();
  }

  /** The identifier of the main resource that names the version it shows. */
  private static Identifier version(DomainResource main) {
    List<Base> identifiers = main.getNamedProperty("identifier").getValues();
    return (Identifier) identifiers.get(identifiers.size() - 1);
  }

  private static Receipt receipt(DomainResource found, Matched matched) {
    var main =
        new Written(
            found.fhirType(),
            "",
            found.getIdElement().getIdPart(),
            Optional.ofNullable(found.getMeta().getVersionId()));
    return new Receipt(
        org.warmhandoff.fit.Form.GRAPH, matched.link(), main, List.of(main), List.of());
  }
}
