package org.warmhandoff.partner.client;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.warmhandoff.fit.offer.Refusal;
import org.warmhandoff.flow.message.Outcome;

/**
 * Carries an outcome out of a conversation, and what else the answer means to whoever can do
 * something about it. Never leaves {@code partner}: outside, an answer is a value.
 */
public final class PartnerFailure extends RuntimeException {

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
    DUPLICATE
  }

  private final transient Outcome outcome;
  private final Meaning meaning;
  private final transient Optional<Refusal> uses;
  private final transient List<String> places;

  /** What means no more than its outcome. */
  public PartnerFailure(Outcome outcome) {
    this(outcome, Meaning.PLAIN, Optional.empty(), List.of());
  }

  /**
   * An answer with a meaning.
   *
   * @param uses the interaction that was answered so
   * @param places in what was sent that it is about, in the partner's own words
   */
  public PartnerFailure(
      Outcome outcome, Meaning meaning, Optional<Refusal> uses, List<String> places) {
    super(outcome.note(), null, false, false);
    this.outcome = requireNonNull(outcome);
    this.meaning = requireNonNull(meaning);
    this.uses = requireNonNull(uses);
    this.places = List.copyOf(places);
  }

  /** The answer to a question after a write. As long as it is not seen, the write is unknown. */
  public static <T> T afterWriting(Supplier<T> question) {
    try {
      return question.get();
    } catch (PartnerFailure failure) {
      throw new PartnerFailure(
          new Outcome.Unknown(
              "written, and could not be read back: " + failure.outcome().note(),
              failure.outcome().reach()));
    }
  }

  /** What the delivery comes to, if nobody can do something about it. */
  public Outcome outcome() {
    return outcome;
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
}
