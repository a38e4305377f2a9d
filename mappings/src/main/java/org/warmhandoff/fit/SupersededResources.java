package org.warmhandoff.fit;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Reference;
import org.warmhandoff.fhir.base.Entry;
import org.warmhandoff.fhir.base.Program;
import org.warmhandoff.fit.offer.Offer;

/** What becomes of what a partner holds of an earlier version, beside what is written over. */
final class SupersededResources {

  private static final String DOCUMENT = "DocumentReference";

  /** Whoever looks there goes by these. */
  private static final Set<String> LOOKS_AS_IF_IT_HELD =
      Set.of("CarePlan", "Flag", "ServiceRequest");

  private final Sheet sheet;

  SupersededResources(Sheet sheet) {
    this.sheet = sheet;
  }

  /**
   * The steps, and one more for each earlier document that is to be superseded. What stays there as
   * it was is said; so does all of it where there are no steps.
   */
  Draft after(List<Step> steps, LeftOut leftOut) {
    staying(steps).forEach(entry -> say(entry, leftOut));
    var superseding =
        sheet.earlierDocuments().stream()
            .flatMap(held -> superseding(held, steps, leftOut).stream());
    return Draft.of(Stream.concat(steps.stream(), superseding).toList(), leftOut);
  }

  private Optional<Step> superseding(HeldEdition held, List<Step> steps, LeftOut leftOut) {
    if (steps.isEmpty() || !canSupersede(held, sheet.offer())) {
      leftOut.say(new Staying(held.record().version(), DOCUMENT).words());
      return Optional.empty();
    }
    return Optional.of(superseding(held, sheet.program(), sheet.handover().patient()));
  }

  private static boolean canSupersede(HeldEdition held, Offer offer) {
    return offer.updates(DOCUMENT)
        && (held.document().isPresent() ? offer.reads(DOCUMENT) : offer.finds(DOCUMENT));
  }

  /** No more than what changes: what else is there is as the partner has it. */
  private static Step superseding(HeldEdition held, Program program, String patient) {
    var identifier = program.identifier("document", held.record(), held.edition());
    var document = new DocumentReference();
    held.document().ifPresent(document::setId);
    document
        .addIdentifier(identifier)
        .setStatus(DocumentReferenceStatus.SUPERSEDED)
        .setSubject(new Reference(patient));
    return new Step(document, identifier, Way.SUPERSEDE, false);
  }

  /**
   * Of a version of which nothing may be told any more: each resource that stands there is written
   * over, the main one first, and a document is superseded by none. What stays is said.
   *
   * @param standing what each resource is found by, and that it does not hold
   */
  static WritePlan withdrawn(
      HeldEdition held, List<Entry> standing, Program program, String patient, Offer offer) {
    var stays = new LeftOut();
    var steps = new ArrayList<Step>();
    var tailor = new Tailor(offer.persona());
    for (var entry : held.hasResources() ? standing : List.<Entry>of()) {
      var type = entry.resource().fhirType();
      Optional.of(tailor.tailored(entry.resource(), false))
          .flatMap(Tailor.Tailored::resource)
          .filter(any -> offer.updates(type) && offer.finds(type))
          .map(bare -> new Step(bare, entry.identifier(), Way.UPDATE_IF_THERE, false))
          .ifPresentOrElse(
              steps::add, () -> say(new Staying(held.record().version(), type), stays));
    }
    if (held.hasDocument() && canSupersede(held, offer)) {
      steps.add(superseding(held, program, patient));
    } else if (held.hasDocument() || !held.hasResources()) {
      stays.sayStale(new Staying(held.record().version(), held.form().word()).words());
    }
    return new WritePlan(held.form(), steps, stays.sorted(), stays.stale(), List.of());
  }

  /** What was written in its own kind, and is neither written over nor taken back. */
  private Stream<Staying> staying(List<Step> steps) {
    var written = steps.stream().map(Step::fullUrl).collect(toSet());
    return sheet.earlier().stream().flatMap(held -> staying(held, written)).distinct();
  }

  private Stream<Staying> staying(HeldEdition held, Set<String> written) {
    return sheet.standing(held).stream()
        .filter(this::isOfTheRecordItself)
        .filter(entry -> mayBeThere(held, entry))
        .filter(entry -> !written.contains(entry.fullUrl()))
        .map(entry -> new Staying(held.record().version(), entry.resource().fhirType()));
  }

  /** Consents and emergency contacts are the participant's, and are meant to stay. */
  private boolean isOfTheRecordItself(Entry entry) {
    return entry.identifier().getValue().startsWith(sheet.handover().record().id());
  }

  /** Which parts were sent is not known: those that the partner says it takes. */
  private boolean mayBeThere(HeldEdition held, Entry entry) {
    var type = entry.resource().fhirType();
    return held.form() != Form.PARTS
        || (!Item.isBesideOthers(type)
            && new MissingCapabilities(sheet.offer().asAdvertised())
                .alone(type, entry.write())
                .isEmpty());
  }

  private static void say(Staying staying, LeftOut leftOut) {
    if (LOOKS_AS_IF_IT_HELD.contains(staying.type())) {
      leftOut.sayStale(staying.words());
    } else {
      leftOut.say(staying.words());
    }
  }

  private record Staying(int version, String type) {

    String words() {
      return "%s of version %s: stays there as it was".formatted(type, version);
    }
  }
}
