package org.warmhandoff.fit;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.warmhandoff.fhir.base.Write;
import org.warmhandoff.fit.offer.Offer;
import org.warmhandoff.record.RecordKind;

/** What a partner lacks for a form, in words for those who run its system. */
final class MissingCapabilities {

  private static final String DOCUMENT = "DocumentReference";
  private static final String MESSAGE = "Communication";

  private final Offer offer;

  MissingCapabilities(Offer offer) {
    this.offer = offer;
  }

  /** For all of these in one transaction; empty where nothing is lacking. */
  Optional<String> graph(RecordKind kind, Collection<Need> needs) {
    if (!offer.transactions()) {
      return Optional.of(foreign().orElse("no transactions are taken there"));
    }
    return offer.transactions(kind)
        ? needs.stream().map(Need::type).flatMap(type -> inGraph(type).stream()).findFirst()
        : Optional.of("such a transaction was refused there");
  }

  /** Of another release of FHIR nothing is sent. */
  private Optional<String> foreign() {
    return offer.foreignRelease().map(version -> "FHIR " + version + " is spoken there, not 4.0");
  }

  /** For all of these one by one. */
  Optional<String> singleWrites(Collection<Need> needs) {
    return foreign()
        .or(
            () ->
                needs.stream()
                    .flatMap(need -> alone(need).map(lack -> need.type() + " " + lack).stream())
                    .findFirst());
  }

  /** For one of these by itself, without naming it. What cannot be taken back is not sent so. */
  Optional<String> alone(Need need) {
    return alone(need.type(), need.write());
  }

  Optional<String> alone(String type, Write write) {
    if (!offer.creates(type)) {
      return Optional.of("cannot be created there");
    }
    if (!offer.finds(type)) {
      return Optional.of("cannot be found again there");
    }
    return write == Write.UPDATE && !offer.updates(type)
        ? Optional.of("cannot be updated there")
        : Optional.empty();
  }

  Optional<String> document() {
    return first(
        Stream.of(
            foreign(),
            given(offer.creates(DOCUMENT), "DocumentReference cannot be created there"),
            given(offer.reads(DOCUMENT), "DocumentReference cannot be read there"),
            given(offer.finds(DOCUMENT), "DocumentReference cannot be found again there")));
  }

  Optional<String> message() {
    return first(
        Stream.of(
            foreign(),
            given(offer.creates(MESSAGE), "Communication cannot be created there"),
            given(
                offer.searches(MESSAGE) || offer.reads(MESSAGE),
                "Communication can neither be searched for nor read there")));
  }

  Optional<String> fhirMessage() {
    return foreign()
        .or(
            () ->
                given(offer.processesMessages(), "no messages of FHIR messaging are taken there"));
  }

  private Optional<String> inGraph(String type) {
    return first(
        Stream.of(
            given(offer.creates(type), type + " cannot be created there"),
            given(offer.updates(type), type + " cannot be updated there"),
            given(offer.conditionalCreates(type), type + " has no conditional create there"),
            given(offer.conditionalUpdates(type), type + " has no conditional update there")));
  }

  private static Optional<String> given(boolean is, String otherwise) {
    return is ? Optional.empty() : Optional.of(otherwise);
  }

  private static Optional<String> first(Stream<Optional<String>> lacks) {
    return lacks.flatMap(Optional::stream).findFirst();
  }
}
