package org.warmhandoff.partner.write;

import static org.warmhandoff.partner.client.OwnResources.has;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Property;
import org.warmhandoff.fit.Step;
import org.warmhandoff.fit.WritePlan;
import org.warmhandoff.flow.message.Outcome.Delivered;
import org.warmhandoff.flow.message.Outcome.Refused;
import org.warmhandoff.flow.message.Written;
import org.warmhandoff.partner.client.FhirReads;
import org.warmhandoff.partner.client.OwnResources;
import org.warmhandoff.partner.client.PartnerAnswer;
import org.warmhandoff.partner.client.PartnerFailure;
import org.warmhandoff.partner.client.ResponseClassifier;

/**
 * Delivered is said only of what can be read there in the version that was sent and on the right
 * patient; and what the partner made of it is said with it.
 */
final class ReadBack {

  private final DeliveryAttempt attempt;
  private final WritePlan plan;
  private final Step main;

  ReadBack(DeliveryAttempt attempt, WritePlan plan) {
    this.attempt = attempt;
    this.plan = plan;
    this.main = plan.main().orElseThrow();
  }

  /** The identifier of the main resource that names the version it shows. */
  private Identifier version() {
    return Stream.concat(
            Stream.of(main.identifier()), OwnResources.identifiers(main.resource()).stream())
        .filter(attempt::isOfThisEdition)
        .findFirst()
        .orElseGet(main::identifier);
  }

  /**
   * The main resource in this version, if it is there, wherever it is; a failure where the partner
   * said that it has made it, and does not show it.
   */
  PartnerAnswer<Optional<DomainResource>> find() {
    var lookup = new Lookup(attempt);
    return lookup
        .search(main.resource(), version())
        .unless(there -> there.isPresent() ? Optional.empty() : lookup.mustBeShown(main).failure());
  }

  /**
   * The main resource as it can be read; a failure where it cannot be in this version.
   *
   * @param id where it was written; empty where the answer did not say
   */
  PartnerAnswer<DomainResource> written(Optional<String> id) {
    var there = id.map(this::read).orElseGet(PartnerAnswer::none);
    return PartnerAnswer.firstOf(
            there
                .mapFailure(ResponseClassifier::afterWriting)
                .unless(found -> found.flatMap(ReadBack::isNotKnownAgain))
                .map(found -> found.filter(one -> has(one, version()))),
            () -> find().mapFailure(ResponseClassifier::afterWriting))
        .then(found -> PartnerAnswer.of(found, ResponseClassifier::notThereAfterWriting))
        .unless(this::isElsewhere);
  }

  private PartnerAnswer<Optional<DomainResource>> read(String id) {
    return attempt.offer().reads(main.type())
        ? new FhirReads(attempt.session())
            .read(Lookup.type(main.type()), id)
            .map(found -> found.map(DomainResource.class::cast))
        : PartnerAnswer.none();
  }

  /** What is kept without identifiers is not found when it is asked for, and would come again. */
  private static Optional<PartnerFailure> isNotKnownAgain(DomainResource found) {
    return OwnResources.identifiers(found).isEmpty()
        ? Optional.of(
            new PartnerFailure(
                new Refused(
                    "written as %s/%s, and kept there without our identifier"
                        .formatted(found.fhirType(), found.getIdElement().getIdPart()))))
        : Optional.empty();
  }

  private Optional<PartnerFailure> isElsewhere(DomainResource found) {
    return OwnResources.isOn(found, attempt.patient())
        ? Optional.empty()
        : Optional.of(new PartnerFailure(Lookup.onAnotherPatient()));
  }

  /**
   * The partner has it.
   *
   * @param written everything that was written
   */
  Delivered delivered(DomainResource found, List<Written> written) {
    var seen =
        new Written(
            main.type(),
            OwnResources.token(main.identifier()),
            found.getIdElement().getIdPart(),
            Optional.ofNullable(found.getMeta().getVersionId()),
            attempt.keptOtherwise(main.resource(), found));
    var all = new ArrayList<Written>();
    all.add(seen);
    written.stream()
        .filter(one -> !(one.type().equals(seen.type()) && one.id().equals(seen.id())))
        .forEach(all::add);
    return new Delivered(attempt.receipt(plan, seen, all, altered(found).stream().toList()));
  }

  private Optional<String> altered(DomainResource found) {
    var sent = status(main.resource());
    var there = status(found);
    return sent.isEmpty() || sent.equals(there)
        ? Optional.empty()
        : Optional.of(
            "%s.status: is %s there".formatted(main.type(), there.orElse("not to be read")));
  }

  private static Optional<String> status(DomainResource resource) {
    return Optional.ofNullable(resource.getNamedProperty("status"))
        .map(Property::getValues)
        .flatMap(values -> values.stream().findFirst())
        .filter(Base::isPrimitive)
        .map(Base::primitiveValue)
        .filter(code -> code.matches("[a-z-]{1,30}"));
  }
}
