package org.warmhandoff.partner.patient;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.warmhandoff.fit.offer.Offer;
import org.warmhandoff.fit.offer.Refusal;
import org.warmhandoff.flow.message.Reach;
import org.warmhandoff.partner.client.ConversationEnded;
import org.warmhandoff.partner.client.Criteria;
import org.warmhandoff.partner.client.FhirReads;
import org.warmhandoff.partner.client.PartnerAnswer;
import org.warmhandoff.partner.client.PartnerFailure;
import org.warmhandoff.partner.client.PartnerFailure.Meaning;
import org.warmhandoff.partner.client.PartnerSession;
import org.warmhandoff.partner.client.Request;
import org.warmhandoff.partner.client.SearchResult;

/**
 * Asks for patients who are not known yet. A question that is not taken, or finds more than can be
 * looked through, is one of no use, not the end: others may be taken.
 */
final class PatientCharts {

  private static final String PATIENT = "Patient";

  /** Where no question is taken, it is not this participant whom they are about. */
  private static final int MOST_REFUSED = 3;

  private static final int MOST_PAGES = 5;

  private static final String MATCH_GRADE = "http://hl7.org/fhir/StructureDefinition/match-grade";

  private final PartnerSession session;
  private final FhirReads reads;
  private final Supplier<Offer> offer;
  private final Consumer<Refusal> refused;
  private boolean answered;
  private boolean onlyByGet;
  private boolean complete = true;
  private int refusals;

  PatientCharts(PartnerSession session, Supplier<Offer> offer, Consumer<Refusal> refused) {
    this.session = session;
    this.reads = new FhirReads(session);
    this.offer = offer;
    this.refused = refused;
  }

  /**
   * One whom {@code $match} found.
   *
   * @param score from 0 to 1; 0 where the partner says none
   * @param grade such as {@code certain}, if the partner says one
   */
  record ScoredPatient(Patient patient, double score, Optional<String> grade) {}

  /** Whether every answer so far was let stand for all that there is. */
  boolean isComplete() {
    return complete;
  }

  /**
   * Everybody whom that search finds. Names do not belong into URLs, so it is by POST; by GET only
   * where POST is not taken and the persona allows it.
   *
   * @return empty where the partner does not take the question, or finds too many
   * @throws ConversationEnded where it cannot be asked
   */
  Optional<List<Patient>> patients(Criteria criteria) {
    if (!answered && refusals >= MOST_REFUSED) {
      return Optional.empty();
    }
    if (!onlyByGet) {
      var byPost = all(session.requests().searchByPost(PATIENT, criteria));
      if (!isNotTaken(byPost)) {
        return byPost.orElseThrow();
      }
    }
    return offer.get().persona().searches().namesInUrls() ? byGet(criteria) : Optional.empty();
  }

  private Optional<List<Patient>> byGet(Criteria criteria) {
    var byGet = all(session.requests().search(PATIENT, criteria));
    if (isNotTaken(byGet)) {
      return Optional.empty();
    }
    var found = byGet.orElseThrow();
    onlyByGet = true;
    return found;
  }

  /** All pages, if they can be looked through. */
  private PartnerAnswer<Optional<List<Patient>>> all(Request search) {
    var found = reads.all(search, Patient.class, MOST_PAGES);
    return found.failure().filter(PartnerFailure::isRefusal).isPresent()
        ? PartnerAnswer.none()
        : found.map(this::heard);
  }

  private Optional<List<Patient>> heard(SearchResult<Patient> found) {
    answered = true;
    complete &= found.complete();
    return Optional.of(found.all());
  }

  /** Whether the partner does not take the question, which is counted. */
  private boolean isNotTaken(PartnerAnswer<?> answer) {
    var isNotTaken =
        answer
            .failure()
            .filter(one -> one.means(Meaning.REFUSED, Meaning.NOT_SUPPORTED, Meaning.NOT_THERE))
            .isPresent();
    refusals += isNotTaken ? 1 : 0;
    return isNotTaken;
  }

  /**
   * Whom the partner itself takes for that patient. It is one witness: where it fails, others are
   * heard, and what is no answer to it is not asked for again.
   *
   * @param most how many it may name
   * @return the likeliest first; nobody where it does not do that after all
   * @throws ConversationEnded where the partner is not there
   * @see <a href="https://hl7.org/fhir/R4/patient-operation-match.html">Patient $match</a>
   */
  List<ScoredPatient> match(Patient patient, boolean onlyCertain, int most) {
    var parameters = new Parameters();
    parameters.addParameter().setName("resource").setResource(patient);
    parameters.addParameter("onlyCertainMatches", onlyCertain);
    parameters.addParameter("count", new IntegerType(most));
    var request = session.requests().match(parameters);
    return session
        .ask(request, Bundle.class)
        .map(found -> found.getEntry().stream().flatMap(PatientCharts::scored).toList())
        .orElse(failure -> nobody(failure, request));
  }

  private List<ScoredPatient> nobody(PartnerFailure failure, Request request) {
    var reach = failure.outcome().reach();
    if (reach == Reach.GONE || reach == Reach.UNKNOWN) {
      throw new ConversationEnded(failure);
    }
    if (failure.means(Meaning.NOT_SUPPORTED, Meaning.UNREADABLE)) {
      refused.accept(request.uses());
    }
    return List.of();
  }

  private static Stream<ScoredPatient> scored(BundleEntryComponent entry) {
    var score = entry.getSearch().getScore();
    var grade = entry.getSearch().getExtensionByUrl(MATCH_GRADE);
    return entry.getResource() instanceof Patient patient
        ? Stream.of(
            new ScoredPatient(
                patient,
                score == null ? 0 : score.doubleValue(),
                Optional.ofNullable(grade)
                    .map(extension -> extension.getValue())
                    .filter(CodeType.class::isInstance)
                    .map(code -> ((CodeType) code).getValue())))
        : Stream.empty();
  }
}
