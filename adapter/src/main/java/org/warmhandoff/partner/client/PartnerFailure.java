package org.warmhandoff.partner.client;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.warmhandoff.fit.offer.Refusal;
import org.warmhandoff.flow.message.Outcome;

/**
 * Why a partner's answer is not what was asked for: what the delivery comes to by it, and what else
 * it means to whoever can do something about it. Never leaves {@code partner}.
 *
 * @param outcome what the delivery comes to, if nobody can do something about it
 * @param uses the interaction that was answered so
 * @param places in what was sent that it is about, in the partner's own words
 */
public record PartnerFailure(
    Outcome outcome, Meaning meaning, Optional<Refusal> uses, List<String> places) {

  /** What an answer means beside its outcome. */
  public enum Meaning {
    /** Nothing more than the outcome says. */
    PLAIN,
    /** A FHIR server does not take what was sent. */
    REFUSED,
    /** It does not do what it was asked to do, whatever was sent. */
    NOT_SUPPORTED,
    /** A success that is not what was asked for. */
    UNREADABLE,
    /** Somebody else was faster. */
    CONFLICT,
    /** It is not there, or not any more. */
    NOT_THERE,
    /** It is closed to us. */
    CLOSED,
    /** The patient that it is about is not there. */
    NO_SUCH_PATIENT,
    /** The same is there already. */
    DUPLICATE,
    /**
     * A page of a search that the partner itself named is not shown: that says nothing of searches.
     */
    PAGE_GONE
  }

  public PartnerFailure {
    requireNonNull(outcome);
    requireNonNull(meaning);
    requireNonNull(uses);
    places = List.copyOf(places);
  }

  /** What means no more than its outcome. */
  public PartnerFailure(Outcome outcome) {
    this(outcome, Meaning.PLAIN, Optional.empty(), List.of());
  }

  /** Whether the answer has one of these meanings. */
  public boolean means(Meaning... any) {
    return Set.of(any).contains(meaning);
  }

  /** Whether that interaction, of whatever type, was answered so. */
  public boolean isOf(String interaction) {
    return uses.filter(one -> one.interaction().equals(interaction)).isPresent();
  }

  /** Whether that interaction of that type was answered so. */
  public boolean isOf(String type, String interaction) {
    return uses.equals(Optional.of(new Refusal(type, interaction)));
  }

  /** Whether what was sent is at fault in a place that the partner names. */
  public boolean isAboutContent() {
    return !places.isEmpty();
  }

  /** The elements that it is about, such as {@code DocumentReference.relatesTo}. */
  public List<String> elements() {
    return places.stream().flatMap(place -> Elements.named(place).stream()).distinct().toList();
  }

  /** What the partner does not do though it says so. */
  public Optional<Refusal> refusal() {
    return meaning == Meaning.NOT_SUPPORTED ? uses : Optional.empty();
  }

  /** Whether it refuses what was to be written. */
  public boolean isRefusal() {
    return outcome instanceof Outcome.Refused;
  }

  /** Without the places, for they are the partner's own words. */
  @Override
  public String toString() {
    return "PartnerFailure[" + outcome.note() + ", " + meaning + "]";
  }
}
