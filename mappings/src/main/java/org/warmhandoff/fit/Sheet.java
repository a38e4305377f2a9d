package org.warmhandoff.fit;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Identifier;
import org.warmhandoff.disclosure.FormerDisclosure;
import org.warmhandoff.fhir.Mappings;
import org.warmhandoff.fhir.base.Audience;
import org.warmhandoff.fhir.base.Edition;
import org.warmhandoff.fhir.base.Entry;
import org.warmhandoff.fhir.base.Graph;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.fhir.base.Write;
import org.warmhandoff.fhir.paper.DocumentFormat;
import org.warmhandoff.fit.offer.Offer;
import org.warmhandoff.record.Sensitivity;

/** What is to be handed over, in the kinds in which FHIR can say it, at the partner's door. */
final class Sheet {

  /** What was known may have been all, where it was not kept. */
  private static final Set<Sensitivity> EVERYTHING = Set.of(Sensitivity.values());

  private final Mappings mappings;
  private final Program program;
  private final Handover handover;
  private final List<Item> items;

  Sheet(Mappings mappings, Program program, Handover handover) {
    this.mappings = mappings;
    this.program = program;
    this.handover = handover;
    this.items = all();
  }

  Handover handover() {
    return handover;
  }

  Offer offer() {
    return handover.offer();
  }

  Program program() {
    return program;
  }

  /** Every resource, and what an earlier version said and this one does not. */
  List<Item> items() {
    return items;
  }

  /** The editions before this one that the partner holds or may hold, in order. */
  List<HeldEdition> earlier() {
    return handover.earlier().stream()
        .filter(held -> held.record().id().equals(handover.record().id()))
        .filter(held -> isBefore(held.edition()))
        .toList();
  }

  private boolean isBefore(Edition held) {
    var now = edition();
    return held.version() < now.version()
        || (held.version() == now.version() && held.number() < now.number());
  }

  private Edition edition() {
    return new Edition(handover.record().version(), handover.audience().edition());
  }

  /** Those of them of which documents stand there. */
  List<HeldEdition> earlierDocuments() {
    return earlier().stream().filter(HeldEdition::hasDocument).toList();
  }

  /** What of one of them stands there as resources: what each is found by. */
  List<Entry> standing(HeldEdition held) {
    return held.hasResources()
        ? mappings.retired(former(held), audience()).stream()
            .filter(entry -> entry.write() == Write.UPDATE)
            .toList()
        : List.of();
  }

  private FormerDisclosure former(HeldEdition held) {
    return FormerDisclosure.of(
        handover.disclosed(),
        held.record(),
        held.known().orElse(EVERYTHING),
        handover.consentsThere());
  }

  /** Which takes the place of the document that the partner holds. */
  DocumentReference document(DocumentFormat format) {
    var held = earlierDocuments().stream().findFirst();
    var document =
        mappings.document(handover.disclosed(), audience(), format, held.map(HeldEdition::edition));
    held.flatMap(HeldEdition::document)
        .ifPresent(there -> document.getRelatesToFirstRep().getTarget().setReference(there));
    return document;
  }

  Communication message() {
    return mappings.message(handover.disclosed(), audience());
  }

  /** Names this edition of the record in a family of the program, as the mappings do. */
  Identifier ofEdition(String family) {
    return program.identifier(family, handover.record(), edition());
  }

  private List<Item> all() {
    var graph = mappings.graph(handover.disclosed(), audience());
    var replacing = graph;
    for (var held : earlier()) {
      replacing = held.hasResources() ? replacing(replacing, held) : replacing;
    }
    var entries = replacing.entries();
    return IntStream.range(0, entries.size())
        .mapToObj(place -> item(entries.get(place), place, graph.entries().size()))
        .toList();
  }

  private Graph replacing(Graph graph, HeldEdition held) {
    return mappings.replacing(graph, handover.disclosed(), former(held), audience());
  }

  private Item item(Entry entry, int place, int own) {
    return new Item(
        entry.resource(),
        entry.write(),
        entry.identifier(),
        entry.fullUrl(),
        place >= own,
        place == 0);
  }

  private Audience audience() {
    return handover.audience().as(handover.patient());
  }
}
