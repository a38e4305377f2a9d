package org.warmhandoff.partner;

import ca.uhn.fhir.rest.api.MethodOutcome;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.warmhandoff.fhir.DocumentFormat;
import org.warmhandoff.fhir.Doors;
import org.warmhandoff.fhir.Mappings;
import org.warmhandoff.fhir.Program;
import org.warmhandoff.flow.port.Held;
import org.warmhandoff.flow.port.Matched;
import org.warmhandoff.flow.port.Outcome;
import org.warmhandoff.flow.port.Outcome.Delivered;
import org.warmhandoff.flow.port.Outcome.NotThere;
import org.warmhandoff.flow.port.Outcome.Refused;
import org.warmhandoff.flow.port.Outcome.TryLater;
import org.warmhandoff.flow.port.Outcome.Unknown;
import org.warmhandoff.flow.port.Reach;
import org.warmhandoff.flow.port.Receipt;
import org.warmhandoff.flow.port.Written;

/**
 * The whole record as one document, a new one for each version. Searched for before it is filed,
 * for such partners know no conditional create; the version before is marked superseded where they
 * let us.
 */
final class DocumentForm implements Form {

  private final Mappings mappings;
  private final Program program;
  private final Duration doubt;
  private final Clock clock;

  /**
   * Documents to such a partner.
   *
   * @param doubt how long a write whose answer was lost may still be done there
   */
  DocumentForm(Mappings mappings, Program program, Duration doubt, Clock clock) {
    this.mappings = mappings;
    this.program = program;
    this.doubt = doubt;
    this.clock = clock;
  }

  @Override
  public boolean fits(Matched matched, Takes takes) {
    return takes.documents();
  }

  @Override
  public Outcome hand(Matched matched, Talk talk, Takes takes) {
    var charts = new Charts(talk);
    var document = document(matched);
    var version = document.getIdentifierFirstRep();
    var found = charts.find(DocumentReference.class, version, matched.link().patient(), takes);
    if (found.isEmpty() && matched.delivery().inDoubt()) {
      return notThere(matched);
    }
    var filed =
        found.or(
            () -> {
              var id = file(document, matched, talk);
              return Said.afterWriting(() -> charts.read(DocumentReference.class, id))
                  .filter(there -> Charts.has(there, version));
            });
    if (filed.isEmpty()) {
      return new Unknown("filed, and not found when read back");
    }
    if (!Charts.isOn(filed.get(), matched.link().patient())) {
      return Charts.onAnotherPatient();
    }
    earlier(matched)
        .ifPresent(held -> supersede(held.receipt().main().reference(), matched, talk, takes));
    return new Delivered(receipt(filed.get(), matched));
  }

  /**
   * Nothing at such a partner stops a write that was long on its way from being done after we have
   * asked. So that it is not there is believed only when it can hardly come any more.
   */
  private Outcome notThere(Matched matched) {
    var believed = matched.delivery().doubt().orElseThrow().since().plus(doubt);
    var left = Duration.between(clock.instant(), believed);
    return left.isNegative() || left.isZero()
        ? new NotThere()
        : new TryLater(
            "asked: not there yet, and may still come", Optional.of(left), Reach.ANSWERS);
  }

  private DocumentReference document(Matched matched) {
    var permitted = matched.permitted();
    var opened = permitted.opened();
    var earlier = earlier(matched);
    var document =
        Doors.patient(
            mappings.document(
                opened.record(),
                opened.participant(),
                permitted.audience(),
                DocumentFormat.HTML,
                earlier.map(Held::version)),
            program,
            matched.delivery().participantId(),
            matched.link().patient());
    earlier.ifPresent(held -> replaced(document).setReference(held.receipt().main().reference()));
    return document;
  }

  /** The mapping knows it by its identifier; here it is known by the partner's own id too. */
  private static Reference replaced(DocumentReference document) {
    return document.getRelatesToFirstRep().getTarget();
  }

  /** The version before, if the partner has it as a document. */
  private static Optional<Held> earlier(Matched matched) {
    return matched
        .permitted()
        .opened()
        .held()
        .filter(held -> held.receipt().form() == org.warmhandoff.fit.Form.DOCUMENT);
  }

  private static String file(DocumentReference document, Matched matched, Talk talk) {
    MethodOutcome answer =
        talk.write(matched.delivery(), client -> client.create().resource(document).execute());
    if (answer.getId() == null || answer.getId().getIdPart() == null) {
      throw new Said(new Unknown("an answer that does not say what was filed"));
    }
    return answer.getId().getIdPart();
  }

  /** Where they let us. The new one says what it replaces in any case. */
  private static void supersede(String remote, Matched matched, Talk talk, Takes takes) {
    if (takes.updates("DocumentReference")) {
      new Charts(talk)
          .read(DocumentReference.class, new IdType(remote).getIdPart())
          .filter(earlier -> earlier.getStatus() == DocumentReferenceStatus.CURRENT)
          .ifPresent(earlier -> supersede(earlier, matched, talk));
    }
  }

  private static void supersede(DocumentReference earlier, Matched matched, Talk talk) {
    earlier.setStatus(DocumentReferenceStatus.SUPERSEDED);
    try {
      // The id carries the version that was read, so the client sends If-Match.
      talk.write(matched.delivery(), client -> client.update().resource(earlier).execute());
    } catch (Said said) {
      if (!(said.outcome() instanceof Refused)) {
        throw said;
      }
    }
  }

  private static Receipt receipt(DomainResource filed, Matched matched) {
    var main =
        new Written(
            filed.fhirType(),
            "",
            filed.getIdElement().getIdPart(),
            Optional.ofNullable(filed.getMeta().getVersionId()));
    return new Receipt(
        org.warmhandoff.fit.Form.DOCUMENT, matched.link(), main, List.of(main), List.of());
  }
}
